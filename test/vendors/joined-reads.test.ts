import { describe, expect, it } from "vitest";
import { joinReads } from "../../src/vendors/joined-reads.ts";

/** A list that is read when told to, and knows which reads there were. */
function slowList() {
  const under: { readonly end: (fails?: boolean) => void }[] = [];
  const fetch = () =>
    new Promise<number>((resolve, reject) => {
      const number = under.length + 1;
      under.push({ end: (fails) => (fails ? reject(new Error("cut")) : resolve(number)) });
    });
  return { under, fetch };
}

describe("reads that are joined", () => {
  it("begin after they were asked for, and serve all who wait", async () => {
    const { under, fetch } = slowList();
    const reads = joinReads();
    const first = reads.read("list", fetch);
    const others = [1, 2, 3].map(() => reads.read("list", fetch));
    expect(under).toHaveLength(1);
    under[0]?.end();
    expect(await first).toBe(1);
    await expect.poll(() => under.length).toBe(2);
    // Whoever asks now has to wait for a third: the second has begun.
    const late = reads.read("list", fetch);
    under[1]?.end();
    expect(await Promise.all(others)).toEqual([2, 2, 2]);
    await expect.poll(() => under.length).toBe(3);
    under[2]?.end();
    expect(await late).toBe(3);
    void reads.read("list", fetch);
    expect(under).toHaveLength(4);
  });

  it("go on after one that failed", async () => {
    const { under, fetch } = slowList();
    const reads = joinReads();
    const first = reads.read("list", fetch);
    const second = reads.read("list", fetch);
    under[0]?.end(true);
    await expect(first).rejects.toThrow("cut");
    await expect.poll(() => under.length).toBe(2);
    under[1]?.end();
    expect(await second).toBe(2);
  });

  it("of different lists do not wait for each other", () => {
    const { under, fetch } = slowList();
    const reads = joinReads();
    void reads.read("one", fetch);
    void reads.read("other", fetch);
    expect(under).toHaveLength(2);
  });
});
