import type { Clock } from "../../clock.ts";
import { fail, ok, type Result } from "../../result.ts";
import { notSent } from "../../texts/vendor.ts";
import type { Act, GroupState, Receipt, Support, VendorFailure } from "../port.ts";
import { START_WITHIN_MS } from "../turn.ts";
import { addAnswer, plainAnswer } from "./answers.ts";
import type { Bans } from "./bans.ts";
import { addRows, makeBody } from "./commands.ts";
import type { Dialect, Speaker } from "./dialect.ts";
import { NO_PERMISSION, VENDOR, type Trouble } from "./errors.ts";
import { explainNoPermission } from "./explain.ts";
import type { Groups } from "./groups.ts";
import { commandOf, type Limits } from "./limits.ts";
import type { Answer, Send } from "./wire.ts";

type Supported = Extract<Support, { supported: true }>;

export interface Acting {
  readonly send: Send;
  readonly speaker: Speaker;
  readonly limits: Limits;
  readonly groups: Groups;
  readonly bans: Bans;
  readonly clock: Clock;
}

/** Makes one change, or says why not. Throws when no account is named: that is a mistake in the program. */
export async function carryOut(
  acting: Acting,
  group: GroupState,
  act: Act,
): Promise<Result<Receipt, VendorFailure>> {
  if (act.accounts.length === 0) throw new Error(`a ${act.verb} needs at least one account`);
  const support = acting.limits.supportOf(group.kind, act.verb);
  if (!support.supported) return fail({ kind: "unsupported", detail: support.why, instead: support.instead });
  if (act.accounts.length > support.batch) return fail(tooMany(act.accounts.length, support.batch));

  const answered = await sendAct(acting, group.group.id, act, support);
  if (!answered.ok) return fail(await understand(acting, group.group.id, act, answered.failure));
  return ok({ rows: answered.value.value, request: answered.value.request });
}

function sendAct(
  { send, speaker, limits, clock }: Acting,
  groupId: string,
  act: Act,
  { perSecond }: Supported,
): Promise<Result<Answer<Receipt["rows"]>, Trouble>> {
  const startBy = clock.now() + START_WITHIN_MS;
  const nextBatch = limits.below(act.verb, act.accounts.length);
  const say = (dialect: Dialect) =>
    send({
      service: "group_open_http_svc",
      command: commandOf(act.verb),
      perSecond,
      body: () => makeBody(groupId, act, { dialect, sure: speaker.sure }, clock),
      answer: act.verb === "add" ? addAnswer.transform(addRows) : plainAnswer.transform(() => null),
      change: { startBy, nextBatch },
    });
  // Only of mutes is it said in the answer which dialect was understood; elsewhere 10004 is a plain refusal.
  return act.verb === "mute" || act.verb === "unmute" ? speaker.speak(say) : say("old");
}

/** Learns from a refusal, and finds out more where its code says too little. */
async function understand(
  { limits, groups, bans }: Acting,
  groupId: string,
  act: Act,
  { code, failure }: Trouble,
): Promise<VendorFailure> {
  if (code === NO_PERMISSION)
    return { ...(await explainNoPermission({ groups, bans }, groupId, act)), code: String(code) };
  if (failure.kind === "too_many") limits.learn(act.verb, failure.batch);
  if (failure.kind === "no_group") groups.forget(groupId);
  return failure;
}

function tooMany(count: number, batch: number): VendorFailure {
  return { kind: "too_many", detail: notSent.tooMany(VENDOR, count, batch), batch };
}
