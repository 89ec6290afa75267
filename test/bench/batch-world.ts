import { sandboxCommands } from "../../src/cli/commands.ts";
import { createMovableClock } from "../../src/sandbox/clock.ts";
import { SANDBOX_AGORA } from "../../src/sandbox/hyphenate/cast.ts";
import { openSandbox, type Sandbox } from "../../src/sandbox/open.ts";
import { SANDBOX_APP } from "../../src/sandbox/tencent/cast.ts";

/** A batch to be measured: everybody in one group is kicked. */
export interface Batch {
  readonly vendor: "tencent" | "agora";
  /** In the configuration. */
  readonly connection: "game" | "meet";
  readonly alias: string;
  readonly id: string;
  readonly accounts: readonly string[];
  /** Accounts in one request, and requests a second, as the vendor documents them. */
  readonly batch: number;
  readonly perSecond: number;
}

const crowd = (word: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${word}${index}`);

export const TENCENT_BATCH: Batch = {
  vendor: "tencent",
  connection: "game",
  alias: "crowd",
  id: "@TGS#BENCHCROWD",
  accounts: crowd("fan", 100_000),
  batch: 500,
  perSecond: 100,
};

export const AGORA_BATCH: Batch = {
  vendor: "agora",
  connection: "meet",
  alias: "hall",
  id: "660000000000099",
  accounts: crowd("guest", 10_000),
  batch: 60,
  perSecond: 100,
};

/** A group of the same Tencent app as the batch, for single commands typed meanwhile. */
export const SIDE = { alias: "side", id: "@TGS#BENCHSIDE", accounts: crowd("side", 500) } as const;

/** What the configuration has to name beside the sandbox's own groups. */
export const BATCH_GROUPS = Object.fromEntries(
  [TENCENT_BATCH, AGORA_BATCH, { ...SIDE, connection: "game" }].map(({ alias, connection, id }) => [
    alias,
    { connection, id },
  ]),
);

/** The shortest time in seconds in which the vendor takes the requests that change something, at its even rate. */
export function shortestSeconds({ accounts, batch, perSecond }: Batch): number {
  return Math.ceil(accounts.length / batch) / perSecond;
}

export async function withCrowds<T>(use: (sandbox: Sandbox) => Promise<T>): Promise<T> {
  const common = { owner: "administrator", maxMembers: 1_000_000 };
  const tencent = {
    ...SANDBOX_APP,
    accounts: [...SANDBOX_APP.accounts, ...TENCENT_BATCH.accounts, ...SIDE.accounts],
    groups: [
      ...SANDBOX_APP.groups,
      ...[TENCENT_BATCH, SIDE].map(({ id, accounts }) => ({
        ...common,
        id,
        kind: "Public" as const,
        members: accounts,
      })),
    ],
  };
  const agora = {
    ...SANDBOX_AGORA,
    accounts: [...SANDBOX_AGORA.accounts, ...AGORA_BATCH.accounts],
    groups: [
      ...SANDBOX_AGORA.groups,
      { ...common, id: AGORA_BATCH.id, kind: "chatgroup" as const, members: AGORA_BATCH.accounts },
    ],
  };
  const sandbox = await openSandbox({
    clock: createMovableClock(),
    commands: await sandboxCommands(),
    tencent: { apps: [tencent] },
    agora: { apps: [agora] },
  });
  try {
    return await use(sandbox);
  } finally {
    await sandbox.close();
  }
}
