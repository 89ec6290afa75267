import { describe, expect, it } from "vitest";
import type { Notice, Preview } from "../../src/cases/notice.ts";
import type { Denial } from "../../src/policy/decide.ts";
import type { Policy, Rule } from "../../src/policy/rules.ts";
import { canCard } from "../../src/slack/cards/can-card.ts";
import type { Card } from "../../src/slack/cards/card.ts";
import { previewCard } from "../../src/slack/cards/preview-card.ts";
import { rulesCard } from "../../src/slack/cards/rules-card.ts";
import { plain } from "../../src/texts/plain.ts";
import { expectToFit, names, NASTY } from "./fits.ts";
import { approvals, MINUTE, NOW, preview } from "./held-acts.ts";

const said = ({ text }: Card): string => plain(text);

describe("what the rules say", () => {
  const rule: Rule = {
    id: "r1",
    effect: "allow",
    role: "moderator",
    may: ["mute", "kick"],
    groups: ["lobby"],
    channels: ["C_LOBBY_MODS"],
    longest: 24 * 60 * MINUTE,
    batch: 20,
    perHour: 100,
    admins: false,
    preview: { over: 5, longer: null, permanent: true, verbs: ["lock"] },
    approval: { over: null, longer: 60 * MINUTE, permanent: false, verbs: [] },
  };
  const can = (decision: (Notice & { kind: "can" })["decision"]): Notice & { kind: "can" } => ({
    kind: "can",
    words: "mute tommy for 10m",
    group: "lobby",
    policy: "0123456789ab",
    decision,
    accounts: 1,
    barred: [],
    recent: [],
    others: ["admin"],
    approvers: ["owner"],
  });

  it("of a command: whether it would run, and what it would wait for", () => {
    const yes = said(canCard(can({ allowed: true, rule, preview: false, approval: null })));
    expect(yes).toContain("Would this run in lobby? `mute tommy for 10m` Nothing was done.");
    expect(yes).toContain("Yes. It would run at once.");
    expect(yes).toContain("Roles that can do it without an approval: admin.");
    expect(yes).toMatch(/rule r1 · policy `0123456789ab`/);
    expect(said(canCard(can({ allowed: true, rule, preview: true, approval: null })))).toContain(
      "Yes, when you confirm it.",
    );
    const approval = { kind: "threshold", rule: "r1" } as const;
    expect(said(canCard(can({ allowed: true, rule, preview: false, approval })))).toMatch(
      /Yes, when it is approved\. Rule `r1` wants a second person .* Roles that approve: owner\./,
    );
    const denial: Denial = { kind: "denied", right: "mute", group: "lobby", rule: "r9" };
    expect(said(canCard(can({ allowed: false, denial })))).toMatch(/No\. Rule r9 forbids your role `mute`/);
  });

  const policy: Policy = {
    version: "0123456789ab",
    rules: [
      {
        ...rule,
        id: "r0",
        role: "admin",
        may: "*",
        groups: "*",
        channels: "*",
        longest: "permanent",
        admins: true,
      },
      rule,
      { ...rule, id: "r2", role: "auditor", may: ["muted"] },
      { ...rule, id: "r3", effect: "deny", may: ["ban"], groups: "*", channels: "*" },
    ],
    protect: ["boss"],
    protectPeople: ["U_OLGA"],
    approvals,
  };

  it("as a whole: in words, the reader's own first, with what is protected and how approvals go", () => {
    const lines = said(rulesCard({ kind: "rules", policy, mine: ["moderator"] })).split("\n");
    const text = lines.join("\n");
    expect(text).toContain("Nobody may act on `boss`");
    expect(text).toContain("Nobody may act on accounts of U_OLGA");
    expect(text).toMatch(
      /Approvals are given in C_APPROVERS by 2 other people with the role admin or owner .* within 15m, and begun within 10m .* May break glass: oncall\./,
    );
    const own = lines.slice(
      lines.indexOf("Rules for your roles:") + 1,
      lines.indexOf("Rules for other roles:"),
    );
    expect(own).toEqual([
      "moderator may use mute, kick in `lobby`, asked in C_LOBBY_MODS; for at most 1d; 20 accounts in one command; 100 accounts in an hour; not admins of the group; to be confirmed: over 5 accounts or permanent or always lock; to be approved: longer than 1h (rule r1)",
      "moderator may not use ban in all groups (rule r3)",
    ]);
    expect(text).toContain("admin may use everything in all groups; for any time;");
    // What only reads has no limits to tell.
    expect(text).toContain("auditor may use muted in `lobby`, asked in C_LOBBY_MODS (rule r2)");
    expect(lines.at(-1)).toBe("policy `0123456789ab` · your roles: moderator");
    const none = said(rulesCard({ kind: "rules", policy: { ...policy, approvals: null }, mine: [] }));
    expect(none).toContain("Nobody can approve anything");
  });

  it("fits, however much it is", () => {
    const many = Array.from({ length: 500 }, (_, n) => ({
      ...rule,
      id: `${NASTY}${n}`,
      groups: names,
      channels: names,
    }));
    const protectPeople = names.map((_, n) => `U_PERSON${n}`);
    const vast: Policy = { version: NASTY, rules: many, protect: names, protectPeople, approvals };
    expectToFit(rulesCard({ kind: "rules", policy: vast, mine: ["moderator"] }));
    const denial: Denial = { kind: "no_rule", right: "mute", group: NASTY, others: [], elsewhere: false };
    expectToFit(canCard({ ...can({ allowed: false, denial }), words: NASTY, group: NASTY }));
  });

  it("a dry run tells who would be asked", () => {
    const dry = (asks: Preview["asks"]) => said(previewCard({ ...preview, asks }, NOW));
    expect(dry("asker")).toContain("it is done when you confirm it");
    expect(dry("approvers")).toContain("it waits until it is approved");
    expect(dry("nobody")).not.toContain("--dry-run");
  });
});
