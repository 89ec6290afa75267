import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Log } from "../../src/log.ts";
import type { Person } from "../../src/policy/person.ts";
import { createPeople } from "../../src/slack/people.ts";
import type { Role } from "../../src/words.ts";
import { openClient } from "../sandbox/slack/web-client.ts";

/** Who somebody is, by Slack's own client and the stand-in for Slack. */

const TEAM = "T000SANDBOX";
const ROLES: readonly (readonly [Role, readonly string[]])[] = [
  ["owner", ["workspace:primary-owner", "workspace:owner", "org:primary-owner", "org:owner"]],
  ["admin", ["workspace:admin", "org:admin"]],
  ["moderator", ["usergroup:S0MODERATORS", "person:U00000MEL", "person:USLACKBOT"]],
  ["member", ["workspace:member"]],
];

let stage: Awaited<ReturnType<typeof openClient>>;
beforeAll(async () => {
  stage = await openClient();
});
afterAll(() => stage[Symbol.asyncDispose]());
beforeEach(() => stage.slack.reset());

const warned: string[] = [];
const log: Log = { debug() {}, info() {}, error() {}, warn: (_, text) => void warned.push(text) };

function people(forbidden: readonly Role[] = []) {
  const { client, clock } = stage;
  const slackPeople = createPeople({ client, clock, team: TEAM, log });
  return slackPeople.granted({ roles: new Map(ROLES), forbidden: new Set(forbidden) });
}

async function find(id: string, team = TEAM): Promise<Person> {
  const found = await people().find(team, id, 0);
  if (!found.ok) throw new Error(JSON.stringify(found.failure));
  return found.value;
}

const grantsOf = async (id: string): Promise<readonly string[]> =>
  (await find(id)).grants.map(({ from }) => from);

const OWNER = ["workspace:owner", "workspace:admin"];

describe("roles", () => {
  it.each([
    ["primary_owner", ["workspace:primary-owner", ...OWNER]],
    ["owner", OWNER],
    ["admin", ["workspace:admin"]],
    ["member", []],
  ] as const)("of the workspace: a %s has those below too", async (standing, expected) => {
    stage.slack.workspace.setPerson("max", { standing });
    expect(await grantsOf("U00000MAX")).toEqual([...expected, "usergroup:S0MODERATORS", "workspace:member"]);
  });

  it.each([
    ["primary_owner", ["org:primary-owner", "org:owner", "org:admin"]],
    ["owner", ["org:owner", "org:admin"]],
    ["admin", ["org:admin"]],
    ["member", []],
  ] as const)(
    "of the organisation: its %s is not therefore anything in the workspace",
    async (org, expected) => {
      stage.slack.workspace.setPerson("mia", { org });
      expect(await grantsOf("U00000MIA")).toEqual([
        ...expected,
        "usergroup:S0MODERATORS",
        "workspace:member",
      ]);
    },
  );

  it("an owner of the workspace is not therefore anything in the organisation", async () => {
    stage.slack.workspace.setPerson("olga", { org: "member" });
    expect(await grantsOf("U0000OLGA")).toEqual(["workspace:primary-owner", ...OWNER, "workspace:member"]);
  });

  it.each([
    ["flags that are left out", { is_admin: undefined, is_owner: undefined, is_primary_owner: undefined }],
    ["flags that are no booleans", { is_admin: "true", is_owner: 1, is_primary_owner: "yes" }],
    [
      "an organisation that tells nothing",
      { is_admin: false, is_owner: false, is_primary_owner: false, enterprise_user: {} },
    ],
  ])("%s count as not privileged", async (_, shows) => {
    stage.slack.workspace.setPerson("olga", { shows });
    expect(await grantsOf("U0000OLGA")).toEqual(["workspace:member"]);
  });

  it("are given by id: whoever takes the name of a moderator has none of theirs", async () => {
    stage.slack.workspace.setPerson("mia", { name: "mia-on-leave" });
    stage.slack.workspace.setPerson("audrey", { name: "mia" });
    expect(await grantsOf("U00AUDREY")).toEqual(["workspace:member"]);
  });
});

/** Each with every role there is to give, so that nothing but the bar is in the way. */
describe("never", () => {
  const all = { is_admin: true, is_owner: true, is_primary_owner: true };
  it.each([
    ["a guest of one channel", { standing: "single_channel_guest", shows: all }, "guest"],
    ["a guest of several channels", { standing: "multi_channel_guest", shows: all }, "guest"],
    [
      "a guest of whom only the narrow mark is there",
      { shows: { ...all, is_ultra_restricted: true } },
      "guest",
    ],
    ["whoever Slack does not call a full member", { shows: { ...all, is_restricted: undefined } }, "guest"],
    ["somebody deactivated", { standing: "deactivated", shows: all }, "deactivated"],
    ["whoever Slack does not call active", { shows: { ...all, deleted: undefined } }, "deactivated"],
    ["a bot", { standing: "bot", shows: all }, "bot"],
    ["a bot of a workflow", { shows: { ...all, is_workflow_bot: true } }, "bot"],
    ["a bot of a connector", { shows: { ...all, is_connector_bot: true } }, "bot"],
    ["whoever Slack does not call human", { shows: { ...all, is_bot: undefined } }, "bot"],
    ["somebody invited who has not come yet", { standing: "invited", shows: all }, "invited"],
    ["somebody of another workspace", { teamId: "T00PARTNERS", shows: all }, "stranger"],
    [
      "an outsider whose channel is shared",
      { teamId: "T00PARTNERS", shows: { ...all, is_stranger: false } },
      "stranger",
    ],
    ["whoever Slack calls a stranger", { shows: { ...all, is_stranger: true } }, "stranger"],
    ["whose workspace Slack does not tell", { shows: { ...all, team_id: undefined } }, "stranger"],
  ] as const)("%s", async (_, change, bar) => {
    stage.slack.workspace.setPerson("mia", { org: "primary_owner" });
    expect((await find("U00000MIA")).grants).toHaveLength(5);
    stage.slack.workspace.setPerson("mia", change);
    expect(await find("U00000MIA")).toMatchObject({ bar, grants: [] });
  });

  it("Slackbot, which says that it is no bot, also when it is named by its id", async () => {
    expect(await find("USLACKBOT")).toMatchObject({ bar: "bot", grants: [] });
  });

  it("somebody asked about as of another team, whoever has that id here", async () => {
    expect(await find("U0000OLGA", "T00PARTNERS")).toMatchObject({ bar: "stranger", grants: [] });
  });
});

describe("a workspace without user groups in its plan", () => {
  beforeEach(() => {
    warned.length = 0;
    stage.slack.workspace.setPlan("free");
  });

  it("gives roles to people by their ids; a user group means nobody, which is said once", async () => {
    const here = people();
    expect(await here.find(TEAM, "U00000MEL", 60_000)).toMatchObject({
      ok: true,
      value: { grants: [{ from: "person:U00000MEL" }, { from: "workspace:member" }] },
    });
    stage.clock.advance(1_000);
    expect(await here.find(TEAM, "U00000MIA", 0)).toMatchObject({
      ok: true,
      value: { grants: [{ from: "workspace:member" }] },
    });
    expect(warned).toEqual([expect.stringContaining("plan has no user groups")]);
  });

  it("lets nobody act when rules forbid something to such a group: it may hold whoever asks", async () => {
    expect(await people(["moderator"]).find(TEAM, "U0000ADAM", 0)).toMatchObject({
      ok: false,
      failure: { kind: "unreachable", detail: expect.stringContaining("plan has no user groups") },
    });
  });
});
