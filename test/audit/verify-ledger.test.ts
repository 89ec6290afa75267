import { hash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generateKey } from "../../src/audit/note.ts";
import { runAuditVerify } from "../../src/cli/audit-verify.ts";
import type { Home } from "../ledger/engines.ts";
import { enginesForTests } from "../ledger/engines.ts";
import { anEntry } from "../ledger/samples.ts";
import { checkpointsOf, filesOf, keyOf, messagesOf, type Day } from "./copies.ts";
import { folderForTest } from "./folder.ts";
import { seeded } from "./random.ts";

const KEY = keyOf("acme.example/log", "a");

/** A journal as the program writes it, with checkpoints. */
async function journal(home: Home): Promise<Day> {
  const ledger = await home.open();
  for (let index = 0; index < 12; index += 1) await ledger.append([anEntry("opened"), anEntry("closed")]);
  const entries = await ledger.entries(1, 100);
  const checkpoints = checkpointsOf(entries, [10, 24], KEY);
  for (const { number, size, at, frontier, verifier, note } of checkpoints)
    await home.sql(
      `insert into checkpoint (number, size, at, frontier, verifier, note) values (${number}, ${size}, ${at}, '${frontier}', '${verifier}', '${note}')`,
    );
  return { entries, checkpoints, key: KEY };
}

/** The same in one file of SQLite, as its bytes. */
async function journalFile(): Promise<Buffer> {
  const [sqlite] = await enginesForTests();
  if (!sqlite) throw new Error("SQLite is always there");
  await using home = await sqlite.home();
  await journal(home);
  if (home.place.kind !== "sqlite") throw new Error("it is SQLite");
  await home.sql("pragma wal_checkpoint(truncate)");
  return await readFile(join(home.place.folder, "ledger.db"));
}

async function verify(...args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  let said = "";
  const hear = (text: string): void => void (said += `${text}\n`);
  const code = await runAuditVerify({ out: hear, err: hear, variables: {} }, args);
  return { code, said };
}

const FORMS = { sqlite: "entry_no_update", postgres: "entry_no_change" } as const;

for (const engine of await enginesForTests()) {
  describe(`bailiff audit verify, of a journal on ${engine.name}`, () => {
    it("finds it whole while it is in use, and what was changed in it behind the program's back", async () => {
      await using home = await engine.home();
      await using folder = await folderForTest();
      const { checkpoints } = await journal(home);
      const place = home.place.kind === "sqlite" ? home.place.folder : home.place.url;
      const kept = join(folder.path, "checkpoints.txt");
      await writeFile(kept, checkpoints.map(({ note }) => `${note}\n`).join(""));
      const keys = join(folder.path, "keys");
      await writeFile(keys, `${KEY.verifier.text}\n`);
      const args = [place, "--key", keys, "--checkpoint", kept];

      const fine = await verify(...args);
      expect(fine.said).toContain("INTEGRITY: fine\n  24 entries, 1 to 24");
      expect(fine.said).toContain("COMPLETENESS: shown up to entry 24 (checkpoint of ");
      expect(fine.code).toBe(0);

      await home.sql(
        engine.name === "sqlite"
          ? `drop trigger ${FORMS.sqlite}`
          : `alter table entry disable trigger ${FORMS.postgres}`,
      );
      await home.sql("update entry set at = at + 1 where seq = 17");
      const altered = await verify(...args);
      expect(altered.said).toContain("INTEGRITY: BROKEN\n  Entry 17: edited.");
      expect(altered.said).toContain("Signed checkpoints prove entries 1 to 10.");
      expect(altered.code).toBe(1);
      if (home.place.kind === "postgres") expect(altered.said).not.toContain(new URL(place).password);
    });
  });
}

describe("bailiff audit verify, of files", () => {
  it("checks an export and a channel, in one file or by days, and says what it lacks", async () => {
    const [sqlite] = await enginesForTests();
    if (!sqlite) throw new Error("SQLite is always there");
    await using home = await sqlite.home();
    await using folder = await folderForTest();
    const day = await journal(home);
    const at = (name: string): string => join(folder.path, name);
    const { file, manifest } = filesOf(day);
    await writeFile(at("log.jsonl"), file);
    await writeFile(at("log.jsonl.manifest.json"), manifest ?? "");
    const key = ["--key", KEY.verifier.text];
    expect(await verify(at("log.jsonl"), ...key)).toMatchObject({ code: 0 });

    await writeFile(at("log.jsonl"), file.split("\n").slice(0, 20).join("\n"));
    const cut = await verify(at("log.jsonl"), ...key);
    expect(cut.said).toContain(
      "The end is missing: the manifest knows 24 entries, and the last one here is 20.",
    );
    expect(cut.code).toBe(1);

    const messages = messagesOf(day).toReversed();
    await writeFile(at("history.json"), JSON.stringify({ ok: true, messages }));
    expect(await verify(at("history.json"), ...key)).toMatchObject({ code: 0 });
    await using days = await folderForTest();
    await writeFile(join(days.path, "2026-11-21.json"), JSON.stringify(messages.slice(5)));
    await writeFile(join(days.path, "2026-11-22.json"), JSON.stringify(messages.slice(0, 5)));
    expect(await verify(days.path, ...key)).toMatchObject({ code: 0 });

    const bare = messages.map((message) => ({ ...message, metadata: undefined }));
    await writeFile(at("bare.json"), JSON.stringify(bare));
    const numbers = await verify(at("bare.json"), ...key);
    expect(numbers.said).toContain("came without the part that programs read");
    expect(numbers.code).toBe(0);
  });

  it("takes the file of the key that signs, and shows nothing of it", async () => {
    const [sqlite] = await enginesForTests();
    if (!sqlite) throw new Error("SQLite is always there");
    await using home = await sqlite.home();
    await using folder = await folderForTest();
    await journal(home);
    if (home.place.kind !== "sqlite") throw new Error("it is SQLite");
    const { signer } = generateKey("acme.example/log", Buffer.from(hash("sha256", "a"), "hex"));
    const path = join(folder.path, "audit.key");
    await writeFile(path, `${signer}\n`);
    const { said, code } = await verify(home.place.folder, "--key", path);
    expect(said).toContain("a key that you gave");
    expect(code).toBe(0);
    const wrong = await verify(home.place.folder, "--key", signer);
    expect(wrong.code).toBe(2);
    expect(wrong.said).not.toContain(signer.slice(-30));
  });

  it("says plainly that nobody vouched for the keys, and that nothing was kept elsewhere", async () => {
    const [sqlite] = await enginesForTests();
    if (!sqlite) throw new Error("SQLite is always there");
    await using home = await sqlite.home();
    await journal(home);
    if (home.place.kind !== "sqlite") throw new Error("it is SQLite");
    const { said, code } = await verify(home.place.folder);
    expect(code).toBe(3);
    expect(said).toContain("COMPLETENESS: NOT SHOWN");
    expect(said).toContain("signed by keys nobody vouched for (acme.example/log)");
    expect(said).toContain("an older copy put in place of this one would not show");
  });

  it("never falls over a damaged database file, wherever the damage is", async () => {
    await using folder = await folderForTest();
    const path = join(folder.path, "copy.db");
    const bytes = await journalFile();
    const seed = Date.now() % 2 ** 32;
    const random = seeded(seed);
    for (let index = 0; index < 150; index += 1) {
      const spoilt = Buffer.from(bytes);
      const at = random.between(0, bytes.length - 1);
      spoilt[at] = random.between(0, 255);
      await writeFile(path, spoilt);
      const { code } = await verify(path, "--key", KEY.verifier.text);
      expect([0, 1, 2, 3], `seed ${seed}, byte ${at}`).toContain(code);
    }
  });

  it.each(["size", "prev", "hash"])(
    "says that a file cannot be read whose schema has another name for `%s`",
    async (name) => {
      await using folder = await folderForTest();
      const path = join(folder.path, "copy.db");
      const whole = (await journalFile()).toString("latin1");
      await writeFile(path, whole.replaceAll(`"${name}"`, `"x${name.slice(1)}"`), "latin1");
      const { code, said } = await verify(path, "--key", KEY.verifier.text);
      expect(said).toContain("the database cannot be read");
      expect(code).toBe(2);
    },
  );

  it.each([
    ["what is not there", ["nowhere.jsonl"], "it is not there"],
    ["a folder of something else", ["src"], "neither a database nor a file of messages"],
    ["a file of something else", ["package.json"], "no message of the log"],
    ["a key that is none", ["package.json", "--key", "x"], "is no key that checks"],
    ["an option that is none", ["--what"], "Usage:"],
    ["a number that is none", ["package.json", "--from", "x"], "Usage:"],
  ])("answers with 2 to %s", async (_, args, says) => {
    const { code, said } = await verify(...args);
    expect(said).toContain(says);
    expect(code).toBe(2);
  });
});
