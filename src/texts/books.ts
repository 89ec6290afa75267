import { OUTCOMES, type Books, type Verb } from "../words.ts";
import { amount } from "./amount.ts";

/** `3 done, 37 absent`: only outcomes that occur, always in the same order. */
export function describeBooks(books: Books): string {
  const parts = OUTCOMES.filter((outcome) => books[outcome] > 0).map(
    (outcome) => `${amount(books[outcome])} ${outcome}`,
  );
  return parts.join(", ") || "nobody";
}

const DONE: Readonly<Record<Verb, string>> = {
  mute: "muted",
  unmute: "unmuted",
  kick: "removed",
  add: "added",
  ban: "banned",
  unban: "unbanned",
  lock: "locked",
  unlock: "unlocked",
};

/** What `done` means for a verb. */
export function participle(verb: Verb): string {
  return DONE[verb];
}

/** What `already` means for a verb. */
export function alreadySo(verb: Verb): string {
  switch (verb) {
    case "mute":
      return "already muted until then";
    case "unmute":
      return "not muted";
    case "kick":
      return "already gone";
    case "add":
      return "already in the group";
    case "ban":
      return "already banned until then";
    case "unban":
      return "not banned";
    case "lock":
      return "already locked";
    case "unlock":
      return "not locked";
    default:
      return verb satisfies never;
  }
}
