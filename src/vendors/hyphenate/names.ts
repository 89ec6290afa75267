import { ACCOUNT_NAME } from "./contract.ts";

/**
 * Easemob and Agora take names in any case and keep them in lower case. Only the letters that a name can hold are
 * folded: Unicode's rules would turn a Kelvin sign into a `k`, and so into somebody else.
 */
export function foldName(account: string): string {
  return account.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/**
 * Whether the vendor can have an account of this name. Names stand in paths, so this is also what keeps a name from
 * being read as something else: `a,b` would be two accounts, and removing the user `..` would mean the group itself.
 */
export function isPossibleName(account: string): boolean {
  const folded = foldName(account);
  return folded.length <= ACCOUNT_NAME.longest && ACCOUNT_NAME.made.test(folded) && !isDots(folded);
}

/** Whether an id can stand as one part of a path. */
export function isPossibleId(id: string): boolean {
  return id !== "" && id.isWellFormed() && !isDots(id) && !/[,/\\\p{Cc}]/u.test(id);
}

/** Parts of a path that servers and proxies resolve instead of reading. */
function isDots(part: string): boolean {
  return part === "." || part === "..";
}
