import { readHeld } from "../../cases/held.ts";
import type { Notice } from "../../cases/notice.ts";
import type { Clock } from "../../clock.ts";
import type { Case, Ledger } from "../../ledger/port.ts";
import type { Approvals } from "../../policy/rules.ts";
import { clearedBy, NO_HOLD } from "../../texts/holds.ts";
import { exportedLine } from "../../texts/exporting.ts";
import { describeRefusal } from "../../texts/refusals.ts";
import { clean, code, escape, moment } from "../markup.ts";
import { canCard } from "./can-card.ts";
import { cardOf, type Card } from "./card.ts";
import { headline, resultCard } from "./case-card.ts";
import { casesCard, notedCard } from "./cases-card.ts";
import { redactedCard } from "./redacted-card.ts";
import { holdCard, holdRefusedCard, type HoldView } from "./hold-card.ts";
import { checkpointCard } from "./checkpoint-card.ts";
import { doctorCard } from "./doctor-card.ts";
import { previewCard } from "./preview-card.ts";
import { limitsCard } from "./limits-card.ts";
import { listedCard, membersCard } from "./listed-card.ts";
import { progressCard, type Mark } from "./progress-card.ts";
import { whoamiCard, whoisCard } from "./reader-cards.ts";
import { changedCard, linksCard } from "./register-cards.ts";
import { repeatCard } from "./repeat-card.ts";
import { rulesCard } from "./rules-card.ts";
import { summaryCard } from "./summary-card.ts";
import type { AlertNotice } from "./draw-alert.ts";
import { markup, sentence } from "./said.ts";
import { seenCard } from "./seen-card.ts";
import { othersBefore, storyCard } from "./story-card.ts";

export interface Rendering {
  readonly ledger: Pick<Ledger, "caseByNumber" | "caseRecord" | "entriesOf" | "progressOf" | "holdById">;
  /** How approvals go by the configuration of this moment. */
  readonly approvals: () => Approvals | null;
  readonly clock: Clock;
  /** The workspace's own address in Slack, which links to messages begin with; without one, places are told. */
  readonly workspaceUrl?: string | null;
  /** Help text for one command or for all of them. */
  readonly help: (verb: string | null) => string;
  readonly drawAlert: (notice: AlertNotice) => Promise<Card>;
  /** How far a batch was when its card was changed before. */
  readonly since?: Mark;
}

/** Turns a notice into a message. Cases are read now, so the message tells what the books say now. */
export async function render(
  notice: Notice,
  place: "channel" | "log" | "asker",
  with_: Rendering,
): Promise<Card> {
  switch (notice.kind) {
    case "result":
      return withCase(with_, notice.number, async (kase) => {
        const entries = await with_.ledger.entriesOf(kase.number);
        const who = [...(await clearedLine(with_, kase)), ...(notice.late ? [] : othersBefore(entries))];
        return resultCard(kase, notice, place === "asker" ? "asker" : "channel", who);
      });
    case "case": {
      const record = await with_.ledger.caseRecord(notice.number);
      return record ? storyCard(record, with_.workspaceUrl ?? null) : noCase(notice.number);
    }
    case "cases":
      return casesCard(notice);
    case "noted":
      return notedCard(notice);
    case "redacted":
      return redactedCard(notice);
    case "exported":
      return cardOf([exportedLine(notice)]);
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
      return refusedCard(notice);
    case "waiting":
      return cardOf([
        `Not settled yet: ${numberOf(notice.job)}${code(notice.words)}`,
        `${escape(clean(sentence(notice.detail)))} Bailiff goes on trying until ${moment(notice.until)}, and tells the outcome either way.`,
      ]);
    case "changed":
      return changedCard(notice);
    case "links":
      return linksCard(notice);
    case "preview":
      return previewCard(notice.preview, with_.clock.now());
    case "listed":
      return listedCard(notice, with_.clock.now());
    case "members":
      return membersCard(notice);
    case "limits":
      return limitsCard(notice);
    case "checkpoint":
      return checkpointCard(notice);
    case "doctor":
      return doctorCard(notice);
    case "summary":
      return summaryCard(notice.summary);
    case "progress": {
      const progress = await with_.ledger.progressOf(notice.number);
      if (!progress) throw new Error(`case #${notice.number} has a card but does not exist`);
      const since = with_.since ?? { at: progress.openedAt, told: 0 };
      return progressCard(progress, since, with_.clock.now());
    }
    case "stopping":
      return cardOf([
        notice.isOver
          ? `#${notice.number} had ended before it could be stopped. \`/mod case ${notice.number}\` shows what was done.`
          : `#${notice.number} is being stopped: nothing more is sent, and its result follows where it was asked for.`,
      ]);
    case "not_lifted":
      return cardOf([
        `The ban of #${notice.number} has ended, but it could not be lifted: ${markup(describeRefusal(notice.refusal))}`,
        `Still banned: ${code(notice.accounts.join(", "), 1_000)}`,
        "Lift it with `/mod unban`, or in the chat service's own console.",
      ]);
    case "table":
    case "export_file":
      throw new Error("this is a file, not a message");
    case "hold":
      return withHold(with_, notice.hold, (view) => holdCard(view, notice.for));
    case "hold_changed":
      return withHold(with_, notice.hold, (view) => holdCard(view, "approvers"));
    case "hold_refused":
      return withHold(with_, notice.hold, (view) => holdRefusedCard(view, notice));
    case "alert":
    case "alert_changed":
    case "alert_news":
    case "alert_call":
    case "alert_refused":
    case "handover":
      return with_.drawAlert(notice);
    case "can":
      return canCard(notice);
    case "rules":
      return rulesCard(notice);
    case "whois":
      return whoisCard(notice, await casesBy(with_, notice.cases), with_.clock.now());
    case "whoami":
      return whoamiCard(notice);
    case "seen":
      return seenCard(notice);
    case "help":
      return cardOf(escape(with_.help(notice.verb)).split("\n"));
    default:
      return notice satisfies never;
  }
}

/** What is wrong with a list is told in lines, each with its place, and says itself that nothing was done. */
function refusedCard({ words, refusal }: Notice & { kind: "refused" }): Card {
  if (refusal.kind !== "list")
    return cardOf([`Nothing was done: ${code(words)}`, markup(describeRefusal(refusal))]);
  const lines = refusal.detail.split("\n").map((line) => escape(clean(line)));
  return cardOf([`The list was not taken: ${code(words)}`, ...lines]);
}

/** Of a request that has no case yet there is no number. */
function numberOf(job: string): string {
  const number = /^case:(\d+)$/.exec(job)?.[1];
  return number === undefined ? "" : `*#${number}* `;
}

async function withHold(
  { ledger, approvals, clock }: Rendering,
  id: string,
  card: (view: HoldView) => Card,
): Promise<Card> {
  const record = await ledger.holdById(id);
  if (!record) return cardOf([NO_HOLD]);
  const held = readHeld(record);
  return card({ id, held, number: record.case, approvals: approvals(), now: clock.now() });
}

async function withCase(
  { ledger }: Rendering,
  number: number,
  card: (kase: Case) => Card | Promise<Card>,
): Promise<Card> {
  const kase = await ledger.caseByNumber(number);
  return kase ? card(kase) : noCase(number);
}

function noCase(number: number): Card {
  return cardOf([`There is no case #${number}.`]);
}

/** Who let a case happen, where somebody else had to. */
async function clearedLine({ ledger }: Rendering, { hold }: Case): Promise<readonly string[]> {
  const record = hold === null ? null : await ledger.holdById(hold);
  const held = record && readHeld(record);
  return held?.hold.kind === "approval" ? [markup(clearedBy(held.hold))] : [];
}

async function casesBy({ ledger }: Rendering, numbers: readonly number[]): Promise<readonly Case[]> {
  const cases = await Promise.all(numbers.map((number) => ledger.caseByNumber(number)));
  return cases.flatMap((kase) => kase ?? []);
}
