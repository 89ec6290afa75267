import type { Rule } from "../policy/rules.ts";
import { fail, type Result } from "../result.ts";
import { advice, type VendorDriver, type VendorFailure } from "../vendors/port.ts";
import { askerOf, post } from "./casework.ts";
import type { Considering, Intent } from "./considering.ts";
import type { Refusal } from "./notice.ts";
import { makePlan, type Plan } from "./plan.ts";
import { growingWait, jitter } from "./waits.ts";

/** How long reading the vendor is tried before the request is given back to the person. */
export const PLAN_PATIENCE_MS = 30_000;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/** Reads what the plan needs. While the vendor does not answer, the request waits a little and is tried again. */
export async function planFor(
  at: Considering,
  intent: Intent,
  rule: Rule,
): Promise<Result<Plan, Refusal> | "postponed"> {
  const { register, drivers } = at.work;
  const driver = drivers.get(intent.group.connection);
  if (!driver)
    return fail({ kind: "unknown_group", typed: intent.group.alias, known: [...register.groups.keys()] });
  const read = await readPlan(at, driver, intent, rule);
  if (read.ok || read.failure.kind !== "vendor") return read;
  return (await waitFor(at, read.failure.failure)) ? "postponed" : read;
}

async function readPlan(
  { work, ask }: Considering,
  driver: VendorDriver,
  intent: Intent,
  rule: Rule,
): Promise<Result<Plan, Refusal>> {
  const { request, group, accounts, until } = intent;
  const state = await driver.describe(group);
  if (!state.ok) return fail({ kind: "vendor", failure: state.failure });
  const support = state.value.supports[request.verb];
  if (!support.supported) {
    const { why, instead } = support;
    return fail({
      kind: "unsupported",
      verb: request.verb,
      group: group.alias,
      groupKind: state.value.kind,
      why,
      instead,
    });
  }
  const limits = {
    policy: work.register.policy,
    rule,
    batch: support.batch,
    lasts: until === null || until === "permanent" ? until : until - ask.askedAt,
  };
  const plan = await makePlan(driver, state.value, { verb: request.verb, until }, accounts, limits);
  return plan.ok ? plan : fail({ kind: "vendor", failure: plan.failure });
}

/** Gives the request back to the queue when the failure may pass in time, and says so to the person, once. */
async function waitFor({ work, job, ask }: Considering, failure: VendorFailure): Promise<boolean> {
  const now = work.clock.now();
  const giveUpAt = ask.askedAt + PLAN_PATIENCE_MS;
  if (advice(failure) === "give_up" || now >= giveUpAt) return false;
  const waitMs = jitter(growingWait(now - ask.askedAt, FIRST_WAIT_MS, LONGEST_WAIT_MS), work.random);
  const told = post(
    `waiting:${job.id}`,
    askerOf(ask),
    { kind: "waiting", job: job.id, words: ask.words, detail: failure.detail, until: giveUpAt },
    now,
  );
  await work.ledger.postpone(job, now + waitMs, failure.detail, [told]);
  return true;
}
