import { createHmac, randomUUID } from "node:crypto";
import { request } from "undici";
import { HOLD_CALLBACKS, HOLD_FIELDS, type HoldWindow } from "../../src/slack/views/hold-views.ts";
import { plain } from "../../src/texts/plain.ts";
import type { Scene } from "./scene.ts";

/**
 * What no client of Slack's sends, rightly signed: whoever holds the signing secret, or has found a way to make Slack
 * carry other values than it was given.
 */

/** Sends an interaction of this person, and waits until nothing is under way. */
export async function forge(
  scene: Scene,
  as: string,
  payload: Readonly<Record<string, unknown>>,
): Promise<{ readonly status: number; readonly answer: string }> {
  const { workspace, credentials } = scene.sandbox.slack;
  const { id, teamId } = workspace.named(as);
  const whole = {
    user: { id, name: as, username: as, team_id: teamId },
    team: { id: workspace.teamId, domain: workspace.teamDomain },
    api_app_id: credentials.appId,
    token: credentials.verificationToken,
    trigger_id: randomUUID(),
    ...payload,
  };
  const body = new URLSearchParams({ payload: JSON.stringify(whole) }).toString();
  const stamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac("sha256", credentials.signingSecret)
    .update(`v0:${stamp}:${body}`)
    .digest("hex");
  const answered = await request(`${scene.bailiff.url}/slack/events`, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": stamp,
      "x-slack-signature": `v0=${signature}`,
    },
    body,
  });
  const answer = await answered.body.text();
  await scene.settled();
  return { status: answered.statusCode, answer };
}

/** A window that was never opened, with what stands in it and whatever is said to be behind it. */
export function windowOf(
  callbackId: string,
  metadata: unknown,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return {
    type: "view_submission",
    response_urls: [],
    view: {
      id: `V${randomUUID()}`,
      hash: randomUUID(),
      type: "modal",
      callback_id: callbackId,
      private_metadata: typeof metadata === "string" ? metadata : JSON.stringify(metadata),
      state: { values },
    },
  };
}

/** The answer to an act that waits, as its window sends it. */
export function holdWindow(
  which: HoldWindow,
  metadata: unknown,
  entry: { readonly reason?: string; readonly typed?: string } = {},
): Readonly<Record<string, unknown>> {
  const text = (id: string, value: string | undefined) =>
    value === undefined ? {} : { [id]: { [id]: { type: "plain_text_input", value } } };
  return windowOf(HOLD_CALLBACKS[which], metadata, {
    ...text(HOLD_FIELDS.reason, entry.reason),
    ...text(HOLD_FIELDS.typed, entry.typed),
  });
}

/** What the newest button of an act that waits carries, wherever this person sees one. */
export function shownTo({ sandbox: { slack } }: Scene, as: string, channel: string) {
  const seen = [...slack.messages(channel), ...slack.ephemeralFor(as, channel)];
  const values = seen
    .toSorted((one, other) => Number(one.ts) - Number(other.ts))
    .flatMap(({ blocks }) =>
      [...JSON.stringify(blocks ?? []).matchAll(/"((?:preview|approval):[0-9a-f]{40}) ([0-9a-f]{64})"/g)].map(
        ([, hold = "", hash = ""]) => ({ hold, hash }),
      ),
    );
  const shown = values.at(-1);
  if (!shown) throw new Error(`${as} sees nothing that waits in ${channel}`);
  return shown;
}

/** Everything that anybody was shown, as it went to Slack: markup, not plain text. */
export function markupShown({ sandbox: { slack } }: Scene): string {
  const isShown = /^(chat\.|response_url|views\.)/;
  return slack
    .calls()
    .filter(({ method }) => isShown.test(method))
    .flatMap(({ arguments: values }) => pieces(values))
    .join("\n");
}

/** Texts that Slack makes markup of; what stands in a field to edit stays as it is. */
function pieces(value: unknown): readonly string[] {
  if (typeof value === "string") return /^[[{]/.test(value) ? pieces(parsed(value)) : [value];
  if (Array.isArray(value)) return value.flatMap((one) => pieces(one));
  if (typeof value !== "object" || value === null) return [];
  const entries = Object.entries(value);
  const isPlain = "type" in value && value.type === "plain_text";
  return entries.flatMap(([key, one]) =>
    key === "initial_value" || key === "private_metadata" || (isPlain && key === "text") ? [] : pieces(one),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Everything that a person alone was told in a channel, as plain text. */
export function toldTo({ sandbox: { slack } }: Scene, as: string, channel?: string): string {
  return plain(
    slack
      .ephemeralFor(as, channel)
      .map(({ text }) => text)
      .join("\n"),
  );
}
