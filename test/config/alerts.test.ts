import { describe, expect, it } from "vitest";
import { alertSettingsOf, readAct } from "../../src/config/alert-settings.ts";
import { readConfigFile } from "../../src/config/file.ts";
import { nextShift } from "../../src/alerts/shifts.ts";

const BASE = `
connections: { game: { vendor: tencent, sdkAppId: 1, secretKey: key } }
groups: { lobby: { connection: game, id: "1" } }
roles: { oncall: [usergroup:S1] }
rules: [{ role: oncall, may: [oncall] }]
`;

const read = (alerts: string) => readConfigFile(`${BASE}\nalerts: ${alerts}`, {});

function problemsOf(alerts: string): string {
  const file = read(alerts);
  return file.ok ? "" : file.failure.map(({ where, what }) => `${where} ${what}`).join("\n");
}

const source = (rest: string): string => `{ channel: C1, onCall: [usergroup:S1], sources: { one: ${rest} } }`;

describe("alerts in the configuration", () => {
  it("have clocks that nobody has to write down", () => {
    const file = read(
      "{ channel: C1, onCall: [usergroup:S1], escalate: [{ after: 15m, to: [person:U2] }, { after: 5m, to: [usergroup:S1] }] }",
    );
    if (!file.ok) throw new Error("it is refused");
    const settings = alertSettingsOf(file.value);
    expect(settings?.clocks.ackMs).toMatchObject({ critical: 1_800_000, warning: 7_200_000 });
    expect(settings?.clocks.path.map(({ afterMs }) => afterMs)).toEqual([300_000, 900_000]);
  });

  it("take no secret that could be guessed, and none that is not there", () => {
    for (const secrets of ['[""]', "[short]", "[]", '["${NOT_SET}"]'])
      expect(
        problemsOf(source(`{ type: generic, auth: { by: bearer, secrets: ${secrets} } }`)),
        secrets,
      ).toMatch(/secrets/);
  });

  it("take no proof that the sender cannot give", () => {
    const with_ = (type: string, by: string) =>
      problemsOf(source(`{ type: ${type}, auth: { by: ${by}, secrets: [0123456789abcdef] } }`));
    expect(with_("alertmanager", "hmac")).toMatch(
      /is not what alertmanager can do: use bearer, basic, header/,
    );
    expect(with_("events-v2", "bearer")).toMatch(/use routing_key/);
    expect(with_("generic", "routing_key")).toMatch(/is not what generic can do/);
    expect(with_("grafana", "hmac")).toBe("");
  });

  it("say which act, which target and which time is none", () => {
    const auth = "auth: { by: bearer, secrets: [0123456789abcdef] }";
    expect(problemsOf(source(`{ type: generic, ${auth}, acts: [mute] }`))).toMatch(/must be an act such as/);
    expect(problemsOf("{ channel: C1, onCall: [oscar] }")).toMatch(
      /must be usergroup:S…, person:U… or channel:C…/,
    );
    expect(
      problemsOf('{ channel: C1, onCall: [usergroup:S1], handover: { at: ["9"], zone: Nowhere/Land } }'),
    ).toMatch(/must be a time such as 09:00[\s\S]*time zone/);
  });

  it("reads acts as they are typed", () => {
    expect(readAct("mute 1h30m")).toEqual({ verb: "mute", lasts: 5_400_000 });
    expect(readAct("ban permanent")).toEqual({ verb: "ban", lasts: "permanent" });
    expect(readAct("kick")).toEqual({ verb: "kick", lasts: null });
    for (const none of ["mute", "mute 0m", "kick 10m", "mute 10m tommy", "shutdown", ""])
      expect(readAct(none), none).toBeNull();
  });
});

describe("shifts", () => {
  const at = (zone: string, after: string): string =>
    new Date(nextShift({ at: ["02:30", "14:30"], zone }, Date.parse(after))).toISOString();

  it("change by the clocks of their zone, also where these are put forward or back", () => {
    expect(at("Europe/Berlin", "2026-11-21T12:00:00Z")).toBe("2026-11-21T13:30:00.000Z");
    expect(at("Europe/Berlin", "2026-11-21T13:30:00Z")).toBe("2026-11-22T01:30:00.000Z");
    // There is no half past two on that night, and two of them on the other.
    expect(at("Europe/Berlin", "2026-03-28T20:00:00Z")).toBe("2026-03-29T12:30:00.000Z");
    expect(at("Europe/Berlin", "2026-10-24T20:00:00Z")).toBe("2026-10-25T00:30:00.000Z");
    expect(at("Europe/Berlin", "2026-10-25T00:30:00Z")).toBe("2026-10-25T13:30:00.000Z");
  });
});
