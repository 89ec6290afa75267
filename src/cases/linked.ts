import { decide } from "../policy/decide.ts";
import type { Person } from "../policy/person.ts";
import { fail, ok, type Result } from "../result.ts";
import type { Ask } from "./ask.ts";
import type { Casework, Register } from "./casework.ts";
import type { Notice, Refusal, RegisterRow } from "./notice.ts";
import { linkKey, readLinkKey } from "./overlay.ts";

/** Who is which account, and what else was set at run time; `about`: only of this person. */
export function links(
  { register }: Casework,
  { channel }: Ask,
  about: string | null,
  asker: Person,
): Result<Notice, Refusal> {
  const wish = { right: "links", group: null, accounts: 1, lasts: null, channel, recent: 0 } as const;
  const decision = decide(register.policy, asker, wish);
  if (!decision.allowed) return fail({ kind: "denied", denial: decision.denial });
  const rows =
    about === null ? [...linksOf(register, null), ...othersOf(register)] : linksOf(register, about);
  return ok({ kind: "links", person: about, rows });
}

function linksOf(register: Register, about: string | null): readonly RegisterRow[] {
  const set = new Map(register.changes.flatMap((one) => (one.kind === "link" ? [[one.key, one]] : [])));
  const inForce = [...register.links].flatMap(([person, accounts]) =>
    [...accounts].map(([connection, account]) => ({ person, connection, account })),
  );
  const keys = new Set(inForce.map(({ person, connection }) => linkKey(person, connection)));
  // Somebody whose link in the file was ended at run time is linked to nobody, and that is to be seen.
  const ended = [...set.keys()]
    .filter((key) => !keys.has(key))
    .map((key) => ({ ...readLinkKey(key), account: null }));
  return [...inForce, ...ended]
    .filter(({ person }) => about === null || person === about)
    .map(({ person, connection, account }) => ({
      subject: { what: "link", person, connection },
      value: account,
      counts: true,
      set: set.get(linkKey(person, connection)) ?? null,
    }));
}

/** Channels and names that the file says itself stand in the file. */
function othersOf({ changes, groups }: Register): readonly RegisterRow[] {
  return changes.flatMap((set): readonly RegisterRow[] => {
    if (set.kind === "link") return [];
    const { kind, key, value } = set;
    const isThere = value === null || groups.has(value);
    return [
      kind === "bind"
        ? { subject: { what: "bind", channel: key }, value, counts: isThere, set }
        : // A name that the file has come to use itself means what the file says.
          { subject: { what: "alias", name: key }, value, counts: isThere && set.inFile === null, set },
    ];
  });
}
