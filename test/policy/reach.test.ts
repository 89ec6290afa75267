import { describe, expect, it } from "vitest";
import { reach, type Authority, type Holder } from "../../src/policy/reach.ts";
import type { AccountState } from "../../src/vendors/port.ts";
import { aRule } from "./samples.ts";

const rule = aRule();
const state = (account: string, standing: AccountState["standing"] = "member"): AccountState => ({
  account,
  standing,
  mutedUntil: null,
  bannedUntil: null,
  exists: true,
});

const authority = (about: Partial<Authority> = {}): Authority => ({
  policy: { protect: [], protectPeople: [] },
  rule,
  verb: "mute",
  actor: { person: "UMIA", roles: ["moderator"], same: ["UMIA"] },
  holders: new Map(),
  ...about,
});
const heldBy = (...holders: Holder[]): Pick<Authority, "holders"> => ({
  holders: new Map([["tommy", holders]]),
});

describe("who is out of reach", () => {
  it("a protected account, in whatever case it is configured or kept", () => {
    const protecting = authority({ policy: { protect: ["Administrator"], protectPeople: [] } });
    expect(reach(protecting, state("Administrator"))).toBe("protected");
    expect(reach(protecting, state("administrator"))).toBe("protected");
    expect(reach(protecting, state("administrators"))).toBeNull();
  });

  it("every account of a protected person, in whatever case it is kept", () => {
    const protecting = { policy: { protect: [], protectPeople: ["UTOM"] } };
    const tom = authority({ ...protecting, ...heldBy({ person: "UTOM", roles: [] }) });
    expect(reach(tom, state("Tommy"))).toBe("protected");
    expect(reach(authority(heldBy({ person: "UTOM", roles: [] })), state("tommy"))).toBeNull();
  });

  it("the owner for everybody, admins for rules that do not say so", () => {
    expect(reach(authority({ rule: { ...rule, admins: true } }), state("olga", "owner"))).toBe("owner");
    expect(reach(authority(), state("adam", "admin"))).toBe("admin");
    expect(reach(authority({ rule: { ...rule, admins: true } }), state("adam", "admin"))).toBeNull();
  });

  it.each(["member", "absent", "unlisted"] as const)("not who is %s in the group", (standing) => {
    expect(reach(authority(), state("tommy", standing))).toBeNull();
  });

  it.each([
    ["moderator", "owner", "outranked"],
    ["moderator", "admin", "outranked"],
    ["moderator", "moderator", "outranked"],
    ["moderator", "oncall", "outranked"],
    ["moderator", "auditor", "outranked"],
    ["moderator", "member", null],
    ["oncall", "moderator", "outranked"],
    ["auditor", "oncall", "outranked"],
    ["admin", "moderator", null],
    ["admin", "admin", "outranked"],
    ["admin", "owner", "outranked"],
    ["owner", "admin", null],
    ["owner", "owner", "outranked"],
    ["member", "member", "outranked"],
  ] as const)("a %s acting on the account of a %s: %s", (mine, theirs, wanted) => {
    const actor = { person: "UMIA", roles: [mine], same: ["UMIA"] };
    const holder = { person: "UTOM", roles: [theirs] };
    expect(reach(authority({ actor, ...heldBy(holder) }), state("tommy"))).toBe(wanted);
  });

  it("counts the highest role of each, and the highest of several people with one account", () => {
    const actor = { person: "UMIA", roles: ["member", "admin"], same: ["UMIA"] } as const;
    const low = { person: "ULOW", roles: [] };
    const high = { person: "UTOM", roles: ["auditor", "owner"] } as const;
    expect(reach(authority({ actor, ...heldBy(low) }), state("tommy"))).toBeNull();
    expect(reach(authority({ actor, ...heldBy(low, high) }), state("tommy"))).toBe("outranked");
  });

  it.each([
    ["unmute", "oneself"],
    ["unban", "oneself"],
    ["add", "oneself"],
    ["mute", null],
    ["kick", null],
    ["ban", "oneself"],
  ] as const)("one's own account for what widens one's rights: %s gives %s", (verb, wanted) => {
    const own = heldBy({ person: "UMIA", roles: ["moderator"] });
    expect(reach(authority({ verb, ...own }), state("tommy"))).toBe(wanted);
  });

  it("one's own account for another mute in the place of one that stands", () => {
    const own = heldBy({ person: "UMIA", roles: ["moderator"] });
    const muted = { ...state("tommy"), mutedUntil: 5_000 };
    expect(reach(authority({ verb: "mute", ...own }), muted)).toBe("oneself");
    expect(reach(authority({ verb: "kick", ...own }), muted)).toBeNull();
  });

  it("one's own account also where somebody else holds it too", () => {
    const shared = heldBy({ person: "UMIA", roles: ["moderator"] }, { person: "ULOW", roles: [] });
    expect(reach(authority({ verb: "unmute", ...shared }), state("tommy"))).toBe("oneself");
    expect(reach(authority({ verb: "kick", ...shared }), state("tommy"))).toBeNull();
  });

  it("one's own account also by another Slack account of the same person", () => {
    const actor = { person: "UTWIN", roles: ["admin"], same: ["UTWIN", "UMIA"] } as const;
    const own = heldBy({ person: "UMIA", roles: ["moderator"] });
    expect(reach(authority({ verb: "unmute", actor, ...own }), state("tommy"))).toBe("oneself");
    expect(reach(authority({ verb: "kick", actor, ...own }), state("tommy"))).toBeNull();
  });

  it("nobody's, when it is the end of a ban that has come", () => {
    const boss = heldBy({ person: "UTOM", roles: ["owner"] });
    expect(reach(authority({ verb: "unban", actor: null, ...boss }), state("tommy"))).toBeNull();
  });
});
