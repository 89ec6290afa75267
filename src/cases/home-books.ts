import type { FoundCase, Standing } from "../ledger/port.ts";
import { decide } from "../policy/decide.ts";
import type { Person } from "../policy/person.ts";
import type { Group } from "../vendors/port.ts";
import type { Query } from "../words.ts";
import { listable } from "./case-list.ts";
import type { Register } from "./casework.ts";
import type { HomeWork, OpenHome, StandingList } from "./home.ts";

/** Cases of one's own that are open, as many as anybody has. */
const MOST_OPEN = 100;
/** Of these, those that are looked at. */
const SHOWN_OPEN = 8;
/** Cases with a mute or a ban that stands. */
const MOST_STANDING = 2_000;
const RECENT = 10;

/** Whether somebody may ask for something about a group; null: about any. */
export type Readable = (right: Query, group: Group | null) => boolean;

/**
 * What a person may read, from a channel; from none, rules that count in some channels only do not count. A group goes
 * by the name the configuration gives it now; one that it does not name, by its id, as when it is typed.
 */
export function readableFrom({ policy, groups }: Register, person: Person, channel = person.id): Readable {
  const aliases = new Map(
    [...groups.values()].map(({ connection, id, alias }) => [`${connection} ${id}`, alias]),
  );
  const known = new Map<string, boolean>();
  return (right, group) => {
    const name = group && (aliases.get(`${group.connection} ${group.id}`) ?? group.id);
    const key = JSON.stringify([right, name]);
    const decided =
      known.get(key) ??
      decide(policy, person, {
        right,
        group: name,
        accounts: 1,
        lasts: null,
        channel,
        recent: 0,
      }).allowed;
    known.set(key, decided);
    return decided;
  };
}

/** What one has asked for oneself needs no rule to be seen. */
export async function openCases(
  { ledger }: Pick<HomeWork, "ledger">,
  { team, id }: Person,
): Promise<OpenHome["open"]> {
  const numbers = await ledger.openCasesOf({ team, person: id }, MOST_OPEN);
  const looked = await Promise.all(numbers.slice(0, SHOWN_OPEN).map((number) => ledger.progressOf(number)));
  return { cases: looked.flatMap((progress) => progress ?? []), count: numbers.length };
}

const READS = { mute: "muted", ban: "banned" } as const satisfies Record<Standing["verb"], Query>;

export async function standing(
  { ledger, clock }: Pick<HomeWork, "ledger" | "clock">,
  mayRead: Readable,
): Promise<StandingList | null> {
  const readable = (["mute", "ban"] as const).filter((verb) => mayRead(READS[verb], null));
  if (readable.length === 0) return null;
  const all = await ledger.standingAt(clock.now(), MOST_STANDING);
  const acts = all.filter(({ verb, group }) => mayRead(READS[verb], group));
  const count = (verb: Standing["verb"]): number =>
    acts.reduce((sum, act) => sum + (act.verb === verb ? act.accounts : 0), 0);
  return {
    acts,
    accounts: { mute: count("mute"), ban: count("ban") },
    readable,
    isCut: all.length === MOST_STANDING,
  };
}

/** The newest cases of groups the person may read; null: they may read none. */
export async function recent(
  { ledger, register }: Pick<HomeWork, "ledger" | "register">,
  person: Person,
): Promise<readonly FoundCase[] | null> {
  const groups = listable(register, person, person.id);
  if (!groups.ok) return null;
  const all = { verb: null, by: null, about: null, since: null, before: null } as const;
  const found = await ledger.searchCases({ groups: groups.value.where, ...all, limit: RECENT });
  return found.cases;
}
