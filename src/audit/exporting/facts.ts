import { bodyOf, type Entry, type Json } from "../../ledger/port.ts";
import type { CaseFacts } from "./port.ts";

/**
 * An entry as one row: what an auditor asks first of each. What the entry itself does not say is taken from the case it
 * is about. Bodies outlive the versions that wrote them, so nothing in one is taken for granted.
 */
export interface EntryFacts {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly case: number | null;
  readonly team: string | null;
  readonly person: string | null;
  readonly roles: readonly string[];
  readonly verb: string | null;
  /** Alias. */
  readonly group: string | null;
  readonly groupId: string | null;
  readonly accounts: readonly string[];
  /** Such as `done 2, refused 1`. */
  readonly outcome: string | null;
  readonly command: string | null;
  readonly rule: string | null;
  readonly policy: string | null;
  /** Id of the act that waited for people. */
  readonly approval: string | null;
  /** What a person gave as the reason, or wrote. */
  readonly reason: string | null;
  /** Why not, as a code in words, such as `no rule`. */
  readonly deniedBecause: string | null;
  readonly channel: string | null;
  readonly surface: string | null;
  readonly hash: string;
  readonly isRedacted: boolean;
}

export function factsOf(entry: Entry, about: CaseFacts | null): EntryFacts {
  const { seq, at, kind, hash } = entry;
  const body = bodyOf(entry);
  const said = (name: string): string | null => textIn(body[name]);
  return {
    seq,
    at,
    kind,
    case: entry.case,
    team: textIn(memberIn(body["actor"], "team")) ?? about?.team ?? null,
    person: actorIn(body["actor"]) ?? about?.person ?? null,
    roles: listIn(memberIn(body["actor"], "roles")).flatMap((role) => textIn(role) ?? []),
    verb: said("verb") ?? said("right") ?? about?.verb ?? null,
    group: aliasIn(body) ?? about?.group ?? null,
    groupId: textIn(memberIn(body["group"], "id")),
    accounts: accountsIn(body),
    outcome: outcomeIn(body),
    command: said("command"),
    rule: said("rule") ?? textIn(memberIn(body["because"], "rule")) ?? about?.rule ?? null,
    policy: said("policy"),
    approval: said("hold"),
    reason: said("reason") ?? said("text"),
    deniedBecause: becauseIn(body["because"]),
    channel: said("channel") ?? about?.channel ?? null,
    surface: said("surface"),
    hash,
    isRedacted: entry.body === null,
  };
}

/** Alias of the group that an entry itself names. */
export function groupIn(entry: Pick<Entry, "body">): string | null {
  return aliasIn(bodyOf(entry));
}

function aliasIn(body: Body): string | null {
  return textIn(memberIn(body["group"], "alias")) ?? textIn(body["group"]);
}

type Body = ReturnType<typeof bodyOf>;

/** Whoever exports at a terminal is no Slack person. */
function actorIn(actor: Json | undefined): string | null {
  return textIn(memberIn(actor, "person")) ?? textIn(memberIn(actor, "shell"));
}

function accountsIn(body: Body): readonly string[] {
  const named = listIn(body["accounts"]).flatMap((account) => textIn(account) ?? []);
  const told = listIn(body["rows"]).flatMap((row) => textIn(memberIn(row, "account")) ?? []);
  const linked = textIn(memberIn(body["subject"], "account"));
  return [...new Set([...named, ...told, ...(linked === null ? [] : [linked])])];
}

const OUTCOMES = ["done", "already", "absent", "refused", "unknown"] as const;

function outcomeIn(body: Body): string | null {
  const rows = listIn(body["rows"]).map((row) => textIn(memberIn(row, "outcome")));
  const counts = OUTCOMES.map((outcome): readonly [string, number] => {
    const counted = memberIn(body["books"], outcome);
    return [outcome, typeof counted === "number" ? counted : rows.filter((row) => row === outcome).length];
  });
  const told = counts.filter(([, count]) => count > 0).map(([outcome, count]) => `${outcome} ${count}`);
  return told.length === 0 ? null : told.join(", ");
}

/** Why not, in our own words. */
function becauseIn(why: Json | undefined): string | null {
  const kind = textIn(why) ?? textIn(memberIn(why, "kind"));
  return kind === null ? null : kind.replaceAll("_", " ");
}

function textIn(value: Json | undefined): string | null {
  return typeof value === "string" ? value : null;
}

function listIn(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function memberIn(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return (value as Readonly<Record<string, Json>>)[name];
}
