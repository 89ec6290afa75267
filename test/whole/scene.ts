import { mkdtemp, rm } from "node:fs/promises";
import Database from "better-sqlite3";
import { AUDIT_KEY } from "../audit-key.ts";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBailiff, type Bailiff, type BailiffOptions } from "../../src/cli/assemble.ts";
import { callBackTo, sandboxConfigFrom, slackOf } from "../../src/cli/sandbox-config.ts";
import { settled } from "../../src/cli/settled.ts";
import type { ConfigFile } from "../../src/config/schema.ts";
import { sandboxCommands, SANDBOX_SHORTCUTS } from "../../src/cli/commands.ts";
import type { Log } from "../../src/log.ts";
import { createMovableClock } from "../../src/sandbox/clock.ts";
import { watch, type Seen } from "../../src/sandbox/control/watch.ts";
import { openSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/open.ts";
import { unasked } from "../unasked.ts";
import type { ActResult } from "../../src/sandbox/slack/delivery/dispatch.ts";
import { plain } from "../../src/texts/plain.ts";

export const LOBBY = "@TGS#2J4SZEAEL";
export const LIVE = "@TGS#2C5SZEAEF";

/** Bailiff in the sandbox: real Bolt, real HTTP, real signatures, a real database. */
export interface Scene extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly bailiff: Bailiff;
  /** Types a command and waits until Bailiff has nothing under way. */
  say(as: string, channel: string, text: string): Promise<Said>;
  /** Does something else as a person, and waits likewise. */
  act(as: string, act: () => Promise<ActResult>): Promise<Said>;
  /** Waits until Bailiff has nothing under way. */
  settled(): Promise<void>;
  /** Ends Bailiff and starts it again on the same books; `meanwhile` happens while it is down. */
  restart(meanwhile?: () => void, with_?: Partial<Pick<BailiffOptions, "auditKey">>): Promise<void>;
  /** Changes the journal behind Bailiff's back, where it is a folder. */
  tamper(sql: string): void;
  /** Bodies of the requests that changed something at Tencent, in order. */
  wire(): readonly { readonly path: string; readonly body: string }[];
  /** Everything logged by the program itself. */
  readonly logged: readonly string[];
}

export interface Said {
  /** Only the person saw it; as plain text. */
  readonly privately: string;
  /** What was posted, by channel, as plain text. */
  readonly posted: (channel: string) => string;
  /** What was posted, but for the log channel, which shows every entry. */
  readonly told: Seen["posted"];
  readonly seen: Seen;
}

export interface SceneOptions {
  readonly receiving?: "http" | "socket";
  readonly storage?: BailiffOptions["storage"];
  readonly frozenAt?: number;
  /** The clock runs, and shows this moment at the start: the morning of a Wednesday unless told. */
  readonly startAt?: number;
  /** Slack takes posts and edits at its real pace, and Bailiff keeps to it. */
  readonly realPostingPace?: boolean;
  readonly tencent?: SandboxOptions["tencent"];
  readonly easemob?: SandboxOptions["easemob"];
  readonly agora?: SandboxOptions["agora"];
  /** True: the chat services call back, each in the style of its documents. */
  readonly callbacks?: boolean;
  /** True: with the previews, approvals and limits per hour of the sandbox; most tests are about what comes after. */
  readonly asks?: boolean;
  readonly config?: (file: ConfigFile) => ConfigFile;
  readonly bailiff?: Partial<Pick<BailiffOptions, "onStep" | "leaseMs">>;
}

const WAIT_MS = 8_000;
/** Far from the hours at which shifts change and summaries are due, so that no test hangs on when it is run. */
export const MORNING = Date.UTC(2026, 10, 18, 9, 30);

export async function openScene(options: SceneOptions = {}): Promise<Scene> {
  const { frozenAt, startAt = MORNING } = options;
  const clock = createMovableClock(frozenAt === undefined ? { startAt } : { frozenAt });
  const sandbox = await openSandbox({
    clock,
    commands: await sandboxCommands(),
    shortcuts: SANDBOX_SHORTCUTS,
    realPostingPace: options.realPostingPace ?? false,
    ...(options.tencent ? { tencent: options.tencent } : {}),
    ...(options.easemob ? { easemob: options.easemob } : {}),
    ...(options.agora ? { agora: options.agora } : {}),
  });
  const folder = await mkdtemp(join(tmpdir(), "bailiff-test-"));
  const read = await sandboxConfigFrom(sandbox);
  if (!read.ok) throw new Error(read.failure);
  const configured = options.asks ? read.value : unasked(read.value);
  const file = options.config?.(configured) ?? configured;
  const logged: string[] = [];
  const log = rememberingLog(logged);
  const start = async (
    port: number,
    with_: Partial<Pick<BailiffOptions, "auditKey">> = {},
  ): Promise<Bailiff> => {
    const opened = await openBailiff({
      file: { ...file, slack: { ...file.slack, postsPerSecond: options.realPostingPace ? 1 : 1_000 } },
      slack: slackOf(sandbox, options.receiving),
      auditKey: AUDIT_KEY,
      storage: options.storage ?? { kind: "sqlite", folder },
      host: "127.0.0.1",
      port,
      log,
      clock,
      ...options.bailiff,
      ...with_,
    });
    if (!opened.ok) throw new Error(opened.failure);
    sandbox.slack.deliverTo(
      options.receiving === "socket"
        ? { kind: "socket" }
        : { kind: "http", url: `${opened.value.url}/slack/events` },
    );
    if (options.callbacks) callBackTo(sandbox, opened.value.url);
    return opened.value;
  };
  let bailiff = await start(0);
  const wait = async (withinMs: number): Promise<void> => {
    await Promise.all([sandbox.tencent, sandbox.easemob, sandbox.agora].map((vendor) => vendor.calledBack()));
    await settled(bailiff.ledger, clock, withinMs);
  };
  // The start is told in the log channel, like everything else.
  await wait(WAIT_MS);
  const subject = { settled: wait, reset: async () => {}, addresses: () => ({}) };
  const act = async (as: string, what: () => Promise<ActResult>): Promise<Said> =>
    told(await watch(sandbox, subject, as, WAIT_MS, what));
  return {
    sandbox,
    get bailiff() {
      return bailiff;
    },
    logged,
    act,
    say: (as, channel, text) => act(as, () => sandbox.slack.command({ as, channel, text })),
    settled: () => wait(WAIT_MS),
    async restart(meanwhile, with_) {
      await bailiff.stop();
      meanwhile?.();
      bailiff = await start(Number(new URL(bailiff.url).port), with_);
    },
    tamper(sql) {
      const database = new Database(join(folder, "ledger.db"), { fileMustExist: true, timeout: 5_000 });
      database.exec(sql);
      database.close();
    },
    wire: () =>
      sandbox.tencent
        .requests()
        .filter(({ path }) => /forbid_send_msg|delete_group_member|add_group_member/.test(path))
        .map(({ path, body }) => ({ path, body })),
    async [Symbol.asyncDispose]() {
      await bailiff.stop();
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function told(seen: Seen): Said {
  return {
    privately: plain(seen.ephemeral.join("\n")),
    posted: (channel) =>
      plain(
        seen.posted
          .filter((message) => message.channel === channel)
          .map(({ text }) => text)
          .join("\n"),
      ),
    told: seen.posted.filter(({ channel }) => channel !== "mod-log"),
    seen,
  };
}

function rememberingLog(logged: string[]): Log {
  const note = (level: string) => (fields: object, message: string) =>
    void logged.push(`${level} ${message} ${JSON.stringify(fields)}`);
  return { debug: () => {}, info: note("info"), warn: note("warn"), error: note("error") };
}
