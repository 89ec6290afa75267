import { nextDue, type SummarySchedule } from "../cases/summary-week.ts";
import { summaryTimer } from "../cases/summary-timer.ts";
import type { Clock } from "../clock.ts";
import { scheduleOf } from "../config/summary.ts";
import type { ConfigFile } from "../config/schema.ts";
import type { Ledger } from "../ledger/port.ts";
import type { Log } from "../log.ts";

/** Sees to it that the summary of every week has its next timer; each timer sets the one after it. */
export interface SummaryTimers {
  begin(): Promise<void>;
  /**
   * The configuration file says something else from now on. A timer that is set already finds a later time by itself; a
   * time that is earlier counts from the week after.
   */
  follow(file: ConfigFile): void;
}

export function openSummary(at: {
  readonly file: ConfigFile;
  readonly team: string;
  readonly ledger: Pick<Ledger, "receive">;
  readonly clock: Clock;
  readonly log: Pick<Log, "error">;
}): SummaryTimers {
  const set = async (schedule: SummarySchedule | null): Promise<void> => {
    if (schedule) await at.ledger.receive(summaryTimer(nextDue(schedule, at.clock.now()), at.team));
  };
  return {
    begin: () => set(scheduleOf(at.file.summary)),
    follow: (file) =>
      void set(scheduleOf(file.summary)).catch((error: unknown) =>
        at.log.error(
          { err: error },
          "the timer of the weekly summary could not be set; the next start sets it",
        ),
      ),
  };
}
