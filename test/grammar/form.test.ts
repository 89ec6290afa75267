import { describe, expect, it } from "vitest";
import { required } from "../../src/grammar/define.ts";
import { formVerbs, readForm, withList, type FormEntry } from "../../src/grammar/form.ts";
import { asList } from "../../src/grammar/list-text.ts";
import { readList } from "../../src/grammar/list.ts";
import { parse } from "../../src/grammar/parse.ts";
import { catalog, context } from "./reading.ts";

const forms = {
  verbs: formVerbs(catalog.verbs),
  aliases: context.aliases,
  reasons: ["Spam", "raid “2”", " flood "],
};
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
      "as many as are named",
      { accounts: "u1 u2 u3 u4 u5 u6 u7 u8 u9 u10 u11 u12 u13 u14 u15 u16 u17 u18 u19 u20" },
      "mute u1, u2, u3, u4, u5, u6, u7, u8, u9, u10, u11, u12, u13, u14, u15, u16, u17, u18, u19, u20 in lobby for 10m",
    ],
    ["nothing but blanks for a whole group", { verb: "lock", time: "", accounts: " \n" }, "lock in lobby"],
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
    [
      "a reason nobody can type",
      { reason: "a\u0007b" },
      "reason: The reason contains the control character U+0007",
    ],
    ["two reasons, one of them not offered", { template: "Boredom", reason: "raid" }, "reason: There is"],
    ["no verb at all", { verb: "" }, "verb: Choose what to do."],
    ["more than a time with signs in it", { time: "10m &amp;" }, 'time: "&amp;" has no place'],
    ["a time in quotes that do not end", { time: '"10m' }, "time: The quote that begins at"],
    ["a time that is refused, without the usage of a command", { time: "10" }, "Nothing was done."],
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

  it("acts on nobody yet where a file names whom", () => {
    const form = readForm({ ...EMPTY, accounts: "", file: { name: "raid.csv" } }, forms);
    expect(form).toMatchObject({ value: { request: { accounts: [], doubtful: [] } } });
  });

  it("takes a reason of as many characters as a typed one may have", () => {
    const longest = "🙂".repeat(500);
    expect(read({ reason: ` ${longest} ` })).toBe(`mute tommy in lobby for 10m — reason: ${longest}`);
  });

  it("does nothing by a command that does nothing", () => {
    const kick = forms.verbs.get("kick");
    const verbs = new Map([["kick", { ...required(kick), request: () => ({ kind: "rules" }) as const }]]);
    const entry = { ...EMPTY, verb: "kick", time: "" };
    expect(() => readForm(entry, { ...forms, verbs })).toThrow("kick is a verb but does nothing");
  });

  it.each([
    ["what stands in a file", "a.csv", "tommy", "kick tommy (1 account of a.csv)"],
    ["which column of it", "a.csv", "id\ntommy", 'kick tommy (1 account of a.csv, column "id")'],
    ["what was repeated in it", "a.csv", "tommy\ntommy", "kick tommy (1 account of a.csv, 1 entry repeated)"],
    ["nothing where it was pasted and is plain", null, "tommy", "kick tommy"],
  ])("tells in words %s", (_, file, text, words) => {
    const list = readList(text, file);
    const kick = parse({ command: "/mod", text: "kick nobody" }, context);
    if (!list.ok || !kick.ok || kick.value.request.kind !== "act") throw new Error("not understood");
    expect(withList(kick.value.request, file, list.value)).toBe(words);
  });

  it("takes a reason that was chosen as one that was typed, and reads one in own words as a command does", () => {
    expect(read({ template: "Spam" })).toBe("mute tommy in lobby for 10m — reason: Spam");
    expect(read({ template: " flood " })).toBe("mute tommy in lobby for 10m — reason: flood");
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
