import type { PageVendorName } from "../../../told.ts";
import { groupsAt, world } from "../../world/sandbox.ts";
import { titleOf, VENDORS } from "../here.ts";
import type { Option } from "./form.tsx";

/** What there is to choose from, of the sandbox as it is. */

export const vendorOptions = (): readonly Option[] =>
  VENDORS.map((vendor) => ({ value: vendor, words: titleOf(vendor) }));

export const vendorCalled = (name: string): PageVendorName =>
  VENDORS.find((vendor) => vendor === name) ?? "tencent";

export const groupOptions = (vendor: PageVendorName): readonly Option[] =>
  groupsAt(vendor).groups.map(({ alias, dissolved }) => ({
    value: alias,
    words: dissolved ? `${alias} (dissolved)` : alias,
  }));

export const accountsAt = (vendor: PageVendorName): readonly string[] =>
  world.value?.vendors.find(({ name }) => name === vendor)?.accounts ?? [];

/** The service that a group is at, by the name the sandbox gives it. */
export const vendorWith = (alias: string): PageVendorName =>
  VENDORS.find((vendor) => groupsAt(vendor).groups.some((group) => group.alias === alias)) ?? "tencent";
