import type { KnownBlock } from "@slack/types";
import type { Surface } from "./surface.ts";

/** Draws blocks of a message, a window or the Home tab. */
export function Blocks({
  blocks,
  surface,
}: {
  readonly blocks: readonly KnownBlock[];
  readonly surface: Surface;
}) {
  void surface;
  return <pre>{JSON.stringify(blocks, null, 1)}</pre>;
}
