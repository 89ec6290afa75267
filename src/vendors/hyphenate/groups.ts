import type { Clock, Instant } from "../../clock.ts";
import { fail, ok, type Result } from "../../result.ts";
import { spaceTrouble, VENDOR_NAMES } from "../../texts/hyphenate.ts";
import { readTrouble } from "../../texts/vendor.ts";
import { keepReads } from "../kept-reads.ts";
import type { Urgency } from "../port.ts";
import { detailsAnswer, type Details } from "./answers.ts";
import { READS, type HyphenateVendor, type Space } from "./contract.ts";
import { plainTrouble, type Trouble } from "./errors.ts";
import { isPossibleId } from "./names.ts";
import { spacePath } from "./requests.ts";
import type { Send } from "./wire.ts";

/** An owner seldom changes; who else stands where is read anew for every case. */
const KEEP_MS = 5 * 60_000;

export interface GroupFacts {
  readonly owner: string | null;
  readonly members: number | null;
  /** Null where the vendor did not say. */
  readonly isLocked: boolean | null;
  readonly readAt: Instant;
}

export interface Groups {
  /** Kept for five minutes. */
  facts(space: Space, id: string): Promise<Result<GroupFacts, Trouble>>;
  /** Read from the vendor in any case. */
  factsNow(space: Space, id: string, urgency: Urgency): Promise<Result<GroupFacts, Trouble>>;
  /** The next `facts` of this group is read from the vendor. */
  forget(space: Space, id: string): void;
}

export function createGroups(vendor: HyphenateVendor, send: Send, clock: Clock): Groups {
  const kept = keepReads<GroupFacts, Trouble>(clock, KEEP_MS);

  async function factsNow(space: Space, id: string, urgency: Urgency): Promise<Result<GroupFacts, Trouble>> {
    if (!isPossibleId(id)) {
      const detail = spaceTrouble.impossibleId(VENDOR_NAMES[vendor], id);
      return fail(plainTrouble({ kind: "no_group", detail }));
    }
    const readAt = clock.now();
    const answered = await send({
      method: "GET",
      operation: `${space}:${READS.details.command}`,
      perSecond: READS.details.perSecond,
      urgency,
      path: spacePath(space, id),
      answer: detailsAnswer,
    });
    if (!answered.ok) return answered;
    const details = answered.value.value.find((group) => group.id === id);
    if (details === undefined) {
      const detail = readTrouble.groupLeftOut(VENDOR_NAMES[vendor], id);
      return fail(plainTrouble({ kind: "unavailable", detail }));
    }
    return ok({
      owner: ownerIn(details),
      members: details.affiliations_count ?? null,
      isLocked: details.mute ?? null,
      readAt,
    });
  }

  return {
    facts: (space, id) => kept.read(`${space}:${id}`, () => factsNow(space, id, "prompt")),
    factsNow,
    forget: (space, id) => kept.forget(`${space}:${id}`),
  };
}

function ownerIn({ owner, affiliations }: Details): string | null {
  const found = owner ?? affiliations?.find((affiliation) => affiliation.owner !== undefined)?.owner;
  return found === undefined || found === "" ? null : found;
}
