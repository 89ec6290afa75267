import type {
  AccountWord,
  ActRequest,
  CasesRequest,
  ChangeRequest,
  CommandRequest,
  GroupWord,
  TimeWord,
} from "./request.ts";
import { encodeEntities } from "./normalise.ts";

/** The command in plain words, for people and for the record: `mute tommy, jared in lobby for 10m — reason: spam`. */
export function asWords(request: CommandRequest): string {
  switch (request.kind) {
    case "act":
      return actAsWords(request);
    case "muted":
    case "banned":
    case "limits":
      return `${request.kind}${inGroup(request.group)}`;
    case "members":
      return `members${inGroup(request.group)}${request.page === 1 ? "" : `, page ${request.page}`}`;
    case "whois":
      return `whois ${accountAsWord(request.account)}${inGroup(request.group)}`;
    case "case":
    case "stop":
      return `${request.kind} #${request.number}`;
    case "cases":
      return casesAsWords(request);
    case "note":
      return `note on #${request.number}${dry(request)}: ${request.text}`;
    case "redact":
      return `redact entry ${request.entry}${request.isConfirmed ? ", confirmed" : ""}: ${request.reason}`;
    case "export":
      return `export${inGroup(request.group)}${request.since === null ? "" : `, since ${request.since.typed}`}`;
    case "whoami":
    case "rules":
    case "doctor":
      return request.kind;
    case "summary":
      return request.since === null ? "summary" : `summary since ${request.since.typed}`;
    case "can":
      return `can ${request.words}`;
    case "links":
      return request.person === null ? "links" : `links <@${request.person}>`;
    case "link":
      return `link <@${request.person}> to ${request.account}${inGroup(request.group)}${dry(request)}${because(request.reason)}`;
    case "unlink":
      return `unlink <@${request.person}>${inGroup(request.group)}${dry(request)}${because(request.reason)}`;
    case "bind":
      return `bind <#${request.channel}>${inGroup(request.group)}${dry(request)}`;
    case "unbind":
      return `unbind <#${request.channel}>${dry(request)}`;
    case "alias":
      return `alias ${request.name}${inGroup(request.group)}${dry(request)}`;
    case "unalias":
      return `unalias ${request.name}${dry(request)}`;
    case "form":
      return "batch";
    case "help":
      return request.verb === null ? "help" : `help ${request.verb}`;
    default:
      return request satisfies never;
  }
}

function casesAsWords({ about, by, group, verb, since, before }: CasesRequest): string {
  const parts = [
    about === null ? "" : ` ${about.kind === "mention" ? "of" : "about"} ${accountAsWord(about)}`,
    inGroup(group),
    verb === null ? "" : `, only ${verb}`,
    by === null ? "" : `, asked for by <@${by}>`,
    since === null ? "" : `, since ${since.typed}`,
    before === null ? "" : `, before #${before}`,
  ];
  return `cases${parts.join("")}`;
}

/** The next page is asked for by this, so a person can copy it. */
export function casesAsTyped({ about, by, group, verb, since, before }: CasesRequest): string {
  return [
    "cases",
    ...(about === null ? [] : [accountAsTyped(about)]),
    ...groupAsTyped(group),
    ...(verb === null ? [] : [verb]),
    ...(by === null ? [] : [`by <@${by}>`]),
    ...(since === null ? [] : [`since ${since.typed}`]),
    ...(before === null ? [] : [`before #${before}`]),
  ].join(" ");
}

function actAsWords(request: ActRequest): string {
  const accounts = request.accounts.length === 0 ? "" : ` ${named(request.accounts)}`;
  const parts = [`${request.verb}${accounts}${inGroup(request.group)}${lasting(request.time)}`];
  if (request.silent) parts.push(", silently");
  parts.push(dry(request));
  parts.push(because(request.reason));
  return parts.join("");
}

function dry({ dryRun }: { readonly dryRun: boolean }): string {
  return dryRun ? ", dry run" : "";
}

function because(reason: string | null): string {
  return reason === null ? "" : ` — reason: ${reason}`;
}

/** Most accounts to name in words; those of a longer list stand in the record, one by one. */
const MOST_NAMED = 20;

function named(accounts: readonly AccountWord[]): string {
  const words = accounts.slice(0, MOST_NAMED).map(accountAsWord).join(", ");
  return accounts.length > MOST_NAMED ? `${words} and ${accounts.length - MOST_NAMED} more` : words;
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
    case "banned":
    case "limits":
      return [request.kind, ...groupAsTyped(request.group)].join(" ");
    case "members":
      return ["members", ...groupAsTyped(request.group), String(request.page)].join(" ");
    case "whois":
      return ["whois", accountAsTyped(request.account), ...groupAsTyped(request.group)].join(" ");
    case "can":
      return `can ${actAsTyped(request.request)}`;
    case "links":
      return ["links", ...(request.person === null ? [] : [`<@${request.person}>`])].join(" ");
    case "link":
    case "unlink":
    case "bind":
    case "unbind":
    case "alias":
    case "unalias":
      return [...changeAsTyped(request), ...(request.dryRun ? ["--dry-run"] : [])].join(" ");
    case "cases":
      return casesAsTyped(request);
    case "note": {
      const flag = request.dryRun ? ["--dry-run"] : [];
      return ["note", `#${request.number}`, ...flag, quoted(request.text)].join(" ");
    }
    case "redact": {
      const flag = request.isConfirmed ? ["--confirm"] : [];
      return ["redact", String(request.entry), ...flag, quoted(request.reason)].join(" ");
    }
    case "export": {
      const since = request.since === null ? [] : ["since", request.since.typed];
      return ["export", ...groupAsTyped(request.group), ...since].join(" ");
    }
    case "case":
    case "stop":
    case "whoami":
    case "rules":
    case "summary":
    case "doctor":
    case "form":
    case "help":
      return asWords(request);
    default:
      return request satisfies never;
  }
}

function changeAsTyped(request: ChangeRequest): readonly string[] {
  switch (request.kind) {
    case "link": {
      const { person, account, group, reason } = request;
      const whom = [`<@${person}>`, quoted(account)];
      return ["link", ...whom, ...groupAsTyped(group), ...reasonAsTyped(reason)];
    }
    case "unlink": {
      const { person, group, reason } = request;
      return ["unlink", `<@${person}>`, ...groupAsTyped(group), ...reasonAsTyped(reason)];
    }
    case "bind":
      return ["bind", `<#${request.channel}>`, ...groupAsTyped(request.group)];
    case "unbind":
      return ["unbind", `<#${request.channel}>`];
    case "alias":
      return ["alias", request.name, ...groupAsTyped(request.group)];
    case "unalias":
      return ["unalias", request.name];
    default:
      return request satisfies never;
  }
}

function actAsTyped(request: ActRequest): string {
  const parts: string[] = [request.verb];
  if (request.accounts.length > 0) parts.push(request.accounts.map(accountAsTyped).join(","));
  parts.push(...groupAsTyped(request.group));
  if (request.time) parts.push(request.time.kind === "permanent" ? "permanent" : request.time.typed);
  if (request.silent) parts.push("--silent");
  if (request.dryRun) parts.push("--dry-run");
  parts.push(...reasonAsTyped(request.reason));
  return parts.join(" ");
}

function reasonAsTyped(reason: string | null): readonly string[] {
  return reason === null ? [] : [`--reason ${quoted(reason)}`];
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
