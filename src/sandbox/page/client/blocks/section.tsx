import type { SectionBlock } from "@slack/types";
import { Element } from "./elements/element.tsx";
import { Image } from "./image.tsx";
import type { Surface } from "./surface.ts";
import { Text } from "./text.tsx";

/** Text, fields in two columns, and one element beside them. */
export function Section({ block, surface }: { readonly block: SectionBlock; readonly surface: Surface }) {
  const { text, fields = [], accessory } = block;
  return (
    <div class="block-section">
      <div class="block-words">
        {text && <Text text={text} />}
        {fields.length > 0 && (
          <ul class="block-fields">
            {fields.map((field, index) => (
              <li key={index}>
                <Text text={field} />
              </li>
            ))}
          </ul>
        )}
      </div>
      {accessory && (
        <div class="block-beside">
          {accessory.type === "image" ? (
            <Image image={accessory} />
          ) : (
            <Element element={accessory} surface={surface} />
          )}
        </div>
      )}
    </div>
  );
}
