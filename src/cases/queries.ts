import type { Case } from "../ledger/port.ts";
import { decide } from "../policy/decide.ts";
import type { Person } from "../policy/person.ts";
import { fail, ok, type Result } from "../result.ts";
import type { Group, GroupState, VendorDriver } from "../vendors/port.ts";
import type { Ask } from "./ask.ts";
import type { Casework } from "./casework.ts";
import { CLOCK_OFFSET_MS, isSameEnd } from "./judge.ts";
import type { MutedRow, Notice, Refusal } from "./notice.ts";
import type { CommandRequest } from "../grammar/request.ts";
import { resolveAccounts, resolveGroup } from "./resolve.ts";
import { RIGHTS, type Query } from "../words.ts";

/** How many recent cases `/whois` shows, and how many it searches to find who muted somebody. */
const RECENT_CASES = 5;
const SEARCHED_CASES = 200;

type QueryRequest = Exclude<CommandRequest, { readonly kind: "act" | "help" }>;

/** Answers what changes nothing. Reading needs a rule too, except for what concerns only oneself. */
export async function answerQuery(
  work: Casework,
  ask: Ask,
  request: QueryRequest,
  person: Person,
): Promise<Result<Notice, Refusal>> {
  switch (request.kind) {
    case "whoami":
      return ok(whoami(work, person));
    case "case": {
      const denied = mayRead(work, person, "case", null);
      return denied ? fail(denied) : ok({ kind: "case", number: request.number });
    }
    case "muted":
      return withGroup(work, ask, request.group, person, "muted", (driver, state) =>
        muted(work, driver, state),
      );
    case "whois":
      return withGroup(work, ask, request.group, person, "whois", (driver, state) =>
        whois(work, driver, state, request),
      );
    default:
      return request satisfies never;
  }
}

function mayRead(work: Casework, person: Person, right: Query, group: string | null): Refusal | null {
  const decision = decide(work.register.policy, person, { right, group, accounts: 1, lasts: null });
  return decision.allowed ? null : { kind: "denied", denial: decision.denial };
}

async function withGroup(
  work: Casework,
  ask: Ask,
  word: Parameters<typeof resolveGroup>[1],
  person: Person,
  right: Query,
  read: (driver: VendorDriver, state: GroupState) => Promise<Result<Notice, Refusal>>,
): Promise<Result<Notice, Refusal>> {
  const group = resolveGroup(work.register, word, ask.channel);
  if (!group.ok) return group;
  const denied = mayRead(work, person, right, group.value.alias);
  if (denied) return fail(denied);
  const driver = work.drivers.get(group.value.connection);
  if (!driver)
    return fail({ kind: "unknown_group", typed: group.value.alias, known: [...work.register.groups.keys()] });
  const state = await driver.describe(group.value);
  return state.ok ? read(driver, state.value) : fail({ kind: "vendor", failure: state.failure });
}

async function muted(
  work: Casework,
  driver: VendorDriver,
  state: GroupState,
): Promise<Result<Notice, Refusal>> {
  const list = await driver.muted(state);
  if (!list.ok) return fail({ kind: "vendor", failure: list.failure });
  const byAccount = await mutingCases(work, state.group);
  const rows: MutedRow[] = list.value.map((row) => {
    const by = byAccount.get(row.account);
    // A mute with another end than the case gave it was changed by somebody else.
    const isOurs = by?.until && isSameEnd(by.until, row.until, CLOCK_OFFSET_MS);
    return { ...row, case: isOurs ? by.number : null };
  });
  return ok({ kind: "muted", group: state.group.alias, rows });
}

/** The newest case that muted each account, unless a newer one unmuted it. */
async function mutingCases(
  work: Casework,
  group: Group,
): Promise<ReadonlyMap<string, Pick<Case, "number" | "until">>> {
  const newestFirst = await work.ledger.casesOf({ group, limit: SEARCHED_CASES });
  const found = new Map<string, Pick<Case, "number" | "until">>();
  const decided = new Set<string>();
  for (const { number, verb, until, targets } of newestFirst) {
    if (verb !== "mute" && verb !== "unmute") continue;
    for (const { account, outcome } of targets) {
      if (decided.has(account) || (outcome !== "done" && outcome !== "unknown")) continue;
      decided.add(account);
      if (verb === "mute") found.set(account, { number, until });
    }
  }
  return found;
}

async function whois(
  work: Casework,
  driver: VendorDriver,
  state: GroupState,
  request: QueryRequest & { kind: "whois" },
): Promise<Result<Notice, Refusal>> {
  const accounts = resolveAccounts(work.register, [request.account], state.group);
  if (!accounts.ok) return accounts;
  const read = await driver.states(state, accounts.value);
  if (!read.ok) return fail({ kind: "vendor", failure: read.failure });
  const account = read.value[0];
  if (!account) throw new Error("a driver answered without the account that was asked for");
  const cases = await work.ledger.casesOf({
    group: state.group,
    account: account.account,
    limit: RECENT_CASES,
  });
  return ok({
    kind: "whois",
    account: account.account,
    group: state.group.alias,
    standing: account.standing,
    exists: account.exists,
    mutedUntil: account.mutedUntil,
    cases: cases.map(({ number }) => number),
  });
}

/** Anybody may ask who they are to Bailiff: their own roles, where each comes from, and what these allow. */
function whoami(work: Casework, person: Person): Notice {
  const probe = { group: null, accounts: 1, lasts: null } as const;
  const decisions = RIGHTS.map((right) => ({
    right,
    decision: decide(work.register.policy, person, { right, ...probe }),
  }));
  const rights = decisions.filter(({ decision }) => decision.allowed).map(({ right }) => right);
  const refused = decisions.find(({ decision }) => !decision.allowed)?.decision;
  const denial = rights.length === 0 && refused && !refused.allowed ? refused.denial : null;
  return { kind: "whoami", person: person.id, grants: person.grants, denial, rights };
}
