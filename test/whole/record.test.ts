import { describe, expect, it } from "vitest";
import type { ChannelMessage } from "../../src/audit/channel-form.ts";
import { readSigner, readVerifier } from "../../src/audit/note.ts";
import { exitCodeOf } from "../../src/audit/report.ts";
import { verifyChannel } from "../../src/audit/verify-channel.ts";
import type { Known } from "../../src/audit/verify-database.ts";
import { SILENT } from "../../src/cli/checkup.ts";
import { slackOf } from "../../src/cli/sandbox-config.ts";
import { boltLogger } from "../../src/slack/app.ts";
import { createClient } from "../../src/slack/client.ts";
import { compareChannel } from "../../src/slack/compare-channel.ts";
import { readChannel } from "../../src/slack/read-channel.ts";
import { describeComparison } from "../../src/texts/comparison.ts";
import { describeReport } from "../../src/texts/audit.ts";
import { AUDIT_KEY } from "../audit-key.ts";
import { openScene, type Scene } from "./scene.ts";

/** What an auditor has who never sees the database: the log channel, and the key that checks. */
const KNOWN: Known = { keys: [verifierOf()], notes: [] };

function verifierOf() {
  const signer = readSigner(AUDIT_KEY.reveal());
  const verifier = signer.ok ? readVerifier(signer.value.verifier) : signer;
  if (!verifier.ok) throw new Error("the key of the tests can be read");
  return verifier.value;
}

function eyes(scene: Scene) {
  const { botToken, apiUrl } = slackOf(scene.sandbox);
  const client = createClient(botToken, apiUrl, boltLogger(SILENT));
  const { id: channel } = scene.sandbox.slack.workspace.channelNamed("mod-log");
  const { ledger } = scene.bailiff;
  return { client, channel, ledger, clock: scene.sandbox.clock };
}

async function messagesIn(scene: Scene): Promise<readonly ChannelMessage[]> {
  const { client, channel, clock } = eyes(scene);
  const messages: ChannelMessage[] = [];
  for await (const page of readChannel(client, channel, clock)) {
    if (!page.ok) throw new Error("the log channel cannot be read");
    messages.push(...page.value);
  }
  return messages.toReversed();
}

async function verified(messages: readonly ChannelMessage[]) {
  const report = await verifyChannel(
    {
      from: null,
      async *messages() {
        yield messages;
      },
    },
    KNOWN,
  );
  return { code: exitCodeOf(report), said: describeReport(report, "mod-log") };
}

async function compared(scene: Scene): Promise<string> {
  const comparison = await compareChannel(eyes(scene), eyes(scene).channel);
  if (!comparison.ok) throw new Error("the log channel cannot be read");
  return describeComparison(comparison.value).join("\n");
}

/** A day with everything that has ever tried to come alive in a message. */
async function aDay(scene: Scene): Promise<void> {
  await scene.say("mia", "lobby-mods", "/mute @tommy 10m spam");
  await scene.say(
    "mia",
    "lobby-mods",
    '/kick @jared <!channel> =HYPERLINK("x") `code` *b* :smile: \u202Eover https://evil.example 😀',
  );
  await scene.say("mel", "lobby-mods", "/kick @peter");
  await scene.say("mia", "lobby-mods", `/mute @leckie 10m ${'"\\ '.repeat(300)}`);
  scene.sandbox.clock.advance(61 * 60_000);
  await scene.settled();
}

describe("the record of a day", () => {
  it("is proven from the log channel alone, and agrees with the database", async () => {
    await using scene = await openScene();
    await aDay(scene);
    const messages = await messagesIn(scene);
    const { code, said } = await verified(messages);
    expect(said).toContain("INTEGRITY: fine");
    expect(said).toMatch(/COMPLETENESS: shown up to entry \d+ \(checkpoint of /);
    expect(said).toContain("signed by bailiff/test, a key that you gave");
    expect(code).toBe(0);
    expect(await compared(scene)).toMatch(
      /^The log channel and the database agree: \d+ entries, from 1 to \d+, and \d checkpoints\.$/,
    );
  });

  it("shows when a message of it was deleted or edited", async () => {
    await using scene = await openScene();
    await aDay(scene);
    const { client, channel } = eyes(scene);
    const messages = await messagesIn(scene);
    const logs = messages.filter(({ text = "" }) => text.startsWith("`"));
    const [edited, deleted] = [logs[1], logs[2]];
    if (!edited || !deleted) throw new Error("there are messages of the log");
    await client.chat.update({ channel, ts: edited.ts, text: (edited.text ?? "").replace("mia", "max") });
    await client.chat.delete({ channel, ts: deleted.ts });
    const number = Number(/`(\d+) /.exec(edited.text ?? "")?.[1]);
    const gone = Number(/`(\d+) /.exec(deleted.text ?? "")?.[1]);
    const spoilt = await verified(await messagesIn(scene));
    expect(spoilt.said).toMatch(new RegExp(`INTEGRITY: BROKEN\n  Entr(y|ies) ${number}\\b`));
    expect(spoilt.said).toMatch(new RegExp(`(Entry|Entries|entry|entries) ${gone}\\b.*(missing|not there)`));
    expect(spoilt.code).toBe(1);
    const said = await compared(scene);
    expect(said).toMatch(new RegExp(`(Entry|Entries) ${number}\\b.*Slack marks the message as edited`));
    expect(said).toMatch(new RegExp(`(Entry|Entries) ${gone}\\b.*not in the channel`));
  });
});
