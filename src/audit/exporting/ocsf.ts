import type { Entry } from "../../ledger/port.ts";
import { exportLine } from "../export-form.ts";
import { sha256 } from "../hash.ts";
import type { EntryFacts } from "./facts.ts";

/**
 * Entries as events of the Open Cybersecurity Schema Framework, one JSON object a line: class API Activity (6003),
 * version 1.9.0 (schema.ocsf.io, read 2026-11). `raw_data` is the line of the entry as the other export has it, so an
 * event can still be verified.
 */
const VERSION = "1.9.0";
const CATEGORY = 6;
const CLASS = 6003;

const CREATE = 1;
const READ = 2;
const UPDATE = 3;
const DELETE = 4;
const OTHER = 99;

/** What the outside is asked for; everything else that is recorded is something else. */
const ACTIVITIES: Readonly<Record<string, number>> = {
  add: CREATE,
  ban: CREATE,
  link: CREATE,
  bind: CREATE,
  alias: CREATE,
  mute: UPDATE,
  unmute: UPDATE,
  lock: UPDATE,
  unlock: UPDATE,
  kick: DELETE,
  unban: DELETE,
  exported: READ,
  redacted: DELETE,
};

const CAPTIONS: Readonly<Record<number, string>> = {
  [CREATE]: "Create",
  [READ]: "Read",
  [UPDATE]: "Update",
  [DELETE]: "Delete",
  [OTHER]: "Other",
};

/** `status_id`: 1 Success, 2 Failure, 99 another one. */
const REFUSALS = new Set([
  "denied",
  "press_refused",
  "alert_refused",
  "approval_denied",
  "config_refused",
  "not_lifted",
]);

export interface OcsfSetting {
  /** Which log. */
  readonly origin: string;
  /** Of the program. */
  readonly version: string;
}

export function ocsfLine(entry: Entry, facts: EntryFacts, { origin, version }: OcsfSetting): string {
  const activity = ACTIVITIES[facts.kind] ?? ACTIVITIES[facts.verb ?? ""] ?? OTHER;
  const raw = exportLine(entry);
  return JSON.stringify({
    activity_id: activity,
    activity_name: CAPTIONS[activity],
    category_name: "Application Activity",
    category_uid: CATEGORY,
    class_name: "API Activity",
    class_uid: CLASS,
    type_name: `API Activity: ${CAPTIONS[activity]}`,
    type_uid: CLASS * 100 + activity,
    severity: "Informational",
    severity_id: 1,
    ...statusOf(facts),
    time: entry.at,
    message: messageOf(facts),
    metadata: {
      event_code: facts.kind,
      log_name: origin,
      product: { name: "Bailiff", vendor_name: "Bailiff", version },
      sequence: entry.seq,
      uid: entry.hash,
      version: VERSION,
    },
    actor: actorOf(facts),
    api: {
      operation: facts.verb ?? facts.kind,
      service: { name: "Bailiff" },
      ...(facts.case !== null && { request: { uid: `#${facts.case}` } }),
    },
    // Slack tells no address of a person; the place in Slack is what is known of where it came from.
    src_endpoint: { name: facts.surface ?? "bailiff", ...(facts.channel !== null && { uid: facts.channel }) },
    resources: [
      ...facts.accounts.map((account) => ({ type: "account", uid: account })),
      ...(facts.group === null ? [] : [{ type: "group", name: facts.group, ...idOf(facts) }]),
    ],
    raw_data: raw,
    raw_data_hash: { algorithm: "SHA-256", algorithm_id: 3, value: sha256(raw) },
    raw_data_size: Buffer.byteLength(raw),
    unmapped: {
      policy: facts.policy,
      rule: facts.rule,
      approval: facts.approval,
      record_integrity: integrityOf(entry, origin),
    },
  });
}

/**
 * The names of the profile `record_integrity`. It stands under `unmapped`, because there the fingerprint would be one of
 * the event; ours is that of the entry itself, SHA-256(0x00 || header), which is what the signed checkpoints cover.
 */
function integrityOf({ seq, hash, prev }: Entry, origin: string) {
  return {
    chain_uid: origin,
    uid: String(seq),
    fingerprint: sha256Of(hash),
    ...(seq > 1 && { prev_event: { uid: String(seq - 1), fingerprint: sha256Of(prev) } }),
  };
}

function sha256Of(value: string) {
  return { algorithm: "SHA-256", algorithm_id: 3, value };
}

function actorOf({ person, team, roles }: EntryFacts) {
  if (person === null) return { app_name: "Bailiff" };
  return {
    app_name: "Bailiff",
    user: {
      uid: person,
      ...(team !== null && { org: { uid: team } }),
      ...(roles.length > 0 && { groups: roles.map((name) => ({ name })) }),
    },
  };
}

function idOf({ groupId }: EntryFacts) {
  return groupId === null ? {} : { uid: groupId };
}

function statusOf({ kind, outcome }: EntryFacts) {
  if (REFUSALS.has(kind)) return { status: "Failure", status_id: 2 };
  if (outcome === null) return { status: "Success", status_id: 1 };
  const [first = "", ...others] = outcome.split(", ").map((count) => count.replace(/ \d+$/, ""));
  const names = new Set([first, ...others]);
  const isFine = !names.has("refused") && !names.has("unknown");
  if (isFine) return { status: "Success", status_id: 1, status_detail: outcome };
  if (names.size === 1 && names.has("refused"))
    return { status: "Failure", status_id: 2, status_detail: outcome };
  return { status: "Other", status_id: 99, status_detail: outcome };
}

function messageOf({ kind, command, reason, deniedBecause, isRedacted }: EntryFacts): string {
  if (isRedacted) return `${kind}: what it said was redacted`;
  return [kind, command, reason ?? deniedBecause].filter((part) => part !== null).join(": ");
}
