import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { takeAccounts } from "../../src/grammar/accounts.ts";
import { lex } from "../../src/grammar/lex.ts";
import { asList } from "../../src/grammar/list-text.ts";
import { MOST_ACCOUNTS, MOST_LIST_BYTES, readList } from "../../src/grammar/list.ts";
import type { AccountWord } from "../../src/grammar/request.ts";
import { listProblemText } from "../../src/texts/batch.ts";
import { times } from "./lines.ts";

const ALIASES = ["lobby"];

const named = (words: readonly AccountWord[]): string[] =>
  words.map((word) => (word.kind === "account" ? word.account : `<@${word.person}>`));

/** The accounts with commas between them, or the refusal as a person reads it. */
function read(text: string, name: string | null = null): string {
  const list = readList(text, name, ALIASES);
  if (!list.ok) return listProblemText(list.failure);
  return named(list.value.accounts).join(",");
}

describe("a plain list", () => {
  it.each([
    ["tommy\njared\npeter", "tommy,jared,peter"],
    ["tommy, jared; peter\tleckie user1", "tommy,jared,peter,leckie,user1"],
    ["\ufefftommy\r\njared\rpeter\r\n\r\n", "tommy,jared,peter"],
    ["@tommy,\n@jared,\n", "tommy,jared"],
    ["tommy,,jared;;;peter", "tommy,jared,peter"],
    ['"odd name" "10m" "lobby" "a;b" "a,b"', "odd name,10m,lobby,a;b,a,b"],
    ["<@U00000MIA> <@W2|max>", "<@U00000MIA>,<@W2>"],
    ['R&D "a&amp;b"', "R&D,a&amp;b"],
    ["  user  ", "user"],
    ['"id"\ntommy', "id,tommy"],
    ["id,\ntommy,", "id,tommy"],
    ["user, tommy, jared", "user,tommy,jared"],
  ])("%j is %s", (text, accounts) => {
    expect(read(text)).toBe(accounts);
  });

  it("has each account once, and says how many were repeated", () => {
    const list = readList("tommy jared\n@tommy\nTommy tommy", null);
    expect(list).toMatchObject({ ok: true, value: { repeated: 2, column: null } });
    expect(list.ok && named(list.value.accounts)).toEqual(["tommy", "jared", "Tommy"]);
  });
});

describe("a table", () => {
  it.each([
    ['account,reason\ntommy,spam\njared,"spam, again"\n', "tommy,jared"],
    ["\ufeffReason;USER_ID;Name\r\nspam;@tommy;Tom\r\n;jared;\r\n", "tommy,jared"],
    ["id\tnick\n1001\tT\n1002\tJ", "1001,1002"],
    ["id,uid,user,name\n1,2,tommy,3", "tommy"],
    ['"account","note"\n"tommy","two\nlines"\n"jared",""', "tommy,jared"],
    ['account,x\n"""10m""",1\n"""odd name""",2\n<@U1>,3', "10m,odd name,<@U1>"],
    ["account,x\ntommy,1\n,\n\n,,\n".replace(",,\n", ",\n"), "tommy"],
    ["name\ntommy\njared", "tommy,jared"],
  ])("%j is %s, whatever it is called", (text, accounts) => {
    for (const name of [null, "list.CSV", "list.txt"]) expect(read(text, name)).toBe(accounts);
  });

  it("without names is a list when it has one column, and refused when it has more", () => {
    expect(read("tommy\njared\n", "list.csv")).toBe("tommy,jared");
    const refusal = read("tommy,spam\njared,spam\n", "list.csv");
    expect(refusal).toContain("none is named as accounts are. Nothing was done.");
    expect(refusal).toContain("`tommy`, `spam`");
  });

  it("keeps its columns apart where the first has no name", () => {
    expect(read("\taccount\n1\ttommy", "list.csv")).toBe("tommy");
  });

  it("says which column was read", () => {
    expect(readList("nick,User\nT,tommy", null)).toMatchObject({ value: { column: "user" } });
  });

  const columns = ["account", "user", "userid", "user_id", "username", "id", "uid", "name"];
  it.each(columns.map((column, index) => [column, columns.slice(index)] as const))(
    "is read by its column %s where it has no better one",
    (column, others) => {
      for (const header of [others, others.toReversed()]) {
        const row = header.map((each) => (each === column ? "tommy" : "7"));
        const list = readList(`nick,${header.join(",")}\nT,${row.join(",")}`, null);
        expect(list).toMatchObject({ value: { column, accounts: [{ account: "tommy" }] } });
      }
    },
  );

  it.each([
    ["blanks around names and fields", " nick , Account \n T , tommy \n", "tommy"],
    ["rows of nothing but delimiters", 'nick,account\n,\nT,tommy\n , \n,\n" "," "', "tommy"],
    ["empty lines before, between and after", "\n \nnick,account\n\nT,tommy\n\n\nJ,jared\n\n", "tommy,jared"],
    ["blanks before its first line", "\n \t account,x\ntommy,1", "tommy"],
    ["one row with empty fields beside the account", "nick,account,note\n,tommy,", "tommy"],
  ])("may have %s", (_, text, accounts) => {
    for (const name of [null, "list.csv"]) expect(read(text, name)).toBe(accounts);
  });

  it("tells the line on which an entry stands, whatever stands before it", () => {
    expect(read('nick,account\n"T\nT",tommy\n,\n\nJ,10m')).toContain("Line 6: `10m` is a time");
    expect(read('nick,account\nT,tommy\nJ,ja"red')).toContain("double quotes on line 3");
    expect(read("nick,account\nT,tommy\n\nJ")).toContain("Line 4 has more or fewer columns");
  });

  it("names at most ten columns when none is the accounts'", () => {
    const header = Array.from({ length: 11 }, (_, index) => `c${index + 1}`);
    const list = readList(`${header.join(";")}\n`, "list.csv");
    expect(list).toEqual({ ok: false, failure: { kind: "no_column", columns: header.slice(0, 10) } });
  });

  it.each([
    ["a name in its first line and none after it", "account", null, "account"],
    ["a name in its first line and blanks after it", "account\n \n", null, "account"],
    ["an empty name beside one", "account,\ntommy,", null, "account,tommy"],
    ["a file that only has csv in its name", "tommy jared\npeter", "list.csv.txt", "tommy,jared,peter"],
  ])("is none with %s", (_, text, name, accounts) => {
    expect(read(text, name)).toBe(accounts);
  });
});

describe("a list is refused, and nobody is left out quietly,", () => {
  it.each([
    ["", null, "no account in it"],
    [" \n,;\n", null, "no account in it"],
    ["account,reason\n", "a.csv", "no account in it"],
    ["tommy\n10m", null, "Line 2: `10m` is a time"],
    ["tommy\n# gone\njared", null, "Line 2: `#` begins with `#`"],
    ["tommy lobby", null, "`lobby` is a group"],
    ["@TGS#1", null, "`@TGS#1` is a group"],
    ["@channel", null, "many people"],
    ["--dry-run", null, "begins with a dash"],
    ["tоmmy", null, "U+043E"],
    ['tommy"jared"', null, 'Line 1: `tommy"jared"` is two things without anything between them'],
    ["tommy\r10m", null, "Line 2: `10m` is a time"],
    ['tommy "jared', null, 'The quote that begins at `"jared` does not end'],
    ["tommy\nj\ufffdred\npeter", null, "Line 2 has bytes that are not UTF-8"],
    ["account\ntommy,jared", "a.csv", "Line 2 has more or fewer columns"],
    ['"tommy\njared"', null, 'Line 1: The quote that begins at `"tommy` does not end'],
    ["x".repeat(65), null, "1 to 64 characters"],
    ["tommy\0jared", null, "Line 1 has the character NUL (U+0000)"],
    ["tommy\nj\ufffdred", null, "Line 2 has bytes that are not UTF-8"],
    ["tommy\n\u0007", null, "control character U+0007"],
    ["tommy \ud800", null, "U+D800"],
    ["account,x\ntommy,1\n,2", null, "Line 3: The account is missing"],
    ["account,x\ntommy jared,1", null, "`tommy jared` is more than one thing in one field"],
    ['account,x\n"tommy,jared",1', null, "more than one thing in one field"],
    ['account,x\n"tommy\njared",1', null, "more than one thing in one field"],
    ["account,x\ntommy", null, "Line 2 has more or fewer columns"],
    ['account,x\ntom"my,1', null, "double quotes on line 2"],
    ['account,x\n"tommy,1', null, "double quotes on line 2"],
    ["account,x,Account\na,1,b", null, "`account` is there twice"],
    ["account,x\n10m,1", null, "Line 2: `10m` is a time"],
  ])("%j of %s: %s", (text, name, why) => {
    const refusal = read(text, name);
    expect(refusal).toContain(why);
    expect(refusal).toContain("Nothing was done.");
  });

  it("with the first five bad entries and their number", () => {
    const text = ["tommy", ...Array.from({ length: 7 }, (_, index) => `${index + 1}m`), "jared"].join("\n");
    const list = readList(text, null);
    expect(list.ok ? null : list.failure).toMatchObject({ kind: "bad_entries", count: 7 });
    const refusal = read(text);
    expect(refusal.split("\n")).toHaveLength(8);
    expect(refusal).toMatch(/^7 entries are not accounts:\n• Line 2: `1m`/);
    expect(refusal).toContain("• and 2 more");
  });

  it("when it is too long, by accounts or by bytes", () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => `user${index}`).join("\n");
    const most = readList(names(MOST_ACCOUNTS), null);
    expect(most.ok && most.value.accounts.length).toBe(MOST_ACCOUNTS);
    expect(read(names(MOST_ACCOUNTS + 1))).toContain("has 10,001 accounts, and 10,000 are the most");
    // Repeated ones count once.
    expect(readList(`${names(MOST_ACCOUNTS)}\nuser0`, null)).toMatchObject({ value: { repeated: 1 } });
    expect(read("é".repeat(MOST_LIST_BYTES / 2) + "x")).toContain("2,000,001 bytes");
    expect(readList("x".repeat(MOST_LIST_BYTES), null)).toMatchObject({ failure: { kind: "bad_entries" } });
  });
});

describe("accounts become a list that is read as just these", () => {
  it.each([
    [["tommy", "jared"], "tommy\njared"],
    [["id", "tommy"], '"id"\n"tommy"'],
    [["tommy", "lobby"], '"tommy"\n"lobby"'],
    [["@tommy"], '"@tommy"'],
    [["tommy", "10m"], '"tommy"\n"10m"'],
    [["a b", "c\\d"], '"a b"\n"c\\\\d"'],
    [["a,b"], '"a,b"'],
  ])("%j as %j", (accounts, text) => {
    expect(asList(accounts, ALIASES)).toBe(text);
    const list = readList(text, null, ALIASES);
    expect(list.ok && named(list.value.accounts)).toEqual(accounts);
  });

  it.each([
    ["nobody", []],
    ["the same one twice", ["tommy", "tommy"]],
    ["what no account can be", ["tommy", "оlga"]],
    ["what would be a mention", ["tommy", "<@U1>"]],
    ["a quote", ['tom"my']],
  ])("but there is none for %s", (_, accounts) => {
    expect(asList(accounts, ALIASES)).toBeNull();
  });
});

const RUNS = times(1500);
/** Any account that a command takes in quotes. */
const account = fc.oneof(
  fc.constantFrom(
    "tommy",
    "user",
    "name",
    "id",
    "10m",
    "permanent",
    "lobby",
    "a,b",
    "-x",
    "#x",
    "@channel",
    "a b",
  ),
  fc.stringMatching(/^[a-z0-9_.@-]{1,12}$/),
  fc
    .string({ unit: fc.constantFrom(..."ab1 ,;@#&|\\/-_.:%=".split("")), minLength: 1, maxLength: 12 })
    .filter((name) => name.trim() === name && !/^@TGS#/i.test(name)),
);
const accounts = fc.uniqueArray(account, { minLength: 1, maxLength: 12 });

/** As a moderator writes an account who wants to be sure. */
const quoted = (name: string): string => `"${name.replace(/["\\]/g, "\\$&")}"`;
/** Without quotes where that is enough. */
const bare = (name: string): string => (/^[a-z][a-z]?[0-9_.]+[a-z]*$/.test(name) ? name : quoted(name));

describe("for every list whatsoever", () => {
  it("any set of accounts survives any of the formats", () => {
    const format = fc.constantFrom(
      "\n",
      ", ",
      ",",
      ";",
      "\t",
      "  ",
      "\r\n",
      ",\r\n",
      "csv",
      "tsv",
      "csv in quotes",
    );
    fc.assert(
      fc.property(accounts, format, fc.boolean(), fc.boolean(), (names, form, bom, asCsv) => {
        const words = names.map(bare);
        const delimiter = form === "tsv" ? "\t" : ",";
        const table = [
          ["nick", "account", "note"],
          ...words.map((word, index) => [`n${index}`, word, "a, b"]),
        ];
        const text = /csv|tsv/.test(form)
          ? stringify(table, { delimiter, quoted: form === "csv in quotes", record_delimiter: "windows" })
          : words.join(form);
        const isOneColumn =
          words.every((word) => word === bare(word) && /^[a-z]/.test(word)) && form === "\n";
        const name = /csv|tsv/.test(form) || isOneColumn ? (asCsv ? "list.csv" : null) : "list.txt";
        const list = readList((bom ? "\ufeff" : "") + text, name, ALIASES);
        expect(list.ok ? named(list.value.accounts) : list.failure).toEqual(names);
      }),
      RUNS,
    );
  });

  it("what is not refused is there in full: each entry is an account, or a repeated one", () => {
    const piece = fc.constantFrom(
      ...'tommy @jared peter, ; , <@U1> <@W2|x> <!here> # #lobby lobby 10m -x é " "a "b c" x"y id account'.split(
        " ",
      ),
      "\n",
      "\t",
      '""',
      "\u00a0",
    );
    const text = fc
      .array(fc.tuple(piece, fc.constantFrom(" ", " ", ",", "\n", "")), { maxLength: 10 })
      .map((parts) => parts.map(([word, blank]) => word + blank).join(""));
    fc.assert(
      fc.property(text, (jumble) => {
        const list = readList(jumble, null, ALIASES);
        if (!list.ok || list.value.column !== null) return;
        const unquoted = jumble.replace(/"[^"]*"/g, "q");
        const entries = unquoted.split(/[\s,;]+/).filter((word) => word !== "");
        expect(list.value.accounts.length + list.value.repeated).toBe(entries.length);
      }),
      RUNS,
    );
  });

  it("an account that a list takes, a command takes too, and the other way round", () => {
    fc.assert(
      fc.property(fc.oneof(account, fc.string({ unit: "grapheme-ascii", maxLength: 8 })), (word) => {
        if (/[\s,;&<>]/.test(word)) return;
        const list = readList(word, null, ALIASES);
        const words = lex(word);
        const taken = words.ok ? takeAccounts(words.value, ALIASES) : words;
        const command = taken.ok && taken.value.rest.length === 0 ? taken.value.accounts : null;
        expect(list.ok ? list.value.accounts : null).toEqual(command);
      }),
      RUNS,
    );
  });

  it("the answer is a list or a refusal with a text; nothing crashes", () => {
    const wild = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)), maxLength: 80 });
    const tables = fc
      .array(fc.constantFrom(...'account id , , ; \t " "" \n \n x tommy \r'.split(" ")), { maxLength: 20 })
      .map((parts) => parts.join(""));
    const name = fc.constantFrom(null, "list.csv", "list.txt");
    fc.assert(
      fc.property(fc.oneof(wild, tables, fc.string({ unit: "binary" })), name, (text, file) => {
        const list = readList(text, file, ALIASES);
        if (!list.ok) expect(listProblemText(list.failure)).toContain("Nothing was done.");
        else expect(list.value.accounts.length).toBeGreaterThan(0);
      }),
      times(5000),
    );
  });
});
