import { z } from "zod";
import type { Ack, Misdelivery } from "../delivery/ack.ts";
import type { ActResult, Dispatch } from "../delivery/dispatch.ts";
import { notDelivered } from "../delivery/dispatch.ts";
import { FORM_FAILED, viewNotOpen } from "../texts.ts";
import { refusesFiles } from "../api/views.ts";
import { readView } from "../view-schema.ts";
import { viewObject } from "../view-shape.ts";
import type { View } from "../view-store.ts";
import type { World } from "../world.ts";
import type { Entered } from "./entered.ts";
import { stateOf } from "./entered.ts";
import { interaction } from "./interaction.ts";

/** A person fills in a modal and presses its submit button. */
export interface Submission {
  readonly as: string;
  readonly viewId: string;
  readonly values?: Entered | undefined;
  readonly misdeliver?: Misdelivery | undefined;
}

export async function submit(world: World, dispatch: Dispatch, submission: Submission): Promise<ActResult> {
  const person = world.workspace.named(submission.as);
  const view = world.views.openFor(person.id).find((one) => one.id === submission.viewId);
  if (!view) return notDelivered(viewNotOpen(person.name, submission.viewId));
  const state = stateOf(world, person, view, submission.values ?? {});
  if (!state.ok) return notDelivered(...state.failure);
  const payload = {
    ...interaction(world, person, "view_submission"),
    trigger_id: world.triggers.issue(person.id),
    view: viewObject(view, world.credentials, state.value),
    response_urls: [],
  };
  const show = (ack: Ack): readonly string[] => applyAnswer(world, view, ack);
  return dispatch.deliver({ kind: "interactive", payload }, show, submission.misdeliver);
}

const answer = z.discriminatedUnion("response_action", [
  z.looseObject({ response_action: z.literal("errors"), errors: z.record(z.string(), z.string()) }),
  z.looseObject({ response_action: z.literal("update"), view: z.unknown().optional() }),
  z.looseObject({ response_action: z.literal("push"), view: z.unknown().optional() }),
  z.looseObject({ response_action: z.literal("clear") }),
]);

/** Closes, keeps, changes or clears the view as the app answered (docs.slack.dev/surfaces/modals). */
function applyAnswer(world: World, view: View, ack: Ack): readonly string[] {
  if (ack.status !== "acknowledged") return [FORM_FAILED];
  if (ack.body === null || ack.body === "") {
    world.views.close(view);
    return [];
  }
  const read = answer.safeParse(ack.body);
  if (!read.success) return [FORM_FAILED];
  if (read.data.response_action === "errors") {
    // An error stands beside a field: other blocks have no place for one.
    const ids = view.blocks.filter(({ type }) => type === "input").map((block) => block.block_id);
    const isKnown = Object.keys(read.data.errors).every((id) => ids.includes(id));
    if (!isKnown) return [FORM_FAILED];
    world.views.mark(view, read.data.errors);
    return Object.values(read.data.errors);
  }
  if (read.data.response_action === "clear") {
    world.views.closeAll(view.personId);
    return [];
  }
  const next = readView(read.data.view, "modal", world.nextBlockId);
  if (!next.ok || refusesFiles(world, next.value)) return [FORM_FAILED];
  if (read.data.response_action === "update") world.views.replace(view, next.value);
  else if (!world.views.push(view.personId, next.value)) return [FORM_FAILED];
  return [];
}
