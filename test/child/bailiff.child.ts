import { openBailiff } from "../../src/cli/assemble.ts";
import { AUDIT_KEY } from "../audit-key.ts";
import { sandboxConfigFrom } from "../../src/cli/sandbox-config.ts";
import { unasked } from "../unasked.ts";
import type { Step } from "../../src/cases/steps.ts";
import { Secret } from "../../src/secret.ts";
import { answerMemory } from "./memory.ts";

/**
 * Bailiff as a process of its own, so that it can be killed. It is told by its arguments where the sandbox is,
 * and at which durable point, the how-manieth time, it kills or pauses itself.
 */
export interface ChildOptions {
  readonly slackApiUrl: string;
  readonly botToken: string;
  readonly signingSecret: string;
  readonly vendors: Readonly<Record<"tencent" | "easemob" | "agora", { readonly url: string }>>;
  readonly storage:
    | { readonly kind: "sqlite"; readonly folder: string }
    | { readonly kind: "postgres"; readonly url: string };
  readonly port: number;
  readonly leaseMs: number;
  /** Groups to be known by alias, beside those of sandbox.yml; those named by their id alone are at Tencent. */
  readonly groups?: Readonly<Record<string, string | { readonly connection: string; readonly id: string }>>;
  readonly fate: { readonly signal: "SIGKILL" | "SIGSTOP"; readonly at: Step; readonly times: number } | null;
}

const options = JSON.parse(process.argv[2] ?? "{}") as ChildOptions;
let left = options.fate?.times ?? 0;

const file = await sandboxConfigFrom(options.vendors);
if (!file.ok) throw new Error(file.failure);
const plain = unasked(file.value);
const groups = Object.fromEntries(
  Object.entries(options.groups ?? {}).map(([alias, group]) => [
    alias,
    typeof group === "string" ? { connection: "game", id: group } : group,
  ]),
);
const opened = await openBailiff({
  file: {
    ...plain,
    groups: { ...plain.groups, ...groups },
    slack: { ...plain.slack, postsPerSecond: 1_000 },
  },
  slack: {
    botToken: new Secret(options.botToken),
    receiving: { kind: "http", signingSecret: new Secret(options.signingSecret) },
    apiUrl: options.slackApiUrl,
  },
  auditKey: AUDIT_KEY,
  storage:
    options.storage.kind === "sqlite"
      ? options.storage
      : { kind: "postgres", url: new Secret(options.storage.url) },
  host: "127.0.0.1",
  port: options.port,
  leaseMs: options.leaseMs,
  log: {
    debug: () => {},
    info: () => {},
    warn: () => {},
    error: (fields, message) => console.error(message, fields),
  },
  onStep(step, about) {
    // The start itself posts and is logged; what is to die is the work on a command.
    const isOfCommand = about.case !== null || step === "request.stored";
    if (step !== options.fate?.at || !isOfCommand) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, options.fate.signal);
  },
});
if (!opened.ok) {
  console.error(opened.failure);
  process.exit(2);
}
process.send?.({ url: opened.value.url });
process.on("SIGTERM", () => {
  opened.value.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
answerMemory();
// The parent has gone: nobody would ever end this process.
process.on("disconnect", () => process.exit(0));
