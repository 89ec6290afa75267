import type { Judgement } from "../../cases/judge.ts";
import type { Preview } from "../../cases/notice.ts";
import type { PlanRow } from "../../cases/plan.ts";
import { alreadySo } from "../../texts/books.ts";
import { describeWhy } from "../../texts/outcomes.ts";
import { formatSpan } from "../../texts/span.ts";
import { isGroupVerb, type Verb } from "../../words.ts";
import { code, escape, moment } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";

/** What a command would do, to whom, and to whom not. */
export function previewCard(preview: Preview, now: number): Card {
  const end =
    preview.until === null
      ? []
      : [
          preview.until === "permanent"
            ? "Until it is lifted (permanent)"
            : `Until ${moment(preview.until)} (${formatSpan(preview.until - now)} from now)`,
        ];
  const { requests, takesMs, support } = preview;
  const sent = `${requests === 1 ? "1 request" : `${requests} requests`} to the chat service, of at most ${support.batch} accounts each`;
  const takes = takesMs > 1_000 ? [`at least ${formatSpan(takesMs)}`] : [];
  return cardOf(
    [
      `Preview: ${preview.verb} in *${escape(preview.group)}*. Nothing was done.`,
      ...end,
      ...preview.rows.toSorted(changesFirst).map((row) => planLine(preview, row)),
    ],
    [sent, ...takes, ...liftedBy(preview), `plan \`${preview.hash.slice(0, 12)}\``],
  );
}

function liftedBy({ until, support }: Preview): readonly string[] {
  return until !== null && until !== "permanent" && support.endedBy === "bailiff"
    ? ["the chat service keeps it for ever; Bailiff lifts it at its end"]
    : [];
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
  const banned =
    before.bannedUntil === null
      ? ""
      : `, banned ${before.bannedUntil === "permanent" ? "until it is lifted" : `until ${moment(before.bannedUntil)}`}`;
  const who = isGroupVerb(preview.verb) ? "The group" : `${code(account)}${standing}${muted}${banned}`;
  return `${who}: ${wouldBe(preview.verb, judgement)}`;
}

const STANDS = { owner: "owner", admin: "admin", member: "member", absent: "not in the group" } as const;

function wouldBe(verb: Verb, judgement: Judgement): string {
  if (judgement.step === "change") return `would ${verb}`;
  if (judgement.why !== null)
    return `${judgement.outcome === "refused" ? "refused: " : "nothing to do: "}${describeWhy(judgement.why)}`;
  return judgement.outcome === "already" ? `nothing to do: ${alreadySo(verb)}` : "nothing to do";
}
