import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMovableClock } from "../../src/sandbox/clock.ts";
import { atConsole, consoleBody } from "../../src/sandbox/control/console.ts";
import { VENDORS } from "../../src/sandbox/control/vendors.ts";
import { openSandbox, type Sandbox } from "../../src/sandbox/open.ts";

const GROUPS = { tencent: "lobby", easemob: "fans", agora: "meet" } as const;

/** What the control API does for `POST /sandbox/console`. */
describe.each(VENDORS)("behind Bailiff's back at %s", (vendor) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await openSandbox({ clock: createMovableClock(), commands: [] });
  });
  afterAll(() => sandbox.close());

  const act = (what: string, rest: object = { account: "tommy" }) =>
    atConsole(sandbox, consoleBody.parse({ vendor, group: GROUPS[vendor], do: what, ...rest })) as Promise<{
      readonly group: {
        readonly members: readonly { readonly account: string }[];
        readonly muted: readonly { readonly account: string; readonly until: unknown }[];
        readonly banned: readonly unknown[];
        readonly locked: boolean;
      } | null;
    }>;
  const isInside = ({ group }: Awaited<ReturnType<typeof act>>): boolean =>
    group?.members.some(({ account }) => account === "tommy") ?? false;

  it("people come, go, and are removed", async () => {
    expect(isInside(await act("remove", { account: "tommy", by: "marshal" }))).toBe(false);
    expect(isInside(await act("add"))).toBe(true);
    expect(isInside(await act("leave"))).toBe(false);
    expect(isInside(await act("join"))).toBe(true);
  });

  it("mutes and bans are set and lifted, for a time or for good", async () => {
    expect((await act("mute", { account: "tommy", for: "10m" })).group?.muted).toMatchObject([
      { account: "tommy", until: expect.any(Number) },
    ]);
    expect((await act("unmute")).group?.muted).toEqual([]);
    expect((await act("mute")).group?.muted).toMatchObject([{ until: "permanent" }]);
    expect((await act("ban")).group?.banned).toHaveLength(1);
    expect((await act("unban")).group?.banned).toEqual([]);
  });

  it("groups are locked, unlocked and dissolved, and what is not there is said", async () => {
    expect((await act("lock", {})).group?.locked).toBe(true);
    expect((await act("unlock", {})).group?.locked).toBe(false);
    await expect(act("join", { account: "nobody99" })).rejects.toThrow(/no account nobody99/);
    expect(consoleBody.safeParse({ vendor, group: "x", do: "mute" }).success).toBe(false);
    expect((await act("dissolve", {})).group).toBeNull();
    await expect(act("join")).rejects.toThrow(/no group/);
  });
});
