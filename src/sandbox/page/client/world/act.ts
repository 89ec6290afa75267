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

/** An answer within this time tells what went wrong at once; the outcome itself comes over the stream. */
const AT_ONCE = { wait_ms: 0 } as const;

export const type = (at: Place, text: string): Promise<boolean> =>
  post("command", { ...at, text, ...AT_ONCE });

export const say = (at: Place, text: string): Promise<boolean> => post("message", { ...at, text });

export const press = (at: Place, ts: string, actionId: string, value?: string): Promise<boolean> =>
  post("click", { ...at, ts, action_id: actionId, ...(value === undefined ? {} : { value }), ...AT_ONCE });

export const useShortcut = (as: string, callbackId: string): Promise<boolean> =>
  post("shortcut", { as, callback_id: callbackId, ...AT_ONCE });

export const submit = (
  as: string,
  viewId: string,
  values: Readonly<Record<string, FormValue>>,
): Promise<boolean> => post("submit", { as, view_id: viewId, values, ...AT_ONCE });

/** Leaves a window without sending it. */
export const dismiss = (as: string, viewId: string): Promise<boolean> =>
  post("dismiss", { as, view_id: viewId });

export const openHome = (as: string): Promise<boolean> => post("home", { as, ...AT_ONCE });

export const pressInHome = (as: string, actionId: string, value?: string): Promise<boolean> =>
  post("home", {
    as,
    press: { action_id: actionId, ...(value === undefined ? {} : { value }) },
    ...AT_ONCE,
  });

export const sendAlert = (about: {
  readonly example: string;
  readonly resolved?: boolean;
  readonly title?: string;
  readonly group?: string;
  readonly account?: string;
}): Promise<boolean> => post("alert", { ...about, ...AT_ONCE });

export const breakVendor = (vendor: PageVendorName, fault: string, times: number): Promise<boolean> =>
  post("faults", { vendor, fault, times });

/** A length such as `10m` or `1h30m`. */
export const advance = (length: string): Promise<boolean> => post("clock", { advance: length });

export const kill = (): Promise<boolean> => post("kill", {});

export const reset = (): Promise<boolean> => post("reset", {});

export interface ConsoleAct {
  readonly vendor: PageVendorName;
  readonly group: string;
  readonly do: string;
  readonly account?: string;
  readonly by?: string;
  readonly for?: string;
}

/** Changes something at a chat service behind Bailiff's back. */
export const atConsole = (act: ConsoleAct): Promise<boolean> => post("console", act);

export interface Verification {
  /** 0 where nothing was altered. */
  readonly exit: number;
  readonly text: string;
  /** The entry that was altered first; null where none was. */
  readonly altered: number | null;
}

/** Has the record checked, or a copy in which an entry was altered; null: it could not be. */
export async function verify(altered: boolean): Promise<Verification | null> {
  const answered = await send("verify", { altered });
  return answered === null ? null : ((await answered.json()) as Verification);
}

/** False: it could not be done, and the page says why. */
async function post(path: string, body: object): Promise<boolean> {
  return (await send(path, body)) !== null;
}

async function send(path: string, body: object): Promise<Response | null> {
  try {
    const response = await fetch(`/sandbox/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (response.ok) return response;
    const { error } = (await response.json()) as { error?: string };
    notice(error ?? `The sandbox answered ${response.status}.`);
  } catch {
    notice("The sandbox does not answer. Is npm start still running?");
  }
  return null;
}
