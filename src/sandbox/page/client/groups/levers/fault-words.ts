import type { PageVendorName } from "../../../told.ts";
import type { FaultKind } from "../../../../wire/faults.ts";

/** The fault without what stands behind its colon. */
export type FaultName = FaultKind extends infer Kind
  ? Kind extends `${infer Name}:${string}`
    ? Name
    : Kind
  : never;

interface Fault {
  /** What the service does, as a choice: `answers late`. */
  readonly name: string;
  /** What that means, in a sentence or two. */
  readonly about: string;
  /** What can be chosen besides, each with its words; for some faults another list at another service. */
  readonly choices?: Choices | Readonly<Record<PageVendorName, Choices>>;
}
interface Choices {
  readonly label: string;
  readonly of: readonly { readonly value: string; readonly words: string }[];
}

const HYPHENATE_ERRORS: Choices = {
  label: "Error",
  of: [
    { value: "forbidden_op", words: "forbidden_op: not permitted" },
    { value: "service_resource_not_found", words: "service_resource_not_found: no such group" },
    { value: "resource_not_found", words: "resource_not_found: no such account" },
    { value: "exceed_limit", words: "exceed_limit: too many" },
    { value: "unauthorized", words: "unauthorized" },
  ],
};

/** What can be broken about a service, in the order in which it is offered. */
export const FAULTS: Readonly<Record<FaultName, Fault>> = {
  latency: {
    name: "answers late",
    about: "It waits, then does what it was asked and answers, also when Bailiff has given up by then.",
    choices: {
      label: "How late",
      of: [
        { value: "1000", words: "1 second" },
        { value: "4000", words: "4 seconds" },
        { value: "15000", words: "15 seconds" },
        { value: "60000", words: "1 minute" },
      ],
    },
  },
  hang: { name: "never answers", about: "It takes the request, does nothing, and keeps the line open." },
  "reset-before": {
    name: "hangs up at once",
    about: "It cuts the connection and has done nothing.",
  },
  "reset-after": {
    name: "does it and hangs up",
    about: "It does what it was asked, then cuts the connection: Bailiff cannot know that it was done.",
  },
  status: {
    name: "error of a gateway",
    about: "A gateway in front of it answers with an error and a web page. Nothing was done.",
    choices: {
      label: "Status",
      of: [
        { value: "502", words: "502 Bad gateway" },
        { value: "503", words: "503 Service unavailable" },
        { value: "500", words: "500 Server error" },
        { value: "429", words: "429 Too many requests" },
        { value: "403", words: "403 Forbidden" },
      ],
    },
  },
  error: {
    name: "refuses",
    about: "It answers with an error of its own. Nothing was done.",
    choices: {
      tencent: {
        label: "Error",
        of: [
          { value: "10007", words: "10007: not permitted" },
          { value: "10002", words: "10002: internal error" },
          { value: "10010", words: "10010: no such group" },
          { value: "10019", words: "10019: no such account" },
          { value: "70009", words: "70009: the signature is wrong" },
        ],
      },
      easemob: HYPHENATE_ERRORS,
      agora: HYPHENATE_ERRORS,
    },
  },
  frequency: { name: "too many calls", about: "It says that Bailiff calls too often. Nothing was done." },
  truncate: {
    name: "half an answer",
    about: "It does what it was asked, and the connection breaks in the middle of its answer.",
  },
  html: {
    name: "a web page for an answer",
    about: "It answers 200 OK with a web page, as a hotel's sign-in page does. Nothing was done.",
  },
  "expired-token": {
    name: "expired credential",
    about: "It says that Bailiff's credential has expired. Nothing was done.",
  },
};

export const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[];

/** What can be chosen for a fault at a service; null: nothing. */
export function choicesFor(name: FaultName, vendor: PageVendorName): Choices | null {
  const { choices } = FAULTS[name];
  if (choices === undefined) return null;
  return "of" in choices ? choices : choices[vendor];
}

/** The fault as the sandbox names it. */
export function kindOf(name: FaultName, vendor: PageVendorName, chosen: string): string {
  const choices = choicesFor(name, vendor);
  if (choices === null) return name;
  const found = choices.of.find(({ value }) => value === chosen) ?? choices.of[0];
  return `${name}:${found?.value ?? ""}`;
}

/** A fault of the sandbox in words: `answers late (4 seconds)`. */
export function faultWords(kind: string): string {
  const [name = "", value] = kind.split(":", 2);
  const found = FAULT_NAMES.find((one) => one === name);
  if (found === undefined) return kind;
  if (value === undefined) return FAULTS[found].name;
  const known = (["tencent", "easemob"] as const)
    .flatMap((vendor) => choicesFor(found, vendor)?.of ?? [])
    .find((one) => one.value === value);
  return `${FAULTS[found].name} (${known?.words ?? value})`;
}
