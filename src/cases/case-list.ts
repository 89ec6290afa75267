import { startOf } from "../grammar/since.ts";
import type { AccountWord, CasesRequest } from "../grammar/request.ts";
import type { CaseSearch } from "../ledger/port.ts";
import { decide, type Decision } from "../policy/decide.ts";
import type { Person } from "../policy/person.ts";
import { fail, ok, type Result } from "../result.ts";
import type { Group } from "../vendors/port.ts";
import type { Ask } from "./ask.ts";
import type { Casework, Register } from "./casework.ts";
import type { Notice, Refusal } from "./notice.ts";
import { resolveGroup } from "./resolve.ts";

/** Cases on a page: as many lines as the plain text of a message holds. */
const CASES_ON_A_PAGE = 15;

/** The right to list cases, asked of a group that no rule names: only a rule for all groups allows it there. */
const ANY_OTHER = "";

/** Finds cases, in the groups in which the asker may. */
export async function listCases(
  work: Casework,
  ask: Ask,
  request: CasesRequest,
  person: Person,
): Promise<Result<Notice, Refusal>> {
  const groups = groupsOf(work, ask, request, person);
  if (!groups.ok) return groups;
  const since = request.since === null ? null : startOf(request.since, ask.askedAt, person.zone);
  if (request.since !== null && since === null)
    return fail({ kind: "time", detail: "Your time zone is not known, so a day is not; write `since 24h`." });
  const { where, named, among } = groups.value;
  const about = request.about === null ? null : aboutOf(work, ask, request.about, named);
  const found = await work.ledger.searchCases({
    groups: where,
    verb: request.verb,
    by: request.by === null ? null : { team: ask.team, person: request.by },
    // Whom they were asked for by is said already, so a person means the accounts they are.
    about: about && request.by !== null ? { ...about, person: null } : about,
    since,
    before: request.before,
    limit: CASES_ON_A_PAGE,
  });
  const accounts = [...new Set(about?.accounts.map(({ account }) => account))];
  return ok({ kind: "cases", request, accounts, group: named?.alias ?? null, among, since, found });
}

interface Where {
  readonly where: CaseSearch["groups"];
  /** The group that was asked for. */
  readonly named: Group | null;
  /** Names of the groups that are searched, where not all are. */
  readonly among: readonly string[] | null;
}

function groupsOf(
  work: Casework,
  { channel }: Ask,
  request: CasesRequest,
  person: Person,
): Result<Where, Refusal> {
  const { register } = work;
  if (request.group !== null) {
    const group = resolveGroup(register, request.group, channel);
    if (!group.ok) return group;
    const decision = mayList(register, person, channel)(group.value.alias);
    if (!decision.allowed) return fail({ kind: "denied", denial: decision.denial });
    return ok({ where: { only: [group.value] }, named: group.value, among: null });
  }
  return listable(register, person, channel);
}

/** The groups whose cases somebody may list, asked from a channel. */
export function listable(
  register: Pick<Register, "policy" | "groups">,
  person: Person,
  channel: string,
): Result<Where, Refusal> {
  const may = mayList(register, person, channel);
  const anywhere = may(null);
  if (!anywhere.allowed) return fail({ kind: "denied", denial: anywhere.denial });
  const groups = [...new Set(register.groups.values())];
  const allowed = groups.filter(({ alias }) => may(alias).allowed);
  const isWide = may(ANY_OTHER).allowed;
  const where = isWide
    ? { except: groups.filter((group) => !allowed.includes(group)).map(keyOf) }
    : { only: allowed.map(keyOf) };
  const isAll = isWide && allowed.length === groups.length;
  return ok({ where, named: null, among: isAll ? null : allowed.map(({ alias }) => alias) });
}

function mayList(
  { policy }: Pick<Register, "policy">,
  person: Person,
  channel: string,
): (group: string | null) => Decision {
  return (group) =>
    decide(policy, person, { right: "cases", group, accounts: 1, lasts: null, channel, recent: 0 });
}

function keyOf({ connection, id }: Group): { readonly connection: string; readonly id: string } {
  return { connection, id };
}

/** An account is looked for at every connection, by the name each keeps it under. */
function aboutOf(
  { register, drivers }: Pick<Casework, "register" | "drivers">,
  { team }: Ask,
  word: AccountWord,
  group: Group | null,
): NonNullable<CaseSearch["about"]> {
  const everywhere = [...register.groups.values()].map(({ connection }) => connection);
  const connections = group ? [group.connection] : [...new Set(everywhere)];
  const linked = word.kind === "mention" ? register.links.get(word.person) : undefined;
  const accounts = connections.flatMap((connection) => {
    const account = word.kind === "account" ? word.account : linked?.get(connection);
    if (account === undefined) return [];
    return [{ connection, account: drivers.get(connection)?.nameOf(account) ?? account }];
  });
  return { accounts, person: word.kind === "mention" ? { team, person: word.person } : null };
}
