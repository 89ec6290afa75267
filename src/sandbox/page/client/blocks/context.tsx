import type { ContextBlock } from "@slack/types";
import { Image } from "./image.tsx";
import { Text } from "./text.tsx";

/** Small print below or above what matters. */
export function Context({ block }: { readonly block: ContextBlock }) {
  return (
    <div class="block-context">
      {block.elements.map((element, index) =>
        element.type === "image" ? (
          <Image key={index} image={element} />
        ) : (
          <Text key={index} text={element} />
        ),
      )}
    </div>
  );
}
