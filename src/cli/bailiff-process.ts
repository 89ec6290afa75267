import { fork } from "node:child_process";
import { fail, ok, type Result } from "../result.ts";
import type { Beginning, FromBailiff, Serving, ToBailiff } from "./bailiff-messages.ts";

/** Bailiff in a process of its own, from its fork to its end, whichever that is. */
export interface BailiffProcess {
  readonly pid: number | null;
  readonly gone: Promise<Ending>;
  /** Once. A failure is a sentence; the process has ended then. */
  begin(beginning: Beginning): Promise<Result<Serving, string>>;
  /** Resolves when its clock has moved too, or when it is gone. `ms` in milliseconds. */
  advance(ms: number): Promise<void>;
  /** Whether nothing is under way any more, within so many milliseconds of real time; null: it went before it could say. */
  settled(withinMs: number): Promise<boolean | null>;
  /** Resolves when it has finished what runs, and is gone. */
  stop(): Promise<void>;
  /** SIGKILL, at once. Resolves when it is gone. */
  kill(): Promise<void>;
}

export interface Ending {
  /** `SIGKILL`, `code 1`. */
  readonly by: string;
  /** Whether it was told to stop, or killed, by whoever started it. */
  readonly isAsked: boolean;
}

/** Starts the process. It reads its program meanwhile, and waits for `begin`. */
export function startBailiffProcess(): BailiffProcess {
  const child = fork(new URL("./sandbox-bailiff.ts", import.meta.url), [], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  let isAsked = false;
  const gone = new Promise<Ending>((resolve) => {
    // Not `exit`, which may come before the last thing it said.
    child.once("close", (code, signal) => resolve({ by: signal ?? `code ${code}`, isAsked }));
    child.once("error", (error) => resolve({ by: error.message, isAsked }));
  });
  const tell = (message: ToBailiff): void => {
    // To one that has gone nothing can be said; whoever waits for an answer hears of its end.
    if (child.connected) child.send(message, () => {});
  };

  const callers = new Map<number, (value: boolean | null) => void>();
  let lastId = 0;
  child.on("message", (message: FromBailiff) => {
    if (message.kind !== "answer") return;
    callers.get(message.id)?.(message.value);
    callers.delete(message.id);
  });
  void gone.then(() => {
    for (const answer of callers.values()) answer(null);
    callers.clear();
  });
  const ask = (question: (id: number) => ToBailiff): Promise<boolean | null> => {
    if (!child.connected) return Promise.resolve(null);
    lastId += 1;
    const id = lastId;
    return new Promise((resolve) => {
      callers.set(id, resolve);
      tell(question(id));
    });
  };
  return {
    pid: child.pid ?? null,
    gone,
    async begin(beginning) {
      const word = new Promise<Result<Serving, string>>((resolve) => {
        child.on("message", (message: FromBailiff) => {
          if (message.kind === "serving") resolve(ok(message));
          if (message.kind === "not_started") resolve(fail(message.why));
        });
      });
      tell({ kind: "begin", beginning });
      const ended = gone.then(({ by }) =>
        fail(`Bailiff's process ended (${by}) before it served; the lines above may say why.`),
      );
      const begun = await Promise.race([word, ended]);
      if (!begun.ok) await gone;
      return begun;
    },
    async advance(ms) {
      await ask((id) => ({ kind: "advance", ms, id }));
    },
    settled: (withinMs) => ask((id) => ({ kind: "settled", withinMs, id })),
    async stop() {
      isAsked = true;
      tell({ kind: "stop" });
      await gone;
    },
    async kill() {
      isAsked = true;
      child.kill("SIGKILL");
      await gone;
    },
  };
}
