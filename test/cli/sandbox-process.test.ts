import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { lockFolder } from "../../src/ledger/sqlite/lock.ts";
import { LAUNCHER, run, type Program } from "./program.ts";

/** Each of these starts several processes, beside other tests on as few as two cores. */
const PATIENCE = { timeout: 60_000 } as const;
const SOON = { timeout: 20_000, interval: 50 } as const;
/** More than one request of Tencent's bans takes. */
const ALL = Array.from({ length: 40 }, (_, index) => `user${index + 1}`);

const world = z.object({
  bailiff: z.object({
    url: z.string(),
    state: z.enum(["running", "killed", "starting"]),
    restarts: z.number(),
    pid: z.number().nullable(),
  }),
});
const effects = z.array(z.object({ verb: z.string(), account: z.string() }));
const seen = z.object({ ephemeral: z.array(z.string()), posted: z.array(z.object({ text: z.string() })) });

/** A sandbox that a user has started, and what can be asked of it. */
async function open(entry?: string) {
  const program = run(["start", "--port", "0"], {}, entry);
  const [, url = ""] = await program.says(/the sandbox\s+(http:\/\/\S+)/);
  const post = async (path: string, body: object = {}): Promise<unknown> => {
    const answer = await fetch(`${url}/sandbox/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
    return answer.json();
  };
  const get = async (path: string): Promise<unknown> => (await fetch(`${url}/sandbox/${path}`)).json();
  return {
    program,
    post,
    get,
    bailiff: async () => world.parse(await get("world")).bailiff,
    effects: async (vendor: string) => effects.parse(await get(`vendors/${vendor}/effects`)),
    say: async (as: string, channel: string, text: string) =>
      seen.parse(await post("command", { as, channel, text, wait_ms: 30_000 })),
    journal: journalOf(program),
  };
}

function journalOf(program: Program): string {
  return /BAILIFF_DATA=(\S+)/.exec(program.output())?.[1] ?? "";
}

async function isServed(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

describe("Bailiff killed in the sandbox", PATIENCE, () => {
  it("goes on with a batch: each account once, exact books, one result, under the same address", async () => {
    const sandbox = await open();
    await using _ = sandbox.program;
    const before = await sandbox.bailiff();
    await sandbox.post("faults", { vendor: "tencent", fault: "latency:2500", times: 1 });
    const asked = sandbox.say("adam", "lobby-mods", `/ban ${ALL.join(",")} 1h`);
    await expect.poll(async () => (await sandbox.effects("tencent")).length, SOON).toBe(20);
    expect(await sandbox.post("kill", { back_after_ms: 500 })).toEqual({ killed: true });
    expect(await sandbox.bailiff()).toMatchObject({ state: "killed", pid: null });
    expect(await isServed(before.url)).toBe(false);
    const meanwhile = await sandbox.say("mia", "lobby-mods", "/muted");
    expect(meanwhile.ephemeral.join()).toContain("dispatch_failed");

    expect((await asked).posted.map(({ text }) => text).join()).toContain("40 done");
    const results = z
      .array(z.object({ text: z.string() }))
      .parse(await sandbox.get("channels/lobby-mods/messages"));
    expect(results.map(({ text }) => text)).toEqual([expect.stringMatching(/#1.* ban .*40 done/)]);
    const banned = (await sandbox.effects("tencent")).map(({ account }) => account);
    expect(banned.toSorted()).toEqual(ALL.toSorted());
    const after = await sandbox.bailiff();
    expect(after).toMatchObject({ url: before.url, state: "running", restarts: 1 });
    expect(after.pid).not.toBe(before.pid);
    const answered = await sandbox.say("mia", "lobby-mods", "/case 1");
    expect(answered.ephemeral.join()).toContain("40 done");
    await using verified = run(["audit", "verify", "--key", join(sandbox.journal, "audit.key")], {
      BAILIFF_DATA: sandbox.journal,
    });
    expect(await verified.ended()).toBe(0);
    expect(verified.output()).toContain("INTEGRITY: fine");
  });

  it("has the clock of the sandbox, however often it was moved: while it lives, and while it is dead", async () => {
    const sandbox = await open();
    await using _ = sandbox.program;
    const done = async () => (await sandbox.effects("easemob")).map(({ verb }) => verb);
    await sandbox.say("mia", "stage-mods", "/ban @peter 1h");
    await sandbox.post("clock", { advance: "59m" });
    expect(await done()).toEqual(["ban"]);
    await sandbox.post("clock", { advance: "2m" });
    await expect.poll(done, SOON).toEqual(["ban", "unban"]);

    await sandbox.say("mia", "stage-mods", "/ban @jared 1h");
    await sandbox.post("kill", { back_after_ms: 200 });
    await sandbox.post("clock", { advance: "59m" });
    await expect.poll(async () => (await sandbox.bailiff()).state, SOON).toBe("running");
    expect(await done()).toEqual(["ban", "unban", "ban"]);
    await sandbox.post("kill", { back_after_ms: 200 });
    await sandbox.post("clock", { advance: "2m" });
    await expect.poll(done, SOON).toEqual(["ban", "unban", "ban", "unban"]);
  });

  it("begins anew with empty books when it is reset while it is dead, and stays at one life", async () => {
    const sandbox = await open();
    await using _ = sandbox.program;
    await sandbox.say("mia", "lobby-mods", "/kick @tommy");
    await sandbox.post("kill", { back_after_ms: 1_000 });
    expect(await sandbox.post("reset")).toEqual({ reset: true });
    const begun = await sandbox.bailiff();
    expect(begun).toMatchObject({ state: "running", restarts: 0 });
    expect(await sandbox.effects("tencent")).toEqual([]);
    const { posted } = await sandbox.say("mia", "lobby-mods", "/kick @jared");
    expect(posted.map(({ text }) => text).join()).toContain("*#1*");
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await sandbox.bailiff()).toEqual(begun);
  });

  it("comes back once when it is killed several times at once, and while it starts", async () => {
    const sandbox = await open();
    await using _ = sandbox.program;
    const kill = () => sandbox.post("kill", { back_after_ms: 100 });
    await Promise.all([kill(), kill(), kill()]);
    await expect.poll(async () => (await sandbox.bailiff()).state, SOON).toBe("starting");
    await kill();
    await expect.poll(async () => (await sandbox.bailiff()).state, SOON).toBe("running");
    const { posted } = await sandbox.say("mia", "lobby-mods", "/kick @tommy");
    expect(posted.map(({ text }) => text).join()).toContain("1 done");
    expect(sandbox.program.output()).not.toMatch(/did not come back|ended by itself/);
    expect(sandbox.program.output().match(/Bailiff is back/g)).toHaveLength(1);
  });
});

describe("Bailiff's process in the sandbox", PATIENCE, () => {
  it("that somebody else kills is told, with what starts it again", async () => {
    const sandbox = await open();
    await using _ = sandbox.program;
    const { pid } = await sandbox.bailiff();
    if (pid === null) throw new Error("it has no process");
    process.kill(pid, "SIGKILL");
    await sandbox.program.says(/ended by itself \(SIGKILL\).*curl -s \S+\/sandbox\/kill /s);
    expect(await sandbox.bailiff()).toMatchObject({ state: "killed" });
    await sandbox.post("kill", { back_after_ms: 0 });
    await expect.poll(async () => (await sandbox.bailiff()).state, SOON).toBe("running");
    const { posted } = await sandbox.say("mia", "lobby-mods", "/kick @tommy");
    expect(posted.map(({ text }) => text).join()).toContain("1 done");
  });

  it("that does not come back is told too, with the reason", async () => {
    const sandbox = await open();
    await using _ = sandbox.program;
    await sandbox.post("kill", { back_after_ms: 500 });
    const lock = lockFolder(sandbox.journal);
    await sandbox.program.says(
      /did not come back\. Another Bailiff process is using .*curl -s \S+\/sandbox\/reset /s,
    );
    expect(await sandbox.bailiff()).toMatchObject({ state: "killed" });
    lock?.close();
    await sandbox.post("reset");
    expect(await sandbox.bailiff()).toMatchObject({ state: "running", restarts: 0 });
  });

  it.each(["SIGTERM", "SIGINT"] as const)("ends with the sandbox on %s", async (signal) => {
    const sandbox = await open();
    await using _ = sandbox.program;
    const { url } = await sandbox.bailiff();
    sandbox.program.child.kill(signal);
    expect(await sandbox.program.ended()).toBe(0);
    expect(await isServed(url)).toBe(false);
  });

  it.each([
    ["the program", undefined],
    ["npm's child, which starts the program", LAUNCHER],
  ])("is not left behind when %s is killed outright", async (_name, entry) => {
    const sandbox = await open(entry);
    await using _ = sandbox.program;
    const { url } = await sandbox.bailiff();
    expect(await isServed(`${url}/healthz`)).toBe(true);
    sandbox.program.child.kill("SIGKILL");
    await expect.poll(() => isServed(url), SOON).toBe(false);
    // Its end of the output is closed too: no process has it any more.
    await sandbox.program.ended();
  });
});
