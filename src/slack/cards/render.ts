import type { KnownBlock } from "@slack/types";
import type { MutedRow, Notice, Preview } from "../../cases/notice.ts";
import type { Judgement } from "../../cases/judge.ts";
import type { PlanRow } from "../../cases/plan.ts";
import type { Clock } from "../../clock.ts";
import type { Case, Entry, Ledger } from "../../ledger/port.ts";
import { describeRefusal, type Said } from "../../texts/refusals.ts";
import { describeWhy } from "../../texts/outcomes.ts";
import { alreadySo } from "../../texts/books.ts";
import { formatSpan } from "../../texts/span.ts";
import type { Verb } from "../../words.ts";
import { clean, code, escape, mention, moment } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";
import { caseCard, headline, logCard, resultCard } from "./case-card.ts";

/** What a button of ours does; its value is always the id of a record, never a parameter. */
export const ACTIONS = { runAgain: "bailiff_run_again", leaveIt: "bailiff_leave_it" } as const;

export interface Rendering {
  readonly ledger: Pick<Ledger, "caseByNumber" | "entriesOf">;
  readonly clock: Clock;
  /** Help text for one command or for all of them. */
  readonly help: (verb: string | null) => string;
}

/** Turns a notice into a message. Cases are read now, so the message tells what the books say now. */
export async function render(
  notice: Notice,
  place: "channel" | "log" | "asker",
  with_: Rendering,
): Promise<Card> {
  switch (notice.kind) {
    case "result":
      return withCase(with_, notice.number, (kase, entries) =>
        place === "log"
          ? logCard(
              kase,
              notice.late,
              entries.findLast(({ kind }) => kind.endsWith("outcome")),
            )
          : resultCard(kase, notice.late),
      );
    case "case":
      return withCase(with_, notice.number, caseCard);
    case "exists":
      return withCase(with_, notice.number, (kase) =>
        cardOf([
          "This was asked before and has its case; nothing was done a second time.",
          headline(kase, false),
        ]),
      );
    case "repeat":
      return withCase(with_, notice.number, (kase) =>
        repeatCard(notice.held, notice.words, kase, with_.clock.now() - notice.askedAt),
      );
    case "refused":
      return cardOf([`Nothing was done: ${code(notice.words)}`, markup(describeRefusal(notice.refusal))]);
    case "waiting":
      return cardOf([
        `Not settled yet: ${code(notice.words)}`,
        `${escape(clean(sentence(notice.detail)))} Bailiff goes on trying until ${moment(notice.until)}, and tells the outcome either way.`,
      ]);
    case "preview":
      return previewCard(notice.preview, with_.clock.now());
    case "muted":
      return mutedCard(notice.group, notice.rows, with_.clock.now());
    case "whois":
      return whoisCard(notice, with_);
    case "whoami":
      return whoamiCard(notice);
    case "help":
      return cardOf(escape(with_.help(notice.verb)).split("\n"));
    default:
      return notice satisfies never;
  }
}

async function withCase(
  { ledger }: Rendering,
  number: number,
  card: (kase: Case, entries: readonly Entry[]) => Card,
): Promise<Card> {
  const kase = await ledger.caseByNumber(number);
  if (!kase) return cardOf([`There is no case #${number}.`]);
  return card(kase, await ledger.entriesOf(number));
}

function repeatCard(held: string, words: string, kase: Case, agoMs: number): Card {
  const lines = [
    `You asked the same ${formatSpan(agoMs)} ago: ${code(words)}`,
    headline(kase, false),
    "Nothing was done a second time. Run it again?",
  ];
  const actions: KnownBlock = {
    type: "actions",
    elements: [
      {
        type: "button",
        action_id: ACTIONS.runAgain,
        value: held,
        text: { type: "plain_text", text: "Run it again" },
        accessibility_label: clean(`Run again: ${words}`).slice(0, 75),
      },
      {
        type: "button",
        action_id: ACTIONS.leaveIt,
        value: held,
        text: { type: "plain_text", text: "Leave it" },
        accessibility_label: "Leave it; do nothing more",
      },
    ],
  };
  return cardOf(lines, [], [actions]);
}

function previewCard(preview: Preview, now: number): Card {
  const end =
    preview.until === null
      ? []
      : [
          preview.until === "permanent"
            ? "Until it is lifted (permanent)"
            : `Until ${moment(preview.until)} (${formatSpan(preview.until - now)} from now)`,
        ];
  const requests = preview.requests === 1 ? "1 request" : `${preview.requests} requests`;
  return cardOf(
    [
      `Preview: ${preview.verb} in *${escape(preview.group)}*. Nothing was done.`,
      ...end,
      ...preview.rows.toSorted(changesFirst).map((row) => planLine(preview, row)),
    ],
    [`${requests} to the chat service`, `plan \`${preview.hash.slice(0, 12)}\``],
  );
}

/** What would happen stands above what would not. */
function changesFirst(one: PlanRow, other: PlanRow): number {
  return Number(other.judgement.step === "change") - Number(one.judgement.step === "change");
}

function planLine(preview: Preview, { account, before, judgement }: PlanRow): string {
  const standing = before.standing === "unlisted" ? "" : `, ${STANDS[before.standing]}`;
  const muted =
    before.mutedUntil === null
      ? ""
      : `, muted ${before.mutedUntil === "permanent" ? "permanently" : `until ${moment(before.mutedUntil)}`}`;
  return `${code(account)}${standing}${muted}: ${wouldBe(preview.verb, judgement)}`;
}

const STANDS = { owner: "owner", admin: "admin", member: "member", absent: "not in the group" } as const;

function wouldBe(verb: Verb, judgement: Judgement): string {
  if (judgement.step === "change") return `would ${verb}`;
  if (judgement.why !== null)
    return `${judgement.outcome === "refused" ? "refused: " : "nothing to do: "}${describeWhy(judgement.why)}`;
  return judgement.outcome === "already" ? `nothing to do: ${alreadySo(verb)}` : "nothing to do";
}

function mutedCard(group: string, rows: readonly MutedRow[], now: number): Card {
  if (rows.length === 0) return cardOf([`Nobody is muted in *${escape(group)}*.`]);
  const sorted = rows.toSorted((one, other) => rank(one) - rank(other));
  const lines = sorted.map((row) => {
    const end =
      row.until === "permanent"
        ? "permanently"
        : `until ${moment(row.until)}, ${formatSpan(row.until - now)} left`;
    return `${code(row.account)} ${end}, ${row.case === null ? "not by Bailiff" : `by #${row.case}`}`;
  });
  return cardOf([`*${rows.length}* muted in *${escape(group)}*:`, ...lines]);
}

function rank(row: MutedRow): number {
  return row.until === "permanent" ? Number.POSITIVE_INFINITY : row.until;
}

async function whoisCard(notice: Notice & { kind: "whois" }, { ledger, clock }: Rendering): Promise<Card> {
  const standing =
    notice.exists === false ? "The chat service has no account of this name." : STANDING[notice.standing];
  const muted =
    notice.mutedUntil === null
      ? "Not muted."
      : notice.mutedUntil === "permanent"
        ? "Muted permanently."
        : `Muted until ${moment(notice.mutedUntil)}, ${formatSpan(notice.mutedUntil - clock.now())} left.`;
  const cases = await Promise.all(notice.cases.map((number) => ledger.caseByNumber(number)));
  const told = cases.flatMap((kase) => (kase ? [headline(kase, false)] : []));
  return cardOf([
    `${code(notice.account)} in *${escape(notice.group)}*: ${standing} ${muted}`,
    ...(told.length > 0 ? ["Recent cases:", ...told] : ["No case is about this account here."]),
  ]);
}

const STANDING = {
  owner: "Owns the group.",
  admin: "Admin of the group.",
  member: "Member.",
  absent: "Not in the group.",
  unlisted: "This kind of group keeps no list of members.",
} as const;

function whoamiCard(notice: Notice & { kind: "whoami" }): Card {
  const roles = notice.grants.map(({ role, from }) => `${role} (${escape(from)})`);
  if (notice.denial)
    return cardOf([
      `${mention(notice.person)}: ${roles.join(", ") || "no role"}`,
      markup(describeRefusal({ kind: "denied", denial: notice.denial })),
    ]);
  return cardOf([
    `${mention(notice.person)}: ${roles.join(", ")}`,
    `You may: ${notice.rights.join(", ")}. Rules can limit this further, by group, length and number of accounts.`,
  ]);
}

function markup(said: Said): string {
  return said.map(markupOf).join("");
}

function markupOf(part: Said[number]): string {
  if (typeof part === "string") return part;
  if ("foreign" in part) return code(part.foreign, 500);
  if ("sentence" in part) return escape(clean(sentence(part.sentence)));
  return "person" in part ? mention(part.person) : moment(part.at);
}

/** Words from outside as a sentence of their own. */
function sentence(text: string): string {
  const trimmed = text.trim();
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}${/[.!?]$/.test(trimmed) ? "" : "."}`;
}
