import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
/** What npm starts; it starts the program in turn. */
export const LAUNCHER = fileURLToPath(new URL("../../src/cli/launch.mjs", import.meta.url));

/** The program as a user runs it, with its output. */
export interface Program extends AsyncDisposable {
  readonly child: ChildProcess;
  output(): string;
  /** Resolves when the output matches; rejects when the program ends before. */
  says(what: RegExp): Promise<RegExpMatchArray>;
  ended(): Promise<number | null>;
}

export function run(
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  entry = MAIN,
): Program {
  const { PATH } = process.env;
  const child = spawn(process.execPath, [entry, ...args], {
    env: { PATH, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const listeners = new Set<() => void>();
  const hear = (chunk: Buffer): void => {
    text += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const exit = once(child, "close").then(([code]) => code as number | null);
  return {
    child,
    output: () => text,
    ended: () => exit,
    says: (what) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = text.match(what);
          if (!found) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
        void exit.then(() => reject(new Error(`the program ended without saying ${what}:\n${text}`)));
      }),
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await exit;
    },
  };
}
