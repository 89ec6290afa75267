import { describe, expect, it } from "vitest";
import type { End } from "../../src/words.ts";
import { fail, ok } from "../../src/result.ts";
import type { Act, VendorDriver } from "../../src/vendors/port.ts";
import { driverCases } from "./conformance.ts";
import type { Harness } from "./conformance/harness.ts";
import { harnessOf } from "./tencent/harness.ts";
import { openStage } from "./tencent/stage.ts";

/** Drivers with one thing wrong. The conformance cases are worth what they find. */
type Defect = (driver: VendorDriver, harness: Harness) => Partial<VendorDriver>;

const onAct =
  (change: (act: Act, harness: Harness) => Act): Defect =>
  (driver, harness) => ({ act: (group, act) => driver.act(group, change(act, harness)) });

const withEnd = (change: (until: number, now: number) => End): Defect =>
  onAct((act, { clock }) =>
    act.verb === "mute" && act.until !== "permanent"
      ? { ...act, until: change(act.until, clock.now()) }
      : act,
  );

const doesNothing =
  (verb: Act["verb"]): Defect =>
  (driver) => ({
    act: async (group, act) =>
      act.verb === verb
        ? ok({ rows: null, request: { path: "/", body: JSON.stringify(act.accounts) } })
        : driver.act(group, act),
  });

const defects: Readonly<Record<string, Defect>> = {
  "kick does nothing": doesNothing("kick"),
  "mute does nothing": doesNothing("mute"),
  "unmute does nothing": doesNothing("unmute"),
  "add does nothing": doesNothing("add"),
  "a mute is a thousand times too long": withEnd((until, now) => now + (until - now) * 1_000),
  "a mute is a thousand times too short": withEnd((until, now) => now + (until - now) / 1_000),
  "a mute starts anew with each try": (driver, { clock }) => {
    let spanMs: number | null = null;
    return {
      act: (group, act) => {
        if (act.verb !== "mute" || act.until === "permanent") return driver.act(group, act);
        spanMs ??= act.until - clock.now();
        return driver.act(group, { ...act, until: clock.now() + spanMs });
      },
    };
  },
  "a mute for ever ends": onAct((act, { clock }) =>
    act.verb === "mute" && act.until === "permanent" ? { ...act, until: clock.now() + 2 ** 40 } : act,
  ),
  "an end that has passed is sent as zero seconds": (driver, { clock }) => ({
    act: (group, act) =>
      act.verb === "mute" && act.until !== "permanent" && act.until <= clock.now()
        ? driver.act(group, { verb: "unmute", accounts: act.accounts })
        : driver.act(group, act),
  }),
  "the last account is left out": onAct((act) => ({
    ...act,
    accounts: act.accounts.slice(0, Math.max(1, act.accounts.length - 1)),
  })),
  "everybody is hit": onAct((act, { members }) => ({ ...act, accounts: members })),
  "a refusal is taken for a success": (driver) => ({
    act: async (group, act) => {
      const answered = await driver.act(group, act);
      return answered.ok ? answered : ok({ rows: null, request: { path: "/", body: "{}" } });
    },
  }),
  "doing it twice is a failure": (driver) => {
    const seen = new Set<string>();
    return {
      act: (group, act) => {
        const key = JSON.stringify(act);
        if (seen.has(key)) return Promise.resolve(fail({ kind: "rejected", detail: "done before" }));
        seen.add(key);
        return driver.act(group, act);
      },
    };
  },
  "an uncertain request is sent again": (driver) => ({
    act: async (group, act) => {
      const answered = await driver.act(group, act);
      return !answered.ok && answered.failure.kind === "uncertain" ? driver.act(group, act) : answered;
    },
  }),
  "uncertain is called unavailable": (driver) => ({
    act: async (group, act) => {
      const answered = await driver.act(group, act);
      if (answered.ok || answered.failure.kind !== "uncertain") return answered;
      return fail({ kind: "unavailable", detail: answered.failure.detail });
    },
  }),
  "a pause is called uncertain": (driver) => ({
    act: async (group, act) => {
      const answered = await driver.act(group, act);
      if (answered.ok || answered.failure.kind !== "throttled") return answered;
      return fail({ kind: "uncertain", detail: answered.failure.detail });
    },
  }),
  "too many is never learnt": (driver) => ({
    describe: async (group) => {
      const described = await driver.describe(group);
      if (!described.ok) return described;
      const { supports } = described.value;
      const unlearnt = { supported: true, batch: 500, perSecond: 100, perAccount: false } as const;
      return ok({
        ...described.value,
        supports: {
          ...supports,
          kick: supports.kick.supported ? unlearnt : supports.kick,
          mute: supports.mute.supported ? unlearnt : supports.mute,
        },
      });
    },
  }),
  "added accounts are not told apart": (driver) => ({
    act: async (group, act) => {
      const answered = await driver.act(group, act);
      return answered.ok ? ok({ ...answered.value, rows: null }) : answered;
    },
  }),
  "states come in another order": (driver) => ({
    states: async (group, accounts) => {
      const states = await driver.states(group, accounts);
      return states.ok ? ok(states.value.toReversed()) : states;
    },
  }),
  "everybody is a member": (driver) => ({
    states: async (group, accounts) => {
      const states = await driver.states(group, accounts);
      return states.ok
        ? ok(states.value.map((state) => ({ ...state, standing: "member" as const })))
        : states;
    },
  }),
  "nobody is seen as muted": (driver) => ({
    states: async (group, accounts) => {
      const states = await driver.states(group, accounts);
      return states.ok ? ok(states.value.map((state) => ({ ...state, mutedUntil: null }))) : states;
    },
  }),
  "for ever is read as a date": (driver) => ({
    states: async (group, accounts) => {
      const states = await driver.states(group, accounts);
      if (!states.ok) return states;
      const dated = (until: End | null): End | null => (until === "permanent" ? 4_294_967_295_000 : until);
      return ok(states.value.map((state) => ({ ...state, mutedUntil: dated(state.mutedUntil) })));
    },
  }),
  "the list of muted accounts is empty": () => ({ muted: async () => ok([]) }),
  "the list of muted accounts is in seconds": (driver) => ({
    muted: async (group) => {
      const muted = await driver.muted(group);
      if (!muted.ok) return muted;
      return ok(
        muted.value.map((row) => (row.until === "permanent" ? row : { ...row, until: row.until / 1_000 })),
      );
    },
  }),
  "a missing group looks like a broken connection": (driver) => ({
    describe: async (group) => {
      const described = await driver.describe(group);
      return described.ok ? described : fail({ kind: "unavailable", detail: described.failure.detail });
    },
  }),
  "an act is more than one request": (driver) => ({
    act: async (group, act) => {
      await driver.states(group, act.accounts);
      return driver.act(group, act);
    },
  }),
  "the receipt holds the credentials": (driver, { secrets }) => ({
    act: async (group, act) => {
      const answered = await driver.act(group, act);
      if (!answered.ok) return answered;
      const { request } = answered.value;
      return ok({ ...answered.value, request: { ...request, path: `${request.path}?${secrets.join("&")}` } });
    },
  }),
};

const KINDS = ["Public", "AVChatRoom"] as const;

/** Name of the first case that fails for a driver in any of the kinds; null when all pass. */
async function firstComplaint(defect: Defect): Promise<string | null> {
  for (const kind of KINDS) {
    for (const { name, verb, run } of driverCases) {
      await using stage = await openStage();
      if (verb !== null && !(await stage.state(kind)).supports[verb].supported) continue;
      const harness = harnessOf(stage, kind);
      const driver = { ...stage.driver, ...defect(stage.driver, harness) };
      const complaint = await run({ ...harness, driver }).then(
        () => null,
        () => name,
      );
      if (complaint !== null) return complaint;
    }
  }
  return null;
}

describe("the conformance cases find", () => {
  it.each(Object.entries(defects))("%s", async (_, defect) => {
    expect(await firstComplaint(defect)).not.toBeNull();
  });

  it("nothing wrong with a driver that is right", async () => {
    expect(await firstComplaint(() => ({}))).toBeNull();
  });
});
