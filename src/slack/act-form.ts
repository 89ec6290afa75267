import type { SlackViewAction } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Ask } from "../cases/ask.ts";
import type { LiveRegister } from "../cases/live-register.ts";
import type { CommandSpec } from "../grammar/define.ts";
import { formVerbs, readForm, type FormContext } from "../grammar/form.ts";
import { OTHER_WORKSPACE } from "../texts/acknowledgements.ts";
import { failureOf } from "./client.ts";
import { describeTaken, keyOf, take, type Taking } from "./taking.ts";
import { ACT_CALLBACK, ACT_FIELDS, actView, NOTHING_FILLED, type Filled } from "./views/act-view.ts";
import { readAct } from "./views/read-act.ts";

/** The form for every act, in its own window in Slack. */
export interface Forms {
  /** What can be entered now. */
  context(): Promise<FormContext>;
  /** Opens it, while the trigger lasts (three seconds); false when Slack does not take it. */
  open(trigger: string, opening: Opening): Promise<boolean>;
}

/** Where the form is opened, and what stands in it. */
export type Opening =
  /** In a channel, by a command or a button. Unless `filled` says otherwise, the channel's own group is chosen. */
  | {
      readonly surface: "modal";
      readonly channel: string;
      readonly filled?: Filled;
      /** A line above the fields, as markup. */
      readonly about?: string;
    }
  /** From anywhere: Slack tells no channel. */
  | { readonly surface: "shortcut" };

export interface FormOptions extends Pick<Taking, "log"> {
  readonly client: WebClient;
  readonly register: Pick<LiveRegister, "soon">;
  readonly verbs: ReadonlyMap<string, CommandSpec>;
}

/** Comes back with the submission. It says where the form was opened, and proves nothing about who sends it. */
const metadata = z.discriminatedUnion("surface", [
  z.object({ surface: z.literal("modal"), channel: z.string().min(1) }),
  z.object({ surface: z.literal("shortcut") }),
]);

export function createForms({ client, register, verbs: all, log }: FormOptions): Forms {
  const verbs = formVerbs(all);
  return {
    async context() {
      const { groups, reasons } = await register.soon();
      return { verbs, aliases: [...groups.keys()], reasons };
    },
    async open(trigger, opening) {
      const { groups, channels, reasons } = await register.soon();
      const channel = opening.surface === "modal" ? opening.channel : null;
      const group = channel === null ? null : (channels.get(channel)?.group ?? null);
      const given: Pick<Opening & { surface: "modal" }, "filled" | "about"> =
        opening.surface === "modal" ? opening : {};
      const view = actView({
        verbs: [...verbs.values()].map(({ name, summary }) => ({ name, summary })),
        groups: [...groups.keys()],
        reasons,
        filled: given.filled ?? { ...NOTHING_FILLED, group },
        about: given.about ?? null,
        channel,
        privateMetadata: JSON.stringify(metadata.parse(opening)),
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
  if (type !== "view_submission" || view.callback_id !== ACT_CALLBACK) return null;
  const isOurs = team?.id === at.team && (user.team_id ?? at.team) === at.team;
  if (!isOurs) return { [ACT_FIELDS.verb]: OTHER_WORKSPACE };
  const entry = readAct(view.state.values);
  const read = readForm(entry, await at.forms.context());
  if (!read.ok) {
    at.count("refused");
    return { [ACT_FIELDS[read.failure.field]]: read.failure.text };
  }
  const ask: Ask = {
    ...placeOf(view.private_metadata, user.id),
    team: at.team,
    person: user.id,
    askedAt: at.clock.now(),
    ...read.value,
    responseUrl: null,
    confirms: null,
    list: entry.file,
  };
  const taken = await take(at, keyOf("view", at.team, user.id, view.id, view.hash), ask);
  return taken === "failed" ? { [ACT_FIELDS.verb]: describeTaken(taken) ?? "" } : null;
}

/**
 * A shortcut is used in no channel, so it is as if it were typed to Bailiff alone: the result is the person's own to
 * read, and a rule for some channels does not let them act. A channel to choose would be one they may not be in.
 */
function placeOf(text: string, person: string): Pick<Ask, "surface" | "channel"> {
  const place = readMetadata(text);
  return place?.surface === "modal" ? place : { surface: place?.surface ?? "modal", channel: person };
}

function readMetadata(text: string): z.infer<typeof metadata> | null {
  try {
    return metadata.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
