import { writeSync } from "node:fs";
import { systemClock } from "../../src/clock.ts";
import { openLedger, type LedgerPlace } from "../../src/ledger/open.ts";

/**
 * Receives requests and works on some until it is killed, and says the id of each as soon as it is
 * acknowledged.
 */
const [placeText = "", owner = ""] = process.argv.slice(2);
const place = JSON.parse(placeText) as LedgerPlace;
const opened = await openLedger(place, { clock: systemClock, owner });
if (!opened.ok) throw new Error(opened.failure.kind);
const { ledger } = opened.value;

async function receiveOn(line: number): Promise<never> {
  for (let n = 0; ; n += 1) {
    const id = `${owner}.${line}.${n}`;
    const received = await ledger.receive({
      id,
      kind: "request",
      payload: JSON.stringify({ text: "/mute @tommy 10m" }),
      lane: null,
      runAt: systemClock.now(),
      held: true,
    });
    if (received.kind === "new") writeSync(1, `${id}\n`);
    if (received.kind === "new" && n % 3 === 0) {
      await ledger.settleJob(received.job, { entries: [{ kind: "outcome", case: null, body: { id } }] });
    }
  }
}
await Promise.all([1, 2, 3, 4, 5].map(receiveOn));
