import { plain } from "../../src/texts/plain.ts";
import { HOLD_ACTIONS, type HoldAction } from "../../src/slack/cards/hold-buttons.ts";
import { HOLD_FIELDS } from "../../src/slack/views/hold-views.ts";
import type { Said, Scene } from "./scene.ts";

/** People who answer acts that wait: with the buttons of what they see, and with the windows these open. */

/** The newest message with this button that a person sees in a channel. */
export function withButton({ sandbox: { slack } }: Scene, as: string, channel: string, actionId: string) {
  const seen = [...slack.messages(channel), ...slack.ephemeralFor(as, channel)];
  const found = seen
    .toSorted((one, other) => Number(one.ts) - Number(other.ts))
    .findLast(({ blocks }) => JSON.stringify(blocks ?? []).includes(`"${actionId}"`));
  if (!found)
    throw new Error(`${as} sees no ${actionId} in ${channel}: ${seen.map(({ text }) => text).join(" | ")}`);
  return found;
}

export function press(scene: Scene, as: string, channel: string, what: HoldAction): Promise<Said> {
  const actionId = HOLD_ACTIONS[what];
  const { ts } = withButton(scene, as, channel, actionId);
  return scene.act(as, () => scene.sandbox.slack.click({ as, channel, ts, actionId }));
}

/** Presses a button that opens a window, fills it in and sends it. */
export async function answer(
  scene: Scene,
  as: string,
  channel: string,
  what: Exclude<HoldAction, "confirm" | "cancel">,
  entry: { readonly reason?: string; readonly typed?: string } = {},
): Promise<Said> {
  const viewId = await openWindow(scene, as, channel, what);
  return sendWindow(scene, as, viewId, entry);
}

export async function openWindow(
  scene: Scene,
  as: string,
  channel: string,
  what: Exclude<HoldAction, "confirm" | "cancel">,
): Promise<string> {
  const { slack } = scene.sandbox;
  const before = new Set(slack.viewsOf(as).map(({ id }) => id));
  await press(scene, as, channel, what);
  const opened = await slack.until(() => slack.viewsOf(as).find(({ id }) => !before.has(id)));
  return opened.id;
}

export function sendWindow(
  scene: Scene,
  as: string,
  viewId: string,
  { reason, typed }: { readonly reason?: string; readonly typed?: string },
): Promise<Said> {
  const values = {
    ...(reason === undefined ? {} : { [HOLD_FIELDS.reason]: reason }),
    ...(typed === undefined ? {} : { [HOLD_FIELDS.typed]: typed }),
  };
  return scene.act(as, () => scene.sandbox.slack.submit({ as, viewId, values }));
}

/** The card of the approvers as it stands now, as plain text; the newest one. */
export function approversCard({ sandbox: { slack } }: Scene): string {
  return plain(slack.messages("approvals").at(-1)?.text ?? "");
}

/** Kinds of all entries, in order, without those of the start. */
export async function entryKinds({ bailiff }: Scene): Promise<readonly string[]> {
  const entries = await bailiff.ledger.entries(1, 1_000);
  return entries.map(({ kind }) => kind).filter((kind) => kind !== "start" && kind !== "key_taken");
}
