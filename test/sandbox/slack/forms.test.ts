import type { App, ViewOutput } from "@slack/bolt";
import type { WebAPIPlatformError } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import type { Entered } from "../../../src/sandbox/slack/acts/entered.ts";
import { openBolt, type Stage } from "./bolt-app.ts";

/** Forms with every kind of field, filled in by a person and sent to a real Bolt app over HTTP. */

const plain = (text: string) => ({ type: "plain_text" as const, text });
const option = (value: string) => ({ text: plain(value.toUpperCase()), value });
const field = (block_id: string, element: object, optional = true) => ({
  type: "input" as const,
  block_id,
  optional,
  label: plain(block_id),
  element: { action_id: "it", ...element },
});
const form = (blocks: object[], title = "Form") =>
  ({ type: "modal", callback_id: "form", title: plain(title), submit: plain("Go"), blocks }) as never;
const fileField = (more: object = {}, optional = true) =>
  field("list", { type: "file_input", filetypes: ["csv", "txt"], max_files: 2, ...more }, optional);

/** Opens the form for mia by a command; `onView` answers its submission. */
async function opened(view: never, onView: Parameters<App["view"]>[1] = ({ ack }) => ack()) {
  const failures: unknown[] = [];
  const stage = await openBolt("http", (app) => {
    app.command("/mod", async ({ ack, client, command }) => {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view }).catch((error: unknown) => {
        failures.push((error as WebAPIPlatformError).data);
      });
    });
    app.view("form", onView as never);
  });
  return { ...stage, failures, ask: () => ask(stage), open: () => openFor(stage) };
}

const ask = ({ slack }: Stage) => slack.command({ as: "mia", channel: "lobby-mods", text: "/mod" });

async function openFor(stage: Stage): Promise<string> {
  await ask(stage);
  return (await stage.slack.until(() => stage.slack.viewsOf("mia")[0])).id;
}

describe("a submitted form", () => {
  it("carries each field in the shape of its kind, touched or not", async () => {
    const seen: ViewOutput[] = [];
    const kinds = {
      text: { type: "plain_text_input", multiline: true },
      verb: { type: "static_select", options: ["mute", "kick"].map(option), initial_option: option("mute") },
      group: { type: "external_select", min_query_length: 0 },
      more: { type: "multi_static_select", options: ["a", "b"].map(option) },
      dry: { type: "checkboxes", options: ["dry"].map(option), initial_options: ["dry"].map(option) },
      who: { type: "users_select" },
      where: { type: "conversations_select" },
      day: { type: "datepicker" },
      list: { type: "file_input" },
    };
    const blocks = Object.entries(kinds).map(([id, element]) => field(id, element));
    await using stage = await opened(form(blocks), async ({ ack, view }) => {
      seen.push(view as ViewOutput);
      await ack();
    });
    const states = async (values: Entered) => {
      const viewId = await stage.open();
      expect(await stage.slack.submit({ as: "mia", viewId, values })).toMatchObject({
        status: "acknowledged",
      });
      const { state } = seen.at(-1)!;
      return Object.fromEntries(Object.entries(state.values).map(([id, actions]) => [id, actions["it"]]));
    };
    expect(await states({})).toEqual({
      text: { type: "plain_text_input", value: null },
      verb: { type: "static_select", selected_option: option("mute") },
      group: { type: "external_select", selected_option: null },
      more: { type: "multi_static_select", selected_options: [] },
      dry: { type: "checkboxes", selected_options: [option("dry")] },
      who: { type: "users_select", selected_user: null },
      where: { type: "conversations_select", selected_conversation: null },
      day: { type: "datepicker", selected_date: null },
      list: { type: "file_input", files: [] },
    });
    const filled = await states({
      text: "tommy\njared",
      verb: "kick",
      group: "lobby",
      more: ["a", "b"],
      dry: [],
      who: "U00000MAX",
      where: "C0LOBBYMODS",
      day: "2026-11-21",
      list: { files: [{ name: "list.csv", text: "account\ntommy\n" }] },
    });
    expect(filled).toMatchObject({
      text: { value: "tommy\njared" },
      verb: { selected_option: { value: "kick" } },
      group: { selected_option: { value: "lobby" } },
      more: { selected_options: [{ value: "a" }, { value: "b" }] },
      dry: { selected_options: [] },
      who: { selected_user: "U00000MAX" },
      where: { selected_conversation: "C0LOBBYMODS" },
      day: { selected_date: "2026-11-21" },
    });
    const file = filled["list"]?.files?.[0];
    expect(file).toMatchObject({
      name: "list.csv",
      mimetype: "text/csv",
      filetype: "csv",
      user: "U00000MIA",
    });
    const headers = { authorization: `Bearer ${stage.slack.credentials.botToken}` };
    const bytes = await fetch(file!.url_private_download, { headers });
    expect(await bytes.text()).toBe("account\ntommy\n");
    const { file: told } = await stage.app.client.files.info({ file: file!.id });
    expect(told).toMatchObject({ size: 14, name: "list.csv" });
  });

  it("is not sent while a file is missing, of a wrong kind, or one too many", async () => {
    let submissions = 0;
    await using stage = await opened(form([fileField({}, false)]), async ({ ack }) => {
      submissions += 1;
      await ack();
    });
    const viewId = await stage.open();
    const submit = (...names: string[]) => {
      const files = names.map((name) => ({ name, text: "x" }));
      return stage.slack.submit({ as: "mia", viewId, values: { list: { files } } });
    };
    expect(await stage.slack.submit({ as: "mia", viewId })).toMatchObject({ status: "not_delivered" });
    expect(await submit("list.exe")).toMatchObject({
      status: "not_delivered",
      shown: ["list: list.exe is not of the file types csv, txt."],
    });
    expect(await submit("a.csv", "b.csv", "c.csv")).toMatchObject({ status: "not_delivered" });
    expect(submissions).toBe(0);
    expect(await submit("A.CSV", "b.txt")).toMatchObject({ status: "acknowledged" });
    expect(stage.slack.files().map(({ name, user }) => [name, user])).toEqual([
      ["A.CSV", "mia"],
      ["b.txt", "mia"],
    ]);
  });

  it.each([
    ["no file at all", { max_files: 0 }],
    ["more than ten files", { max_files: 11 }],
    ["file types that are none", { filetypes: "csv" }],
    ["a field nobody knows", { multiline: true }],
  ])("cannot ask for %s", async (_, more) => {
    await using stage = await opened(form([fileField(more)]));
    await stage.ask();
    await expect.poll(() => stage.failures).toMatchObject([{ error: "invalid_arguments" }]);
  });

  it("asks for files only where the app may read them", async () => {
    await using stage = await opened(form([fileField()]));
    stage.slack.setBotScopes(["commands"]);
    await stage.ask();
    await expect.poll(() => stage.failures).toMatchObject([{ error: "missing_scope", needed: "files:read" }]);
  });
});

describe("the answer to a submission", () => {
  const text = field("text", { type: "plain_text_input" });
  const note = { type: "section", block_id: "note", text: plain("note") };
  const answered = async (answer: object) => {
    const stage = await opened(form([text, note]), ({ ack }) => ack(answer as never));
    const viewId = await stage.open();
    const result = await stage.slack.submit({ as: "mia", viewId, values: { text: "x" } });
    const titles = stage.slack
      .viewsOf("mia")
      .map((view) => (view as { readonly title?: { readonly text: string } }).title?.text);
    await stage[Symbol.asyncDispose]();
    return { shown: result.shown, titles };
  };
  const FAILED = [expect.stringContaining("could not be sent")];

  it("shows an error beside a field, and keeps what is open", async () => {
    const answer = { response_action: "errors", errors: { text: "Not that." } };
    expect(await answered(answer)).toEqual({ shown: ["Not that."], titles: ["Form"] });
  });

  it("fails when the error is for a block that is no field", async () => {
    for (const id of ["note", "nowhere"]) {
      const answer = { response_action: "errors", errors: { [id]: "Not that." } };
      expect(await answered(answer)).toEqual({ shown: FAILED, titles: ["Form"] });
    }
  });

  it("changes the form, puts another on top, or closes all", async () => {
    const next = form([note], "Next");
    expect(await answered({ response_action: "update", view: next })).toEqual({
      shown: [],
      titles: ["Next"],
    });
    expect(await answered({ response_action: "push", view: next })).toEqual({
      shown: [],
      titles: ["Next", "Form"],
    });
    expect(await answered({ response_action: "clear" })).toEqual({ shown: [], titles: [] });
    const broken = { response_action: "update", view: form([fileField({ max_files: 0 })]) };
    expect(await answered(broken)).toEqual({ shown: FAILED, titles: ["Form"] });
  });
});
