import type { Why } from "../cases/judge.ts";

/** Why a case waits. `detail`: what went wrong with Slack. */
export function rightsUnread(detail: string): string {
  return `your roles, or those of others that matter for it, could not be read from Slack (${detail})`;
}

/** Why one account ended as it did, after its name: `tommy: …`. */
export function describeWhy(why: Why): string {
  switch (why) {
    case "protected":
      return "protected by the configuration; nobody may act on it";
    case "owner":
      return "owns the group; nobody may act on the owner";
    case "admin":
      return "is an admin of the group; your rule does not reach admins";
    case "outranked":
      return "belongs to somebody of an equal or higher role; only a higher role may act on it";
    case "oneself":
      return "is your own account; nobody widens their own rights";
    case "no_such_account":
      return "the chat service has no account of this name";
    case "end_passed":
      return "the end had passed before it could be sent; nothing was sent";
    case "too_late":
      return "the chat service could not be reached in time; nothing was sent";
    case "stopped":
      return "the case was stopped before its turn; nothing was sent";
    case "rights_lost":
      return "your right to do this could not be confirmed when it was carried out; nothing was sent";
    case "overtaken":
      return "a newer case decides about it; nothing was sent";
    case "not_applied":
      return "it was sent, but the chat service did not apply it";
    case "lost_track":
      return "it was sent and its answer was lost; whether it was applied can no longer be seen";
    case "seen_after":
      return "the answer was lost, but the change shows";
    case "own_failure":
      return "Bailiff failed at this case; whoever runs it finds it among the dead letters";
    case "not_verified":
      return "the chat service said yes, but the change does not show yet";
    case "not_read":
      return "the chat service said yes, but could not be read afterwards";
    default:
      return why satisfies never;
  }
}
