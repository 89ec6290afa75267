/**
 * The members of a group by account, in the order in which they joined, for groups of a hundred thousand: a page of
 * them is cut out of one list that lasts until somebody joins or leaves, instead of being counted off anew each time.
 */
export class Roster<Member> extends Map<string, Member> {
  #rows: readonly (readonly [account: string, member: Member])[] | null = null;

  override set(account: string, member: Member): this {
    this.#rows = null;
    return super.set(account, member);
  }

  override delete(account: string): boolean {
    this.#rows = null;
    return super.delete(account);
  }

  override clear(): void {
    this.#rows = null;
    super.clear();
  }

  rows(): readonly (readonly [account: string, member: Member])[] {
    this.#rows ??= [...this];
    return this.#rows;
  }

  /** From position `from` on, counted from whoever joined last. */
  newestFirst(from: number, count: number): readonly (readonly [account: string, member: Member])[] {
    const end = Math.max(0, this.size - from);
    return this.rows()
      .slice(Math.max(0, end - count), end)
      .toReversed();
  }
}

/** Who is in a group when it is described. */
export interface Seats {
  readonly id: string;
  readonly owner: string;
  readonly admins?: readonly string[];
  /** Owner and admins need not be repeated here. */
  readonly members: readonly string[];
}

/** Puts everybody in their place. Throws when somebody is no account: that is a mistake of whoever described the group. */
export function seated<Member>(
  group: Seats,
  isAccount: (account: string) => boolean,
  memberAs: (role: "owner" | "admin" | "member") => Member,
): Roster<Member> {
  const roster = new Roster<Member>();
  const seat = (account: string, role: "owner" | "admin" | "member"): void => {
    if (!isAccount(account)) throw new Error(`${account} in ${group.id} is not an account of the app.`);
    if (!roster.has(account)) roster.set(account, memberAs(role));
  };
  seat(group.owner, "owner");
  for (const account of group.admins ?? []) seat(account, "admin");
  for (const account of group.members) seat(account, "member");
  return roster;
}
