import type { AccountWord, ActRequest, CommandRequest, GroupWord, TimeWord } from "./request.ts";
import { encodeEntities } from "./normalise.ts";

/** The command in plain words, for people and for the record: `mute tommy, jared in lobby for 10m — reason: spam`. */
export function asWords(request: CommandRequest): string {
  switch (request.kind) {
    case "act":
      return actAsWords(request);
    case "muted":
      return `muted${inGroup(request.group)}`;
    case "whois":
      return `whois ${accountAsWord(request.account)}${inGroup(request.group)}`;
    case "case":
      return `case #${request.number}`;
    case "whoami":
      return "whoami";
    case "help":
      return request.verb === null ? "help" : `help ${request.verb}`;
    default:
      return request satisfies never;
  }
}

function actAsWords(request: ActRequest): string {
  const accounts = request.accounts.map(accountAsWord).join(", ");
  const parts = [`${request.verb} ${accounts}${inGroup(request.group)}${lasting(request.time)}`];
  if (request.silent) parts.push(", silently");
  if (request.dryRun) parts.push(", dry run");
  if (request.reason !== null) parts.push(` — reason: ${request.reason}`);
  return parts.join("");
}

export function accountAsWord(word: AccountWord): string {
  return word.kind === "account" ? word.account : `<@${word.person}>`;
}

function inGroup(group: GroupWord | null): string {
  switch (group?.kind) {
    case undefined:
      return "";
    case "alias":
      return ` in ${group.alias}`;
    case "id":
      return ` in ${group.id}`;
    case "channel":
      return ` in the group of <#${group.channel}>`;
    default:
      return group satisfies never;
  }
}

function lasting(time: TimeWord | null): string {
  if (time === null) return "";
  if (time.kind === "permanent") return " permanently";
  return time.kind === "span" ? ` for ${time.typed}` : ` ${time.typed}`;
}

/** The command as text after the umbrella's name (`mute "tommy" lobby 10m`), which is read back as the same request. */
export function asTyped(request: CommandRequest): string {
  switch (request.kind) {
    case "act":
      return actAsTyped(request);
    case "muted":
      return ["muted", ...groupAsTyped(request.group)].join(" ");
    case "whois":
      return ["whois", accountAsTyped(request.account), ...groupAsTyped(request.group)].join(" ");
    case "case":
    case "whoami":
    case "help":
      return asWords(request);
    default:
      return request satisfies never;
  }
}

function actAsTyped(request: ActRequest): string {
  const parts = [request.verb, request.accounts.map(accountAsTyped).join(",")];
  parts.push(...groupAsTyped(request.group));
  if (request.time) parts.push(request.time.kind === "permanent" ? "permanent" : request.time.typed);
  if (request.silent) parts.push("--silent");
  if (request.dryRun) parts.push("--dry-run");
  if (request.reason !== null) parts.push(`--reason ${quoted(request.reason)}`);
  return parts.join(" ");
}

/** In quotes, where an account is never taken for a group or a time. */
function accountAsTyped(word: AccountWord): string {
  return word.kind === "mention" ? `<@${word.person}>` : quoted(word.account);
}

function groupAsTyped(group: GroupWord | null): readonly string[] {
  switch (group?.kind) {
    case undefined:
      return [];
    case "alias":
      return [group.alias];
    case "id":
      return [encodeEntities(group.id)];
    case "channel":
      return [`<#${group.channel}>`];
    default:
      return group satisfies never;
  }
}

function quoted(text: string): string {
  return `"${encodeEntities(text.replace(/["\\]/g, "\\$&"))}"`;
}
