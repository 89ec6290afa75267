import { z } from "zod";
import type { Sandbox } from "../open.ts";
import type { ActResult } from "../slack/delivery/dispatch.ts";
import { textOfBlocks } from "../slack/view-text.ts";
import type { Subject } from "./subject.ts";
import { watch, type Seen } from "./watch.ts";

export const homeBody = z.strictObject({
  as: z.string(),
  /** Presses a button of the tab instead of opening it. */
  press: z.strictObject({ action_id: z.string(), value: z.string().optional() }).optional(),
  wait_ms: z.int().min(0).max(60_000).default(5_000),
});

/** What happened, and the tab as the person sees it then; null while the app has published none. */
export interface SeenHome extends Seen {
  readonly home: { readonly text: string; readonly blocks: readonly unknown[] } | null;
}

/** Opens somebody's Home tab, or presses a button in it, and shows it as the app draws it then. */
export async function home(
  { slack, ...sandbox }: Sandbox,
  subject: Subject,
  { as, press, wait_ms }: z.output<typeof homeBody>,
): Promise<SeenHome> {
  const before = slack.homeOf(as)?.hash;
  const act = (): Promise<ActResult> =>
    press ? slack.pressInHome({ as, actionId: press.action_id, value: press.value }) : slack.openHome({ as });
  const seen = await watch({ slack, ...sandbox }, subject, as, wait_ms, act);
  // A button may open a window, or ask for something whose outcome is drawn later.
  const patience = press ? Math.min(wait_ms, 2_500) : wait_ms;
  if (seen.views.length === 0)
    await slack.until(() => slack.homeOf(as)?.hash !== before, patience).catch(() => false);
  const view = slack.homeOf(as);
  return { ...seen, home: view ? { text: textOfBlocks(view.blocks), blocks: view.blocks } : null };
}
