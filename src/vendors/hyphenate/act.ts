import type { Clock } from "../../clock.ts";
import { fail, ok, type Result } from "../../result.ts";
import { hyphenateSaid, notSentYet, spaceTrouble, VENDOR_NAMES } from "../../texts/hyphenate.ts";
import { notSent } from "../../texts/vendor.ts";
import { isGroupVerb } from "../../words.ts";
import type { Act, GroupState, Receipt, Urgency, VendorFailure } from "../port.ts";
import { START_WITHIN_MS } from "../turn.ts";
import { LONGEST_URL_BYTES, VERB_LIMITS, type HyphenateVendor } from "./contract.ts";
import type { Trouble } from "./errors.ts";
import { spaceOfKind, unsupported, type Limits } from "./limits.ts";
import { foldName, isPossibleId, isPossibleName } from "./names.ts";
import { requestOf, type ChangeRequest, type Place } from "./requests.ts";
import {
  ABSENT,
  ALREADY,
  everyOne,
  outcomesAnswer,
  outsidersNotBanned,
  rowsFor,
  type Outcomes,
} from "./rows.ts";
import type { Asked, Reading } from "./states.ts";
import { settleOpen } from "./verify.ts";
import type { Answer, Send } from "./wire.ts";

export interface Acting {
  readonly vendor: HyphenateVendor;
  /** Address before the path of each request, with the app's own part. */
  readonly base: string;
  readonly send: Send;
  readonly limits: Limits;
  readonly reading: Reading;
  readonly clock: Clock;
}

/** Makes one change, or says why not. Throws when no account is named: that is a mistake in the program. */
export async function carryOut(
  acting: Acting,
  group: GroupState,
  act: Act,
  urgency: Urgency,
): Promise<Result<Receipt, VendorFailure>> {
  if (act.accounts.length === 0) throw new Error(`a ${act.verb} needs at least one account`);
  const space = spaceOfKind(group.kind);
  if (space === null) {
    const { why, instead } = unsupported(group.kind);
    return fail({ kind: "unsupported", detail: why, instead });
  }
  const place: Place = { vendor: acting.vendor, space, id: group.group.id };
  const accounts = [...new Set(act.accounts.map(foldName))];
  const obstacle = obstacleTo(acting, place, act, accounts);
  if (obstacle !== null) return fail(obstacle);
  const request = requestOf(place, act, accounts, acting.clock);
  const excess = Buffer.byteLength(acting.base + request.path) - LONGEST_URL_BYTES;
  if (excess > 0 && accounts.length > 1) return fail(tooLong(acting.vendor, accounts, excess));

  const answered = await sendAct(acting, place, act, accounts, request, urgency);
  const known = answered.ok
    ? ok(answered.value)
    : await understand(acting, place, act, accounts, answered.failure);
  if (!known.ok) return known;
  const asked: Asked = { group, space, urgency };
  const outcomes = await settleOpen(acting.vendor, acting.reading, asked, act, accounts, known.value.value);
  const told = act.verb === "ban" ? outsidersNotBanned(acting.vendor, outcomes) : outcomes;
  return ok({ rows: rowsFor(act.accounts, told), request: known.value.request });
}

/** Why this is not sent at all; null when it can be. */
function obstacleTo(
  { vendor, limits }: Acting,
  place: Place,
  act: Act,
  accounts: readonly string[],
): VendorFailure | null {
  const name = VENDOR_NAMES[vendor];
  if (!isPossibleId(place.id)) return { kind: "no_group", detail: spaceTrouble.impossibleId(name, place.id) };
  if (isGroupVerb(act.verb)) return null;
  const impossible = accounts.find((account) => !isPossibleName(account));
  if (impossible !== undefined) {
    return { kind: "no_account", detail: notSentYet.impossibleName(name, impossible) };
  }
  const { batch } = limits.supportOf(place.space, act.verb);
  const count = accounts.length;
  return count > batch ? { kind: "too_many", detail: notSent.tooMany(name, count, batch), batch } : null;
}

/** The address is `excess` bytes too long. The batch to go on with fits whichever of the accounts are in it. */
function tooLong(vendor: HyphenateVendor, accounts: readonly string[], excess: number): VendorFailure {
  // Names are one byte a character and need no escaping; each brings a comma.
  const shortestFirst = accounts.map((account) => account.length + 1).toSorted((one, other) => one - other);
  let missing = excess;
  let batch = accounts.length;
  for (const bytes of shortestFirst) {
    if (missing <= 0 || batch === 1) break;
    missing -= bytes;
    batch -= 1;
  }
  const detail = notSentYet.longUrl(VENDOR_NAMES[vendor], accounts.length, LONGEST_URL_BYTES);
  return { kind: "too_many", detail, batch };
}

function sendAct(
  { vendor, send, limits, clock }: Acting,
  { space }: Place,
  act: Act,
  accounts: readonly string[],
  request: ChangeRequest,
  urgency: Urgency,
): Promise<Result<Answer<Outcomes>, Trouble>> {
  const { command, perSecond } = VERB_LIMITS[vendor][space][act.verb];
  return send({
    ...request,
    operation: `${space}:${request.method.toLowerCase()}:${command}`,
    perSecond,
    urgency,
    answer: outcomesAnswer(vendor, act.verb, accounts),
    change: {
      startBy: clock.now() + START_WITHIN_MS,
      nextBatch: (limit) => limits.below(accounts.length, limit),
    },
  });
}

/** Finds the accounts' outcomes in a refusal, learns from it, and finds out more where it says too little. */
async function understand(
  acting: Acting,
  place: Place,
  act: Act,
  accounts: readonly string[],
  { refusal, failure, request }: Trouble,
): Promise<Result<Answer<Outcomes>, VendorFailure>> {
  if (failure.kind === "too_many") acting.limits.learn(place.space, act.verb, failure.batch);
  if (failure.kind === "no_group") acting.reading.groups.forget(place.space, place.id);
  if (refusal === null || request === null) return fail(failure);
  const { means } = refusal;
  if (means === "owner") return fail(await namingOwner(acting, place, accounts, failure));
  if (means === "already_members" && act.verb === "add") {
    // Of several it names one only, so the others are still open.
    return ok({ value: everyOne(accounts.length === 1 ? accounts : [], ALREADY), request });
  }
  if (means === "not_members" && act.verb !== "add") {
    // Refused as a whole: whoever is not named was not changed either, and has to be asked for again without them.
    const outside = new Set(refusal.accounts.map(foldName));
    const isAboutAll = accounts.length === 1 || accounts.every((account) => outside.has(account));
    if (isAboutAll) return ok({ value: everyOne(accounts, ABSENT), request });
  }
  return fail(failure);
}

/** The refusal does not name the owner, so it is read who that is. */
async function namingOwner(
  { vendor, reading: { groups } }: Acting,
  { space, id }: Place,
  accounts: readonly string[],
  failure: VendorFailure,
): Promise<VendorFailure> {
  groups.forget(space, id);
  const facts = await groups.facts(space, id);
  const owner = facts.ok ? facts.value.owner : null;
  if (owner === null || !accounts.includes(owner)) return failure;
  return { kind: "not_permitted", detail: hyphenateSaid.owner(VENDOR_NAMES[vendor], owner) };
}
