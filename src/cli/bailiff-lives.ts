import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import pLimit from "p-limit";
import { ok, type Result } from "../result.ts";
import type { Subject } from "../sandbox/control/subject.ts";
import type { Sandbox } from "../sandbox/open.ts";
import { createLifeStory } from "./bailiff-life.ts";
import type { Beginning } from "./bailiff-messages.ts";
import { startBailiffProcess, type BailiffProcess } from "./bailiff-process.ts";
import { callBackTo } from "./sandbox-config.ts";
import { verifyJournal } from "./sandbox-verify.ts";

export interface LivesOptions {
  readonly sandbox: Sandbox;
  /** The process of the first life, which has not begun. */
  readonly first: BailiffProcess;
  /** Of the journal. It is this one's alone, and emptied by `reset`. */
  readonly folder: string;
  readonly host: string;
  readonly logLevel: string;
  readonly tell: (news: LifeNews) => void;
}

/** What whoever started the sandbox wants to read about. */
export type LifeNews =
  | { readonly kind: "killed"; readonly pid: number | null; readonly backAfterMs: number }
  | { readonly kind: "back"; readonly pid: number | null }
  | { readonly kind: "died"; readonly by: string }
  | { readonly kind: "not_back"; readonly why: string };

export interface Lives extends Subject {
  /** Lets running work finish; resolves when no process is left. */
  stop(): Promise<void>;
}

/** Bailiff in the sandbox, one process after the other: over the same journal, under the same address. */
export async function openLives({ first, ...options }: LivesOptions): Promise<Result<Lives, string>> {
  const { sandbox, folder, tell } = options;
  const story = createLifeStory(sandbox.clock);
  /** What starts or ends a process is done one after the other. */
  const inTurn = pLimit(1);
  let current: BailiffProcess | null = null;
  let comingBack: NodeJS.Timeout | null = null;
  let isClosing = false;
  let aheadMs = 0;
  let url = "";

  /** No failure where it was killed on the way: who did that sees to what comes next. */
  const begin = async (bailiff: BailiffProcess, restarts: number): Promise<Result<null, string>> => {
    current = bailiff;
    story.turn("starting", { restarts, pid: bailiff.pid });
    const begun = await bailiff.begin(beginningOf(options, aheadMs, url));
    if (!begun.ok) {
      bury();
      return (await bailiff.gone).isAsked ? ok(null) : begun;
    }
    url = begun.value.url;
    sandbox.slack.deliverTo({ kind: "http", url: begun.value.slackUrl });
    callBackTo(sandbox, url);
    story.turn("running");
    void bailiff.gone.then(({ by, isAsked }) => {
      if (isAsked) return;
      bury();
      tell({ kind: "died", by });
    });
    return ok(null);
  };
  const bury = (): void => {
    current = null;
    story.turn("killed", { pid: null });
  };
  const stayAway = (): void => {
    if (comingBack) clearTimeout(comingBack);
    comingBack = null;
  };
  const comeBack = async (): Promise<void> => {
    comingBack = null;
    if (isClosing || current) return;
    const begun = await begin(startBailiffProcess(), story.now().restarts + 1);
    if (!begun.ok) tell({ kind: "not_back", why: begun.failure });
    else if (current) tell({ kind: "back", pid: story.now().pid });
  };

  const begun = await begin(first, 0);
  if (!begun.ok) return begun;
  return ok({
    addresses: () => ({ url }),
    verify: (alter) => verifyJournal(folder, alter),
    life: story.now,
    onLife: story.onTurn,
    async settled(withinMs) {
      const giveUpAt = performance.now() + withinMs;
      for (let left = withinMs; left > 0; left = giveUpAt - performance.now()) {
        const isRunning = story.now().state === "running";
        const answer = isRunning && current ? await current.settled(left) : null;
        if (answer !== null) return answer;
        const isUnderWay = comingBack !== null || inTurn.activeCount + inTurn.pendingCount > 0;
        if (story.now().state === "killed" && !isUnderWay) return false;
        await story.nextTurn(left);
      }
      return false;
    },
    async advance(ms) {
      sandbox.clock.advance(ms);
      aheadMs += ms;
      await current?.advance(ms);
    },
    async kill(backAfterMs) {
      const pid = current?.pid ?? null;
      // At once, whatever else has its turn.
      const dying = current?.kill();
      await inTurn(async () => {
        await dying;
        await current?.kill();
        if (isClosing) return;
        stayAway();
        bury();
        tell({ kind: "killed", pid, backAfterMs });
        comingBack = setTimeout(() => void inTurn(comeBack), backAfterMs);
      });
    },
    reset: () =>
      inTurn(async () => {
        stayAway();
        story.turn("starting");
        await current?.stop();
        await renew(sandbox, folder);
        const anew = await begin(startBailiffProcess(), 0);
        if (!anew.ok) throw new Error(anew.failure);
      }),
    async stop() {
      isClosing = true;
      await inTurn(async () => {
        stayAway();
        await current?.stop();
      });
    },
  });
}

/** Empty books, and the first world. */
async function renew(sandbox: Sandbox, folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
  sandbox.slack.reset();
  for (const vendor of [sandbox.tencent, sandbox.easemob, sandbox.agora]) vendor.reset();
}

/** `url`: where it served before, which it does again; empty the first time. */
function beginningOf(
  { sandbox, folder, host, logLevel }: Omit<LivesOptions, "first">,
  aheadMs: number,
  url: string,
): Beginning {
  const at = ({ url }: { readonly url: string }) => ({ url });
  const { slack, tencent, easemob, agora } = sandbox;
  return {
    world: {
      slack: { url: slack.url, credentials: slack.credentials },
      tencent: at(tencent),
      easemob: at(easemob),
      agora: at(agora),
    },
    folder,
    host,
    port: url === "" ? 0 : Number(new URL(url).port),
    aheadMs,
    logLevel,
  };
}
