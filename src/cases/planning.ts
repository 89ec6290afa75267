import { lastsFrom } from "../policy/decide.ts";
import type { Rule } from "../policy/rules.ts";
import { authorityOf } from "./authority.ts";
import { fail, ok, type Result } from "../result.ts";
import type { GroupState, Standing, VendorDriver } from "../vendors/port.ts";
import { ASKED_MAX_AGE_MS, type Considering, type Intent } from "./considering.ts";
import type { Refusal } from "./notice.ts";
import { waitForVendor } from "./patience.ts";
import { makePlan, type Plan } from "./plan.ts";

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
  return (await waitForVendor(at, read.failure.failure)) ? "postponed" : read;
}

async function readPlan(
  { work, ask }: Considering,
  driver: VendorDriver,
  intent: Intent,
  rule: Rule,
): Promise<Result<Plan, Refusal>> {
  const { request, group, accounts, until } = intent;
  const reached = { verb: request.verb, connection: group.connection, accounts };
  const actor = intent.lifts === null ? intent.person : null;
  const authority = await authorityOf(work, actor, rule, reached, ASKED_MAX_AGE_MS);
  if (!authority.ok) return fail({ kind: "slack_unreachable", detail: authority.failure });
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
  const sure = await noAccountIn(request.doubtful, driver, state.value, accounts);
  if (!sure.ok) return sure;
  const limits = {
    authority: authority.value,
    support,
    lasts: lastsFrom(ask.askedAt, until),
  };
  const aim = { verb: request.verb, until, endedBy: support.endedBy };
  const plan = await makePlan(driver, state.value, aim, accounts, limits);
  return plan.ok ? plan : fail({ kind: "vendor", failure: plan.failure });
}

/** Fails when a word of the reason is an account: then fewer may have been named than were meant. */
async function noAccountIn(
  doubtful: readonly string[],
  driver: VendorDriver,
  group: GroupState,
  accounts: readonly string[],
): Promise<Result<null, Refusal>> {
  const words = doubtful.filter((word) => !accounts.includes(word));
  if (words.length === 0) return ok(null);
  const states = await driver.states(group, words, ["standing", "existence"]);
  if (!states.ok) return fail({ kind: "vendor", failure: states.failure });
  const found = states.value.find(({ standing, exists }) => exists === true || isListed(standing));
  return found ? fail({ kind: "doubtful_word", word: found.account, accounts }) : ok(null);
}

function isListed(standing: Standing): boolean {
  return standing === "owner" || standing === "admin" || standing === "member";
}
