import { describe, expect, it } from "vitest";
import { enginesForTests } from "./engines.ts";
import { anAttempt, anEntry, openedCase } from "./samples.ts";

const LARGEST = 10_000;
const REQUEST = 60;
const REQUESTS = 20;
/** Took 0.2 s; with a read of the whole case for each account of a request, 2.6 s. */
const WITHIN_MS = 2_000;

describe.each(await enginesForTests())("a case of 10,000 on $name", (engine) => {
  it("is written down request by request without going through all its targets for each account", async () => {
    await using place = await engine.home();
    const ledger = await place.open();
    const accounts = Array.from({ length: LARGEST }, (_, index) => `fan${index}`);
    // PostgreSQL guesses from the size of the table how many targets a case has, and guesses too few.
    await openedCase(ledger, { origin: "request:1", fingerprint: "one", accounts });
    const { job } = await openedCase(ledger, { origin: "request:2", fingerprint: "two", accounts });
    const startedAt = performance.now();
    for (let request = 0; request < REQUESTS; request += 1) {
      const some = accounts.slice(request * REQUEST, (request + 1) * REQUEST);
      const begun = await ledger.beginAttempt(job, anAttempt(some), anEntry("attempt"), []);
      if (begun.kind !== "begun") throw new Error("the job was lost");
      await ledger.record(job, {
        attempts: [begun.attempt],
        settlements: some.map((account) => ({ account, outcome: "done", detail: null })),
        entries: [anEntry()],
        posts: [],
        settle: null,
      });
    }
    const tookMs = performance.now() - startedAt;
    const { books } = (await ledger.progressOf(job.case ?? 0)) ?? {};
    expect(books).toMatchObject({ done: REQUESTS * REQUEST });
    expect(tookMs).toBeLessThan(WITHIN_MS);
  });
});
