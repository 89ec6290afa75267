import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runAlert } from "../../src/cli/alert.ts";
import { runHome } from "../../src/cli/home.ts";
import { runPress } from "../../src/cli/press.ts";
import { runSay } from "../../src/cli/say.ts";
import type { Terminal } from "../../src/cli/terminal.ts";
import { run } from "../cli/program.ts";
import { textOf } from "./blocks.ts";
import { parseLine, type Command } from "./shell.ts";

/** What came of a line. */
export interface Ran {
  readonly line: string;
  readonly code: number;
  readonly output: string;
}

/** Somebody at a terminal with the sandbox open beside it, doing what a document says. */
export interface Session extends AsyncDisposable {
  /** Runs a line as it is written, only that the sandbox is at another port. */
  type(line: string): Promise<Ran | null>;
  /** Empty books again. */
  beginAnew(): Promise<void>;
}

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
/** What talks to the sandbox runs in this process, which spares a start of Node each. */
const HERE = { say: runSay, press: runPress, home: runHome, alert: runAlert };

export async function openSession(variables: Readonly<Record<string, string>> = {}): Promise<Session> {
  const sandbox = run(["start", "--port", "0"]);
  const [, url = ""] = await sandbox.says(/the sandbox\s+(http:\/\/\S+)/);
  const [, journal = ""] = await sandbox.says(/BAILIFF_DATA=(\S+)/);
  const folder = await mkdtemp(join(tmpdir(), "bailiff-reader-"));
  return {
    async type(line) {
      const command = parseLine(line, { J: journal });
      if (command === null) return null;
      return {
        line,
        ...(await execute(command, { url, folder, variables: { BAILIFF_DATA: journal, ...variables } })),
      };
    },
    async beginAnew() {
      await post(`${url}/sandbox/reset`, "{}");
    },
    async [Symbol.asyncDispose]() {
      await sandbox[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Place {
  readonly url: string;
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
}

async function execute({ words, variables }: Command, at: Place): Promise<Omit<Ran, "line">> {
  const [program, ...rest] = words;
  if (program === "curl") return curl(rest, at.url);
  const [command = "", ...args] = programArgs(words);
  if (command in HERE) return inProcess(command as keyof typeof HERE, args, at.url);
  return ownProcess([command, ...args], { ...at, variables: { ...at.variables, ...variables } });
}

/** `npm run say -- --as mia` as arguments of src/main.ts, by the scripts of package.json. */
export function programArgs(words: readonly string[]): string[] {
  const [npm, verb, ...rest] = words.filter((word, index) => !(index < 3 && word === "-s"));
  const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };
  const name = verb === "run" ? rest.shift() : verb;
  const [, own] = /^node src\/cli\/launch\.mjs(.*)$/.exec(scripts[name ?? ""] ?? "") ?? [];
  if (npm !== "npm" || own === undefined) throw new Error(`not a script of Bailiff's: ${words.join(" ")}`);
  if (rest.length > 0 && rest[0] !== "--")
    throw new Error(`npm keeps what stands before --: ${words.join(" ")}`);
  return [...own.split(" ").filter((word) => word !== ""), ...rest.slice(1)];
}

async function inProcess(
  command: keyof typeof HERE,
  args: readonly string[],
  url: string,
): Promise<Omit<Ran, "line">> {
  const said: string[] = [];
  const say = (text: string): void => void said.push(text);
  const terminal: Terminal = {
    out: say,
    err: say,
    variables: {},
    onAskedToRead: () => {},
    untilAskedToStop: () => new Promise(() => {}),
  };
  // A busy machine takes longer than a reader's.
  const patience = command === "say" ? ["--wait", "30000"] : [];
  const code = await HERE[command](terminal, ["--port", new URL(url).port, ...patience, ...args]);
  return { code, output: said.join("\n") };
}

function ownProcess(args: readonly string[], { folder, variables }: Place): Promise<Omit<Ran, "line">> {
  const { PATH } = process.env;
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder, env: { PATH, ...variables } });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => void (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? -1, output }));
  });
}

/** The few options of curl that the documents use; 0 where it would be 0. */
async function curl(words: readonly string[], url: string): Promise<Omit<Ran, "line">> {
  const [silent, address = "", ...rest] = words;
  const here = new URL(address.replace(/^localhost:3000/, url));
  if (silent !== "-s" || here.origin !== new URL(url).origin)
    throw new Error(`not for the sandbox: ${words.join(" ")}`);
  if (rest.length === 0) return { code: 0, output: await (await fetch(here)).text() };
  const [header, json, data, body = ""] = rest;
  if (header !== "-H" || json !== "content-type: application/json" || data !== "-d")
    throw new Error(`options that are not known here: ${rest.join(" ")}`);
  return { code: 0, output: await post(here.href, body) };
}

async function post(url: string, body: string): Promise<string> {
  const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
  return answer.text();
}
