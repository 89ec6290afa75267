import type { RegisterSubject } from "../cases/register-change.ts";
import { bodyOf, type Entry, type Json } from "../ledger/port.ts";
import { isGroupVerb, VERBS } from "../words.ts";
import { amount } from "./amount.ts";
import { describeBooks } from "./books.ts";
import { listOf, memberOf, numberOf, textOf } from "./facts.ts";
import { describeChange } from "./register.ts";
import type { Said } from "./said.ts";
import { alertEntry } from "./alert-entries.ts";
import { describeSeen } from "./seen.ts";

/** What an entry says, in one line for a person: the log channel shows it, and the stories of cases do. */
export function describeEntry(entry: Entry): Said {
  if (entry.body === null) return [...about(entry), WORDS[entry.kind], ": what it said was redacted"];
  const body = bodyOf(entry);
  return [...about(entry), WORDS[entry.kind], ...detailOf(entry, body)];
}

type Body = ReturnType<typeof bodyOf>;

/** The kinds in words; what is told of a case has its number before it. */
export const WORDS: Readonly<Record<Entry["kind"], string>> = {
  start: "Bailiff started",
  stop: "Bailiff stopped",
  denied: "denied",
  opened: "opened",
  attempt: "sent",
  outcome: "outcome",
  late_outcome: "late outcome",
  closed: "closed",
  stop_asked: "stop asked",
  noted: "note",
  not_lifted: "ban not lifted at its end",
  repeat_asked: "repeat held back",
  previewed: "previewed",
  approval_asked: "approval asked",
  confirmed: "confirmed",
  approved: "approved",
  approval_denied: "approval denied",
  cancelled: "cancelled",
  glass_broken: "done alone in an emergency",
  press_refused: "press refused",
  hold_expired: "waited in vain",
  linked: "linked",
  unlinked: "unlinked",
  bound: "bound",
  unbound: "unbound",
  aliased: "named",
  unaliased: "name taken back",
  alert_opened: "alert",
  alert_at_source: "alert changed at its source",
  alert_pressed: "alert answered",
  alert_due: "alert came due",
  alert_refused: "alert press refused",
  handover: "handover",
  key_taken: "signing key",
  verified: "record checked",
  exported: "exported",
  redacted: "redacted",
  seen_elsewhere: "seen elsewhere",
  config_changed: "configuration changed",
  config_refused: "configuration refused",
};

function about({ case: number }: Entry): Said {
  return number === null ? [] : [`#${number} `];
}

function detailOf({ kind }: Entry, body: Body): Said {
  switch (kind) {
    case "start":
    case "stop":
      return [];
    case "opened":
      return [...by(body), ": ", foreign(body["command"]), ...under(body)];
    case "denied":
      return [...by(body), ": ", foreign(body["command"] ?? body["stop"]), ", ", because(body["because"])];
    case "attempt":
      return [`: ${wordOf(body["verb"])}`, ...whom(body)];
    case "outcome":
    case "late_outcome":
      return outcome(body);
    case "closed":
      return [
        `: ${wordOf(body["verb"])} in `,
        foreign(body["group"]),
        `, ${describeBooks(booksIn(body["books"]))} of ${amount(numberOf(body["requested"]))}`,
      ];
    case "not_lifted":
      return [": ", names(body["accounts"]), ", ", because(body["because"])];
    case "stop_asked":
      return by(body);
    case "noted":
      return [...by(body), ": ", foreign(body["text"])];
    case "repeat_asked":
      return [...by(body), ": ", foreign(body["command"])];
    case "previewed":
    case "approval_asked":
    case "hold_expired":
      return [...by(body), ": ", foreign(body["command"]), ...under(body)];
    case "confirmed":
    case "approved":
    case "approval_denied":
    case "cancelled":
    case "glass_broken":
      return [...by(body), ": ", foreign(body["command"]), ...reason(body)];
    case "press_refused":
      return [...by(body), ": ", foreign(body["command"]), ", ", because(body["because"])];
    case "linked":
    case "unlinked":
    case "bound":
    case "unbound":
    case "aliased":
    case "unaliased":
      return [...by(body), ": ", ...registerChange(body), ...reason(body)];
    case "alert_opened":
    case "alert_at_source":
    case "alert_pressed":
    case "alert_due":
    case "handover":
      return alertEntry(kind, body);
    case "alert_refused":
      return [...by(body), ...alertEntry(kind, body)];
    case "key_taken":
      return [": checkpoints are signed with ", foreign(body["verifier"]), " from now on"];
    case "verified":
      return [": ", foreign(body["says"])];
    case "exported":
      return [
        ...by(body),
        `: ${amount(numberOf(body["count"]))} of the entries ${wordOf(body["first"])} to ${wordOf(body["last"])} as ${wordOf(body["format"])}`,
      ];
    case "redacted":
      return [
        ...by(body),
        `: what entry ${wordOf(body["entry"])} (${wordOf(body["kind"])}) told was removed, because: `,
        foreign(body["reason"]),
      ];
    case "seen_elsewhere":
      return [": ", ...describeSeen(body)];
    case "config_changed":
      return [
        `: ${listOf(body["sections"]).map(wordOf).join(", ")}, rules are now version ${wordOf(body["to"])}`,
      ];
    case "config_refused":
      return [`: ${amount(listOf(body["problems"]).length)} mistakes; what was read last goes on counting`];
    default:
      return kind satisfies never;
  }
}

function registerChange(body: Body): Said {
  const subject = subjectIn(body["subject"]);
  if (subject === null) return [foreign(body["command"])];
  return describeChange(subject, valueOf(body["before"]), valueOf(body["after"]));
}

function subjectIn(value: Json | undefined): RegisterSubject | null {
  const told = (name: string): string => textOf(memberOf(value, name));
  switch (told("what")) {
    case "link":
      return { what: "link", person: told("person"), connection: told("connection") };
    case "bind":
      return { what: "bind", channel: told("channel") };
    case "alias":
      return { what: "alias", name: told("name") };
    default:
      return null;
  }
}

function valueOf(value: Json | undefined): string | null {
  return typeof value === "string" ? value : null;
}

function outcome(body: Body): Said {
  const rows = rowsIn(body["rows"]);
  const books = { done: 0, already: 0, absent: 0, refused: 0, unknown: 0 };
  for (const row of rows) if (row in books) books[row as keyof typeof books] += 1;
  const failure = memberOf(body["failure"], "detail");
  return [`: ${describeBooks(books)}`, ...(failure === undefined ? [] : [", ", foreign(failure)])];
}

function by(body: Body): Said {
  const person = memberOf(body["actor"], "person");
  const shell = memberOf(body["actor"], "shell");
  if (typeof shell === "string") return [" from the shell of ", { foreign: shell }];
  return typeof person === "string" ? [" by ", { person }] : [];
}

function under(body: Body): Said {
  const rule = body["rule"];
  return typeof rule === "string" ? [" (rule ", { foreign: rule }, ")"] : [];
}

function reason(body: Body): Said {
  return typeof body["reason"] === "string" ? [", reason: ", { foreign: body["reason"] }] : [];
}

/** Why not: our own word for it, in which nothing foreign stands. */
function because(why: Json | undefined): string {
  return wordOf(typeof why === "string" ? why : memberOf(why, "kind"));
}

/** What an attempt is about: a whole group, or accounts. */
function whom(body: Body): Said {
  const isWhole = GROUP_VERBS.some((verb) => verb === body["verb"]);
  return isWhole ? [" of ", foreign(body["group"])] : [", ", names(body["accounts"])];
}

const GROUP_VERBS = VERBS.filter(isGroupVerb);

function names(accounts: Json | undefined): Said[number] {
  const all = listOf(accounts).map(textOf);
  return all.length > NAMED ? `${amount(all.length)} accounts` : { foreign: all.join(", ") };
}

/** As many accounts as a line that is read at a glance can name. */
const NAMED = 5;

/** A word of our own, as it can stand in a sentence; of anything else nothing is left that could come alive. */
function wordOf(value: Json | undefined): string {
  return textOf(value)
    .replaceAll("_", " ")
    .replaceAll(/[^\p{L}\p{N} .-]/gu, "");
}

function foreign(value: Json | undefined): Said[number] {
  return { foreign: textOf(value) };
}

function rowsIn(value: Json | undefined): readonly string[] {
  return listOf(value).map((row) => textOf(memberOf(row, "outcome")));
}

function booksIn(value: Json | undefined) {
  const told = (name: string): number => numberOf(memberOf(value, name));
  return {
    done: told("done"),
    already: told("already"),
    absent: told("absent"),
    refused: told("refused"),
    unknown: told("unknown"),
  };
}
