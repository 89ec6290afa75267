import { z } from "zod";
import { elementsOf } from "../blocks.ts";
import { readView, type CheckedView } from "../view-schema.ts";
import type { View } from "../view-store.ts";
import { viewObject } from "../view-shape.ts";
import type { World } from "../world.ts";
import { structured } from "./arguments.ts";
import { invalid, method, missingScope, no, yes, type Answer, type Method } from "./method.ts";

const view = structured(z.unknown()).optional();

/** A view that somebody's act lets the app show once; `show` says undefined when there is no room for it. */
const byTrigger = (show: (world: World, person: string, view: CheckedView) => View | undefined): Method =>
  method({
    scopes: [],
    args: z.object({ trigger_id: z.string(), view }),
    run(args, world) {
      const read = readView(args.view, "modal", world.nextBlockId);
      if (!read.ok) return invalid(read.failure);
      const refused = refusesFiles(world, read.value);
      if (refused) return refused;
      const person = world.triggers.exchange(args.trigger_id);
      if (!person.ok) return no(person.failure);
      const shownView = show(world, person.value, read.value);
      return shownView ? shown(shownView, world) : no("push_limit_reached");
    },
  });

const open = byTrigger((world, person, checked) => world.views.open(person, checked));
const push = byTrigger((world, person, checked) => world.views.push(person, checked));

const update = method({
  scopes: [],
  args: z.object({
    view_id: z.string().optional(),
    external_id: z.string().optional(),
    hash: z.string().optional(),
    view,
  }),
  run(args, world) {
    const current = world.views.find({ viewId: args.view_id, externalId: args.external_id });
    if (!current) return no("not_found");
    if (args.hash !== undefined && args.hash !== current.hash) return no("hash_conflict");
    const read = readView(args.view, current.type, world.nextBlockId);
    if (!read.ok) return invalid(read.failure);
    return refusesFiles(world, read.value) ?? shown(world.views.replace(current, read.value), world);
  },
});

/** "greater than 250kb", says the error `view_too_large` of views.publish. */
const LARGEST_VIEW = 250_000;

const publish = method({
  scopes: [],
  args: z.object({ user_id: z.string(), hash: z.string().optional(), view }),
  run(args, world) {
    if (!world.homeTab) return no("not_enabled");
    // As in the example of a refusal on the method's page, docs.slack.dev/reference/methods/views.publish.
    if (!world.workspace.person(args.user_id)) return invalid(["invalid `user_id`"]);
    const current = world.views.homeOf(args.user_id);
    if (args.hash !== undefined && current && args.hash !== current.hash) return no("hash_conflict");
    if (JSON.stringify(args.view ?? null).length > LARGEST_VIEW) return no("view_too_large");
    const read = readView(args.view, "home", world.nextBlockId);
    return read.ok ? shown(world.views.publish(args.user_id, read.value), world) : invalid(read.failure);
  },
});

/** A form takes files only for apps that may read them (reference of the file_input element). */
export function refusesFiles(world: World, { blocks }: CheckedView): Answer | undefined {
  const asks = blocks.some((block) => elementsOf(block).some(({ type }) => type === "file_input"));
  return asks ? missingScope(world, ["files:read"]) : undefined;
}

function shown(opened: View, world: World): Answer {
  return yes({ view: viewObject(opened, world.credentials, {}) });
}

export const viewMethods = {
  "views.open": open,
  "views.push": push,
  "views.update": update,
  "views.publish": publish,
};
