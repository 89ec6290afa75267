import type { SlackViewAction } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Ask } from "../cases/ask.ts";
import type { Register } from "../cases/casework.ts";
import type { CommandSpec } from "../grammar/define.ts";
import { formVerbs, readForm } from "../grammar/form.ts";
import { OTHER_WORKSPACE } from "../texts/acknowledgements.ts";
import { failureOf } from "./client.ts";
import { describeTaken, keyOf, take, type Taking } from "./taking.ts";
import { BATCH_CALLBACK, BATCH_FIELDS, batchView } from "./views/batch-view.ts";
import { readBatch } from "./views/read-batch.ts";

/** The form for many accounts, in its own window in Slack. */
export interface Forms {
  /** Opens it, while the trigger lasts (three seconds); false when Slack does not take it. */
  open(trigger: string, channel: string): Promise<boolean>;
  readonly verbs: ReadonlyMap<string, CommandSpec>;
  readonly aliases: readonly string[];
}

export interface FormOptions extends Pick<Taking, "log"> {
  readonly client: WebClient;
  readonly register: Pick<Register, "channels" | "groups">;
  readonly verbs: ReadonlyMap<string, CommandSpec>;
}

/** Comes back with the submission. */
const metadata = z.object({ channel: z.string().min(1) });

export function createForms({ client, register, verbs: all, log }: FormOptions): Forms {
  const verbs = formVerbs(all);
  const aliases = [...register.groups.keys()];
  return {
    verbs,
    aliases,
    async open(trigger, channel) {
      const view = batchView({
        verbs: [...verbs.values()].map(({ name, summary }) => ({ name, summary })),
        groups: aliases,
        group: register.channels.get(channel)?.group ?? null,
        verb: null,
        channel,
        privateMetadata: JSON.stringify({ channel } satisfies z.infer<typeof metadata>),
      });
      try {
        await client.views.open({ trigger_id: trigger, view });
        return true;
      } catch (error) {
        log.warn({ failure: failureOf(error) }, "a form could not be opened");
        return false;
      }
    },
  };
}

/** Texts by the field they are about. */
export type FieldErrors = Record<string, string>;

/**
 * A form that was sent is a request like a typed command: what is wrong with it is said at the field. Null: nothing
 * is, or it is no form of ours that was sent.
 */
export async function onView(
  at: Taking & { readonly team: string; readonly forms: Forms },
  { type, user, team, view }: SlackViewAction,
): Promise<FieldErrors | null> {
  if (type !== "view_submission" || view.callback_id !== BATCH_CALLBACK) return null;
  const isOurs = team?.id === at.team && (user.team_id ?? at.team) === at.team;
  if (!isOurs) return { [BATCH_FIELDS.verb]: OTHER_WORKSPACE };
  const entry = readBatch(view.state.values);
  const read = readForm(entry, at.forms);
  if (!read.ok) {
    at.count("refused");
    return { [BATCH_FIELDS[read.failure.field]]: read.failure.text };
  }
  const ask: Ask = {
    surface: "modal",
    team: at.team,
    person: user.id,
    channel: channelOf(view.private_metadata) ?? user.id,
    askedAt: at.clock.now(),
    ...read.value,
    responseUrl: null,
    confirms: null,
    list: entry.file,
  };
  const taken = await take(at, keyOf("view", at.team, user.id, view.id, view.hash), ask);
  return taken === "failed" ? { [BATCH_FIELDS.verb]: describeTaken(taken) ?? "" } : null;
}

function channelOf(text: string): string | null {
  try {
    return metadata.parse(JSON.parse(text)).channel;
  } catch {
    return null;
  }
}
