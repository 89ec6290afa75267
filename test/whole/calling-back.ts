import { expect, vi } from "vitest";
import { plain } from "../../src/texts/plain.ts";
import { withButton } from "./answering.ts";
import type { Said, Scene } from "./scene.ts";

/** Scenes in which the chat services call back. */

/** Messages of a channel as plain text. */
export function messagesIn({ sandbox }: Scene, name: string): readonly string[] {
  return sandbox.slack.messages(name).map(({ text }) => plain(text));
}

/** Those about what Bailiff did not do. */
export function seenIn(scene: Scene, name: string): readonly string[] {
  return messagesIn(scene, name).filter((text) => /not by Bailiff|has joined|is full/.test(text));
}

/** Lets something happen at a vendor, and waits until everybody who is to hear of it has. */
export async function happen(scene: Scene, what: () => void): Promise<void> {
  what();
  await calledBack(scene);
  await heard(scene);
  // What was seen is gathered for a moment, and told with a pause between two messages.
  scene.sandbox.clock.advance(25_000);
  await scene.settled();
}

/** Resolves when the services have been answered. */
export async function calledBack({ sandbox: { tencent, easemob, agora } }: Scene): Promise<void> {
  await Promise.all([tencent, easemob, agora].map((vendor) => vendor.calledBack()));
}

/** Resolves when all that was told is among what gathers: what came together is to be told together. */
async function heard({ bailiff: { ledger }, sandbox: { clock } }: Scene): Promise<void> {
  const isDue = async (): Promise<boolean> =>
    ((await ledger.nextDue("callback")) ?? Number.POSITIVE_INFINITY) <= clock.now();
  await vi.waitFor(
    async () => {
      // In this order: what is no longer due is being worked on, or done.
      expect(await isDue()).toBe(false);
      expect((await ledger.counts()).jobs.callback.leased).toBe(0);
    },
    { timeout: 30_000, interval: 5 },
  );
}

/** Presses a button below what was seen. */
export function pressSeen(
  scene: Scene,
  as: string,
  channel: string,
  what: "kick" | "ban" | "whois",
): Promise<Said> {
  const actionId = `bailiff_seen_${what}`;
  const { ts } = withButton(scene, as, channel, actionId);
  return scene.act(as, () => scene.sandbox.slack.click({ as, channel, ts, actionId }));
}
