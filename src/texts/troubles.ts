import type { DeadLetter } from "../ledger/port.ts";

/** What the people on call read of Bailiff's own troubles. */

export function vendorDown(connection: string, detail: string | null) {
  return {
    key: `vendor:${connection}`,
    part: connection,
    title: `The chat service of ${connection} does not answer`,
    detail: detail ?? "It answers again.",
    severity: "critical",
  } as const;
}

export function credentialFails(connection: string, detail: string | null) {
  return {
    key: `credential:${connection}`,
    part: connection,
    title: `The chat service of ${connection} refuses Bailiff's credentials or settings`,
    detail: detail ?? "It takes them again.",
    severity: "critical",
  } as const;
}

export function channelHeld(channel: string, why: string | null, isLog: boolean) {
  return {
    key: `channel:${channel}`,
    part: channel,
    title: isLog ? "The log channel takes no messages" : `The channel ${channel} takes no messages`,
    detail:
      why === null
        ? "It takes them again."
        : `${why}. What belongs there is held, and posted once it can be; nothing of it is lost.`,
    severity: isLog ? "critical" : "error",
  } as const;
}

export function deadLetter({ id, kind, why, case: number }: DeadLetter) {
  return {
    key: "dead-letters",
    part: id,
    title: "Bailiff has given something up",
    detail: `A ${kind}${number === null ? "" : ` of case #${number}`}: ${why || "no reason was kept"}. /mod doctor lists what was given up, and what to do about it.`,
    severity: "error",
  } as const;
}

/** `lines`: what holding the log channel against the journal has shown. */
export function recordDiffers(lines: readonly string[]) {
  return {
    key: "record",
    part: "comparison",
    title: "The log channel is not what the journal says",
    detail: `${lines.join(" ")} \`bailiff audit verify\` and \`bailiff audit compare\` show all of it. Keep both as they are.`,
    severity: "critical",
  } as const;
}
