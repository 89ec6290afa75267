import { troubleJob } from "../alerts/troubles.ts";
import type { CallbackDesk } from "../cases/seen/working.ts";
import { OVER_LIMIT } from "../texts/seen.ts";

/** A chat service says that requests come close to its limit: whoever is on call hears of it, once until it is resolved. */
export const CALLBACK_DESK: CallbackDesk = {
  overLimit: (connection, told, now) => [
    troubleJob(
      {
        key: `over-limit:${connection}`,
        part: told.command,
        title: OVER_LIMIT.title(connection),
        detail: OVER_LIMIT.detail(told),
        severity: "warning",
        startsAt: told.at,
        endsAt: null,
      },
      now,
    ),
  ],
};
