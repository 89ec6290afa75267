import { hashOf } from "../audit/hash.ts";
import type { ConfigFile } from "./schema.ts";

/** A part of bailiff.yml: one of the words at its left edge. */
export type Section = keyof ConfigFile;

/** Drivers, credentials, the places of checkpoints and the app's names in Slack are made when Bailiff starts. */
const AT_START: readonly Section[] = ["audit", "connections", "slack"];

/** Parts that say something else in one file than in the other, in alphabetical order. */
export function changedSections(one: ConfigFile, other: ConfigFile): readonly Section[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]) as ReadonlySet<Section>;
  return [...names].filter((name) => digest(one[name]) !== digest(other[name])).toSorted();
}

export function isForNextStart(section: Section): boolean {
  return AT_START.includes(section);
}

function digest(part: ConfigFile[Section]): string {
  return part === undefined ? "" : hashOf(JSON.parse(JSON.stringify(part)));
}
