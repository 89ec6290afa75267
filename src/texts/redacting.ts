import type { EntryKind } from "../ledger/port.ts";
import { WORDS } from "./entries.ts";

/** What is said about removing what an entry told. */

export function describeKept(entry: number, why: "kept" | "gone" | "open"): string {
  switch (why) {
    case "kept":
      return `Entry ${entry} tells of the record itself, and that is never removed.`;
    case "gone":
      return `What entry ${entry} told was removed before.`;
    case "open":
      return `What entry ${entry} is about is still being worked on. Ask again when it is settled.`;
    default:
      return why satisfies never;
  }
}

export interface RedactionTold {
  readonly entry: number;
  readonly of: EntryKind;
  readonly number: number | null;
  readonly isRemoved: boolean;
  readonly others: readonly number[];
}

export function redactionHead({ entry, of, number, isRemoved }: RedactionTold): string {
  const about = number === null ? "" : ` of #${number}`;
  const what = `what entry ${entry} told (“${WORDS[of]}”${about})`;
  return isRemoved
    ? `*Removed for good:* ${what}.`
    : `*Nothing was removed yet.* This would remove ${what}, for good.`;
}

export function redactionLines({ isRemoved, others }: RedactionTold): readonly string[] {
  const lines = [
    `${isRemoved ? "Gone" : "Would go"}: who, whom, the command, the reason and all else that the entry told; and the same reason and command where the books of the case and finished work held them.`,
    `${isRemoved ? "Stays" : "Would stay"}: its number, its time, its kind, its case, its hash and the commitment to what it told, so the log verifies as before; whom the case acted on and with what outcome; and an entry that says who removed it, and why.`,
    "Messages stay in Slack, the line in the log channel too: whoever may delete them there has to. Exports and backups made before still hold it.",
  ];
  if (others.length > 0)
    lines.push(`Other entries about the same case that still tell something: ${others.join(", ")}.`);
  return lines;
}

/** How to go ahead. `typed`: the whole command; null: with its reason it is too long to show, or cannot be copied. */
export function redactionAhead(entry: number, typed: string | null): string {
  return typed === null
    ? `To remove it, type \`/mod redact ${entry} --confirm\` with the reason after it.`
    : `To remove it, type ${typed}`;
}
