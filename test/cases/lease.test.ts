import { describe, expect, it } from "vitest";
import { keepLease } from "../../src/cases/lease.ts";
import type { Job } from "../../src/ledger/port.ts";
import { createMovableClock } from "../../src/sandbox/clock.ts";

const LEASE_MS = 15_000;
const JOB = {
  id: "job",
  kind: "log",
  case: null,
  payload: "{}",
  fence: 1,
  attempts: 0,
  createdAt: 0,
} satisfies Job;
const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

describe("a lease", () => {
  it("is not held by a process that slept through it while the claim was answered", async () => {
    const clock = createMovableClock({ frozenAt: 1_000_000 });
    const askedAt = clock.now();
    clock.advance(LEASE_MS);
    const ledger = { renew: async () => "stale" as const };
    const lease = keepLease({ ledger, clock, log, leaseMs: LEASE_MS, isEnding: () => false }, JOB, askedAt);
    expect(lease.isHeld()).toBe(false);
    expect(await lease.isStillHeld()).toBe(false);
    lease.end();
  });
});
