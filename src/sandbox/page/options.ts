import type { PageCommand, PageVendorName } from "./told.ts";

/** What the page shows of Bailiff's own set-up, and the stand-in world does not know. */
export interface PageOptions {
  /** The slash commands as the manifest registers them. */
  readonly commands: readonly PageCommand[];
  readonly shortcuts: readonly { readonly callbackId: string; readonly name: string }[];
  /** By channel id, the group that commands there mean when they name none. */
  readonly groupOf: ReadonlyMap<string, { readonly vendor: PageVendorName; readonly alias: string }>;
}
