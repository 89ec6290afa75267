import { at as atTime, say } from "../policy/approval.ts";
import type { Person } from "../policy/person.ts";
import { readAsk } from "./ask.ts";
import { CASE_LIFE_MS } from "./considering.ts";
import { readHeld, type HeldAct } from "./held.ts";
import { actOf } from "./hold-said.ts";
import type { HomeWork, OpenHome, WaitingAct } from "./home.ts";
import { sayerOf } from "./sayers.ts";

/** Acts that wait at one time, as many as are looked at. Each may hold the plan of a whole batch. */
const MOST_HELD = 50;

/** Acts that wait for somebody's word, and their own. Whether their word would count is decided as when they say it. */
export async function waiting(
  work: Pick<HomeWork, "ledger" | "register" | "clock">,
  person: Person,
): Promise<Pick<OpenHome, "approvals" | "mine">> {
  const { ledger, register, clock } = work;
  const now = clock.now();
  const { approvals } = register.policy;
  // What was held before this has expired.
  const longest = Math.max(CASE_LIFE_MS, approvals?.waitMs ?? 0);
  const records = await ledger.holdsSince(now - longest, MOST_HELD);
  const acts = records.flatMap((record): WaitingAct[] => {
    const held = readHeld(record);
    return atTime(held.hold, now).state === "waiting" ? [{ id: record.id, held, approvals }] : [];
  });
  const mine = acts.filter(({ held }) => isOf(person, held));
  const others = acts.filter(({ held }) => !isOf(person, held) && held.hold.kind === "approval");
  const asked = await Promise.all(
    others.map(async (act) => ((await mayApprove(work, person, act)) ? [act] : [])),
  );
  return { approvals: asked.flat().toSorted(endsFirst), mine: mine.toSorted(endsFirst) };
}

function isOf({ team, id }: Person, { hold: { asker } }: HeldAct): boolean {
  return asker.team === team && asker.person === id;
}

function endsFirst(one: WaitingAct, other: WaitingAct): number {
  return one.held.hold.expiresAt - other.held.hold.expiresAt;
}

async function mayApprove(
  { ledger, register, clock }: Pick<HomeWork, "ledger" | "register" | "clock">,
  person: Person,
  { held }: WaitingAct,
): Promise<boolean> {
  const origin = await ledger.jobById(held.origin);
  if (!origin) return false;
  const { hold } = held;
  const sayer = sayerOf({ register }, person, actOf(held, readAsk(origin.payload)));
  return say(hold, { kind: "approve", hash: hold.hash, reason: null }, sayer, clock.now()).ok;
}
