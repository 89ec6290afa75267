import type { Result } from "../../result.ts";
import { ILLEGAL_PARAMETER, UNKNOWN_COMMAND, type Trouble } from "./errors.ts";

/**
 * Tencent renamed "shut up" to "mute" around July 2022 without a new version of the API: `ShutUpTime` became
 * `MuteTime` (269/1627) and `get_group_shutted_uin` became `get_group_muted_account` (269/2925), and
 * `ShutUpAllMember` became `MuteAllMember` (269/1620).
 */
export type Dialect = "old" | "new";

export interface Speaker {
  /**
   * The names to put into a request of which the vendor would ignore those it does not know, and so do nothing
   * and answer OK: both, unless the connection says which.
   */
  readonly sure: readonly Dialect[];
  /** Says something in the dialect in use, and once in the other one if it was not understood. */
  speak<T>(say: (dialect: Dialect) => Promise<Result<T, Trouble>>): Promise<Result<T, Trouble>>;
}

/** With `auto`, starts with the old names, which are those of the product's source documents. */
export function createSpeaker(setting: "auto" | Dialect): Speaker {
  let inUse: Dialect = setting === "new" ? "new" : "old";

  return {
    sure: setting === "auto" ? ["old", "new"] : [setting],
    async speak(say) {
      const spoken = inUse;
      const first = await say(spoken);
      if (setting !== "auto" || first.ok || !isForeign(first.failure)) return first;
      const other = spoken === "old" ? "new" : "old";
      const second = await say(other);
      // Not understood in either: then the dialect was not the trouble, and the first answer stands.
      if (!second.ok && isForeign(second.failure)) return first;
      if (second.ok) inUse = other;
      return second;
    },
  };
}

/** Refused for its words, and so certainly not applied. */
function isForeign({ code }: Trouble): boolean {
  return code === UNKNOWN_COMMAND || code === ILLEGAL_PARAMETER;
}
