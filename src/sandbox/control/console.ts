import { z } from "zod";
import type { Instant } from "../../clock.ts";
import { LENGTH, lengthMs } from "../../length.ts";
import type { HyphenateEmulator } from "../hyphenate/emulator.ts";
import type { Sandbox } from "../open.ts";
import type { TencentEmulator } from "../tencent/emulator.ts";
import { VENDORS, vendorOf } from "./vendors.ts";

/** What can be done behind Bailiff's back: in a vendor's console, or by people with the app in hand. */
const ABOUT_ACCOUNTS = ["join", "leave", "add", "remove", "mute", "unmute", "ban", "unban"] as const;
const ABOUT_GROUPS = ["lock", "unlock", "dissolve"] as const;

export const consoleBody = z
  .strictObject({
    vendor: z.enum(VENDORS),
    /** Its name in the sandbox, or its id. */
    group: z.string(),
    do: z.enum([...ABOUT_ACCOUNTS, ...ABOUT_GROUPS]),
    account: z.string().optional(),
    /** In the app, by this account; otherwise in the vendor's console. */
    by: z.string().optional(),
    /** How long a mute or a ban lasts; otherwise for good. */
    for: z.string().regex(LENGTH, "must be a length such as 10m or 1h30m").optional(),
  })
  .refine(
    (body) => body.account !== undefined || ABOUT_GROUPS.some((one) => one === body.do),
    "must name an account",
  );

type ConsoleBody = z.infer<typeof consoleBody>;

/** Does it, and waits until the vendor has called back. Throws where there is no such group or account. */
export async function atConsole(sandbox: Sandbox, body: ConsoleBody): Promise<unknown> {
  const control = vendorOf(sandbox, body.vendor);
  const id = idOf(control.group(body.group)) ?? body.group;
  const until = body.for === undefined ? "permanent" : sandbox.clock.now() + lengthMs(body.for);
  const emulator = sandbox[body.vendor];
  const { account = "", by } = body;
  const isCommon = common(emulator, id, account, by, body.do);
  if (!isCommon && body.vendor === "tencent") atTencent(sandbox.tencent, id, account, until, body.do);
  if (!isCommon && body.vendor !== "tencent")
    atHyphenate(sandbox[body.vendor], id, account, until, by, body.do);
  await emulator.calledBack();
  return { done: body.do, group: control.group(id) };
}

/** True: done. */
function common(
  emulator: TencentEmulator | HyphenateEmulator,
  id: string,
  account: string,
  by: string | undefined,
  what: ConsoleBody["do"],
): boolean {
  switch (what) {
    case "join":
      emulator.join(id, account);
      return true;
    case "leave":
      emulator.leave(id, account);
      return true;
    case "add":
      emulator.add(id, account);
      return true;
    case "remove":
      emulator.remove(id, account, by);
      return true;
    case "dissolve":
      emulator.dissolve(id);
      return true;
    case "mute":
    case "unmute":
    case "ban":
    case "unban":
    case "lock":
    case "unlock":
      return false;
    default:
      return what satisfies never;
  }
}

function atTencent(
  tencent: TencentEmulator,
  id: string,
  account: string,
  until: Instant | "permanent",
  what: ConsoleBody["do"],
): void {
  if (what === "mute" || what === "unmute") tencent.setMute(id, account, what === "mute" ? until : null);
  if (what === "ban" || what === "unban") tencent.setBan(id, account, what === "ban" ? until : null);
  if (what === "lock" || what === "unlock") tencent.setLocked(id, what === "lock");
}

function atHyphenate(
  emulator: HyphenateEmulator,
  id: string,
  account: string,
  until: Instant | "permanent",
  by: string | undefined,
  what: ConsoleBody["do"],
): void {
  if (what === "mute" || what === "unmute") emulator.setMute(id, account, what === "mute" ? until : null, by);
  if (what === "ban" || what === "unban") emulator.setBan(id, account, what === "ban", by);
  if (what === "lock" || what === "unlock") emulator.setLocked(id, what === "lock", by);
}

function idOf(group: unknown): string | null {
  const hasId = typeof group === "object" && group !== null && "id" in group;
  return hasId && typeof group.id === "string" ? group.id : null;
}
