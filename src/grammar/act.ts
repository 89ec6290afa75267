import type { ActRequest } from "./request.ts";
import type { Verb } from "../words.ts";
import type { Args } from "./define.ts";

/** What a command asks for that does something to accounts. */
export function act(verb: Verb, { accounts, group, time, reason, doubtful, flags }: Args): ActRequest {
  return {
    kind: "act",
    verb,
    accounts,
    group,
    time,
    reason,
    doubtful,
    silent: flags.has("silent"),
    dryRun: flags.has("dry-run"),
  };
}
