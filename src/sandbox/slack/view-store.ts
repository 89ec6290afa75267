import type { Happenings } from "./happenings.ts";
import type { CheckedView } from "./view-schema.ts";
import type { Workspace } from "./workspace.ts";

/** A view that is open for a person, or a person's Home tab. */
export type View = CheckedView & {
  readonly id: string;
  readonly personId: string;
  readonly rootId: string;
  readonly previousId: string | null;
  /** Changes with each update; `views.update` may insist on it. */
  readonly hash: string;
  /** By block id, what the app said is wrong with what was sent last; empty once the view was replaced. */
  readonly errors: Readonly<Record<string, string>>;
};

export type SeenView = Omit<View, "personId"> & { readonly person: string };

/** Slack's limit of modals on top of each other. */
const DEEPEST_STACK = 3;

export interface ViewStore {
  /** Shows a modal to the person in place of any they have open. */
  open(personId: string, view: CheckedView): View;
  /** Puts a modal on top; undefined when three are open already. */
  push(personId: string, view: CheckedView): View | undefined;
  replace(view: View, next: CheckedView): View;
  /** Shows errors beside fields of a view that stays as it is, with its hash. */
  mark(view: View, errors: Readonly<Record<string, string>>): void;
  publish(personId: string, view: CheckedView): View;
  find(by: {
    readonly viewId?: string | undefined;
    readonly externalId?: string | undefined;
  }): View | undefined;
  /** The person leaves this view and sees the one below it. */
  close(view: View): void;
  closeAll(personId: string): void;
  /** The person's open modals, the top one first. */
  openFor(personId: string): readonly View[];
  homeOf(personId: string): View | undefined;
  seen(view: View): SeenView;
  forget(): void;
}

export function openViewStore(workspace: Workspace, happenings: Happenings, newId: () => string): ViewStore {
  const stacks = new Map<string, readonly View[]>();
  const homes = new Map<string, View>();
  let hashes = 0;

  const stackOf = (personId: string): readonly View[] => stacks.get(personId) ?? [];
  const nextHash = (): string => `${(hashes += 1)}.${newId().slice(0, 8)}`;
  const fresh = (personId: string, view: CheckedView, below: View | undefined): View => {
    const id = `V${newId().replaceAll("-", "").slice(0, 10).toUpperCase()}`;
    const rootId = below?.rootId ?? id;
    return { ...view, id, personId, rootId, previousId: below?.id ?? null, hash: nextHash(), errors: {} };
  };
  const seen = ({ personId, ...view }: View): SeenView =>
    structuredClone({ ...view, person: workspace.person(personId)?.name ?? personId });
  const show = (personId: string, stack: readonly View[]): void => {
    stacks.set(personId, stack);
    const [top] = stack;
    const person = workspace.person(personId)?.name ?? personId;
    happenings.tell({ kind: "view", person, view: top ? seen(top) : null });
  };
  const all = (): readonly View[] => [...[...stacks.values()].flat(), ...homes.values()];

  return {
    open(personId, view) {
      const opened = fresh(personId, view, undefined);
      show(personId, [opened]);
      return opened;
    },
    push(personId, view) {
      const stack = stackOf(personId);
      if (stack.length >= DEEPEST_STACK) return undefined;
      const pushed = fresh(personId, view, stack[0]);
      show(personId, [pushed, ...stack]);
      return pushed;
    },
    replace(view, next) {
      const { id, personId, rootId, previousId } = view;
      const replaced: View = { ...next, id, personId, rootId, previousId, hash: nextHash(), errors: {} };
      if (homes.get(personId)?.id === id) homes.set(personId, replaced);
      show(
        personId,
        stackOf(personId).map((one) => (one.id === id ? replaced : one)),
      );
      return replaced;
    },
    mark(view, errors) {
      show(
        view.personId,
        stackOf(view.personId).map((one) => (one.id === view.id ? { ...one, errors } : one)),
      );
    },
    publish(personId, view) {
      const published = fresh(personId, view, undefined);
      homes.set(personId, published);
      happenings.tell({ kind: "view", person: seen(published).person, view: seen(published) });
      return published;
    },
    find: ({ viewId, externalId }) =>
      all().find((view) =>
        viewId === undefined ? externalId !== "" && view.external_id === externalId : view.id === viewId,
      ),
    close(view) {
      show(
        view.personId,
        stackOf(view.personId).filter((one) => one.id !== view.id),
      );
    },
    closeAll: (personId) => show(personId, []),
    openFor: stackOf,
    homeOf: (personId) => homes.get(personId),
    seen,
    forget() {
      stacks.clear();
      homes.clear();
    },
  };
}
