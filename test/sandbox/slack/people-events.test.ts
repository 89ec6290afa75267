import { describe, expect, it } from "vitest";
import type { Transport } from "./bolt-app.ts";
import { openBolt } from "./bolt-app.ts";

/** Changes of people and user groups, as a real Bolt app hears of them. */

const TEAM = "T000SANDBOX";

async function stageOf(transport: Transport) {
  const heard: Record<string, unknown>[] = [];
  const stage = await openBolt(transport, (app) => {
    for (const name of [
      "user_change",
      "subteam_members_changed",
      "subteam_updated",
      "subteam_created",
    ] as const)
      app.event(name, async ({ event }) => void heard.push({ ...event }));
  });
  return { ...stage, heard };
}

describe.each<Transport>(["http", "socket"])("over %s", (transport) => {
  it("a person who changes is told about as users.info shows them from then on", async () => {
    await using stage = await stageOf(transport);
    const told = await stage.slack.changePerson("mel", { standing: "admin", org: "owner" });
    expect(told).toEqual([expect.objectContaining({ status: "acknowledged" })]);
    await stage.slack.until(() => stage.heard.length === 1);
    const { user } = await stage.app.client.users.info({ user: "U00000MEL" });
    expect(stage.heard).toEqual([{ type: "user_change", user, event_ts: expect.any(String) }]);
    expect(user).toMatchObject({
      is_admin: true,
      is_owner: false,
      enterprise_user: { id: "U00000MEL", is_admin: true, is_owner: true, is_primary_owner: false },
    });
  });

  it("a user group that changes is told about by the difference and by a picture", async () => {
    await using stage = await stageOf(transport);
    await stage.slack.changeUserGroup("moderators", { add: ["mel", "mia"], remove: ["max", "adam"] });
    await stage.slack.until(() => stage.heard.length === 2);
    expect(stage.heard).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          type: "subteam_members_changed",
          subteam_id: "S0MODERATORS",
          team_id: TEAM,
          added_users: ["U00000MEL"],
          added_users_count: 1,
          removed_users: ["U00000MAX"],
          removed_users_count: 1,
        }),
        expect.objectContaining({
          type: "subteam_updated",
          subteam: expect.objectContaining({
            id: "S0MODERATORS",
            users: ["U00000MIA", "U00000MEL"],
            user_count: 2,
            date_delete: 0,
          }),
        }),
      ]),
    );
  });

  it("a picture names 500 people and no more, and counts all", async () => {
    await using stage = await stageOf(transport);
    const names = Array.from({ length: 501 }, (_, index) => `many${index}`);
    for (const name of names)
      stage.slack.workspace.addPerson({
        id: `U${name.toUpperCase()}`,
        name,
        standing: "member",
        tz: "Etc/UTC",
      });
    await stage.slack.createUserGroup({ id: "S00000MANY", handle: "many", members: names });
    await stage.slack.until(() => stage.heard.length === 1);
    const subteam = stage.heard[0]?.["subteam"] as { users: string[]; user_count: number };
    expect([subteam.users.length, subteam.user_count]).toEqual([500, 501]);
    const { users } = await stage.app.client.usergroups.users.list({ usergroup: "S00000MANY" });
    expect(users).toHaveLength(501);
  });

  it("a user group that is disabled is told about by the time of it, and is gone", async () => {
    await using stage = await stageOf(transport);
    await stage.slack.changeUserGroup("oncall", { disabled: true });
    await stage.slack.until(() => stage.heard.length === 1);
    expect(stage.heard).toMatchObject([
      { type: "subteam_updated", subteam: { id: "S0000ONCALL", date_delete: expect.any(Number) } },
    ]);
    expect(stage.heard[0]).not.toMatchObject({ subteam: { date_delete: 0 } });
    await expect(stage.app.client.usergroups.users.list({ usergroup: "S0000ONCALL" })).rejects.toMatchObject({
      data: { error: "no_such_subteam" },
    });
  });

  it("a change whose event is lost has happened all the same", async () => {
    await using stage = await stageOf(transport);
    expect(await stage.slack.changePerson("adam", { standing: "deactivated" }, "lost")).toEqual([]);
    expect((await stage.app.client.users.info({ user: "U0000ADAM" })).user?.deleted).toBe(true);
    expect(stage.heard).toEqual([]);
  });
});
