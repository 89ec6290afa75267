import { Blocks } from "../blocks/blocks.tsx";
import type { Surface } from "../blocks/surface.ts";
import { pressInHome } from "../world/act.ts";
import { seenBy } from "../world/sandbox.ts";

export function HomeTab({ person }: { readonly person: string }) {
  const { home } = seenBy(person);
  const surface: Surface = { press: (actionId, value) => pressInHome(person, actionId, value) };
  return (
    <div class="messages" tabIndex={0} role="region" aria-label="Home tab">
      {home ? (
        <Blocks blocks={home.blocks} surface={surface} />
      ) : (
        <p class="empty">Bailiff has drawn no Home tab for {person} yet.</p>
      )}
    </div>
  );
}
