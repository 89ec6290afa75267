import { amount, amountOf } from "./amount.ts";

/** What doctor says about the record: whether somebody outside can prove it. */

export const RECORD = { checkpoints: "checkpoints", log: "log channel" } as const;

export const record = {
  checkpoint: (number: number, size: number, at: number, key: string) =>
    `number ${number}, over ${amountOf(size, "entry", "entries")}, was signed ${minute(at)} with ${key}`,
  noCheckpoint: {
    says: "none was ever signed: nothing shows whether the end of the log was cut off",
    mend: "Bailiff signs one when it starts. Where it runs, its log says why it did not.",
  },
  oldCheckpoint: (number: number, at: number) => ({
    says: `the last one, number ${number}, was signed ${minute(at)}; there should be one every hour`,
    mend: "Bailiff does not run, or it found the journal changed: then there is a dead letter that begins with checkpoint.",
  }),
  shown: (entries: number) => `it shows all ${amountOf(entries, "entry", "entries")}`,
  underWay: (unshown: number) => `${amountOf(unshown, "entry is", "entries are")} on the way to it`,
  held: (unshown: number, since: number) => ({
    says: `${amount(unshown)} of the entries ${unshown === 1 ? "is" : "are"} not shown, the first of ${minute(since)}: they are held, none is lost`,
    mend: "Name a log channel in the configuration, and invite Bailiff to it. They follow by themselves.",
  }),
} as const;

function minute(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
