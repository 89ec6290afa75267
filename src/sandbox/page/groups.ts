import { vendorOf, type VendorName } from "../control/vendors.ts";
import type { Sandbox } from "../open.ts";
import type { PageGroup } from "./told.ts";

/** The groups of one chat service, in the same words for each: Easemob and Agora keep bans without an end. */
export function groupsOf(sandbox: Sandbox, name: VendorName): readonly PageGroup[] {
  return vendorOf(sandbox, name).about.groups.map(({ id, name: alias, kind }) => {
    const group = sandbox[name].group(id);
    if (group === null)
      return { id, alias, kind, members: [], muted: [], banned: [], locked: false, dissolved: true };
    return {
      id,
      alias,
      kind: group.kind,
      members: group.members,
      muted: group.muted,
      banned: group.banned.map((ban) =>
        typeof ban === "string" ? { account: ban, until: "unknown" as const } : ban,
      ),
      locked: group.locked,
      dissolved: false,
    };
  });
}
