import { systemClock } from "../../src/clock.ts";
import { openLedger } from "../../src/ledger/open.ts";

/** Takes turns at a shared pace and says when each came. */
const [url = "", turns = "", perSecond = ""] = process.argv.slice(2);
const opened = await openLedger(
  { kind: "postgres", url },
  { clock: systemClock, owner: `child ${process.pid}` },
);
if (!opened.ok || !opened.value.pace) throw new Error("no pace");
const { ledger, pace } = opened.value;
const startedAt = await Promise.all(
  Array.from({ length: Number(turns) }, async () => {
    await pace.turn("game/forbid_send_msg", Number(perSecond));
    return systemClock.now();
  }),
);
await ledger.close();
process.stdout.write(JSON.stringify(startedAt));
