import { isBacked, mayBegin } from "../policy/approval.ts";
import type { Decision } from "../policy/decide.ts";
import type { Case, Ledger } from "../ledger/port.ts";
import { askerOf, post, type Casework } from "./casework.ts";
import { actorOf, ANSWERED, refuse, type Considered, type Considering, type Intent } from "./considering.ts";
import { commandHash, readHeld, type HeldAct } from "./held.ts";
import { factsOf, holdAct } from "./holding.ts";
import type { Preview } from "./notice.ts";
import { openCase } from "./opening.ts";
import type { Plan } from "./plan.ts";
import { sayersNow, type ActInQuestion } from "./sayers.ts";

/** An act that people have cleared, as it stands in the journal. */
export interface Clearance {
  readonly id: string;
  readonly version: number;
  readonly held: HeldAct;
}

type Allowed = Extract<Decision, { readonly allowed: true }>;

/** Begins what was cleared, if it is still what people saw and they may still say so. */
export async function beginCleared(
  at: Considering,
  intent: Intent,
  plan: Plan,
  preview: Preview,
  decision: Allowed,
  clearance: Clearance,
): Promise<Considered> {
  const { work, ask } = at;
  const { hold } = clearance.held;
  if (hold.kind === "preview") {
    // The rules have come to want a second person since.
    if (decision.approval) return holdAct(at, intent, preview, decision);
    if (plan.hash !== hold.hash) return askAgain(at, intent, preview, clearance);
  }
  const hash = hold.kind === "preview" ? plan.hash : commandHash(ask, intent);
  const { request, group, accounts, until } = intent;
  const { askedAt, channel } = ask;
  const act: ActInQuestion = { verb: request.verb, group, accounts, until, askedAt, channel };
  const sayers = await sayersNow(work, hold.asker.team, speakers(clearance.held), act);
  if (!mayBegin(hold, hash, work.clock.now(), (person) => sayers.get(person)))
    return refuse(at, { kind: "not_backed" }, [
      {
        kind: "press_refused",
        case: null,
        body: {
          actor: actorOf(at, intent.person),
          ...factsOf(clearance.id, clearance.held),
          because: "not_backed",
        },
      },
    ]);
  return openCase(at, intent, plan, decision, clearance);
}

function speakers({ hold }: HeldAct): readonly string[] {
  return [hold.asker.person, ...hold.votes.map(({ person }) => person)];
}

/** The world moved since the plan was shown: the asker sees what is different, and says yes to that or not. */
async function askAgain(
  at: Considering,
  intent: Intent,
  preview: Preview,
  { id, version, held }: Clearance,
): Promise<Considered> {
  const { work, job, ask } = at;
  const hold = { ...held.hold, hash: preview.hash, state: "waiting", decided: null, lapsesAt: null } as const;
  const next: HeldAct = {
    ...held,
    hold,
    group: intent.group,
    preview,
    before: held.preview.rows,
    endedBy: null,
  };
  const notice = { kind: "hold", hold: id, for: "asker" } as const;
  await work.ledger.changeHold(job, {
    id,
    version,
    body: JSON.stringify(next),
    entries: [
      {
        kind: "previewed",
        case: null,
        body: { actor: actorOf(at, intent.person), ...factsOf(id, next), moved: true },
      },
    ],
    jobs: [post(`hold-asker:${id}:${version}`, askerOf(ask), notice, work.clock.now())],
    settle: true,
  });
  return ANSWERED;
}

/**
 * Whether a case that needs other people still has them: asked again when it is carried out, since approvers can lose
 * their right as anybody can.
 */
export async function isStillBacked(
  work: Pick<Casework, "register" | "people"> & { readonly ledger: Pick<Ledger, "holdById"> },
  kase: Case,
): Promise<boolean> {
  const record = kase.hold === null ? null : await work.ledger.holdById(kase.hold);
  if (!record) return false;
  const held = readHeld(record);
  if (held.hold.kind !== "approval") return false;
  const sayers = await sayersNow(work, kase.actor.team, speakers(held), kase);
  return isBacked(held.hold, (person) => sayers.get(person));
}
