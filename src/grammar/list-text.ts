import { readList } from "./list.ts";
import { accountAsWord } from "./print.ts";

/**
 * Accounts as a text that `readList` reads as just these: one on a line, all in quotes where a name alone would be
 * read as something else (a group's, a time, the name of a column). Null: no list can name them.
 */
export function asList(accounts: readonly string[], aliases: readonly string[]): string | null {
  const plain = accounts.join("\n");
  const quoted = accounts.map((account) => `"${account.replace(/["\\]/g, "\\$&")}"`).join("\n");
  return [plain, quoted].find((text) => isReadAs(text, accounts, aliases)) ?? null;
}

function isReadAs(text: string, accounts: readonly string[], aliases: readonly string[]): boolean {
  const read = readList(text, null, aliases);
  if (!read.ok || read.value.accounts.length !== accounts.length) return false;
  return read.value.accounts.every(
    (word, index) => word.kind === "account" && accountAsWord(word) === accounts[index],
  );
}
