import type { LiveRegister } from "../cases/live-register.ts";
import { changedSections, isForNextStart, type Section } from "../config/changed.ts";
import { describeProblem, type Problem } from "../config/problem.ts";
import { registerOf } from "../config/register.ts";
import type { ConfigFile } from "../config/schema.ts";
import type { Ledger } from "../ledger/port.ts";
import type { Log } from "../log.ts";
import type { Result } from "../result.ts";
import type { Rooms } from "./drivers.ts";

/** The configuration file as it was read again. */
export type Reread = Result<ConfigFile, readonly Problem[]>;

export interface Reconfiguring {
  /** As the program was started with. */
  readonly file: ConfigFile;
  readonly register: LiveRegister;
  readonly rooms: Pick<Rooms, "follow">;
  readonly ledger: Pick<Ledger, "append">;
  readonly team: string;
  readonly log: Log;
}

/**
 * Takes over what the configuration file says now. A file with a mistake changes nothing: what was read last goes on
 * counting. Either is an entry, and nothing counts before its entry is written.
 */
export function createReconfigure(at: Reconfiguring): (read: Reread) => Promise<void> {
  let current = at.file;
  return async (read) => {
    if (!read.ok) return refuse(at, read.failure);
    const next = read.value;
    const sections = changedSections(current, next);
    if (sections.length === 0) return at.log.debug({}, "the configuration file says what counts already");
    await take(at, next, sections);
    current = next;
  };
}

async function take(
  { file, register, rooms, ledger, team, log }: Reconfiguring,
  next: ConfigFile,
  sections: readonly Section[],
): Promise<void> {
  const from = register.known().policy.version;
  const said = registerOf(next);
  const to = said.policy.version;
  // Compared with what the program runs with: a change that was taken back needs no restart.
  const atNextStart = changedSections(file, next).filter(isForNextStart);
  await ledger.append([
    {
      kind: "config_changed",
      case: null,
      body: { team, from, to, sections: [...sections], atNextStart: [...atNextStart] },
    },
  ]);
  rooms.follow(next);
  register.replace(said);
  log.info({ from, to, sections, atNextStart }, "the configuration file was read again and counts now");
  for (const section of atNextStart)
    log.warn({ section }, `${section}: what the configuration file says there counts at the next start`);
}

async function refuse(
  { register, ledger, team, log }: Reconfiguring,
  problems: readonly Problem[],
): Promise<void> {
  const { version } = register.known().policy;
  for (const problem of problems)
    log.error(
      { where: problem.where, what: describeProblem(problem) },
      "a mistake in the configuration file",
    );
  log.error(
    { problems: problems.length, policy: version },
    "the configuration file was not taken over; what was read last goes on counting",
  );
  const told = problems.map(({ where, what }) => ({ where, what }));
  await ledger.append([
    { kind: "config_refused", case: null, body: { team, policy: version, problems: told } },
  ]);
}
