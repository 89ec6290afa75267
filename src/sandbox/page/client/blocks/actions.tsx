import type { ActionsBlock } from "@slack/types";
import { Element } from "./elements/element.tsx";
import type { Surface } from "./surface.ts";

/** A row of buttons and menus. */
export function Actions({ block, surface }: { readonly block: ActionsBlock; readonly surface: Surface }) {
  return (
    <div class="block-actions">
      {block.elements.map((element, index) => (
        <Element
          key={`${element.action_id ?? index} ${"value" in element ? element.value : ""}`}
          element={element}
          surface={surface}
        />
      ))}
    </div>
  );
}
