import { describe, expect, it } from "vitest";
import { enginesForTests } from "./engines.ts";
import { anAttempt, anEntry, openedCase } from "./samples.ts";

const LARGEST = 10_000;
/** Accounts in one request, of Agora and of Tencent. */
const REQUESTS = [...Array.from({ length: 20 }, () => 60), ...Array.from({ length: 10 }, () => 500)];
/** Takes 0.3 s; when all targets are read for each account or each request, from 2.5 s on. */
const WITHIN_MS = 2_000;

describe.each(await enginesForTests())("a case of 10,000 on $name", (engine) => {
  it("is written down request by request without going through all its targets for each account", async () => {
    await using place = await engine.home();
    const ledger = await place.open();
    const accounts = Array.from({ length: LARGEST }, (_, index) => `fan${index}`);
    // PostgreSQL guesses from the size of the table how many targets a case has, and guesses too few.
    for (const other of ["a", "b", "c"]) {
      const others = accounts.map((account) => `${other}-${account}`);
      await openedCase(ledger, { origin: other, fingerprint: other, accounts: others });
    }
    const { job } = await openedCase(ledger, { origin: "request:1", accounts });
    const startedAt = performance.now();
    let from = 0;
    for (const size of REQUESTS) {
      const some = accounts.slice(from, (from += size));
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
    expect(books).toMatchObject({ done: from });
    expect(tookMs).toBeLessThan(WITHIN_MS);
  });
});
