import { hash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EMPTY_FRONTIER, grow, isFrontier, rootOf, type Frontier } from "../../src/audit/tree.ts";

/** The leaves and roots of certificate-transparency's own test (github.com/google/certificate-transparency,
 * cpp/merkletree/merkle_tree_test.cc), which most implementations of RFC 6962 check themselves against. */
const LEAVES = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
];
const ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

describe("the tree over the entries", () => {
  it.each(ROOTS.map((root, size) => ({ size, root })))(
    "has the published root at size $size",
    ({ size, root }) => {
      expect(rootOf(treeOf(LEAVES.slice(0, size).map(leafHash)))).toBe(root);
    },
  );

  it("agrees with RFC 6962's own recursive definition, and stays small", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 140 }), (leaves) => {
        const hashes = leaves.map((leaf) => hash("sha256", `\0${leaf}`));
        const tree = treeOf(hashes);
        expect(rootOf(tree)).toBe(naiveRoot(hashes));
        expect(tree.size).toBe(leaves.length);
        expect(tree.roots.length).toBeLessThanOrEqual(Math.ceil(Math.log2(leaves.length + 1)));
      }),
    );
  });

  it("can be put away and read back, and what is no tree is not taken for one", () => {
    const tree = treeOf(LEAVES.slice(0, 5).map(leafHash));
    const read: unknown = JSON.parse(JSON.stringify(tree));
    if (!isFrontier(read)) throw new Error("a stored tree is not recognised");
    expect(rootOf(grow(read, leafHash(LEAVES[5] ?? "")))).toBe(ROOTS[6]);
    for (const other of [
      null,
      [],
      { size: 5, roots: tree.roots.slice(1) },
      { size: 6.5, roots: tree.roots },
      { size: -5, roots: tree.roots },
      { size: 5, roots: tree.roots.map((root) => root.toUpperCase()) },
    ])
      expect(isFrontier(other)).toBe(false);
  });
});

function leafHash(hex: string): string {
  return hash("sha256", Buffer.concat([Buffer.of(0), Buffer.from(hex, "hex")]));
}

function treeOf(leafHashes: readonly string[]): Frontier {
  return leafHashes.reduce(grow, EMPTY_FRONTIER);
}

/** RFC 6962 §2.1 word by word: the left half is the largest power of two that is smaller than the number of leaves. */
function naiveRoot(leafHashes: readonly string[]): string {
  const [only] = leafHashes;
  if (only === undefined) return hash("sha256", "");
  if (leafHashes.length === 1) return only;
  const split = 2 ** Math.floor(Math.log2(leafHashes.length - 1));
  const halves = [leafHashes.slice(0, split), leafHashes.slice(split)].map((half) =>
    Buffer.from(naiveRoot(half), "hex"),
  );
  return hash("sha256", Buffer.concat([Buffer.of(1), ...halves]));
}
