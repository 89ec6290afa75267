import { inPieces } from "../../pieces.ts";
import { fail, ok, type Result } from "../../result.ts";
import { readTrouble } from "../../texts/vendor.ts";
import type { Standing } from "../port.ts";
import { accountCheckAnswer, mutedAnswer, rolesAnswer, type MutedAccount } from "./answers.ts";
import { READS } from "./contract.ts";
import type { Speaker } from "./dialect.ts";
import { ofRead, unreadable, VENDOR, type Trouble } from "./errors.ts";
import { isWithout } from "./kinds.ts";
import type { Send } from "./wire.ts";

/** What can be read about accounts in a group. */
export interface Members {
  /** Each account's role; not for kinds that keep no list of members. */
  roles(
    groupId: string,
    accounts: readonly string[],
  ): Promise<Result<ReadonlyMap<string, Standing>, Trouble>>;
  muted(groupId: string, kind: string): Promise<Result<readonly MutedAccount[], Trouble>>;
  /** Whether accounts exist at all; an account of which Tencent does not say so is left out. */
  exist(accounts: readonly string[]): Promise<Result<ReadonlyMap<string, boolean>, Trouble>>;
}

export const STANDING = {
  Owner: "owner",
  Admin: "admin",
  Member: "member",
  NotMember: "absent",
} as const satisfies Readonly<Record<string, Standing>>;

export function createMembers(send: Send, speaker: Speaker): Members {
  async function rolesOfChunk(
    groupId: string,
    accounts: readonly string[],
  ): Promise<Result<[string, Standing][], Trouble>> {
    const answered = await send({
      service: "group_open_http_svc",
      command: READS.roles.command,
      perSecond: READS.roles.perSecond,
      body: () => ok({ GroupId: groupId, User_Account: accounts }),
      answer: rolesAnswer,
    });
    if (!answered.ok) return answered;
    const rows = answered.value.value.UserIdList.map((row): [string, Standing] => [
      row.Member_Account,
      STANDING[row.Role],
    ]);
    const told = new Set(rows.map(([account]) => account));
    const leftOut = accounts.find((account) => !told.has(account));
    if (leftOut !== undefined) return fail(ofRead(unreadable(readTrouble.leftOut(VENDOR, leftOut))));
    return ok(rows);
  }

  async function existOfChunk(accounts: readonly string[]): Promise<Result<[string, boolean][], Trouble>> {
    const answered = await send({
      service: "im_open_login_svc",
      command: READS.accounts.command,
      perSecond: READS.accounts.perSecond,
      body: () => ok({ CheckItem: accounts.map((account) => ({ UserID: account })) }),
      answer: accountCheckAnswer,
    });
    if (!answered.ok) return answered;
    const checked = answered.value.value.ResultItem.filter((item) => item.ResultCode === 0);
    return ok(checked.map((item): [string, boolean] => [item.UserID, item.AccountStatus === "Imported"]));
  }

  return {
    roles: (groupId, accounts) =>
      inChunks(accounts, READS.roles.batch, (chunk) => rolesOfChunk(groupId, chunk)),
    exist: (accounts) => inChunks(accounts, READS.accounts.batch, existOfChunk),
    async muted(groupId, kind) {
      if (isWithout(kind, "mute")) return ok([]);
      const answered = await speaker.speak((dialect) => {
        const { command, perSecond } = dialect === "old" ? READS.mutedOld : READS.mutedNew;
        const body = () => ok({ GroupId: groupId });
        return send({ service: "group_open_http_svc", command, perSecond, body, answer: mutedAnswer });
      });
      if (!answered.ok) return answered;
      // An end of 0 is how the vendor writes "not muted" elsewhere (269/1617).
      return ok(answered.value.value.filter(({ until }) => until !== 0));
    },
  };
}

/** Asks in requests of at most `size`, and puts the answers together; one failure fails the whole. */
async function inChunks<V>(
  accounts: readonly string[],
  size: number,
  ask: (chunk: readonly string[]) => Promise<Result<[string, V][], Trouble>>,
): Promise<Result<ReadonlyMap<string, V>, Trouble>> {
  const rows: [string, V][] = [];
  for (const answered of await Promise.all(inPieces(accounts, size).map(ask))) {
    if (!answered.ok) return answered;
    rows.push(...answered.value);
  }
  return ok(new Map(rows));
}
