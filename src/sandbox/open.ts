import { CAST } from "./cast.ts";
import type { MovableClock } from "./clock.ts";
import { openFakeSlack, type FakeSlack } from "./slack/fake-slack.ts";
import type { RegisteredCommand } from "./slack/seed.ts";
import { SANDBOX_APP } from "./tencent/cast.ts";
import { openTencentEmulator, type TencentEmulator } from "./tencent/emulator.ts";
import type { TencentOptions } from "./tencent/options.ts";

/** The stand-in world: a Slack workspace with people in every role, and the chat services. */
export interface Sandbox {
  readonly clock: MovableClock;
  readonly slack: FakeSlack;
  readonly tencent: TencentEmulator;
  close(): Promise<void>;
}

export interface SandboxOptions {
  readonly clock: MovableClock;
  /** Slash commands as the app's manifest registers them. */
  readonly commands: readonly RegisteredCommand[];
  readonly tencent?: Partial<
    Pick<TencentOptions, "limits" | "dialect" | "frequency" | "undocumented" | "apps" | "port">
  >;
}

export async function openSandbox({ clock, commands, tencent }: SandboxOptions): Promise<Sandbox> {
  const slack = await openFakeSlack({ clock, seed: CAST, commands });
  const emulator = await openTencentEmulator({ clock, apps: [SANDBOX_APP], ...tencent });
  return {
    clock,
    slack,
    tencent: emulator,
    async close() {
      await Promise.all([slack.close(), emulator.close()]);
    },
  };
}
