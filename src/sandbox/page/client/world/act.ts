import type { PageVendorName } from "../../told.ts";
import { notice } from "./notice.ts";

/** What a person in the sandbox can do: each is one call of its control API, whose outcome arrives over the stream. */

export interface Place {
  readonly as: string;
  readonly channel: string;
}

/** A value of a form: a text, several options, files, or nothing. */
export type FormValue =
  | string
  | readonly string[]
  | { readonly files: readonly { readonly name: string; readonly text: string }[] }
  | null;

/** What became of a call: `why` is a sentence for whoever asked. */
export type Outcome =
  | { readonly done: true; readonly answer: unknown }
  | { readonly done: false; readonly why: string };

/** Who wants to know. Unless somebody else does, the page tells why something could not be done. */
export type Hear = (outcome: Outcome) => void;

const complain: Hear = (outcome) => {
  if (!outcome.done) notice(outcome.why);
};

/** An answer within this time tells what went wrong at once; the outcome itself comes over the stream. */
const AT_ONCE = { wait_ms: 0 } as const;

export const type = (at: Place, text: string): Promise<boolean> =>
  post("command", { ...at, text, ...AT_ONCE });

export const say = (at: Place, text: string): Promise<boolean> => post("message", { ...at, text });

export const press = (at: Place, ts: string, actionId: string, value?: string): Promise<boolean> =>
  pressed("click", { ...at, ts, action_id: actionId, ...(value === undefined ? {} : { value }), ...AT_ONCE });

export const useShortcut = (as: string, callbackId: string): Promise<boolean> =>
  post("shortcut", { as, callback_id: callbackId, ...AT_ONCE });

/** Sends a window. In words, why it was not sent; errors beside fields come over the stream. */
export async function submit(
  as: string,
  viewId: string,
  values: Readonly<Record<string, FormValue>>,
): Promise<string | null> {
  const outcome = await outcomeOf("submit", { as, view_id: viewId, values, ...AT_ONCE });
  if (!outcome.done) return outcome.why;
  const { ack, shown } = outcome.answer as Acknowledged;
  const isMarked = ack !== null && ack?.response_action === "errors";
  return isMarked || shown.length === 0 ? null : shown.join(" ");
}

/** Leaves a window without sending it. */
export const dismiss = (as: string, viewId: string): Promise<boolean> =>
  post("dismiss", { as, view_id: viewId });

export const openHome = (as: string): Promise<boolean> => post("home", { as, ...AT_ONCE });

export const pressInHome = (as: string, actionId: string, value?: string): Promise<boolean> =>
  pressed("home", {
    as,
    press: { action_id: actionId, ...(value === undefined ? {} : { value }) },
    ...AT_ONCE,
  });

export const sendAlert = (
  about: {
    readonly example: string;
    readonly resolved?: boolean;
    readonly title?: string;
    readonly group?: string;
    readonly account?: string;
    /** Two alerts of one key are the same one. */
    readonly key?: string;
  },
  hear?: Hear,
): Promise<boolean> => post("alert", { ...about, ...AT_ONCE }, hear);

export const breakVendor = (
  vendor: PageVendorName,
  fault: string,
  times: number,
  hear?: Hear,
): Promise<boolean> => post("faults", { vendor, fault, times }, hear);

/** A length such as `10m` or `1h30m`. */
export const advance = (length: string, hear?: Hear): Promise<boolean> =>
  post("clock", { advance: length }, hear);

/** SIGKILL, at once. Bailiff is back after a second and a half, over the same books. */
export const kill = (hear?: Hear): Promise<boolean> => post("kill", {}, hear);

export const reset = (hear?: Hear): Promise<boolean> => post("reset", {}, hear);

/** Changes who somebody is in Slack. `lost`: the event that tells of it does not arrive. */
export const changePerson = (
  change: { readonly person: string; readonly role: string; readonly lost: boolean },
  hear?: Hear,
): Promise<boolean> => post("people", change, hear);

/** Changes who is in a user group, likewise. */
export const changeUserGroup = (
  change: {
    readonly group: string;
    readonly add: readonly string[];
    readonly remove: readonly string[];
    readonly lost: boolean;
  },
  hear?: Hear,
): Promise<boolean> => post("usergroups", change, hear);

export interface ConsoleAct {
  readonly vendor: PageVendorName;
  readonly group: string;
  readonly do: string;
  readonly account?: string;
  readonly by?: string;
  readonly for?: string;
}

/** Changes something at a chat service behind Bailiff's back. */
export const atConsole = (act: ConsoleAct, hear?: Hear): Promise<boolean> => post("console", act, hear);

export interface Verification {
  /** 0 where nothing was altered. */
  readonly exit: number;
  readonly text: string;
  /** The entry that was altered first; null where none was. */
  readonly altered: number | null;
}

/** Has the record checked, or a copy in which an entry was altered; null: it could not be. */
export async function verify(altered: boolean): Promise<Verification | null> {
  const outcome = await outcomeOf("verify", { altered });
  complain(outcome);
  return outcome.done ? (outcome.answer as Verification) : null;
}

/** How Bailiff took something at once. */
interface Acknowledged {
  readonly ack: { readonly response_action?: string } | null;
  /** Texts with which Slack answered at once. */
  readonly shown: readonly string[];
}

/** A press, of which Slack may say at once that the app did not take it. */
const pressed = (path: "click" | "home", body: object): Promise<boolean> =>
  post(path, body, (outcome) => {
    complain(outcome);
    const { shown } = (outcome.done ? outcome.answer : { shown: [] }) as Partial<Acknowledged>;
    if (shown !== undefined && shown.length > 0) notice(shown.join(" "));
  });

/** False: it could not be done. */
async function post(path: string, body: object, hear: Hear = complain): Promise<boolean> {
  const outcome = await outcomeOf(path, body);
  hear(outcome);
  return outcome.done;
}

async function outcomeOf(path: string, body: object): Promise<Outcome> {
  try {
    const response = await fetch(`/sandbox/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { readonly error?: string };
    if (response.ok) return { done: true, answer };
    return { done: false, why: answer.error ?? `The sandbox answered ${response.status}.` };
  } catch {
    return { done: false, why: "The sandbox does not answer. Is npm start still running?" };
  }
}
