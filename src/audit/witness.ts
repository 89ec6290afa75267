import type { Entry } from "../ledger/port.ts";
import { headerText } from "./chain.ts";
import { commitmentOf, leafHash } from "./hash.ts";

/** An entry as a copy of the log shows it, looked at on its own. */
export interface Witnessed {
  readonly seq: number;
  /** What the copy says of the hashes; they are the entry's own when `fault` is null. `prev` is null where it is not shown. */
  readonly prev: string | null;
  readonly hash: string;
  /**
   * `edited`: the hash does not cover what the copy shows. `relinked`: nor does it, or what stands before it was written
   * anew. `body`: what happened is not what was committed to.
   */
  readonly fault: "edited" | "relinked" | "body" | null;
  /** `elsewhere`: copies of this kind do not hold bodies. */
  readonly body: "here" | "gone" | "elsewhere";
  /** Numbers of the entries whose bodies were removed, according to this one. */
  readonly redacts: readonly number[];
  /** The key that signs checkpoints from here on, according to this one. */
  readonly key: string | null;
}

/** An entry of a database or of an export. Its values may be anything that a forger can write into a row. */
export function witness(entry: Entry): Witnessed {
  const { seq, prev, hash } = entry;
  const isGone = entry.body === null && entry.salt === null;
  const fault = isText(prev) && isText(hash) ? faultIn(entry, isGone) : "edited";
  const told = fault === null ? tells(entry) : NOTHING;
  return { seq, prev, hash, fault, body: isGone ? "gone" : "here", ...told };
}

function faultIn(entry: Entry, isGone: boolean): Witnessed["fault"] {
  const { text, hash, body, salt } = entry;
  if (!isText(text) || leafHash(text) !== hash) return "edited";
  const commitment = commitmentIn(text);
  if (commitment === null || headerText({ ...entry, commitment }) !== text) return "edited";
  if (isGone) return null;
  // Decoders of hex pass over capitals and over whatever follows, so the salt has one form only.
  const fits = isText(body) && isText(salt) && SALT.test(salt) && commitmentOf(salt, body) === commitment;
  return fits ? null : "body";
}

const SALT = /^[0-9a-f]{32}$/;

function isText(value: unknown): value is string {
  return typeof value === "string";
}

const COMMITMENT = '"body":"';

/** The header is written in one way only, so what stands there is found without reading the rest. */
function commitmentIn(text: string): string | null {
  const start = text.indexOf(COMMITMENT) + COMMITMENT.length;
  const found = text.slice(start, start + 64);
  return found.length === 64 ? found : null;
}

const NOTHING: Pick<Witnessed, "redacts" | "key"> = { redacts: [], key: null };

/** What some kinds of entries tell of the log itself. */
function tells({ kind, body }: Entry): Pick<Witnessed, "redacts" | "key"> {
  switch (kind as string) {
    case "redacted": {
      const { entries, entry } = membersOf(body);
      const named: readonly unknown[] = Array.isArray(entries) ? entries : [entry];
      return { redacts: named.map(Number).filter(Number.isSafeInteger), key: null };
    }
    case "key_taken": {
      const { verifier } = membersOf(body);
      return { redacts: [], key: isText(verifier) ? verifier : null };
    }
    default:
      return NOTHING;
  }
}

/** None where a forger has committed to what is no JSON. */
function membersOf(body: string | null): Readonly<Partial<Record<string, unknown>>> {
  try {
    const told: unknown = JSON.parse(body ?? "{}");
    return typeof told === "object" && told !== null ? (told as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
