import { describe, expect, it } from "vitest";
import { formVerbs, readForm, type FormEntry } from "../../src/grammar/form.ts";
import { asList } from "../../src/grammar/list-text.ts";
import { readList } from "../../src/grammar/list.ts";
import { parse } from "../../src/grammar/parse.ts";
import { catalog, context } from "./reading.ts";

const forms = { verbs: formVerbs(catalog.verbs), aliases: context.aliases, reasons: ["Spam", "raid “2”"] };
const EMPTY: FormEntry = {
  verb: "mute",
  group: "lobby",
  accounts: "tommy",
  file: null,
  time: "10m",
  template: null,
  reason: "",
  dryRun: false,
};

function read(entry: Partial<FormEntry>) {
  const form = readForm({ ...EMPTY, ...entry }, forms);
  return form.ok ? form.value.words : `${form.failure.field}: ${form.failure.text}`;
}

describe("a form", () => {
  it("stands for every command that does something, and for no other", () => {
    expect([...forms.verbs.keys()].toSorted()).toEqual([
      "add",
      "ban",
      "kick",
      "lock",
      "mute",
      "unban",
      "unlock",
      "unmute",
    ]);
  });

  it.each([
    ["mute", "10m", "mute tommy,jared lobby 10m --reason spam --dry-run"],
    ["unmute", "", "unmute tommy,jared lobby --reason spam --dry-run"],
    ["kick", "", "kick tommy,jared lobby --reason spam --dry-run"],
    ["add", "", "add tommy,jared lobby --reason spam --dry-run"],
    ["ban", "until tomorrow 09:00", "ban tommy,jared lobby until tomorrow 09:00 --reason spam --dry-run"],
    ["unban", "", "unban tommy,jared lobby --reason spam --dry-run"],
    ["lock", "", "lock lobby --reason spam --dry-run"],
    ["unlock", "", "unlock lobby --reason spam --dry-run"],
  ])("for %s is the request that the typed command is", (verb, time, typed) => {
    const accounts = verb.endsWith("lock") ? "" : "@tommy\njared";
    const entry = { ...EMPTY, verb, time, accounts, reason: "spam", dryRun: true };
    const command = parse({ command: "/mod", text: typed }, context);
    const form = readForm(entry, forms);
    expect(form).toMatchObject({ ok: true });
    expect(form.ok && form.value.request).toEqual(command.ok && command.value.request);
    expect(form.ok && form.value.words).toEqual(command.ok && command.value.words);
  });

  it.each([
    ["one account", { accounts: "tommy" }, "mute tommy in lobby for 10m"],
    [
      "an account twice",
      { accounts: "tommy, @tommy" },
      "mute tommy in lobby for 10m (1 account pasted, 1 entry repeated)",
    ],
    [
      "what reads as a table",
      { accounts: "id, name\n7, tommy" },
      'mute 7 in lobby for 10m (1 account pasted, column "id")',
    ],
    [
      "many",
      { accounts: Array.from({ length: 21 }, (_, n) => `u${n}`).join(" ") },
      "mute in lobby for 10m (21 accounts pasted)",
    ],
    ["a file", { accounts: "", file: { name: "raid.csv" } }, "mute in lobby for 10m (accounts of raid.csv)"],
  ])("says in words what was found in its list: %s", (_, entry, words) => {
    expect(read(entry)).toBe(words);
  });

  it.each([
    ["no verb", { verb: null }, "verb: Choose what to do."],
    ["a command that does nothing", { verb: "whois" }, "verb: Choose what to do."],
    ["accounts for a whole group", { verb: "lock", time: "" }, "accounts: lock is about the whole group"],
    [
      "a file for a whole group",
      { verb: "unlock", time: "", accounts: "", file: { name: "a.csv" } },
      "accounts: unlock is about the whole group",
    ],
    ["a time for a whole group", { verb: "lock", accounts: "" }, "time: lock takes no time."],
    ["two reasons", { template: "Spam", reason: "raid" }, "reason: There is a chosen reason and one"],
    ["a reason that is not offered", { template: "Boredom" }, "template: This reason is not offered"],
    ["a reason nobody can type", { reason: "a\u0007b" }, "reason: The reason contains the control"],
    ["no group", { group: null }, "group: Choose one of the groups."],
    ["a group that is none", { group: "Lobby" }, "group: Choose one of the groups."],
    ["no list", { accounts: " \n" }, "accounts: Paste the accounts here, or upload a file with them."],
    ["two lists", { file: { name: "a.csv" } }, "accounts: There are accounts here and in the file."],
    ["no account in the list", { accounts: ",\n" }, "accounts: "],
    ["a group among the accounts", { accounts: "tommy\nlobby" }, "accounts: One entry is not an account:"],
    ["no time", { time: "" }, "time: "],
    ["a time that is none", { time: "10" }, "time: `10`"],
    ["a reason in the field of the time", { time: "10m spam" }, 'time: "spam" has no place after the time.'],
    ["a time for what takes none", { verb: "kick" }, "time: kick takes no time. Leave this field empty."],
    [
      "a reason that is too long",
      { reason: "x".repeat(501) },
      "reason: The reason has 501 characters, and 500 are",
    ],
  ])("is refused at the field that is wrong: %s", (_, entry, said) => {
    expect(read(entry)).toContain(said);
  });

  it("takes a reason that was chosen as one that was typed, and reads one in own words as a command does", () => {
    expect(read({ template: "Spam" })).toBe("mute tommy in lobby for 10m — reason: Spam");
    expect(read({ template: "raid “2”" })).toBe('mute tommy in lobby for 10m — reason: raid "2"');
    expect(read({ reason: " it\u2019s\u00a0“him”\u200b " })).toBe(
      'mute tommy in lobby for 10m — reason: it\'s "him"',
    );
    expect(read({ reason: "\u200b" })).toBe("mute tommy in lobby for 10m");
  });

  it("names accounts so that it reads just these, whatever they are called", () => {
    for (const accounts of [
      ["tommy", "jared"],
      ["id", "tommy"],
      ["lobby", "10m", "-x", "a\\b", "a b", "x;y", "7,8", "&amp;"],
      ["everyone"],
    ]) {
      const text = asList(accounts, context.aliases);
      expect(readList(text ?? "", null, context.aliases)).toMatchObject({
        ok: true,
        value: { accounts: accounts.map((account) => ({ kind: "account", account })) },
      });
    }
    expect(asList(["tommy", "jared"], context.aliases)).toBe("tommy\njared");
    expect(asList(["tommy", "оlga"], context.aliases)).toBeNull();
  });
});
