import type { meanings } from "../../texts/hyphenate.ts";

/**
 * What the vendors' refusals mean. Neither the status nor `error` tells alone: "not a member" is 400 or 403 and
 * `forbidden_op` or `invalid_parameter`, and 429 is a pause or the end of a plan. So each line asks for all three,
 * and the first that fits counts. Sources: the error tables of the pages named in `contract.ts`, document `error`,
 * and answers recorded from the service in the vendor's own test suite.
 */

export type Meaning = keyof typeof meanings;

interface Line {
  readonly status: readonly number[];
  /** Null: whatever it is. */
  readonly error: readonly string[] | null;
  /** Null: whatever it says. */
  readonly says: RegExp | null;
  readonly means: Meaning;
}

const FORBIDDEN = [400, 403];

const LINES: readonly Line[] = [
  { status: [401], error: null, says: null, means: "unauthorized" },

  { status: [429], error: ["resource_limited"], says: null, means: "plan" },
  { status: [429], error: null, says: null, means: "busy" },
  { status: [400], error: null, says: /too many queries/i, means: "busy" },
  // In the documents of before 2020 a 503 is the pause that 429 is now. A gateway's 503 has no such body.
  { status: [503], error: null, says: null, means: "busy" },
  { status: [409], error: null, says: null, means: "busy" },

  { status: FORBIDDEN, error: null, says: /\bare not members of this group/i, means: "not_members" },
  { status: [403, 404], error: null, says: /doesn't exist in group/i, means: "not_members" },
  {
    status: [400],
    error: ["illegal_argument"],
    says: /group member .* doesn't exist/i,
    means: "not_members",
  },
  // Beginning and end of this sentence differ between copies: "(c)an not join this group", a line break at the end.
  { status: FORBIDDEN, error: null, says: /already in (?:group|chatroom)/i, means: "already_members" },
  { status: FORBIDDEN, error: null, says: /joined too many/i, means: "joined_too_many" },
  { status: FORBIDDEN, error: null, says: /in the black ?list|in the block ?list/i, means: "blocked" },
  { status: FORBIDDEN, error: null, says: /operation on (?:group|chatroom|room) owner/i, means: "owner" },
  { status: [403], error: null, says: /group is disabled/i, means: "disabled" },
  { status: [403], error: null, says: /is not used for this app|is unopened/i, means: "feature_off" },
  { status: [403], error: null, says: /has create too many/i, means: "plan" },
  { status: [403], error: null, says: /members size is greater than max user size/i, means: "full" },
  { status: [403], error: null, says: /member list is full/i, means: "full" },
  { status: FORBIDDEN, error: null, says: /max ?(?:size|limit) ?: ?\d+/i, means: "too_many" },

  { status: [404], error: ["organization_application_not_found"], says: null, means: "no_app" },
  { status: [404], error: null, says: /grpID .* does not exist/i, means: "no_group" },
  { status: [404], error: null, says: /do not find this group/i, means: "no_group" },
  { status: [404], error: null, says: /username .* doesn't exist/i, means: "no_account" },
  { status: [404], error: null, says: /service resource not found/i, means: "no_account" },
  {
    status: [400],
    error: ["illegal_argument"],
    says: /is not legal|USERNAME_TOO_LONG/i,
    means: "no_account",
  },
  { status: [400], error: ["required_property_not_found"], says: null, means: "no_account" },

  { status: [405, 413, 415], error: null, says: null, means: "our_bug" },
  // A wrong path or method is answered with 500. Trying again would never help.
  {
    status: [500],
    error: ["unsupported_service_operation", "web_application", "no_full_text_index"],
    says: null,
    means: "our_bug",
  },
  {
    status: [400],
    error: ["json_parse", "illegal_argument", "invalid_parameter", "duplicate_unique_property_exists"],
    says: null,
    means: "our_bug",
  },
];

/** For an answer with the vendor's own error in its body. */
export function meaningOf(status: number, error: string, description: string): Meaning {
  const line = LINES.find(
    (candidate) =>
      candidate.status.includes(status) &&
      (candidate.error === null || candidate.error.includes(error)) &&
      (candidate.says === null || candidate.says.test(description)),
  );
  if (line) return line.means;
  // 408, 502 and 504 may come after the request was passed on, and a plain 500 from the middle of it.
  return status >= 500 || status === 408 ? "failed" : "other";
}

/** The accounts in "users [a, b] are not members of this group!" and its kin; empty when it names none. */
export function namedIn(description: string): readonly string[] {
  const list = /users? \[([^\]]*)\]/i.exec(description)?.[1];
  const single = /(?:user:? ?|username |group member )([^\s,:[\]]+) doesn't exist/i.exec(description)?.[1];
  return (list ?? single ?? "")
    .split(",")
    .map((account) => account.trim())
    .filter((account) => account !== "");
}

/** The number in "… number more than maxSize : 60"; null when there is none. */
export function limitIn(description: string): number | null {
  const digits = /max ?(?:size|limit) ?: ?(\d{1,6})/i.exec(description)?.[1];
  return digits === undefined ? null : Number(digits);
}
