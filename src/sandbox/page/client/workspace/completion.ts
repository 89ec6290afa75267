import type { PageWorld } from "../../told.ts";

/** Something that can be put where one is typing. */
export interface Suggestion {
  /** What the word becomes. */
  readonly word: string;
  readonly about: string;
}

const MOST = 8;

/**
 * What the last word of `text` may become: a command at the start, a command of `/mod` behind it, an account or a
 * person behind `@`, a group behind `#`. Empty where there is nothing to suggest.
 */
export function suggestionsFor(text: string, world: PageWorld, channel: string): readonly Suggestion[] {
  const word = /\S*$/.exec(text)?.[0] ?? "";
  const before = text.slice(0, text.length - word.length);
  if (before.trim() === "" && word.startsWith("/")) return commandsLike(word, world);
  if (/^\/mod\s+$/.test(before) && word !== "")
    return commandsLike(`/${word}`, world).map(({ word: command, about }) => ({
      word: command.slice(1),
      about,
    }));
  if (!text.startsWith("/")) return [];
  const list = /^(.*[,])?(@?)([\w.-]*)$/.exec(word);
  if (word.startsWith("#")) return groupsLike(word.slice(1), world);
  if (list?.[2] === "@") return accountsLike(list[1] ?? "", list[3] ?? "", world, channel);
  return [];
}

/** The text with its last word replaced. */
export function complete(text: string, { word }: Suggestion): string {
  return `${text.replace(/\S*$/, "")}${word} `;
}

/** How the command that is being typed is used, or null while there is none. */
export function usageOf(text: string, { commands }: PageWorld): string | null {
  const [typed = "", second = ""] = text.trim().split(/\s+/);
  const isMod = typed === "/mod" && second !== "";
  const found = commands.find(({ command }) => command === (isMod ? `/${second}` : typed));
  if (!found) return null;
  const name = isMod ? `/mod ${second}` : found.command;
  return `${name} ${found.usageHint}: ${found.description}`.replace(" :", ":");
}

function commandsLike(start: string, { commands }: PageWorld): readonly Suggestion[] {
  return commands
    .filter(({ command }) => command.startsWith(start.toLowerCase()))
    .map(({ command, usageHint, description }) => ({
      word: command,
      about: `${usageHint === "" ? "" : `${usageHint} · `}${description}`,
    }));
}

function groupsLike(start: string, { channels }: PageWorld): readonly Suggestion[] {
  const groups = channels.flatMap(({ group }) => (group ? [group] : []));
  return groups
    .filter(({ alias }) => alias.startsWith(start))
    .map(({ alias, vendor }) => ({ word: alias, about: `group at ${vendor}` }));
}

function accountsLike(
  before: string,
  start: string,
  { channels, vendors, people }: PageWorld,
  channel: string,
): readonly Suggestion[] {
  const vendor = channels.find(({ name }) => name === channel)?.group?.vendor ?? "tencent";
  const accounts = vendors.find(({ name }) => name === vendor)?.accounts ?? [];
  const like = (name: string): boolean => name.startsWith(start.toLowerCase());
  return [
    ...accounts.filter(like).map((account) => ({ word: `${before}@${account}`, about: "account" })),
    ...people
      .filter(({ name, standing }) => like(name) && standing !== "bot" && before === "")
      .map(({ name }) => ({ word: `@${name}`, about: "person in Slack" })),
  ].slice(0, MOST);
}
