import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { readExportLine, readManifest } from "../../src/audit/export-form.ts";
import type { ExportManifest } from "../../src/audit/exporting/manifest.ts";
import { canonical } from "../../src/audit/hash.ts";
import { generateKey, readVerifier } from "../../src/audit/note.ts";
import { EMPTY_FRONTIER, grow, rootOf } from "../../src/audit/tree.ts";
import { verifyExport } from "../../src/audit/verify-export.ts";
import { runAuditExport } from "../../src/cli/audit-export.ts";
import type { Entry, Ledger } from "../../src/ledger/port.ts";
import { enginesForTests, type Home } from "../ledger/engines.ts";
import { aDraft, anEntry, held, WITHOUT_ASKING } from "../ledger/samples.ts";

const engines = await enginesForTests();
const KEY = generateKey("log.example.com", Buffer.alloc(32, 7));

for (const engine of engines) {
  describe(`exports on ${engine.name}`, () => {
    let home: Home;
    let ledger: Ledger;
    let folder: string;
    beforeAll(async () => {
      home = await engine.home();
      // It goes on holding the database while all exports are made beside it.
      ledger = await home.open();
      await ledger.append([anEntry("start", { team: "T1" })]);
      await aStory(ledger, "r1", "kick", "lobby", ["tommy"]);
      await aStory(ledger, "r2", "mute", "stage", ["jared", "peter"]);
      await ledger.append([
        anEntry("denied", {
          actor: { team: "T1", person: "U_MEL" },
          right: "ban",
          because: { kind: "no_rule" },
        }),
      ]);
      folder = await mkdtemp(join(tmpdir(), "bailiff-export-"));
    });
    afterEach(async () => {
      for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
    });
    afterAll(async () => {
      await home[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    });

    const run = async (...args: readonly string[]) => {
      const said: string[] = [];
      const complaints: string[] = [];
      const { place } = home;
      const code = await runAuditExport(
        {
          out: (text) => void said.push(text),
          err: (text) => void complaints.push(text),
          variables: {
            BAILIFF_AUDIT_KEY: KEY.signer,
            ...(place.kind === "sqlite" ? { BAILIFF_DATA: place.folder } : { DATABASE_URL: place.url }),
          },
        },
        args,
      );
      return { code, said: said.join("\n"), complaints: complaints.join("\n") };
    };
    const file = (name: string): string => join(folder, name);
    const manifestOf = async (name: string): Promise<ExportManifest> => {
      const read = readManifest(await readFile(`${file(name)}.manifest.json`, "utf8"));
      if (!read.ok) throw new Error("the manifest cannot be read");
      return read.value.manifest as ExportManifest;
    };
    const linesOf = async (name: string): Promise<readonly string[]> =>
      (await readFile(file(name), "utf8")).split("\n").slice(0, -1);

    it("are all entries as canonical lines, whose manifest names count, numbers, root and digest", async () => {
      const entries = await ledger.entries(1, 1_000);
      const ran = await run("--out", file("all.jsonl"));
      expect(ran).toMatchObject({ code: 0, complaints: "" });
      const lines = await linesOf("all.jsonl");
      expect(lines.map(readExportLine)).toEqual(entries);
      for (const [index, line] of lines.entries()) {
        const { body, hash, salt, text } = entries[index] as Entry;
        const line2 = canonical({ body: JSON.parse(body ?? "null"), entry: JSON.parse(text), hash, salt });
        expect(line).toBe(line2);
      }
      const manifest = await manifestOf("all.jsonl");
      const bytes = await readFile(file("all.jsonl"));
      const tree = entries.reduce((frontier, { hash }) => grow(frontier, hash), EMPTY_FRONTIER);
      expect(manifest).toMatchObject({
        origin: "log.example.com",
        format: "jsonl",
        count: entries.length,
        first: 1,
        last: entries.length,
        gapFree: true,
        selection: null,
        prev: "0".repeat(64),
        head: entries.at(-1)?.hash,
        tree: { size: entries.length, root: rootOf(tree) },
        sha256: createHash("sha256").update(bytes).digest("hex"),
        file: { name: "all.jsonl", bytes: bytes.length },
        verifiers: [KEY.verifier],
      });
      expect(ran.said).toContain(`SHA-256 of the file: ${manifest.sha256}`);
    });

    it("are on record before they exist: who, what, and the digest of the file", async () => {
      const ran = await run("--from", "2", "--to", "4", "--out", file("some.jsonl"));
      const { recorded, sha256, file: written } = await manifestOf("some.jsonl");
      const [entry] = await ledger.entries(recorded ?? 0, 1);
      expect(entry?.kind).toBe("exported");
      expect(JSON.parse(entry?.body ?? "")).toMatchObject({
        first: 2,
        last: 4,
        count: 3,
        format: "jsonl",
        selection: null,
        file: { name: "some.jsonl", sha256, bytes: written.bytes },
      });
      expect(ran.said).toContain(`On record as entry ${recorded}.`);
      // And the process that holds the ledger goes on with the chain as it is now.
      const [next] = await ledger.append([anEntry("stop")]);
      expect(next).toMatchObject({ seq: (recorded ?? 0) + 1, prev: entry?.hash });
    });

    it("can be verified away from the database, also when they begin in the middle", async () => {
      const key = readVerifier(KEY.verifier);
      if (!key.ok) throw new Error("a key can be read");
      for (const name of ["whole.jsonl", "middle.jsonl"]) {
        const range = name === "whole.jsonl" ? [] : ["--from", "3", "--to", "6"];
        expect(await run(...range, "--out", file(name))).toMatchObject({ code: 0 });
        const text = await readFile(file(name), "utf8");
        const report = await verifyExport(
          {
            manifest: await readFile(`${file(name)}.manifest.json`, "utf8"),
            lines: async function* () {
              yield text.split("\n").slice(0, -1);
            },
            sha256: () => createHash("sha256").update(text).digest("hex"),
          },
          { keys: [key.value], notes: [] },
        );
        expect(report.integrity).toMatchObject({ count: 0, faults: [] });
      }
      const [third] = await linesOf("middle.jsonl");
      expect(await manifestOf("middle.jsonl")).toMatchObject({
        count: 4,
        prev: readExportLine(third ?? "")?.prev,
        frontier: { size: 2 },
      });
    });

    it.each([
      [["--group", "lobby"], ["opened", "attempt", "closed"], "group lobby"],
      [["--group", "lobby", "--kind", "attempt"], ["attempt"], "group lobby, kind attempt"],
      [["--person", "U_MEL"], ["denied"], "person U_MEL"],
      [["--verb", "mute"], ["opened", "attempt", "closed"], "verb mute"],
      [["--account", "peter"], ["opened", "attempt"], "account peter"],
      [["--case", "#2"], ["opened", "attempt", "closed"], "case 2"],
      [["--group", "nowhere"], [], "group nowhere"],
    ])("of %j leave gaps, which the manifest says", async (filter, kinds, selection) => {
      const ran = await run("--to", "8", ...filter, "--out", file("part.jsonl"));
      expect(ran.code).toBe(0);
      expect((await linesOf("part.jsonl")).map((line) => readExportLine(line)?.kind)).toEqual(kinds);
      expect(await manifestOf("part.jsonl")).toMatchObject({
        selection,
        count: kinds.length,
        wanted: kinds.length,
        among: 8,
        gapFree: false,
        first: 1,
        last: 8,
      });
      expect(ran.said).toContain(`${kinds.length} of 8`);
    });

    it("of a time take the entries of that time, whole days where a day is named", async () => {
      const today = new Date().toISOString().slice(0, 10);
      expect(
        await run("--from", today, "--to", today, "--kind", "start", "--out", file("day.jsonl")),
      ).toMatchObject({
        code: 0,
      });
      expect(await manifestOf("day.jsonl")).toMatchObject({ first: 1, count: 1 });
      const none = await run("--from", "2001-01-01", "--to", "2001-02-28", "--out", file("none.jsonl"));
      expect(none).toMatchObject({
        code: 1,
        complaints: "There is no entry in that time, so no file was written.",
      });
      expect(await run("--from", "2026-02-31", "--out", file("none.jsonl"))).toMatchObject({ code: 2 });
    });

    it("of a sample are the same again with the same seed, and anybody can draw it", async () => {
      const sample = async (name: string, size: number, ...seed: readonly string[]) => {
        const ran = await run("--to", "8", "--sample", String(size), ...seed, "--out", file(name));
        const numbers = (await linesOf(name)).map((line) => readExportLine(line)?.seq ?? 0);
        return { ran, numbers };
      };
      const first = await sample("a.jsonl", 3, "--seed", "audit-2026");
      const key = (seq: number): string => createHash("sha256").update(`audit-2026:${seq}`).digest("hex");
      const drawn = [1, 2, 3, 4, 5, 6, 7, 8].toSorted((a, b) => (key(a) < key(b) ? -1 : 1)).slice(0, 3);
      expect(first.numbers).toEqual(drawn.toSorted((a, b) => a - b));
      expect((await sample("b.jsonl", 3, "--seed", "audit-2026")).numbers).toEqual(first.numbers);

      const unseeded = await sample("c.jsonl", 4);
      const { sample: told } = await manifestOf("c.jsonl");
      expect(unseeded.ran.said).toContain(`--from 1 --to 8 --sample 4 --seed ${told?.seed}`);
      expect((await sample("d.jsonl", 4, "--seed", told?.seed ?? "")).numbers).toEqual(unseeded.numbers);
      expect(new Set(unseeded.numbers).size).toBe(4);
      expect((await sample("e.jsonl", 500)).numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    });

    it("as CSV have one row an entry, with what the case tells of each", async () => {
      expect(await run("--to", "8", "--format", "csv", "--out", file("all.csv"))).toMatchObject({ code: 0 });
      const rows = parse<Record<string, string>>(await readFile(file("all.csv"), "utf8"), { columns: true });
      expect(rows).toHaveLength(8);
      expect(rows[1]).toMatchObject({
        number: "2",
        kind: "opened",
        case: "1",
        person: "U_MIA",
        verb: "kick",
        group: "lobby",
        accounts: "tommy",
      });
      expect(rows[3]).toMatchObject({ kind: "closed", person: "U_MIA", group: "lobby", outcome: "done 1" });
      expect(rows[7]).toMatchObject({
        kind: "denied",
        person: "U_MEL",
        case: "",
        reason: "",
        denied_because: "no rule",
      });
    });

    it("find a person by the id, however it was copied", async () => {
      for (const [index, typed] of ["U_MEL", "@U_MEL", "<@U_MEL>", "<@U_MEL|mel>"].entries()) {
        const name = `mel-${index}.csv`;
        expect(
          await run("--to", "8", "--person", typed, "--format", "csv", "--out", file(name)),
        ).toMatchObject({ code: 0 });
        expect((await linesOf(name)).slice(1).join()).toMatch(/^8,[^\n]*,denied,/);
      }
    });

    it("as OCSF are API Activity events with every required field, and the verifiable line inside", async () => {
      expect(await run("--to", "8", "--format", "ocsf", "--out", file("all.ocsf"))).toMatchObject({
        code: 0,
      });
      const events = (await linesOf("all.ocsf")).map((line) => JSON.parse(line) as Record<string, unknown>);
      const entries = await ledger.entries(1, 8);
      for (const [index, event] of events.entries()) {
        expect(event).toMatchObject({
          class_uid: 6003,
          category_uid: 6,
          severity_id: 1,
          time: entries[index]?.at,
        });
        for (const name of ["activity_id", "type_uid", "metadata", "actor", "api", "src_endpoint"])
          expect(event).toHaveProperty(name);
        expect(event["type_uid"]).toBe(600_300 + Number(event["activity_id"]));
        expect(readExportLine(String(event["raw_data"]))).toEqual(entries[index]);
      }
      expect(events[1]).toMatchObject({
        activity_name: "Delete",
        metadata: { version: "1.9.0", sequence: 2, uid: entries[1]?.hash },
        actor: { user: { uid: "U_MIA" } },
        api: { operation: "kick" },
      });
      expect(events[7]).toMatchObject({ status: "Failure" });
    });

    it("never write over a file, and leave nothing behind when they fail", async () => {
      await writeFile(file("mine.jsonl"), "mine");
      const before = (await ledger.counts()).entries;
      const ran = await run("--out", file("mine.jsonl"));
      expect(ran.code).toBe(1);
      expect(ran.complaints).toContain("is there already");
      expect(await readFile(file("mine.jsonl"), "utf8")).toBe("mine");
      await mkdir(file("sub"));
      const nowhere = await run("--out", file("no/such/folder.jsonl"));
      expect(nowhere).toMatchObject({ code: 1 });
      expect(nowhere.complaints).toContain("cannot be written (ENOENT)");
      expect((await readdir(folder)).toSorted()).toEqual(["mine.jsonl", "sub"]);
      expect((await ledger.counts()).entries).toBe(before);
    });

    it("do not come to be where they cannot be put on record, unless that is said", async () => {
      await using other = await engine.home();
      const theirs = await other.open();
      await theirs.append([anEntry("start")]);
      await other.sql(
        engine.name === "sqlite"
          ? "create trigger refuse before insert on entry begin select raise(abort, 'no'); end"
          : "revoke insert on entry from current_user",
      );
      if (engine.name === "postgres")
        await other.sql("create rule refuse as on insert to entry do instead select 1 / 0");
      const mine = home;
      home = other;
      const refused = await run("--out", file("refused.jsonl"));
      const unrecorded = await run("--unrecorded", "--out", file("unrecorded.jsonl"));
      home = mine;
      expect(refused).toMatchObject({ code: 1, said: "" });
      expect(refused.complaints).toMatch(/could not be put on record, so no file was written/);
      expect(unrecorded).toMatchObject({ code: 0 });
      expect(unrecorded.said).toContain("This export is not on record");
      expect((await readdir(folder)).toSorted()).toEqual([
        "unrecorded.jsonl",
        "unrecorded.jsonl.manifest.json",
      ]);
    });

    it("tell when an entry is missing from the journal", async () => {
      await using other = await engine.home();
      const theirs = await other.open();
      await theirs.append([anEntry("start"), anEntry("stop"), anEntry("start")]);
      const drop =
        engine.name === "sqlite" ? "drop trigger entry_no_delete" : "drop trigger entry_no_change on entry";
      const drop2 =
        engine.name === "sqlite"
          ? "drop trigger entry_body_no_delete"
          : "drop trigger entry_body_no_delete on entry_body";
      for (const sql of [
        drop,
        drop2,
        "delete from entry_body where seq = 2",
        "delete from entry where seq = 2",
      ])
        await other.sql(sql);
      const mine = home;
      home = other;
      const ran = await run("--unrecorded", "--out", file("torn.jsonl"));
      home = mine;
      expect(ran).toMatchObject({ code: 1 });
      expect(ran.complaints).toContain("Entry 2 is not in the journal");
      expect(await manifestOf("torn.jsonl")).toMatchObject({
        gapFree: false,
        tree: null,
        count: 2,
        recorded: null,
      });
    });
  });
}

/** A case as it comes to be: opened, sent, closed. */
async function aStory(
  ledger: Ledger,
  id: string,
  verb: "kick" | "mute",
  alias: string,
  accounts: readonly string[],
): Promise<void> {
  const request = await held(ledger, id);
  const draft = aDraft({ origin: id, verb, accounts, group: { alias, connection: "game", id: `@${alias}` } });
  const opened = await ledger.openCase(request, draft, {
    ...WITHOUT_ASKING,
    entry: anEntry("opened", {
      actor: { team: "T1", person: "U_MIA", roles: ["moderator (usergroup:S1)"] },
      verb,
      group: { alias, connection: "game", id: `@${alias}` },
      accounts: [...accounts],
      reason: "spam",
    }),
  });
  if (opened.kind !== "opened") throw new Error("the case was not opened");
  const { number } = opened.case;
  await ledger.append([
    { kind: "attempt", case: number, body: { verb, accounts: [...accounts] } },
    { kind: "closed", case: number, body: { books: { done: accounts.length }, requested: accounts.length } },
  ]);
}
