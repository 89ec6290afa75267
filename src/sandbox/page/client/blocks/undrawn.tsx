import type { FileBlock as File, MarkdownBlock } from "@slack/types";
import { wordsIn } from "./words-in.ts";

/** What the page has no drawing for, said in so many words, with every text in it. */
export function Undrawn(props: {
  readonly kind: string;
  readonly of: "block" | "element";
  readonly content: unknown;
}) {
  const { kind, of, content } = props;
  return (
    <div class="undrawn">
      <p class="muted">
        {of === "block" ? "A block" : "An element"} of the kind {kind} is not drawn here.
      </p>
      {wordsIn(content).map((words, index) => (
        <p key={index} class="as-written">
          {words}
        </p>
      ))}
    </div>
  );
}

/** Bailiff sends none, and a drawing of all of Markdown would be a second parser for nobody. */
export function Markdown({ block }: { readonly block: MarkdownBlock }) {
  return (
    <figure class="block-markdown">
      <figcaption class="muted">Markdown, as it was written</figcaption>
      <div class="as-written">{block.text}</div>
    </figure>
  );
}

export function FileBlock({ block }: { readonly block: File }) {
  return (
    <p class="block-file">
      <span class="muted">A file from another place: </span>
      {block.external_id}
    </p>
  );
}
