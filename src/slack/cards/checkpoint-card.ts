import type { Notice } from "../../cases/notice.ts";
import { checkpointIs } from "../../texts/log.ts";
import { escape } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";

/** A signed checkpoint, whole and to be copied: an auditor who keeps it needs nothing else of this message. */
export function checkpointCard({ number, size, note }: Notice & { kind: "checkpoint" }): Card {
  const card = cardOf([`${checkpointIs(number, size)}\n\`\`\`${escape(note.trimEnd())}\`\`\``]);
  return { ...card, facts: { note } };
}
