import { createServer } from "node:http";
import { once } from "node:events";
import { readFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCheckpoint } from "../../src/audit/checkpoint.ts";
import { generateKey, openNote, readVerifier } from "../../src/audit/note.ts";
import { readSigners } from "../../src/audit/signers.ts";
import { EMPTY_FRONTIER, grow, rootOf } from "../../src/audit/tree.ts";
import { Secret } from "../../src/secret.ts";
import { AUDIT_KEY } from "../audit-key.ts";
import { openScene, type Scene } from "./scene.ts";

const HOUR_MS = 3_600_000;

const VERIFIER = verifierOf(AUDIT_KEY.reveal());

function verifierOf(key: string): string {
  const signers = readSigners(key);
  if (!signers.ok) throw new Error("the key of the tests is no key");
  return signers.value[0].verifier;
}

/** Each checkpoint of a channel, opened with the key that auditors were given. */
function checkpointsIn({ sandbox }: Scene, channel = "mod-log", verifiers: readonly string[] = [VERIFIER]) {
  const known = verifiers.map((text) => {
    const verifier = readVerifier(text);
    if (!verifier.ok) throw new Error("a verifier of the tests is none");
    return verifier.value;
  });
  return sandbox.slack.messages(channel).flatMap(({ text }) => {
    const note = /```([^`]+)```/.exec(text)?.[1];
    if (note === undefined) return [];
    const opened = openNote(`${note}\n`, known);
    const told = opened.ok ? readCheckpoint(opened.value.text) : opened;
    if (!told.ok) throw new Error(`a checkpoint does not verify: ${JSON.stringify(told.failure)}`);
    return [{ ...told.value, signedBy: opened.ok ? opened.value.signedBy : [] }];
  });
}

async function passHours(scene: Scene, hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour += 1) {
    const before = checkpointsIn(scene).length;
    scene.sandbox.clock.advance(HOUR_MS);
    await scene.sandbox.slack.until(() => checkpointsIn(scene).length > before);
    await scene.settled();
  }
}

describe("signed checkpoints", () => {
  it("come with the start, every hour, and also when nothing happened, each over what the journal holds", async () => {
    await using scene = await openScene();
    expect(checkpointsIn(scene)).toMatchObject([{ origin: "bailiff/test", size: 2 }]);
    await scene.say("mia", "lobby-mods", "/mute @tommy 10m");
    await passHours(scene, 3);
    const entries = await scene.bailiff.ledger.entries(1, 1_000);
    const checkpoints = checkpointsIn(scene);
    expect(checkpoints).toHaveLength(4);
    const [, second, third, fourth] = checkpoints;
    expect(third?.size).toBe(second?.size);
    expect(fourth?.size).toBe(second?.size);
    for (const { size, root, head } of checkpoints) {
      let tree = EMPTY_FRONTIER;
      for (const { hash } of entries.slice(0, size)) tree = grow(tree, hash);
      expect(root).toBe(rootOf(tree));
      expect(head).toBe(entries[size - 1]?.hash);
    }
  });

  it("come after a thousand entries without waiting for the hour", async () => {
    await using scene = await openScene();
    const facts = Array.from({ length: 1_200 }, (_, n) => ({
      kind: "denied" as const,
      case: null,
      body: { n },
    }));
    for (let from = 0; from < facts.length; from += 300)
      await scene.bailiff.ledger.append(facts.slice(from, from + 300));
    await scene.sandbox.slack.until(() => checkpointsIn(scene).length === 2, 20_000);
    expect(checkpointsIn(scene)[1]?.size).toBeGreaterThanOrEqual(1_000);
  });

  it("go on where they were after a restart, and an hour that was missed is not made up", async () => {
    await using scene = await openScene();
    await scene.restart(() => scene.sandbox.clock.advance(5 * HOUR_MS));
    await scene.sandbox.slack.until(() => checkpointsIn(scene).length === 2);
    await scene.settled();
    expect(checkpointsIn(scene)).toHaveLength(2);
  });

  it("are put to one more place: a file, a webhook, a second channel", async () => {
    const folder = await mkdtemp(join(tmpdir(), "bailiff-copies-"));
    const got: string[] = [];
    let refusals = 1;
    const hook = createServer((request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (text) => (body += text));
      request.on("end", () => {
        // The first is refused, and comes again.
        response.statusCode = refusals > 0 ? 503 : 200;
        if (refusals === 0) got.push(body);
        refusals = Math.max(0, refusals - 1);
        response.end();
      });
    }).listen(0, "127.0.0.1");
    await once(hook, "listening");
    const address = hook.address();
    const port = typeof address === "object" ? address?.port : 0;
    const copies = {
      file: join(folder, "deep", "checkpoints.txt"),
      webhook: `http://127.0.0.1:${port}/secret-path`,
      channel: "C0APPROVALS",
    };
    try {
      await using scene = await openScene({ config: (file) => ({ ...file, audit: { copies } }) });
      scene.sandbox.clock.advance(60_000);
      await expect.poll(() => got.length, { timeout: 5_000 }).toBe(1);
      const [posted] = checkpointsIn(scene);
      expect(checkpointsIn(scene, "approvals")).toEqual([posted]);
      expect(await readFile(copies.file, "utf8")).toBe(`${got[0]}\n`);
      expect(got[0]).toContain(posted?.head);
      expect(scene.logged.join("\n")).not.toContain("secret-path");
    } finally {
      hook.close();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("are not signed over a journal that somebody changed, and that is told as a dead letter", async () => {
    await using scene = await openScene();
    await scene.say("mia", "lobby-mods", "/mute @tommy 10m");
    scene.tamper(
      "drop trigger entry_body_no_update; update entry_body set body = replace(body, 'tommy', 'jared')",
    );
    scene.sandbox.clock.advance(HOUR_MS);
    await expect
      .poll(async () => (await scene.bailiff.ledger.deadLetters(5)).map(({ why }) => why), { timeout: 5_000 })
      .toEqual([expect.stringMatching(/no checkpoint was signed: entry 3 is edited/)]);
    expect(checkpointsIn(scene)).toHaveLength(1);
  });

  it("are signed by the old and the new key while one takes over, which is on record", async () => {
    const fresh = generateKey("bailiff/test");
    await using scene = await openScene();
    await scene.restart(undefined, { auditKey: new Secret(`${fresh.signer} ${AUDIT_KEY.reveal()}`) });
    const verifiers = [VERIFIER, fresh.verifier];
    await scene.sandbox.slack.until(() => checkpointsIn(scene, "mod-log", verifiers).length === 2);
    // Whoever knows only one of the keys can check the change.
    expect(checkpointsIn(scene, "mod-log", [VERIFIER])).toHaveLength(2);
    const taken = (await scene.bailiff.ledger.entries(1, 100)).filter(({ kind }) => kind === "key_taken");
    expect(taken.map(({ body }) => JSON.parse(body ?? ""))).toEqual([
      { verifier: VERIFIER, before: null },
      { verifier: fresh.verifier, before: VERIFIER },
    ]);
    await scene.restart(undefined, { auditKey: new Secret(fresh.signer) });
    expect(
      (await scene.bailiff.ledger.entries(1, 100)).filter(({ kind }) => kind === "key_taken"),
    ).toHaveLength(2);
  });
});
