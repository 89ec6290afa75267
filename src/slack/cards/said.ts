import type { Said } from "../../texts/refusals.ts";
import { channelLink, clean, code, escape, mention, moment } from "../markup.ts";

/** A text with foreign parts as markup; here the parts are made safe, and cut at `longest` characters. */
export function markup(said: Said, longest = 500): string {
  return said.map((part) => markupOf(part, longest)).join("");
}

function markupOf(part: Said[number], longest: number): string {
  if (typeof part === "string") return part;
  if ("foreign" in part) return code(part.foreign, longest);
  if ("sentence" in part) return escape(clean(sentence(part.sentence)));
  if ("channel" in part) return channelLink(part.channel);
  return "person" in part ? mention(part.person) : moment(part.at);
}

/** Words from outside as a sentence of their own. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}${/[.!?]$/.test(trimmed) ? "" : "."}`;
}
