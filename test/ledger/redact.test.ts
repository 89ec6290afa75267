import { describe, expect, it } from "vitest";
import { isSound, verifyChain } from "../../src/audit/chain.ts";
import { bodyOf, type Ledger, type NewRedaction } from "../../src/ledger/port.ts";
import { enginesForTests } from "./engines.ts";
import { aDraft, aPost, anEntry, held, WITHOUT_ASKING } from "./samples.ts";

const engines = await enginesForTests();

function aRedaction(seq: number, posts: NewRedaction["posts"] = []): NewRedaction {
  return { seq, entry: anEntry("redacted", { entry: seq, reason: "asked for" }), posts };
}

const SECRET = "Tommy Smith of 5 High Street spams";

/** A case about somebody, whose reason says too much. */
async function opened(ledger: Ledger) {
  const request = await held(ledger, "r1");
  const body = { reason: SECRET, command: `mute tommy — reason: ${SECRET}`, accounts: ["tommy"] };
  const result = await ledger.openCase(
    request,
    aDraft({ origin: "r1", reason: SECRET, command: body.command }),
    { ...WITHOUT_ASKING, entry: anEntry("opened", body) },
  );
  if (result.kind !== "opened") throw new Error("the case was not opened");
  return result;
}

async function settled(ledger: Ledger) {
  const { case: kase, job } = await opened(ledger);
  await ledger.record(job, {
    attempts: [],
    settlements: [{ account: "tommy", outcome: "done", detail: null }],
    entries: [{ kind: "closed", case: kase.number, body: { books: { done: 1 } } }],
    posts: [],
    settle: { again: null },
  });
  return kase;
}

for (const engine of engines) {
  describe(`redaction on ${engine.name}`, () => {
    it("removes what an entry told, and the chain verifies as before", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      await settled(ledger);
      const before = await ledger.entries(1, 10);
      const request = await held(ledger, "redact1");
      expect(await ledger.redact(request, aRedaction(1, [aPost("answer")]))).toBe("redacted");
      const after = await ledger.entries(1, 10);
      expect(after[0]).toEqual({ ...before[0], body: null, salt: null });
      expect(after.slice(1, 2)).toEqual(before.slice(1));
      expect(after.every(isSound)).toBe(true);
      expect(verifyChain(after)).toMatchObject({ ok: true, value: { count: 3 } });
      const last = after.at(-1);
      expect(last?.kind).toBe("redacted");
      expect(bodyOf(last ?? { body: null })).toMatchObject({ entry: 1 });
      expect(await home.sql("select seq, by_seq from redaction")).toEqual(
        [{ seq: 1, by_seq: 3 }].map(asStored(home)),
      );
      expect((await ledger.jobById("redact1"))?.state).toBe("settled");
      expect((await ledger.jobById("answer"))?.state).toBe("ready");
    });

    it("takes the text out of the books too, which go on balancing", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const told = JSON.stringify({
        address: { to: "asker" },
        notice: { kind: "waiting", words: SECRET, n: 1 },
      });
      const notice = await held(ledger, "told");
      await ledger.settleJob(notice, {
        posts: [
          { ...aPost("waiting"), payload: told },
          { ...aPost("kept"), payload: '{"words":"spam"}' },
        ],
      });
      for (const job of await ledger.claim("post", 10, 1_000)) await ledger.settleJob(job, {});
      const { number } = await settled(ledger);
      await ledger.redact(await held(ledger, "redact1"), aRedaction(1));
      const kase = await ledger.caseByNumber(number);
      expect(kase).toMatchObject({ reason: "(redacted)", command: "(redacted)", accounts: ["tommy"] });
      expect(kase?.targets).toMatchObject([{ account: "tommy", outcome: "done" }]);
      expect(JSON.stringify(await home.everything())).not.toContain("High Street");
      expect(JSON.parse((await ledger.jobById("waiting"))?.payload ?? "")).toEqual({
        address: { to: "asker" },
        notice: { kind: "waiting", words: "(redacted)", n: 1 },
      });
      expect((await ledger.jobById("kept"))?.payload).toBe('{"words":"spam"}');
    });

    it("happens once, and not to what is not there or still worked on", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      const { job } = await opened(ledger);
      expect(await ledger.redact(await held(ledger, "a"), aRedaction(1))).toBe("open");
      await ledger.record(job, {
        attempts: [],
        settlements: [{ account: "tommy", outcome: "done", detail: null }],
        entries: [],
        posts: [],
        settle: { again: null },
      });
      expect(await ledger.redact(await held(ledger, "b"), aRedaction(99))).toBe("gone");
      const again = await held(ledger, "c");
      expect(await ledger.redact(again, aRedaction(1))).toBe("redacted");
      expect(await ledger.redact(again, aRedaction(1))).toBe("stale");
      expect(await ledger.redact(await held(ledger, "d"), aRedaction(1))).toBe("gone");
      expect((await ledger.counts()).entries).toBe(2);
    });

    it("is the only way in which the database lets a body go", async () => {
      await using home = await engine.home();
      const ledger = await home.open();
      await ledger.append([anEntry("start"), anEntry("denied", { reason: "x" })]);
      await expect(home.sql("delete from entry_body where seq = 2")).rejects.toThrow(/changed|redacted/);
      await expect(home.sql("update entry_body set body = '{}' where seq = 2")).rejects.toThrow(
        /never changed/,
      );
      await ledger.redact(await held(ledger, "a"), aRedaction(2));
      await expect(home.sql("delete from redaction where seq = 2")).rejects.toThrow(/never changed/);
      expect(await home.sql("select seq from entry_body where seq = 2")).toEqual([]);
    });
  });
}

/** The driver of PostgreSQL tells large integers as text to those who do not say otherwise. */
function asStored({ place }: { readonly place: { readonly kind: string } }) {
  return (row: Readonly<Record<string, number>>) =>
    place.kind === "sqlite"
      ? row
      : Object.fromEntries(Object.entries(row).map(([name, n]) => [name, String(n)]));
}
