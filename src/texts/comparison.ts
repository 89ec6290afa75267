import type { Comparison, Difference, DifferenceKind } from "../audit/compare.ts";
import { amount, amountOf } from "./amount.ts";

/** What holding the log channel against the database has shown: the first line says it all. */
export function describeComparison(comparison: Comparison): readonly string[] {
  const { same, from, last, waiting, checkpoints, count, differences } = comparison;
  const range = last === null ? "" : `, from ${amount(from)} to ${amount(last)}`;
  const shown = differences.slice(0, MOST_SHOWN).map(describeDifference);
  return [
    count === 0
      ? `The log channel and the database agree: ${amountOf(same, "entry", "entries")}${range}, and ${amountOf(checkpoints, "checkpoint")}.`
      : `The log channel and the database differ in ${amountOf(count, "place")}; ${amountOf(same, "entry is", "entries are")} the same${range}.`,
    ...shown,
    ...(count > shown.length ? [`And ${amount(count - shown.length)} more.`] : []),
    ...(waiting > 0
      ? [`${amountOf(waiting, "entry is", "entries are")} newer than the last one in the channel.`]
      : []),
  ];
}

const MOST_SHOWN = 6;

function describeDifference({ kind, from, to }: Difference): string {
  const what = kind.startsWith("checkpoint") ? "checkpoint" : from === to ? "entry" : "entries";
  const where = from === to ? `${what} ${from}` : `${what} ${from} to ${to}`;
  const sentence = DIFFERENCES[kind](where);
  return `${sentence[0]?.toUpperCase() ?? ""}${sentence.slice(1)}.`;
}

const DIFFERENCES: Readonly<Record<DifferenceKind, (where: string) => string>> = {
  not_in_channel: (where) => `${where}: not in the channel; held back for long, or deleted there`,
  not_in_database: (where) => `${where}: in the channel, but not in the database`,
  differs: (where) => `${where}: not the same in the channel and in the database`,
  twice: (where) => `${where}: twice in the channel`,
  visible: (where) => `${where}: what people see in the channel is not what was posted`,
  retouched: (where) => `${where}: Slack marks the message as edited, and Bailiff never edits there`,
  stranger: (where) => `${where}: posted by another app than the rest of the log`,
  damaged: (where) => `${where}: the message says that it belongs to the log, and cannot be read`,
  checkpoint_differs: (where) => `${where}: not the same in the channel and in the database`,
  checkpoint_not_in_channel: (where) => `${where}: not in the channel`,
};

export const COMPARE_USAGE = `Usage: bailiff audit compare [--from <number>]

Holds the log channel, as Slack has it now, against the database, and says where they differ. It takes the settings
that Bailiff is started with, and changes nothing.

  --from   the number to begin with; 1 when it is not given

Exit code: 0 they agree; 1 they differ; 2 one of them cannot be read.`;

export const compareProblems = {
  sandbox: "SLACK_BOT_TOKEN is not set, so there is no workspace to compare with.",
  noChannel: "The configuration names no log channel.",
  noJournal: "There is no journal yet.",
  channel: (why: string) => `The log channel cannot be read: ${why}.`,
} as const;
