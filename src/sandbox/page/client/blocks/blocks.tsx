import type { KnownBlock } from "@slack/types";
import { Actions } from "./actions.tsx";
import { Context } from "./context.tsx";
import { Field } from "./field.tsx";
import { Image } from "./image.tsx";
import { RichText } from "./rich-text.tsx";
import { Section } from "./section.tsx";
import type { Surface } from "./surface.ts";
import { DataTable, Table } from "./table.tsx";
import { plainOf } from "./text.tsx";
import { FileBlock, Markdown, Undrawn } from "./undrawn.tsx";

/** Draws blocks of a message, a window or the Home tab. */
export function Blocks({
  blocks,
  surface,
}: {
  readonly blocks: readonly KnownBlock[];
  readonly surface: Surface;
}) {
  return (
    <div class="blocks">
      {blocks.map((block, index) => (
        <DrawnBlock key={block.block_id ?? index} block={block} surface={surface} />
      ))}
    </div>
  );
}

function DrawnBlock({ block, surface }: { readonly block: KnownBlock; readonly surface: Surface }) {
  switch (block.type) {
    case "section":
      return <Section block={block} surface={surface} />;
    case "header":
      return <Header words={plainOf(block.text)} isInWindow={surface.form !== undefined} />;
    case "divider":
      return <hr class="block-divider" />;
    case "context":
      return <Context block={block} />;
    case "actions":
      return <Actions block={block} surface={surface} />;
    case "input":
      return <Field block={block} surface={surface} />;
    case "image":
      return <Image image={block} title={block.title ? plainOf(block.title) : null} />;
    case "markdown":
      return <Markdown block={block} />;
    case "rich_text":
      return <RichText block={block} />;
    case "table":
      return <Table block={block} />;
    case "data_table":
      return <DataTable block={block} />;
    case "file":
      return <FileBlock block={block} />;
    case "alert":
    case "card":
    case "carousel":
    case "container":
    case "context_actions":
    case "plan":
    case "task_card":
    case "video":
      return <Undrawn kind={block.type} of="block" content={block} />;
    default:
      return block satisfies never;
  }
}

/** A window has a title of its own, below which its headings stand. */
function Header({ words, isInWindow }: { readonly words: string; readonly isInWindow: boolean }) {
  return isInWindow ? <h3 class="block-header">{words}</h3> : <h2 class="block-header">{words}</h2>;
}
