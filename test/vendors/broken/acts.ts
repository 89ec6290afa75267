import { fail } from "../../../src/result.ts";
import { EVERYBODY } from "../../../src/words.ts";
import { type Defect, doesNothing, emptyReceipt, isAboutAccounts, onAct, withEnd } from "./defect.ts";

/** A span that is counted from each try instead of to the same instant. */
const startsAnew =
  (verb: "mute" | "ban"): Defect =>
  (driver, { clock }) => {
    let spanMs: number | null = null;
    return {
      act: (group, act, urgency) => {
        if (act.verb !== verb || act.until === "permanent") return driver.act(group, act, urgency);
        spanMs ??= act.until - clock.now();
        return driver.act(group, { ...act, until: clock.now() + spanMs }, urgency);
      },
    };
  };

const endsInstead = (verb: "mute" | "ban"): Defect =>
  onAct((act, { clock }) =>
    act.verb === verb && act.until === "permanent" ? { ...act, until: clock.now() + 2 ** 40 } : act,
  );

const IDLE = {
  kick: "kick does nothing",
  mute: "mute does nothing",
  unmute: "unmute does nothing",
  add: "add does nothing",
  ban: "ban does nothing",
  unban: "unban does nothing",
  lock: "lock does nothing",
  unlock: "unlock does nothing",
} as const;

const idle = Object.fromEntries(
  (Object.keys(IDLE) as (keyof typeof IDLE)[]).map((verb) => [IDLE[verb], doesNothing(verb)]),
);

/** Changes that are not what was asked for. */
export const actDefects: Readonly<Record<string, Defect>> = {
  ...idle,
  "a mute is a thousand times too long": withEnd("mute", (until, now) => now + (until - now) * 1_000),
  "a mute is a thousand times too short": withEnd("mute", (until, now) => now + (until - now) / 1_000),
  "a mute starts anew with each try": startsAnew("mute"),
  "a mute for ever ends": endsInstead("mute"),
  "an end that has passed is sent as zero seconds": (driver, { clock }) => ({
    act: (group, act, urgency) =>
      act.verb === "mute" && act.until !== "permanent" && act.until <= clock.now()
        ? driver.act(group, { verb: "unmute", accounts: act.accounts }, urgency)
        : driver.act(group, act, urgency),
  }),
  "a ban is a thousand times too long": withEnd("ban", (until, now) => now + (until - now) * 1_000),
  "a ban is a thousand times too short": withEnd("ban", (until, now) => now + (until - now) / 1_000),
  "a ban starts anew with each try": startsAnew("ban"),
  "a ban for ever ends": endsInstead("ban"),
  "a ban whose end has passed is for ever": onAct((act, { clock }) =>
    act.verb === "ban" && act.until !== "permanent" && act.until <= clock.now()
      ? { ...act, until: "permanent" }
      : act,
  ),
  "a ban only kicks": (driver) => ({
    act: (group, act, urgency) =>
      act.verb === "ban"
        ? driver.act(
            group,
            { verb: "kick", accounts: act.accounts, silent: false, reason: act.reason },
            urgency,
          )
        : driver.act(group, act, urgency),
  }),
  "a ban only mutes": onAct((act) =>
    act.verb === "ban" ? { verb: "mute", accounts: act.accounts, until: act.until } : act,
  ),
  "a ban mutes as well": (driver) => ({
    act: async (group, act, urgency) => {
      if (act.verb === "ban") await driver.act(group, { ...act, verb: "mute" }, urgency);
      return driver.act(group, act, urgency);
    },
  }),
  "a ban forgets to take out those who are in": (driver, { isMember }) => ({
    act: async (group, act, urgency) => {
      if (act.verb !== "ban") return driver.act(group, act, urgency);
      const accounts = act.accounts.filter((account) => !isMember(account));
      return accounts.length === 0 ? emptyReceipt(act) : driver.act(group, { ...act, accounts }, urgency);
    },
  }),
  "an unban lifts the mute instead": onAct((act) =>
    act.verb === "unban" ? { verb: "unmute", accounts: act.accounts } : act,
  ),
  "an unban lifts the mute as well": (driver) => ({
    act: async (group, act, urgency) => {
      if (act.verb === "unban") await driver.act(group, { ...act, verb: "unmute" }, urgency);
      return driver.act(group, act, urgency);
    },
  }),
  "an unban puts them back": (driver) => ({
    act: async (group, act, urgency) => {
      const answered = await driver.act(group, act, urgency);
      if (act.verb === "unban") {
        await driver.act(group, { verb: "add", accounts: act.accounts, silent: true }, urgency);
      }
      return answered;
    },
  }),
  "lock and unlock are exchanged": onAct((act) => {
    if (act.verb === "lock") return { verb: "unlock", accounts: act.accounts };
    return act.verb === "unlock" ? { verb: "lock", accounts: act.accounts } : act;
  }),
  "a lock only switches": (driver) => ({
    act: async (group, act, urgency) => {
      if (act.verb !== "lock") return driver.act(group, act, urgency);
      const locked = await driver.locked(group);
      const verb = locked.ok && locked.value ? "unlock" : "lock";
      return driver.act(group, { verb, accounts: [EVERYBODY] }, urgency);
    },
  }),
  "a lock mutes everybody by name": (driver, { members }) => ({
    act: async (group, act, urgency) => {
      if (act.verb === "lock") {
        await driver.act(group, { verb: "mute", accounts: members, until: "permanent" }, urgency);
      }
      return driver.act(group, act, urgency);
    },
  }),
  "the last account is left out": onAct((act) =>
    isAboutAccounts(act)
      ? { ...act, accounts: act.accounts.slice(0, Math.max(1, act.accounts.length - 1)) }
      : act,
  ),
  "everybody is hit": onAct((act, { members }) =>
    isAboutAccounts(act) ? { ...act, accounts: members } : act,
  ),
  "doing it twice is a failure": (driver) => {
    const seen = new Set<string>();
    return {
      act: (group, act, urgency) => {
        const key = JSON.stringify(act);
        if (seen.has(key)) return Promise.resolve(fail({ kind: "rejected", detail: "done before" }));
        seen.add(key);
        return driver.act(group, act, urgency);
      },
    };
  },
  "an uncertain request is sent again": (driver) => ({
    act: async (group, act, urgency) => {
      const answered = await driver.act(group, act, urgency);
      return !answered.ok && answered.failure.kind === "uncertain"
        ? driver.act(group, act, urgency)
        : answered;
    },
  }),
  "an act is more than one request": (driver) => ({
    act: async (group, act, urgency) => {
      await driver.states(group, act.accounts, ["standing"]);
      return driver.act(group, act, urgency);
    },
  }),
  "more than the vendor takes are sent in two requests": (driver) => ({
    act: async (group, act, urgency) => {
      const answered = await driver.act(group, act, urgency);
      if (answered.ok || answered.failure.kind !== "too_many" || !isAboutAccounts(act)) return answered;
      const { batch } = answered.failure;
      await driver.act(group, { ...act, accounts: act.accounts.slice(0, batch) }, urgency);
      return driver.act(group, { ...act, accounts: act.accounts.slice(batch) }, urgency);
    },
  }),
  "changes never wait": (driver) => ({ act: (group, act) => driver.act(group, act) }),
  "changes always wait": (driver) => ({ act: (group, act) => driver.act(group, act, "patient") }),
};
