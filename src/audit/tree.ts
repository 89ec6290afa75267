import { hash } from "node:crypto";

/**
 * A Merkle tree by RFC 6962 §2.1, kept as its right edge: the roots of the perfect subtrees it is made of, the largest
 * first, one for each bit that is set in `size`. That is all that is needed to grow the tree and to know its root, so
 * it stays as small as the logarithm of the size. Plain JSON: it may be stored and read back as it is.
 */
export interface Frontier {
  /** Leaves in the tree. */
  readonly size: number;
  /** Hex SHA-256 each. */
  readonly roots: readonly string[];
}

export const EMPTY_FRONTIER: Frontier = { size: 0, roots: [] };

/** The root of a tree without leaves: SHA-256 of nothing (RFC 6962 §2.1). */
const EMPTY_ROOT = hash("sha256", "");

/** The tree with one more leaf. `leafHash` is the leaf's hash in hex, SHA-256(0x00 || leaf), which entries carry. */
export function grow(frontier: Frontier, leafHash: string): Frontier {
  let node = leafHash;
  const roots = frontier.roots.slice();
  // As many perfect subtrees join as a binary counter carries ones.
  for (let rest = frontier.size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    const left = roots.pop();
    if (left === undefined) throw new Error("a frontier has a root for every bit of its size");
    node = joined(left, node);
  }
  roots.push(node);
  return { size: frontier.size + 1, roots };
}

/** The root of the whole tree in hex. */
export function rootOf({ roots }: Frontier): string {
  return roots.length === 0 ? EMPTY_ROOT : roots.reduceRight((right, left) => joined(left, right));
}

/** Whether what was read from somewhere can be a frontier: one hash for every bit that is set in the size. */
export function isFrontier(value: unknown): value is Frontier {
  if (typeof value !== "object" || value === null || !("size" in value) || !("roots" in value)) return false;
  const { size, roots } = value;
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0 || !Array.isArray(roots))
    return false;
  const bits = size.toString(2).replaceAll("0", "").length;
  return (
    roots.length === bits && roots.every((root) => typeof root === "string" && /^[0-9a-f]{64}$/.test(root))
  );
}

/** Reused for every node: an allocation each would cost more than half of the time. */
const pair = Buffer.alloc(65, 1);

function joined(left: string, right: string): string {
  pair.write(left, 1, "hex");
  pair.write(right, 33, "hex");
  return hash("sha256", pair);
}
