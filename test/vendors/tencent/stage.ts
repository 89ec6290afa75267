import { SANDBOX_APP } from "../../../src/sandbox/tencent/cast.ts";
import { openTencentEmulator, type TencentEmulator } from "../../../src/sandbox/tencent/emulator.ts";
import type {
  GroupKind,
  TencentApp,
  TencentOptions as WorldOptions,
} from "../../../src/sandbox/tencent/options.ts";
import type { Group, GroupState, VendorDriver } from "../../../src/vendors/port.ts";
import { openTencentDriver, type TencentOptions } from "../../../src/vendors/tencent/driver.ts";
import { movableClock, type MovableClock } from "../movable-clock.ts";
import { valueOf } from "../answered.ts";
import { unhurried, type Turn } from "../unhurried.ts";

/** One group of each kind, with the same people in it, beside the groups of the sandbox. */
export const GROUP_OF_KIND = {
  Private: "@TGS#private",
  Public: "@TGS#2J4SZEAEL",
  ChatRoom: "@TGS#chatroom",
  AVChatRoom: "@TGS#2C5SZEAEF",
  BChatRoom: "@TGS#broadcast",
  Community: "@TGS#_community",
} as const satisfies Record<GroupKind, string>;

export interface Stage extends AsyncDisposable {
  readonly clock: MovableClock;
  readonly emulator: TencentEmulator;
  readonly driver: VendorDriver;
  readonly group: (kind: GroupKind) => Group;
  /** The turns taken so far, unless the driver was given a pace of its own. */
  readonly turns: () => readonly Turn[];
  /** The group as the driver describes it. */
  state(kind: GroupKind): Promise<GroupState>;
}

export interface StageOptions {
  readonly world?: Partial<WorldOptions>;
  readonly driver?: Partial<TencentOptions>;
  readonly app?: Partial<TencentApp>;
}

/** A driver and the stand-in vendor it speaks to, on a clock that stands still. */
export async function openStage({
  world,
  driver: changed,
  app: differing,
}: StageOptions = {}): Promise<Stage> {
  const clock = movableClock();
  const people = SANDBOX_APP.groups[0]?.members ?? [];
  const more = (["Private", "ChatRoom", "BChatRoom", "Community"] as const).map((kind) => ({
    id: GROUP_OF_KIND[kind],
    kind,
    owner: "administrator",
    // A Private group has no admins (269/1502).
    admins: kind === "ChatRoom" || kind === "Community" ? ["marshal"] : [],
    members: people,
  }));
  const app = { ...SANDBOX_APP, groups: [...SANDBOX_APP.groups, ...more], ...differing };
  const turns: Turn[] = [];
  const emulator = await openTencentEmulator({ clock, apps: [app], frequency: false, ...world });
  const driver = openTencentDriver({
    connection: "game",
    baseUrl: emulator.url,
    sdkAppId: app.sdkAppId,
    admin: "administrator",
    secretKey: app.secretKey,
    clock,
    pace: unhurried(turns),
    random: () => 99_999_999,
    timeoutMs: 1_000,
    ...changed,
  });
  const group = (kind: GroupKind): Group => ({ alias: "lobby", connection: "game", id: GROUP_OF_KIND[kind] });
  return {
    clock,
    emulator,
    driver,
    group,
    turns: () => turns,
    state: async (kind) => valueOf(await driver.describe(group(kind))),
    async [Symbol.asyncDispose]() {
      await emulator.close();
      await driver.close();
    },
  };
}
