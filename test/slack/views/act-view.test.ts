import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { App, ViewOutput } from "@slack/bolt";
import type { Entered } from "../../../src/sandbox/slack/acts/entered.ts";
import { readView } from "../../../src/sandbox/slack/view-schema.ts";
import {
  ACT_FIELDS,
  actView,
  NO_TEMPLATE,
  NOTHING_FILLED,
  type ActViewOptions,
} from "../../../src/slack/views/act-view.ts";
import { readAct } from "../../../src/slack/views/read-act.ts";
import { openBolt } from "../../sandbox/slack/bolt-app.ts";

const options: ActViewOptions = {
  verbs: [
    { name: "mute", summary: "Stop accounts from writing in a group, for a time" },
    { name: "kick", summary: "Take accounts out of a group" },
  ],
  groups: ["lobby", "live"],
  reasons: ["Spam", "Threats"],
  filled: { ...NOTHING_FILLED, group: "lobby" },
  about: null,
  channel: "C0LOBBYMODS",
  privateMetadata: '{"channel":"C0LOBBYMODS"}',
};

/** What Slack says against the view. */
function complaints(more: Partial<ActViewOptions>): readonly string[] {
  let ids = 0;
  const read = readView(actView({ ...options, ...more }), "modal", () => `id${(ids += 1)}`);
  return read.ok ? [] : read.failure;
}

interface Menu {
  readonly options?: readonly { readonly value: string }[];
  readonly option_groups?: readonly { readonly options: readonly { readonly value: string }[] }[];
  readonly initial_option?: { readonly value: string };
  readonly initial_value?: string;
}

function menu(field: keyof typeof ACT_FIELDS, more: Partial<ActViewOptions> = {}) {
  const { blocks } = actView({ ...options, ...more });
  const block = blocks.find((one) => one.block_id === ACT_FIELDS[field]) as unknown as { element: Menu };
  const { element } = block;
  const offered = [
    ...(element.options ?? []),
    ...(element.option_groups ?? []).flatMap((one) => one.options),
  ];
  const { initial_option, initial_value } = element;
  return {
    chosen: initial_option?.value,
    offered: offered.map(({ value }) => value),
    ...(initial_value === undefined ? {} : { text: initial_value }),
  };
}

describe("the form", () => {
  it("keeps to Slack's limits, also with a hundred commands and thousands of groups with long names", () => {
    expect(complaints({})).toEqual([]);
    const verbs = Array.from({ length: 100 }, (_, n) => ({ name: `verb${n}`, summary: "s".repeat(200) }));
    for (const count of [1, 100, 101, 250, 10_000]) {
      const groups = Array.from({ length: count }, (_, n) => `${"g".repeat(100)}${n}`);
      const filled = {
        group: groups.at(-1)!,
        verb: "verb99",
        accounts: "x".repeat(3_000),
        reason: "y".repeat(500),
      };
      expect(complaints({ verbs, groups, filled, about: "z".repeat(200) })).toEqual([]);
      expect(menu("group", { groups }).offered).toEqual(groups);
    }
    expect(complaints({ privateMetadata: "x".repeat(3_000) })).toEqual([]);
  });

  it("has the channel's group and the command chosen, or none when they are not offered", () => {
    expect(menu("group")).toEqual({ chosen: "lobby", offered: ["lobby", "live"] });
    expect(menu("verb")).toEqual({ chosen: undefined, offered: ["mute", "kick"] });
    const filled = NOTHING_FILLED;
    expect(menu("verb", { filled: { ...filled, verb: "kick" } }).chosen).toBe("kick");
    expect(menu("group", { filled: { ...filled, group: null } }).chosen).toBeUndefined();
    expect(menu("group", { filled: { ...filled, group: "den" } }).chosen).toBeUndefined();
    expect(menu("verb", { filled: { ...filled, verb: "nuke" } }).chosen).toBeUndefined();
  });

  it("offers the reasons of the configuration, up to a hundred, and a way to take a choice back", () => {
    expect(menu("template")).toEqual({ chosen: undefined, offered: [NO_TEMPLATE, "Spam", "Threats"] });
    const reasons = Array.from({ length: 100 }, (_, n) => `${n} ${"r".repeat(70)}`);
    expect(complaints({ reasons })).toEqual([]);
    expect(menu("template", { reasons }).offered).toEqual([NO_TEMPLATE, ...reasons]);
    const { blocks } = actView({ ...options, reasons: [] });
    expect(blocks.map(({ block_id }) => block_id)).not.toContain(ACT_FIELDS.template);
  });

  it("shows a reason that is given as the one it is: chosen when it is offered, else in own words", () => {
    const given = (reason: string) => ({ filled: { ...NOTHING_FILLED, reason } });
    expect(menu("template", given("Spam")).chosen).toBe("Spam");
    expect(menu("reason", given("Spam")).text).toBeUndefined();
    expect(menu("template", given("raid")).chosen).toBeUndefined();
    expect(menu("reason", given("raid")).text).toBe("raid");
  });

  it("says where the result goes, and that only the person sees it where no channel is known", () => {
    const said = (channel: string | null) => JSON.stringify(actView({ ...options, channel }).blocks[0]);
    expect(said("C0LOBBYMODS")).toContain("<#C0LOBBYMODS>");
    for (const channel of [null, "D00000000MIA"]) {
      expect(said(channel)).toContain("Only you see the result");
      expect(said(channel)).not.toContain("<#");
    }
  });
});

describe("what was entered is read back", () => {
  async function submitted(values: Entered) {
    const seen: ViewOutput[] = [];
    await using stage = await openBolt("http", (app: App) => {
      app.command("/mod", async ({ ack, client, command }) => {
        await ack();
        await client.views.open({ trigger_id: command.trigger_id, view: actView(options) });
      });
      app.view("bailiff_act", async ({ ack, view }) => {
        seen.push(view);
        const { accounts, file } = readAct(view.state.values);
        if (accounts !== "" || file) return ack();
        return ack({ response_action: "errors", errors: { [ACT_FIELDS.accounts]: "Whom?" } });
      });
    });
    await stage.slack.command({ as: "mia", channel: "lobby-mods", text: "/mod" });
    const { id } = await stage.slack.until(() => stage.slack.viewsOf("mia")[0]);
    const { status, shown } = await stage.slack.submit({ as: "mia", viewId: id, values });
    const [file] = stage.slack.files();
    return { status, shown, file, entry: readAct(seen[0]?.state.values), seen: seen[0] };
  }

  it("all of it", async () => {
    const { file, entry, seen } = await submitted({
      [ACT_FIELDS.verb]: "mute",
      [ACT_FIELDS.group]: "live",
      [ACT_FIELDS.accounts]: "tommy\n jared ",
      [ACT_FIELDS.file]: { files: [{ name: "raid.csv", text: "account\npeter\n" }] },
      [ACT_FIELDS.time]: " until tomorrow 09:00 ",
      [ACT_FIELDS.template]: "Threats",
      [ACT_FIELDS.reason]: "raid",
      [ACT_FIELDS.options]: ["dry_run"],
    });
    expect(entry).toEqual({
      verb: "mute",
      group: "live",
      accounts: "tommy\n jared ",
      file: { id: file!.id, name: "raid.csv" },
      time: "until tomorrow 09:00",
      template: "Threats",
      reason: "raid",
      dryRun: true,
    });
    expect(seen?.private_metadata).toBe(options.privateMetadata);
  });

  it("what is chosen from the start, and nothing more", async () => {
    const { status, shown, entry } = await submitted({ [ACT_FIELDS.verb]: "kick" });
    expect(entry).toEqual({
      verb: "kick",
      group: "lobby",
      accounts: "",
      file: null,
      time: "",
      template: null,
      reason: "",
      dryRun: false,
    });
    expect(
      (await submitted({ [ACT_FIELDS.verb]: "kick", [ACT_FIELDS.template]: NO_TEMPLATE })).entry.template,
    ).toBeNull();
    expect({ status, shown }).toEqual({ status: "acknowledged", shown: ["Whom?"] });
  });

  it("and without a command or with a picture for a list the form does not go", async () => {
    expect(await submitted({ [ACT_FIELDS.accounts]: "tommy" })).toMatchObject({ status: "not_delivered" });
    const picture = { files: [{ name: "raid.png", text: "x" }] };
    const values = { [ACT_FIELDS.verb]: "kick", [ACT_FIELDS.file]: picture };
    expect(await submitted(values)).toMatchObject({ status: "not_delivered" });
  });
});

describe("a submission that is none", () => {
  const nothing = {
    verb: null,
    group: null,
    accounts: "",
    file: null,
    time: "",
    template: null,
    reason: "",
    dryRun: true,
  };

  it("reads as nothing entered, and only to be shown", () => {
    for (const values of [
      undefined,
      null,
      7,
      "x",
      [],
      {},
      { act_verb: null },
      { act_verb: { act_verb: [] } },
    ]) {
      expect(readAct(values)).toEqual(nothing);
    }
    const broken = { act_options: { act_options: { type: "checkboxes", selected_options: [{}] } } };
    expect(readAct(broken).dryRun).toBe(true);
  });

  it("never throws", () => {
    const ids = Object.values(ACT_FIELDS);
    const state = fc.oneof(
      fc.anything(),
      fc.record({ selected_option: fc.anything(), value: fc.anything(), files: fc.array(fc.anything()) }),
    );
    const values = fc.dictionary(
      fc.constantFrom(...ids, "__proto__"),
      fc.dictionary(fc.constantFrom(...ids), state),
    );
    fc.assert(
      fc.property(fc.oneof(values, fc.anything()), (any) => {
        const entry = readAct(any);
        expect(Object.keys(entry)).toEqual(Object.keys(nothing));
        expect(typeof entry.accounts).toBe("string");
      }),
    );
  });
});
