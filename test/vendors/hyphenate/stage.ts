import {
  openHyphenateEmulator,
  type AgoraApp,
  type EasemobApp,
  type HyphenateEmulator,
  type SpaceKind,
  type Undocumented,
  type Vendor,
} from "../../../src/sandbox/hyphenate/emulator.ts";
import { SANDBOX_AGORA, SANDBOX_EASEMOB } from "../../../src/sandbox/hyphenate/cast.ts";
import type { Group, VendorDriver } from "../../../src/vendors/port.ts";
import { openHyphenateDriver } from "../../../src/vendors/hyphenate/driver.ts";
import { httpAnswer } from "../raw-server.ts";
import { movableClock, type MovableClock } from "../movable-clock.ts";
import { openTurnstile } from "./turnstile.ts";
import { unhurried, type Turn } from "../unhurried.ts";

/** As in the error table of "remove several members". */
const TOO_MANY = {
  error: "invalid_parameter",
  exception: "com.easemob.group.exception.InvalidParameterException",
  timestamp: 1_542_555_744_726,
  duration: 0,
  error_description: "kickMember: kickMembers number more than maxSize : 60",
};

/** A driver and the stand-in vendor it speaks to, on a clock that stands still. */
export interface Stage extends AsyncDisposable {
  readonly clock: MovableClock;
  readonly emulator: HyphenateEmulator;
  readonly driver: VendorDriver;
  readonly group: (kind: SpaceKind) => Group;
  readonly turns: () => readonly Turn[];
  readonly secrets: readonly string[];
  /** Requests about groups and accounts; those for tokens are not counted. */
  requests(): number;
  /** The next request is refused because of too many accounts, whatever their number. */
  refuseNextForSize(): void;
}

export interface StageOptions {
  readonly undocumented?: Partial<Undocumented>;
  readonly easemob?: Partial<EasemobApp>;
}

export async function openStage(vendor: Vendor, options: StageOptions = {}): Promise<Stage> {
  const clock = movableClock();
  const turns: Turn[] = [];
  const world = { clock, frequency: false, undocumented: options.undocumented ?? {} };
  const { emulator, speaks, app } = await (vendor === "easemob" ? easemob() : agora());
  const turnstile = await openTurnstile(emulator.port);
  const driver = openHyphenateDriver({
    ...speaks,
    connection: "live",
    baseUrl: turnstile.url,
    rooms: new Set(app.groups.filter(({ kind }) => kind === "chatroom").map(({ id }) => id)),
    clock,
    pace: unhurried(turns),
    timeoutMs: 1_500,
  });

  async function easemob() {
    const app = { ...SANDBOX_EASEMOB, ...options.easemob };
    const { org, clientId, clientSecret } = app;
    return {
      app,
      emulator: await openHyphenateEmulator({ ...world, vendor: "easemob", apps: [app] }),
      speaks: {
        vendor: "easemob" as const,
        template: { org, app: app.app },
        credentials: { clientId, clientSecret },
      },
    };
  }

  async function agora() {
    const app: AgoraApp = SANDBOX_AGORA;
    const { appId, appCertificate } = app;
    return {
      app,
      emulator: await openHyphenateEmulator({ ...world, vendor: "agora", apps: [app] }),
      speaks: { vendor: "agora" as const, template: { appId }, credentials: { appId, appCertificate } },
    };
  }

  return {
    clock,
    emulator,
    driver,
    group(kind) {
      const id = app.groups.find((group) => group.kind === kind)?.id;
      if (id === undefined) throw new Error(`no ${kind}`);
      return { alias: kind, connection: "live", id };
    },
    turns: () => turns,
    secrets: [SANDBOX_EASEMOB.clientSecret, SANDBOX_AGORA.appCertificate, "Bearer", "YWMt"],
    requests: () =>
      turnstile.answered() + emulator.requests().filter(({ path }) => !path.endsWith("/token")).length,
    refuseNextForSize: () =>
      turnstile.answerNext(httpAnswer(400, JSON.stringify(TOO_MANY), ["connection: close"])),
    async [Symbol.asyncDispose]() {
      await turnstile[Symbol.asyncDispose]();
      await emulator.close();
      await driver.close();
    },
  };
}
