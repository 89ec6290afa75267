import { computed } from "@preact/signals";
import type { PageVendorName } from "../../told.ts";
import { place } from "../world/choices.ts";
import { world } from "../world/sandbox.ts";

export const VENDORS: readonly PageVendorName[] = ["tencent", "easemob", "agora"];

/** The group that commands mean in the channel one looks at; null where there is none. */
export const groupHere = computed(() => {
  const at = place.value;
  if (at.kind !== "channel") return null;
  return world.value?.channels.find(({ name }) => name === at.name)?.group ?? null;
});

/** As people call a chat service. */
export function titleOf(vendor: PageVendorName): string {
  return world.value?.vendors.find(({ name }) => name === vendor)?.title ?? vendor;
}
