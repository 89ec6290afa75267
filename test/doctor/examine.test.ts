import { describe, expect, it } from "vitest";
import { examine, type Patient } from "../../src/doctor/examine.ts";
import { subjectsOf } from "../../src/doctor/subjects.ts";
import { readConfigFile } from "../../src/config/file.ts";
import { registerOf } from "../../src/config/register.ts";
import { createMovableClock } from "../../src/sandbox/clock.ts";
import type { Register } from "../../src/cases/casework.ts";
import { fail, ok } from "../../src/result.ts";
import { amiss, aSlack, aStorage, aVendor, NEVER, timer } from "./views.ts";

const FILE = `
connections: { game: { vendor: tencent, sdkAppId: 1, secretKey: k } }
groups: { lobby: { connection: game, id: "@TGS#1" } }
channels: { C1: { group: lobby, shared: true }, C2: {} }
log: { channel: C3 }
approvals: { channel: C2, by: [admin], announce: C4 }
roles: { moderator: ["usergroup:S1", "person:U1"], admin: ["workspace:admin", "usergroup:S1", "person:U2"] }
rules:
  - { role: admin, may: "*" }
  - { role: moderator, mayNot: [ban], channels: [C1, C5] }
protect: [administrator, "person:U3"]
links: { U1: { game: tommy } }
`;

function register(): Register {
  const file = readConfigFile(FILE, {});
  if (!file.ok) throw new Error(JSON.stringify(file.failure));
  return registerOf(file.value);
}

function patient(rest: Partial<Patient> = {}): Patient {
  return {
    register: register(),
    slack: aSlack(),
    wanted: { scopes: new Map(), isHeard: false },
    vendors: [aVendor()],
    storage: aStorage(),
    running: null,
    blot: (text) => text,
    timer,
    clock: timer,
    ...rest,
  };
}

describe("what doctor looks for", () => {
  it("is everything the configuration names outside itself, with every place that names it", () => {
    const { channels, userGroups, people } = subjectsOf(register());
    expect(channels).toEqual([
      { id: "C1", where: ["channels.C1", "rule r2, channels"], mayBeShared: true },
      { id: "C2", where: ["channels.C2", "approvals.channel"], mayBeShared: false },
      { id: "C3", where: ["log.channel"], mayBeShared: false },
      { id: "C4", where: ["approvals.announce"], mayBeShared: false },
      { id: "C5", where: ["rule r2, channels"], mayBeShared: false },
    ]);
    expect(userGroups).toEqual([{ id: "S1", where: ["roles.moderator", "roles.admin"], isForbidden: true }]);
    expect(people).toEqual([
      { id: "U1", where: ["roles.moderator", "links.U1"], hasRole: true },
      { id: "U2", where: ["roles.admin"], hasRole: true },
      { id: "U3", where: ["protect"], hasRole: false },
    ]);
  });

  it("tells a channel that was bound at run time by the command", () => {
    const bound: Register = {
      ...register(),
      changes: [{ kind: "bind", key: "C2", value: "lobby", by: "U1", at: 1, inFile: null } as never],
    };
    expect(subjectsOf(bound).channels[1]).toMatchObject({
      id: "C2",
      where: ["/mod bind", "approvals.channel"],
    });
  });
});

describe("doctor", () => {
  it("goes on with everything else when one thing throws, says no, or never answers", async () => {
    const clock = createMovableClock({ frozenAt: 1_000 });
    const broken = patient({
      timer: clock,
      slack: aSlack({
        userGroups: () => Promise.reject(new TypeError("users is not a list")),
        person: async () => fail({ detail: "Slack did not answer" }),
        channel: () => NEVER,
      }),
      vendors: [aVendor({ describe: () => NEVER, close: () => Promise.reject(new Error("no")) }), aVendor()],
      storage: aStorage({
        counts: () => {
          throw new Error("disk I/O error");
        },
      }),
    });
    const examined = examine(broken);
    // Each look may take five seconds.
    const stop = setInterval(() => clock.advance(5_000), 5);
    const findings = await examined.finally(() => clearInterval(stop));
    expect(amiss(findings)).toEqual([
      "trouble channel C1: gave no answer within 5 seconds",
      expect.stringMatching(/^unchecked 4 more channels/),
      expect.stringMatching(/^trouble user groups: .*mistake in Bailiff itself: users is not a list/),
      expect.stringMatching(/^trouble person U1: could not be checked: Slack did not answer/),
      expect.stringMatching(/^unchecked 2 more people/),
      "trouble connection game (Tencent): gave no answer within 5 seconds",
      expect.stringMatching(/^trouble storage .*disk I\/O error/),
      expect.stringMatching(/^unchecked learned limits/),
    ]);
    expect(findings).toContainEqual(
      expect.objectContaining({ level: "ok", what: "connection game (Tencent)" }),
    );
    expect(findings).toContainEqual(expect.objectContaining({ level: "ok", what: "bot token" }));
    expect(findings).toContainEqual(expect.objectContaining({ level: "ok", what: "disk" }));
  });

  it("asks Slack for nothing more with a token that does not work", async () => {
    let asked = 0;
    const counting = async (): Promise<never> => {
      asked += 1;
      throw new Error("asked");
    };
    const slack = aSlack({
      install: async () => ({ token: fail({ kind: "refused", code: "token_revoked" }), aheadMs: 90_000 }),
      channel: counting,
      userGroups: counting,
      person: counting,
    });
    expect(amiss(await examine(patient({ slack })))).toEqual([
      "trouble bot token: Slack does not take it: it said token_revoked",
      expect.stringMatching(/^trouble clock: .*1m 30s ahead/),
      expect.stringMatching(/^unchecked channels, user groups and people/),
      expect.stringMatching(/^unchecked learned limits/),
    ]);
    expect(asked).toBe(0);
  });

  it("looks at what it can without a configuration", async () => {
    const findings = await examine(patient({ register: null, vendors: [] }));
    expect(findings.filter(({ level }) => level === "ok").map(({ what }) => what)).toEqual([
      "bot token",
      "app token",
      "scopes",
      "clock",
      expect.stringMatching(/^storage/),
      "disk",
      "log of entries",
      "dead letters",
    ]);
    expect(amiss(findings)).toContainEqual(expect.stringMatching(/^unchecked connections/));
  });

  it("shows no credential, wherever it turns up", async () => {
    const secret = "sesame-sesame";
    const slack = aSlack({
      install: async () => ({
        token: ok({ team: "T1", teamName: secret, botName: secret, scopes: [secret] }),
        aheadMs: 0,
      }),
      channel: async () => fail({ kind: "refused", code: secret }),
    });
    const vendors = [aVendor({ describe: async () => fail({ kind: "misconfigured", detail: secret }) })];
    const blot = (text: string): string => text.replaceAll(secret, "[secret]");
    const findings = await examine(patient({ slack, vendors, blot }));
    expect(JSON.stringify(findings)).toContain("[secret]");
    expect(JSON.stringify(findings)).not.toContain(secret);
  });
});
