import { hyphenateSaid, meanings, VENDOR_NAMES } from "../../texts/hyphenate.ts";
import { networkTrouble } from "../../texts/vendor.ts";
import { readFailure, writeFailure } from "../certainty.ts";
import { parseJson, type HttpAnswer } from "../http.ts";
import type { VendorFailure, WireRequest } from "../port.ts";
import { errorEnvelope } from "./answers.ts";
import type { HyphenateVendor } from "./contract.ts";
import { limitIn, meaningOf, namedIn, type Meaning } from "./refusals.ts";

/** What the vendor said when it refused. */
export interface Refusal {
  readonly means: Meaning;
  /** Accounts that the refusal names, as it writes them. */
  readonly accounts: readonly string[];
  /** The limit that it names. */
  readonly limit: number | null;
}

/** What went wrong with a request. */
export interface Trouble {
  /** Null when it was not the vendor who refused. */
  readonly refusal: Refusal | null;
  readonly failure: VendorFailure;
  /** What the vendor answered to; null when it did not answer. */
  readonly request: WireRequest | null;
}

export const plainTrouble = (failure: VendorFailure): Trouble => ({ refusal: null, failure, request: null });

type Kind = Exclude<VendorFailure["kind"], "unavailable" | "lapsed" | "unsupported">;

/**
 * The line that matters lies between `throttled`, which is said before anything is done, and `uncertain`. Whether a
 * refusal that is about one account spoils the request for the others is for whoever asked to find out.
 */
const KIND_OF: Readonly<Record<Meaning, Kind>> = {
  not_members: "no_account",
  already_members: "rejected",
  owner: "not_permitted",
  no_group: "no_group",
  no_account: "no_account",
  too_many: "too_many",
  full: "group_full",
  joined_too_many: "not_permitted",
  blocked: "not_permitted",
  disabled: "misconfigured",
  feature_off: "misconfigured",
  plan: "misconfigured",
  no_app: "misconfigured",
  unauthorized: "misconfigured",
  busy: "throttled",
  our_bug: "rejected",
  failed: "uncertain",
  other: "rejected",
};

/** Characters of a name that is kept: those of the documents are far shorter. */
const LONGEST_CODE = 64;

/**
 * For every answer that is not a 2xx. `nextBatch`: size to go on with if there were too many accounts, given the
 * limit that the vendor names; null when it cannot be smaller.
 */
export function statusTrouble(
  vendor: HyphenateVendor,
  answer: HttpAnswer,
  request: WireRequest,
  nextBatch: (limit: number | null) => number | null,
): Trouble {
  const said = errorEnvelope.safeParse(parseJson(answer.text)).data;
  if (said === undefined) return fromElsewhere(vendor, answer);
  const description = said.error_description;
  const refusal: Refusal = {
    means: meaningOf(answer.status, said.error, description),
    accounts: namedIn(description),
    limit: limitIn(description),
  };
  const failure = failureOf(vendor, answer, refusal, description, nextBatch(refusal.limit));
  return { refusal, failure: { ...failure, code: said.error.slice(0, LONGEST_CODE) }, request };
}

function failureOf(
  vendor: HyphenateVendor,
  { status, retryAfterMs }: HttpAnswer,
  { means }: Refusal,
  description: string,
  nextBatch: number | null,
): VendorFailure {
  const name = VENDOR_NAMES[vendor];
  const kind = KIND_OF[means];
  switch (kind) {
    case "throttled":
      return { kind, detail: hyphenateSaid.pause(name, status), retryAfterMs };
    case "uncertain":
      return { kind, detail: hyphenateSaid.failed(name, status, description) };
    case "too_many": {
      const detail = hyphenateSaid.refused(name, status, meanings[means], description);
      return nextBatch === null ? { kind: "rejected", detail } : { kind, detail, batch: nextBatch };
    }
    case "misconfigured":
      if (means === "unauthorized") return { kind, detail: hyphenateSaid.unauthorized(vendor, status) };
      return { kind, detail: hyphenateSaid.refused(name, status, meanings[means], description) };
    case "no_group":
    case "no_account":
    case "group_full":
    case "not_permitted":
    case "rejected":
      return { kind, detail: hyphenateSaid.refused(name, status, meanings[means], description) };
    default:
      return kind satisfies never;
  }
}

/**
 * An answer without the vendor's error in it comes from something in between. Its 5xx, 503 included, can come after
 * the request was passed on; 401 and 429 say by themselves that nothing was done.
 */
function fromElsewhere(vendor: HyphenateVendor, { status, retryAfterMs }: HttpAnswer): Trouble {
  const name = VENDOR_NAMES[vendor];
  if (status === 401) {
    return {
      refusal: { means: "unauthorized", accounts: [], limit: null },
      failure: { kind: "misconfigured", detail: hyphenateSaid.unauthorized(vendor, status) },
      request: null,
    };
  }
  if (status === 429) {
    return plainTrouble({ kind: "throttled", detail: networkTrouble.throttled(name), retryAfterMs });
  }
  if (status === 405 || status === 415) {
    const detail = hyphenateSaid.refused(name, status, meanings.our_bug, "");
    return plainTrouble({ kind: "rejected", detail });
  }
  const isRefused = status >= 300 && status < 500 && status !== 408;
  return plainTrouble(
    isRefused
      ? { kind: "misconfigured", detail: networkTrouble.refused(name, status) }
      : { kind: "uncertain", detail: networkTrouble.status(name, status) },
  );
}

/** An answer that is not what this request answers. */
export function unreadable(vendor: HyphenateVendor): Trouble {
  return plainTrouble({ kind: "uncertain", detail: networkTrouble.unreadable(VENDOR_NAMES[vendor]) });
}

export function ofRead(vendor: HyphenateVendor, trouble: Trouble): Trouble {
  return { ...trouble, failure: readFailure(VENDOR_NAMES[vendor], trouble.failure) };
}

export function ofWrite(trouble: Trouble): Trouble {
  return { ...trouble, failure: writeFailure(trouble.failure) };
}
