import { CAST } from "./cast.ts";
import type { MovableClock } from "./clock.ts";
import { SANDBOX_AGORA, SANDBOX_EASEMOB } from "./hyphenate/cast.ts";
import { openHyphenateEmulator, type HyphenateEmulator } from "./hyphenate/emulator.ts";
import type { AgoraApp, EasemobApp, Undocumented } from "./hyphenate/options.ts";
import { openFakeSlack, type FakeSlack } from "./slack/fake-slack.ts";
import type { RegisteredCommand, RegisteredShortcut } from "./slack/seed.ts";
import { SANDBOX_APP } from "./tencent/cast.ts";
import { openTencentEmulator, type TencentEmulator } from "./tencent/emulator.ts";
import type { TencentOptions } from "./tencent/options.ts";

/** The stand-in world: a Slack workspace with people in every role, and the chat services. */
export interface Sandbox {
  readonly clock: MovableClock;
  readonly slack: FakeSlack;
  readonly tencent: TencentEmulator;
  readonly easemob: HyphenateEmulator;
  readonly agora: HyphenateEmulator;
  close(): Promise<void>;
}

interface HyphenateChoices<App> {
  readonly apps?: readonly App[];
  readonly frequency?: boolean;
  readonly undocumented?: Partial<Undocumented>;
}

export interface SandboxOptions {
  readonly clock: MovableClock;
  /** Slash commands as the app's manifest registers them. */
  readonly commands: readonly RegisteredCommand[];
  /** Global shortcuts, likewise; none unless told. */
  readonly shortcuts?: readonly RegisteredShortcut[];
  /** Holds posts and edits to Slack's real pace. Default false. */
  readonly realPostingPace?: boolean;
  readonly tencent?: Partial<
    Pick<TencentOptions, "limits" | "dialect" | "frequency" | "undocumented" | "apps" | "port">
  >;
  readonly easemob?: HyphenateChoices<EasemobApp>;
  readonly agora?: HyphenateChoices<AgoraApp>;
}

export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { clock, commands, shortcuts = [], realPostingPace = false } = options;
  const [slack, tencent, easemob, agora] = await Promise.all([
    openFakeSlack({ clock, seed: CAST, commands, shortcuts, realPostingPace }),
    openTencentEmulator({ clock, apps: [SANDBOX_APP], ...options.tencent }),
    openHyphenateEmulator({ vendor: "easemob", clock, apps: [SANDBOX_EASEMOB], ...options.easemob }),
    openHyphenateEmulator({ vendor: "agora", clock, apps: [SANDBOX_AGORA], ...options.agora }),
  ]);
  return {
    clock,
    slack,
    tencent,
    easemob,
    agora,
    async close() {
      await Promise.all([slack, tencent, easemob, agora].map((standIn) => standIn.close()));
    },
  };
}
