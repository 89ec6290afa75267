import type { InputBlock, KnownBlock } from "@slack/types";
import { describe, expect, it } from "vitest";
import { complaintsOf, withLabels } from "../../../src/sandbox/page/client/blocks/complaints.ts";
import {
  stillThere,
  toSend,
  valueIn,
  type Entries,
} from "../../../src/sandbox/page/client/blocks/entries.ts";
import { wordsIn } from "../../../src/sandbox/page/client/blocks/words-in.ts";

/** What a person enters in a window on the sandbox's page. */

const plain = (text: string) => ({ type: "plain_text" as const, text });
const option = (value: string) => ({ text: plain(value.toUpperCase()), value });
const field = (block_id: string, element: InputBlock["element"], optional = false): InputBlock => ({
  type: "input",
  block_id,
  optional,
  label: plain(`The ${block_id}`),
  element: { action_id: "it", ...element },
});
const verbs = (...offered: string[]) =>
  field("verb", { type: "static_select", options: offered.map(option) });
const reason = field("reason", { type: "plain_text_input", min_length: 3, max_length: 5 }, true);
const entered = (value: string): Entries[string] => ({ action: "it", value });

describe("entries of a window", () => {
  it("begin with what the app put there", () => {
    const block = field("verb", {
      type: "static_select",
      options: ["mute", "kick"].map(option),
      initial_option: option("kick"),
    });
    expect(valueIn(block, {})).toBe("kick");
    expect(valueIn(block, { verb: entered("mute") })).toBe("mute");
    expect(toSend({ verb: entered("mute") })).toEqual({ verb: "mute" });
  });

  it("stay when the app changes the window, where the field and the choice are still there", () => {
    const entries = { verb: entered("mute"), reason: entered("spam"), gone: entered("x") };
    expect(stillThere(entries, [verbs("mute", "ban"), reason])).toEqual({
      verb: entered("mute"),
      reason: entered("spam"),
    });
    expect(stillThere(entries, [verbs("ban"), reason])).toEqual({ reason: entered("spam") });
    const other = field("verb", { type: "plain_text_input", action_id: "other" });
    expect(stillThere(entries, [other])).toEqual({});
  });

  it("are complained of by field, as Slack's own client does", () => {
    const blocks: KnownBlock[] = [verbs("mute"), reason];
    expect(complaintsOf(blocks, {})).toEqual({ verb: "This has to be filled in." });
    const said = (value: string) =>
      complaintsOf(blocks, { verb: entered("mute"), reason: entered(value) })["reason"];
    expect(said("ab")).toBe("This takes 3 characters at least.");
    expect(said("abc")).toBeUndefined();
    expect(said("")).toBeUndefined();
    expect(said("abcdef")).toBe("This takes 5 characters at most; it has 6.");
  });

  it("are called by their labels in what the stand-in for Slack says", () => {
    expect(withLabels("verb: must be filled in.", [verbs("mute")])).toBe("The verb: must be filled in.");
  });
});

describe("a block that is not drawn", () => {
  it("still tells every text in it", () => {
    const card = {
      type: "card",
      title: { type: "mrkdwn", text: "Title" },
      actions: [{ type: "button", text: plain("Go") }],
    };
    expect(wordsIn(card)).toEqual(["Title", "Go"]);
  });
});
