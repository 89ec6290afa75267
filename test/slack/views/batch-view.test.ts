import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { App, ViewOutput } from "@slack/bolt";
import type { Entered } from "../../../src/sandbox/slack/acts/entered.ts";
import { readView } from "../../../src/sandbox/slack/view-schema.ts";
import { BATCH_FIELDS, batchView, type BatchViewOptions } from "../../../src/slack/views/batch-view.ts";
import { readBatch } from "../../../src/slack/views/read-batch.ts";
import { openBolt } from "../../sandbox/slack/bolt-app.ts";

const options: BatchViewOptions = {
  verbs: [
    { name: "mute", summary: "Stop accounts from writing in a group, for a time" },
    { name: "kick", summary: "Take accounts out of a group" },
  ],
  groups: ["lobby", "live"],
  group: "lobby",
  verb: null,
  channel: "C0LOBBYMODS",
  privateMetadata: '{"channel":"C0LOBBYMODS"}',
};

/** What Slack says against the view. */
function complaints(more: Partial<BatchViewOptions>): readonly string[] {
  let ids = 0;
  const read = readView(batchView({ ...options, ...more }), "modal", () => `id${(ids += 1)}`);
  return read.ok ? [] : read.failure;
}

interface Menu {
  readonly options?: readonly { readonly value: string }[];
  readonly option_groups?: readonly { readonly options: readonly { readonly value: string }[] }[];
  readonly initial_option?: { readonly value: string };
}

function menu(field: keyof typeof BATCH_FIELDS, more: Partial<BatchViewOptions> = {}) {
  const { blocks } = batchView({ ...options, ...more });
  const block = blocks.find((one) => one.block_id === BATCH_FIELDS[field]) as unknown as { element: Menu };
  const { element } = block;
  const offered = [
    ...(element.options ?? []),
    ...(element.option_groups ?? []).flatMap((one) => one.options),
  ];
  return { chosen: element.initial_option?.value, offered: offered.map(({ value }) => value) };
}

describe("the form", () => {
  it("keeps to Slack's limits, also with a hundred commands and thousands of groups with long names", () => {
    expect(complaints({})).toEqual([]);
    const verbs = Array.from({ length: 100 }, (_, n) => ({ name: `verb${n}`, summary: "s".repeat(200) }));
    for (const count of [1, 100, 101, 250, 10_000]) {
      const groups = Array.from({ length: count }, (_, n) => `${"g".repeat(100)}${n}`);
      expect(complaints({ verbs, groups, group: groups.at(-1)!, verb: "verb99" })).toEqual([]);
      expect(menu("group", { groups }).offered).toEqual(groups);
    }
    expect(complaints({ privateMetadata: "x".repeat(3_000) })).toEqual([]);
  });

  it("has the channel's group and the command chosen, or none when they are not offered", () => {
    expect(menu("group")).toEqual({ chosen: "lobby", offered: ["lobby", "live"] });
    expect(menu("verb")).toEqual({ chosen: undefined, offered: ["mute", "kick"] });
    expect(menu("verb", { verb: "kick" }).chosen).toBe("kick");
    expect(menu("group", { group: null }).chosen).toBeUndefined();
    expect(menu("group", { group: "den" }).chosen).toBeUndefined();
    expect(menu("verb", { verb: "nuke" }).chosen).toBeUndefined();
  });
});

describe("what was entered is read back", () => {
  async function submitted(values: Entered) {
    const seen: ViewOutput[] = [];
    await using stage = await openBolt("http", (app: App) => {
      app.command("/mod", async ({ ack, client, command }) => {
        await ack();
        await client.views.open({ trigger_id: command.trigger_id, view: batchView(options) });
      });
      app.view("batch", async ({ ack, view }) => {
        seen.push(view);
        const { accounts, file } = readBatch(view.state.values);
        if (accounts !== "" || file) return ack();
        return ack({ response_action: "errors", errors: { [BATCH_FIELDS.accounts]: "Whom?" } });
      });
    });
    await stage.slack.command({ as: "mia", channel: "lobby-mods", text: "/mod" });
    const { id } = await stage.slack.until(() => stage.slack.viewsOf("mia")[0]);
    const { status, shown } = await stage.slack.submit({ as: "mia", viewId: id, values });
    const [file] = stage.slack.files();
    return { status, shown, file, entry: readBatch(seen[0]?.state.values), seen: seen[0] };
  }

  it("all of it", async () => {
    const { file, entry, seen } = await submitted({
      [BATCH_FIELDS.verb]: "mute",
      [BATCH_FIELDS.group]: "live",
      [BATCH_FIELDS.accounts]: "tommy\n jared ",
      [BATCH_FIELDS.file]: { files: [{ name: "raid.csv", text: "account\npeter\n" }] },
      [BATCH_FIELDS.time]: " until tomorrow 09:00 ",
      [BATCH_FIELDS.reason]: "raid",
      [BATCH_FIELDS.options]: ["dry_run"],
    });
    expect(entry).toEqual({
      verb: "mute",
      group: "live",
      accounts: "tommy\n jared ",
      file: { id: file!.id, name: "raid.csv" },
      time: "until tomorrow 09:00",
      reason: "raid",
      dryRun: true,
    });
    expect(seen?.private_metadata).toBe(options.privateMetadata);
  });

  it("what is chosen from the start, and nothing more", async () => {
    const { status, shown, entry } = await submitted({ [BATCH_FIELDS.verb]: "kick" });
    expect(entry).toEqual({
      verb: "kick",
      group: "lobby",
      accounts: "",
      file: null,
      time: "",
      reason: "",
      dryRun: false,
    });
    expect({ status, shown }).toEqual({ status: "acknowledged", shown: ["Whom?"] });
  });

  it("and without a command or with a picture for a list the form does not go", async () => {
    expect(await submitted({ [BATCH_FIELDS.accounts]: "tommy" })).toMatchObject({ status: "not_delivered" });
    const picture = { files: [{ name: "raid.png", text: "x" }] };
    const values = { [BATCH_FIELDS.verb]: "kick", [BATCH_FIELDS.file]: picture };
    expect(await submitted(values)).toMatchObject({ status: "not_delivered" });
  });
});

describe("a submission that is none", () => {
  const nothing = { verb: null, group: null, accounts: "", file: null, time: "", reason: "", dryRun: true };

  it("reads as nothing entered, and only to be shown", () => {
    for (const values of [
      undefined,
      null,
      7,
      "x",
      [],
      {},
      { batch_verb: null },
      { batch_verb: { batch_verb: [] } },
    ]) {
      expect(readBatch(values)).toEqual(nothing);
    }
    const broken = { batch_options: { batch_options: { type: "checkboxes", selected_options: [{}] } } };
    expect(readBatch(broken).dryRun).toBe(true);
  });

  it("never throws", () => {
    const ids = Object.values(BATCH_FIELDS);
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
        const entry = readBatch(any);
        expect(Object.keys(entry)).toEqual(Object.keys(nothing));
        expect(typeof entry.accounts).toBe("string");
      }),
    );
  });
});
