import type { Instant } from "../clock.ts";
import { decide } from "../policy/decide.ts";
import type { Person } from "../policy/person.ts";
import { fail, ok, type Result } from "../result.ts";
import type { Facet, GroupState, VendorDriver } from "../vendors/port.ts";
import type { Ask } from "./ask.ts";
import { listCases } from "./case-list.ts";
import type { Casework } from "./casework.ts";
import { can, rules, whoami } from "./explaining.ts";
import { CLOCK_OFFSET_MS, isSameEnd } from "./judge.ts";
import { links } from "./linked.ts";
import type { ListedRow, Notice, Refusal } from "./notice.ts";
import type { ChangeRequest, CommandRequest, GroupWord } from "../grammar/request.ts";
import { resolveAccounts, resolveGroup } from "./resolve.ts";
import { summaryFor } from "./summing.ts";
import type { Query } from "../words.ts";

/** How many recent cases `/whois` shows. */
const RECENT_CASES = 5;
/** As many names as a message can show. */
const MEMBERS_ON_A_PAGE = 200;

type QueryRequest = Exclude<
  CommandRequest,
  ChangeRequest | { readonly kind: "act" | "help" | "stop" | "form" | "note" | "redact" | "export" }
>;

/** Answers what changes nothing. Reading needs a rule too, except for what concerns only oneself. */
export async function answerQuery(
  work: Casework,
  ask: Ask,
  request: QueryRequest,
  person: Person,
): Promise<Result<Notice, Refusal>> {
  switch (request.kind) {
    case "whoami":
      return ok(whoami(work, ask, person));
    case "can":
      return can(work, ask, request, person);
    case "rules":
      return rules(work, person);
    case "doctor": {
      const denied = mayRead(work, ask, person, "doctor", null);
      return denied
        ? fail(denied)
        : ok({ kind: "doctor", findings: await work.doctor.examine(work.register) });
    }
    case "summary":
      return summaryFor(work, ask, request.since, person);
    case "links":
      return links(work, ask, request.person, person);
    case "case": {
      const denied = await mayReadCase(work, ask, person, request.number);
      return denied ? fail(denied) : ok({ kind: "case", number: request.number });
    }
    case "cases":
      return listCases(work, ask, request, person);
    case "muted":
      return list(work, ask, request.group, person, "muted");
    case "banned":
      return list(work, ask, request.group, person, "banned");
    case "members":
      return withGroup(work, ask, request.group, person, "members", (driver, state) =>
        members(driver, state, request.page),
      );
    case "limits":
      return withGroup(work, ask, request.group, person, "limits", async ({ vendor }, group) =>
        ok({ kind: "limits", group, vendor }),
      );
    case "whois":
      return withGroup(work, ask, request.group, person, "whois", (driver, state) =>
        whois(work, driver, state, request),
      );
    default:
      return request satisfies never;
  }
}

function mayRead(
  { register }: Casework,
  { channel }: Ask,
  person: Person,
  right: Query,
  group: string | null,
): Refusal | null {
  const wish = { right, group, accounts: 1, lasts: null, channel, recent: 0 };
  const decision = decide(register.policy, person, wish);
  return decision.allowed ? null : { kind: "denied", denial: decision.denial };
}

/** The right in the case's own group; whoever may read of no group does not learn which cases there are. */
async function mayReadCase(
  work: Casework,
  ask: Ask,
  person: Person,
  number: number,
): Promise<Refusal | null> {
  const denied = mayRead(work, ask, person, "case", null);
  if (denied) return denied;
  const kase = await work.ledger.progressOf(number);
  return kase && mayRead(work, ask, person, "case", kase.group.alias);
}

async function withGroup(
  work: Casework,
  ask: Ask,
  word: GroupWord | null,
  person: Person,
  right: Query,
  read: (driver: VendorDriver, state: GroupState) => Promise<Result<Notice, Refusal>>,
): Promise<Result<Notice, Refusal>> {
  const group = resolveGroup(work.register, word, ask.channel);
  if (!group.ok) return group;
  const denied = mayRead(work, ask, person, right, group.value.alias);
  if (denied) return fail(denied);
  const driver = work.drivers.get(group.value.connection);
  if (!driver)
    return fail({ kind: "unknown_group", typed: group.value.alias, known: [...work.register.groups.keys()] });
  const state = await driver.describe(group.value);
  return state.ok ? read(driver, state.value) : fail({ kind: "vendor", failure: state.failure });
}

function list(
  work: Casework,
  ask: Ask,
  group: GroupWord | null,
  person: Person,
  what: "muted" | "banned",
): Promise<Result<Notice, Refusal>> {
  return withGroup(work, ask, group, person, what, (driver, state) => listed(work, driver, state, what));
}

/** What was done to accounts of a list, and by which case. */
async function listed(
  work: Casework,
  driver: VendorDriver,
  state: GroupState,
  what: "muted" | "banned",
): Promise<Result<Notice, Refusal>> {
  const list = await (what === "muted" ? driver.muted(state) : driver.banned(state));
  if (!list.ok) return fail({ kind: "vendor", failure: list.failure });
  const verbs = what === "muted" ? (["mute", "unmute"] as const) : (["ban", "unban"] as const);
  const accounts = list.value.map(({ account }) => account);
  const latest = await work.ledger.latestOn(state.group, verbs, accounts, ["done", "unknown"]);
  const byAccount = new Map(latest.map((row) => [row.account, row]));
  const { ban } = state.supports;
  const isLiftedByUs = what === "banned" && ban.supported && ban.endedBy === "bailiff";
  const rows = list.value.map((row): ListedRow => {
    const by = byAccount.get(row.account);
    if (by?.verb !== verbs[0] || by.until === null) return { ...row, case: null };
    if (isLiftedByUs) return { ...row, until: by.until, case: by.number };
    // One with another end than the case gave it was changed by somebody else.
    return { ...row, case: isSameEnd(by.until, row.until, CLOCK_OFFSET_MS) ? by.number : null };
  });
  return ok({ kind: "listed", what, group: state.group.alias, rows });
}

async function members(
  driver: VendorDriver,
  state: GroupState,
  page: number,
): Promise<Result<Notice, Refusal>> {
  const from = (page - 1) * MEMBERS_ON_A_PAGE;
  const read = await driver.members(state, from, MEMBERS_ON_A_PAGE);
  if (!read.ok) return fail({ kind: "vendor", failure: read.failure });
  const { group, kind } = state;
  return ok({ kind: "members", group: group.alias, groupKind: kind, from, page: read.value });
}

async function whois(
  work: Casework,
  driver: VendorDriver,
  state: GroupState,
  request: QueryRequest & { kind: "whois" },
): Promise<Result<Notice, Refusal>> {
  const accounts = resolveAccounts(work, [request.account], state.group);
  if (!accounts.ok) return accounts;
  const { mute, ban } = state.supports;
  const facets: Facet[] = ["standing", "existence"];
  if (mute.supported) facets.push("mute");
  if (ban.supported) facets.push("ban");
  const read = await driver.states(state, accounts.value, facets);
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
    bannedUntil: account.bannedUntil,
    liftedBy: account.bannedUntil === null ? null : await lifterOf(work, state, account.account),
    cases: cases.map(({ number }) => number),
  });
}

/** The case whose ban of an account Bailiff itself will lift, and when. */
async function lifterOf(
  { ledger }: Casework,
  { group, supports }: GroupState,
  account: string,
): Promise<{ readonly number: number; readonly until: Instant } | null> {
  if (!supports.ban.supported || supports.ban.endedBy !== "bailiff") return null;
  const [latest] = await ledger.latestOn(group, ["ban", "unban"], [account], ["done", "already"]);
  if (latest?.verb !== "ban" || typeof latest.until !== "number") return null;
  return { number: latest.number, until: latest.until };
}
