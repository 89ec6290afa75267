import { fail, ok, type Result } from "../../result.ts";
import { whyNot } from "../../texts/vendor.ts";
import type { MemberPage } from "../port.ts";
import { memberPageAnswer } from "./answers.ts";
import { READS } from "./contract.ts";
import type { Trouble } from "./errors.ts";
import { UNLISTED_KINDS } from "./kinds.ts";
import { STANDING } from "./members.ts";
import type { Send } from "./wire.ts";

/** A part of a group's members, as the vendor orders them. */
export interface MemberList {
  read(groupId: string, kind: string, from: number, limit: number): Promise<Result<MemberPage, Trouble>>;
}

/** Where the next request starts: a number, or in a Community the text that the answer before it gave. */
interface Place {
  readonly position: number;
  readonly next: string;
}

const START: Place = { position: 0, next: "" };

export function createMemberList(send: Send): MemberList {
  /** Where the part read last in each Community ended, so that reading on does not start from the beginning. */
  const ends = new Map<string, Place>();

  async function pageAt(groupId: string, kind: string, place: Place, limit: number) {
    const { command, perSecond, batch } = READS.members;
    const where = kind === "Community" ? { Next: place.next } : { Offset: place.position };
    const answered = await send({
      service: "group_open_http_svc",
      command,
      perSecond,
      body: () =>
        ok({ GroupId: groupId, Limit: Math.min(limit, batch), ...where, MemberInfoFilter: ["Role"] }),
      answer: memberPageAnswer,
    });
    if (!answered.ok) return answered;
    const { MemberNum, MemberList: list, Next } = answered.value.value;
    const rows = list.map(({ Member_Account, Role }) => ({
      account: Member_Account,
      standing: STANDING[Role],
    }));
    const end: Place = { position: place.position + rows.length, next: Next ?? "" };
    const total = MemberNum ?? null;
    // An empty page is the last one whatever the total says: people may have left meanwhile.
    const more =
      rows.length > 0 && (kind === "Community" ? end.next !== "" : end.position < (total ?? Infinity));
    return ok({ rows, end, total, more });
  }

  return {
    async read(groupId, kind, from, limit) {
      if (UNLISTED_KINDS.has(kind)) {
        const detail = whyNot.listMembers(kind);
        return fail({ code: null, failure: { kind: "unsupported", detail, instead: [] } });
      }
      const remembered = ends.get(groupId);
      // A Community ignores Offset (269/1617), so everybody before `from` has to be gone through.
      const start = remembered?.position === from ? remembered : START;
      let place = kind === "Community" ? start : { position: from, next: "" };
      const found: MemberPage["rows"][number][] = [];
      for (;;) {
        const isBefore = place.position < from;
        const wanted = isBefore ? from - place.position : limit - found.length;
        const page = await pageAt(groupId, kind, place, wanted);
        if (!page.ok) return page;
        const { rows, end, total, more } = page.value;
        if (!isBefore) found.push(...rows);
        place = end;
        if (more && found.length < limit) continue;
        if (kind === "Community" && more) ends.set(groupId, end);
        else ends.delete(groupId);
        return ok({ rows: found, total, more });
      }
    },
  };
}
