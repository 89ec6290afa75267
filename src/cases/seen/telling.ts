import type { Json, Job, NewEntry, NewJob, Seen, SeenIn, Telling } from "../../ledger/port.ts";
import type { AccountState, Group } from "../../vendors/port.ts";
import { post, type Casework } from "../casework.ts";
import { resolveGroup } from "../resolve.ts";
import { readRow, type Rejoined, type SeenLine, type SeenRow, type Watch } from "./row.ts";

/** What is told in one message: everything that has gathered about a group, within bounds. */

const MOST_ROWS = 500;
/** Accounts in one entry of the log. One row may have more, and is told by itself then. */
const MOST_ACCOUNTS = 2_000;
/** Accounts whose state is read before they are announced; the books alone speak of the others. */
const MOST_READ = 20;
/** How soon is looked again whether outsiders read along in a channel, in milliseconds. */
const LOOK_AGAIN_MS = 10_000;

export async function tellGathered(work: Casework, job: Job, place: SeenIn, next: Telling): Promise<void> {
  const { ledger, register } = work;
  const gathered = within(await ledger.untoldIn(place, MOST_ROWS));
  const last = gathered.at(-1);
  const group = [...register.groups.values()].find(
    ({ connection, id }) => connection === place.connection && id === place.id,
  );
  if (last === undefined) return void (await ledger.settleJob(job, { note: { told: "nothing was left" } }));
  // A group that is gone from the configuration has no channel and no name; the log still says what was seen.
  const rows = gathered.map((seen) => ({ seen, row: readRow(seen) }));
  const rejoined = group === undefined ? [] : await readRejoined(work, group, rows);
  const channels = group === undefined ? [] : await channelsOf(work, group);
  if (channels === "later")
    return void (await ledger.postpone(job, work.clock.now() + LOOK_AGAIN_MS, "Slack could not be asked"));
  const alias = group?.alias ?? place.id;
  const notice = {
    kind: "seen",
    group: alias,
    lines: linesOf(rows.map(({ row }) => row)),
    rejoined,
  } as const;
  const posts = channels.map((channel): NewJob =>
    post(
      `seen:${place.connection}/${place.id}:${last.seq}:${channel}`,
      { to: "channel", channel, asker: null },
      notice,
      work.clock.now(),
    ),
  );
  const entries = [entryOf(place, alias, rows, rejoined)];
  await ledger.tellSeen(job, place, { upTo: last.seq, entries, posts, next });
}

function within(gathered: readonly Seen[]): readonly Seen[] {
  let accounts = 0;
  const end = gathered.findIndex((seen, index) => {
    accounts += readRow(seen).accounts.length;
    return index > 0 && accounts > MOST_ACCOUNTS;
  });
  return end < 0 ? gathered : gathered.slice(0, end);
}

/** Each account once for each thing that was done to it, however often it was told. */
export function linesOf(rows: readonly SeenRow[]): readonly SeenLine[] {
  const lines = new Map<string, SeenLine>();
  const said = new Set<string>();
  const plain = rows.filter(({ watch }) => watch === null);
  // Where the service tells one act twice, the telling that says more goes first.
  const clearest = plain.toSorted((one, other) => vagueness(one) - vagueness(other));
  for (const { what, accounts, by, until } of clearest) {
    const fresh = (accounts.length > 0 ? accounts : [""]).filter(
      (account) => !said.has(`${what} ${account}`),
    );
    for (const account of fresh) said.add(`${what} ${account}`);
    if (fresh.length === 0) continue;
    const key = JSON.stringify([what, by, until]);
    const named = fresh.filter((account) => account !== "");
    const line = lines.get(key) ?? { what, accounts: [], by, until };
    lines.set(key, { ...line, accounts: [...line.accounts, ...named] });
  }
  return [...lines.values()];
}

function vagueness({ by, until }: SeenRow): number {
  return (by.account === null ? 2 : 0) + (by.through === "unsaid" ? 2 : 0) + (until === null ? 1 : 0);
}

/** Where the group has its channel. Where outsiders read along, only the configuration can let them. */
async function channelsOf(work: Casework, group: Group): Promise<readonly string[] | "later"> {
  const { register, channels } = work;
  const found: string[] = [];
  for (const [channel, { shared }] of register.channels) {
    const own = resolveGroup(register, null, channel);
    if (!own.ok || own.value.id !== group.id || own.value.connection !== group.connection) continue;
    const reach = shared ? "internal" : await channels.reach(channel);
    if (reach === "unreachable") return "later";
    // Where Slack does not show the channel, nothing can be posted; the log has it all.
    if (reach === "internal") found.push(channel);
  }
  return found;
}

/** Asks the chat service how it stands: the books may be against somebody whom others have let in meanwhile. */
async function readRejoined(
  { drivers }: Casework,
  group: Group,
  rows: readonly { readonly seen: Seen; readonly row: SeenRow }[],
): Promise<readonly Rejoined[]> {
  const back = new Map<string, Omit<Rejoined, "found">>();
  for (const { seen, row } of rows)
    for (const account of row.accounts)
      if (row.watch !== null) back.set(account, { seq: seen.seq, account, watch: row.watch });
  if (back.size === 0) return [];
  const driver = drivers.get(group.connection);
  const asked = [...back.keys()].slice(0, MOST_READ);
  const described = await driver?.describe(group);
  const read =
    driver && described?.ok
      ? await driver.states(described.value, asked, ["standing", "ban", "mute"], "patient")
      : null;
  const states = new Map<string, AccountState>(
    read?.ok ? read.value.map((state) => [state.account, state]) : [],
  );
  return [...back.values()].map((one) => ({ ...one, found: foundOf(one.watch, states.get(one.account)) }));
}

function foundOf({ verb }: Watch, state: AccountState | undefined): Rejoined["found"] {
  if (state === undefined) return null;
  const { standing, bannedUntil, mutedUntil } = state;
  return {
    stands: (verb === "ban" ? bannedUntil : mutedUntil) !== null,
    isInside: standing === "unlisted" ? null : standing !== "absent",
  };
}

function entryOf(
  { connection, id }: SeenIn,
  alias: string,
  rows: readonly { readonly row: SeenRow }[],
  rejoined: readonly Rejoined[],
): NewEntry {
  return {
    kind: "seen_elsewhere",
    case: null,
    body: {
      connection,
      group: alias,
      id,
      // What is written down is JSON already; this says so to the compiler.
      rows: JSON.parse(JSON.stringify(rows.map(({ row }) => row))) as Json,
      found: JSON.parse(JSON.stringify(rejoined.map(({ account, found }) => ({ account, found })))) as Json,
    },
  };
}
