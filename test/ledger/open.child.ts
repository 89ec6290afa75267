import { systemClock } from "../../src/clock.ts";
import { openLedger, type LedgerPlace } from "../../src/ledger/open.ts";
import { ledgerProblemText } from "../../src/texts/ledger.ts";

/** Opens a ledger and says what came of it. */
const place = JSON.parse(process.argv[2] ?? "") as LedgerPlace;
const opened = await openLedger(place, { clock: systemClock, owner: "child" });
process.stdout.write(opened.ok ? "open" : ledgerProblemText(opened.failure));
if (opened.ok) await opened.value.ledger.close();
