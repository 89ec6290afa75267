import { startOf } from "../grammar/since.ts";
import type { SinceWord } from "../grammar/request.ts";
import type { Tally } from "../ledger/port.ts";
import { decide } from "../policy/decide.ts";
import type { Person } from "../policy/person.ts";
import { fail, ok, type Result } from "../result.ts";
import type { Group } from "../vendors/port.ts";
import { sinceFaults } from "../texts/summary.ts";
import type { Ask } from "./ask.ts";
import type { Casework, Register } from "./casework.ts";
import { readableFrom } from "./home-books.ts";
import type { Notice, Refusal } from "./notice.ts";
import { summarise, type Summary, type Tallied } from "./summary.ts";
import { periodsOf, type Due, type SummarySchedule } from "./summary-week.ts";

const DAY_MS = 86_400_000;
const USUAL_MS = 7 * DAY_MS;
/** Longer ones would count a year of cases while others wait. */
const LONGEST_MS = 92 * DAY_MS;
/** How old a name may be: nothing hangs on it. */
const NAME_MAX_AGE_MS = DAY_MS;

const NO_GROUP: Group = { alias: "", connection: "", id: "" };

/** Answers `/mod summary`: of the groups in which the asker may ask for it. */
export async function summaryFor(
  work: Casework,
  ask: Ask,
  since: SinceWord | null,
  person: Person,
): Promise<Result<Notice, Refusal>> {
  const { register } = work;
  const wish = { right: "summary", group: null, accounts: 1, lasts: null, recent: 0 } as const;
  const decision = decide(register.policy, person, { ...wish, channel: ask.channel });
  if (!decision.allowed) return fail({ kind: "denied", denial: decision.denial });
  const until = ask.askedAt;
  const from = since === null ? until - USUAL_MS : startOf(since, until, person.zone);
  if (from === null) return fail({ kind: "time", detail: sinceFaults.noZone });
  if (from >= until) return fail({ kind: "time", detail: sinceFaults.toCome });
  if (until - from > LONGEST_MS) return fail({ kind: "time", detail: sinceFaults.tooLong });
  const period = { from, until };
  const mayRead = readableFrom(register, person, ask.channel);
  const seen = (group: Group): boolean => mayRead("summary", group);
  const tallied = await talliedIn(
    work,
    { period, before: { from: from - (until - from), until: from } },
    seen,
  );
  const shown = [...new Set(register.groups.values())].filter(seen).map(({ alias }) => alias);
  // Also of groups that no rule names.
  const isAll = mayRead("summary", NO_GROUP) && [...register.groups.values()].every(seen);
  const summary: Summary = {
    isWeekly: false,
    zone: person.zone,
    period,
    among: isAll ? null : shown,
    ...summarise(tallied, await namingOf(work, ask.team, tallied)),
  };
  return ok({ kind: "summary", summary });
}

/** What a channel is told of a week. */
export async function weeklySummary(
  work: Casework,
  schedule: SummarySchedule,
  due: Due,
  team: string,
): Promise<Summary> {
  const { zone, groups } = schedule;
  const periods = periodsOf(schedule, due);
  const nameOf = groupNames(work.register);
  const tallied = await talliedIn(work, periods, (group) => groups === "*" || groups.includes(nameOf(group)));
  return {
    isWeekly: true,
    zone,
    period: periods.period,
    among: groups === "*" ? null : groups,
    ...summarise(tallied, await namingOf(work, team, tallied)),
  };
}

async function talliedIn(
  { ledger }: Pick<Casework, "ledger">,
  { period, before }: ReturnType<typeof periodsOf>,
  isSeen: (group: Group) => boolean,
): Promise<Tallied> {
  const seen = ({ group }: Tally): boolean => isSeen(group);
  return {
    now: (await ledger.talliesOf(period)).filter(seen),
    before: (await ledger.talliesOf(before)).filter(seen),
  };
}

async function namingOf(
  work: Casework,
  team: string,
  { now, before }: Tallied,
): Promise<Parameters<typeof summarise>[1]> {
  const ids = [...new Set([...now, ...before].flatMap(({ person }) => person ?? []))];
  const names = new Map<string, string>();
  for (const id of ids) {
    const found = await work.people.find(team, id, NAME_MAX_AGE_MS);
    if (found.ok) names.set(id, found.value.name);
  }
  return { group: groupNames(work.register), person: (id) => names.get(id) ?? id };
}

/** A group that the configuration does not name any more goes by its id. */
function groupNames({ groups }: Pick<Register, "groups">): (group: Group) => string {
  const names = new Map(
    [...groups.values()].map(({ connection, id, alias }) => [`${connection} ${id}`, alias]),
  );
  return ({ connection, id }) => names.get(`${connection} ${id}`) ?? id;
}
