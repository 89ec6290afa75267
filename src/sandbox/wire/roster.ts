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
