import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run, type Program } from "../cli/program.ts";
import { strangers, textOf } from "./files.ts";
import { layOut, letsThrough, readDockerfile } from "./image.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";

const recipe = readDockerfile(textOf("Dockerfile"));

describe("the Dockerfile", () => {
  it("takes the Node that the tests run with, by its exact version", () => {
    const { devDependencies } = JSON.parse(textOf("package.json")) as { devDependencies: { node: string } };
    expect(new Set(recipe.bases)).toEqual(new Set([`node:${devDependencies.node}-bookworm-slim`]));
  });

  it("copies only what is there, and .dockerignore lets that through", () => {
    const ignore = textOf(".dockerignore");
    expect(recipe.taken.filter((path) => !existsSync(path) || !letsThrough(ignore, path))).toEqual([]);
    expect(letsThrough(ignore, "src/cli/start.ts")).toBe(true);
  });

  it.each([
    "bailiff.yml",
    "bailiff.env",
    "database.env",
    ".env",
    ".npmrc",
    "config/bailiff.yml",
    "data/bailiff.db",
    ".git/config",
    "node_modules/x",
  ])("cannot take %s into a layer", (path) => expect(letsThrough(textOf(".dockerignore"), path)).toBe(false));

  it("sets what Bailiff knows, runs as somebody who may do little, and does not install at the start", () => {
    expect(strangers([...recipe.variables.keys()])).toEqual([]);
    expect(recipe.user).toBe("node");
    expect([...recipe.entrypoint, ...recipe.command]).toEqual(["node", "/app/src/main.ts", "start"]);
    expect(textOf("Dockerfile")).toMatch(/^STOPSIGNAL SIGTERM$/m);
  });
});

describe("what the image holds", { timeout: 60_000 }, () => {
  let image: Awaited<ReturnType<typeof layOut>>;
  let workspace: Workspace;
  let data: string;
  beforeAll(async () => {
    [image, workspace] = await Promise.all([layOut(recipe), openWorkspace()]);
    data = await mkdtemp(join(tmpdir(), "bailiff-image-data-"));
    await writeFile(join(data, "bailiff.yml"), workspace.config);
  });
  afterAll(async () => {
    await image[Symbol.asyncDispose]();
    await workspace.close();
    await rm(data, { recursive: true, force: true });
  });
  /** As in a container: the image's own settings, others beside them, and nothing else of this machine. */
  const start = (
    variables: Readonly<Record<string, string>>,
    args: readonly string[] = recipe.command,
  ): Program =>
    run(
      args,
      {
        ...Object.fromEntries(recipe.variables),
        BAILIFF_CONFIG: join(data, "bailiff.yml"),
        BAILIFF_DATA: data,
        HOST: "127.0.0.1",
        ...variables,
      },
      join(image.folder, "src", "main.ts"),
    );
  const health = (port: string): number | null => {
    const [command = "", ...args] = recipe.health;
    return spawnSync(command === "node" ? process.execPath : command, args, { env: { PORT: port } }).status;
  };

  it("serves a workspace, is healthy as long as it does, and ends in order on SIGTERM", async () => {
    const port = await freePort();
    await using bailiff = start({ ...workspace.variables, PORT: port });
    await bailiff.says(/Bailiff serves the workspace/);
    expect(health(port)).toBe(0);
    bailiff.child.kill("SIGTERM");
    expect(await bailiff.ended()).toBe(0);
    expect(health(port)).toBe(1);
  });

  it("opens the sandbox when that is asked for by name", async () => {
    await using sandbox = start({}, ["sandbox", "--port", "0"]);
    const [, url = ""] = await sandbox.says(/the sandbox\s+(http:\/\/\S+)/);
    // Its page is put together there and then, from what is installed.
    const page = await (await fetch(url, { headers: { accept: "text/html" } })).text();
    const [, script = ""] = /src="([^"]+)"/.exec(page) ?? [];
    expect((await fetch(new URL(script, url))).headers.get("content-type")).toContain("javascript");
    const { port } = new URL(url);
    await using mute = start({}, ["say", "--port", port, "--as", "mia", "/mute @tommy 10m"]);
    expect(await mute.ended()).toBe(0);
    expect(mute.output()).toMatch(/#1 mute in.*1 done/);
  });

  it("does not open the sandbox by mistake, when the tokens are missing", async () => {
    await using bailiff = start({});
    expect(await bailiff.ended()).toBe(2);
    expect(bailiff.output()).toMatch(/SLACK_BOT_TOKEN: is not set, although BAILIFF_CONFIG is/);
  });

  it("makes a key, prints the manifest and looks for what is wrong", async () => {
    await using key = start({}, ["audit", "key"]);
    expect(await key.ended()).toBe(0);
    expect(key.output()).toContain("PRIVATE+KEY+bailiff+");
    await using manifest = start({}, ["manifest"]);
    expect(await manifest.ended()).toBe(0);
    expect(manifest.output()).toContain("- command: /mod\n");
    await using doctor = start(workspace.variables, ["doctor"]);
    await doctor.ended();
    expect(doctor.output()).toMatch(/ok +/);
  });
});

async function freePort(): Promise<string> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  return String(address.port);
}
