import { effect, signal } from "@preact/signals";
import type { PageGroup, PageVendorName } from "../../../told.ts";
import { groupsAt, now } from "../../world/sandbox.ts";
import { VENDORS } from "../here.ts";
import { stillRecent, withChanges, type Recent } from "./recent.ts";

/** What changed lately in the groups of each chat service, while the page was open. */
const news: Readonly<Record<PageVendorName, ReturnType<typeof signal<readonly Recent[]>>>> = {
  tencent: signal([]),
  easemob: signal([]),
  agora: signal([]),
};

export const newsAt = (vendor: PageVendorName): readonly Recent[] => news[vendor].value ?? [];

for (const vendor of VENDORS) {
  let before: readonly PageGroup[] = [];
  effect(() => {
    const { groups } = groupsAt(vendor);
    news[vendor].value = withChanges(news[vendor].peek() ?? [], before, groups, now.peek());
    before = groups;
  });
  effect(() => {
    news[vendor].value = stillRecent(news[vendor].peek() ?? [], now.value);
  });
}
