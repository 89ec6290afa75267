import { amount } from "./amount.ts";

/** What stands below the lines of a message of the log channel. */
export function entriesAre(first: number, last: number): string {
  return first === last ? `entry ${first}` : `entries ${first} to ${last}`;
}

export function moreWait(count: number): string {
  return `${amount(count)} more ${count === 1 ? "waits" : "wait"} to be shown`;
}

export function chainIs(hash: string): string {
  return `chain \`${hash}\``;
}

export const NOT_SHOWN = "what it says could not be shown here; the journal has it";

export function checkpointIs(number: number, size: number): string {
  return `*Checkpoint ${number}*: the log has ${amount(size)} ${size === 1 ? "entry" : "entries"}. Keep a copy where nobody who runs Bailiff can change it.`;
}
