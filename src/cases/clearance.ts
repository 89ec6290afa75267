import { at as atTime, isBacked, mayBegin } from "../policy/approval.ts";
import type { Decision } from "../policy/decide.ts";
import type { Case, Ledger } from "../ledger/port.ts";
import { ok, type Result } from "../result.ts";
import { askerOf, post, type Casework } from "./casework.ts";
import { actorOf, ANSWERED, refuse, type Considered, type Considering, type Intent } from "./considering.ts";
import { commandHash, readHeld, type Clearance, type HeldAct } from "./held.ts";
import { factsOf, holdAct } from "./holding.ts";
import type { Preview } from "./notice.ts";
import { openCase } from "./opening.ts";
import type { Plan } from "./plan.ts";
import { refuseOrWait } from "./patience.ts";
import { sayersNow, type ActInQuestion } from "./sayers.ts";

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
  if (!sayers.ok) return refuseOrWait(at, { kind: "slack_unreachable", detail: sayers.failure });
  const now = work.clock.now();
  if (!mayBegin(hold, hash, now, (person) => sayers.value.get(person))) {
    const why = atTime(hold, now).state === "lapsed" ? "lapsed" : "not_backed";
    const facts = factsOf(clearance.id, clearance.held);
    const body = { actor: actorOf(at, intent.person), ...facts, because: why };
    return refuse(at, { kind: why }, [{ kind: "press_refused", case: null, body }]);
  }
  return openCase(at, intent, plan, decision, preview.others ?? []);
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
 * Whether a case that other people cleared still has them, and one that needs them has any: asked again when it is
 * carried out, since approvers can lose their right as anybody can, and the rules can come to want them. A failure, in
 * words, when Slack cannot be asked.
 */
export async function isStillBacked(
  work: Pick<Casework, "register" | "people"> & { readonly ledger: Pick<Ledger, "holdById"> },
  kase: Case,
  isNeeded: boolean,
): Promise<Result<boolean, string>> {
  const record = kase.hold === null ? null : await work.ledger.holdById(kase.hold);
  const held = record && readHeld(record);
  if (held?.hold.kind !== "approval") return ok(!isNeeded);
  const sayers = await sayersNow(work, kase.actor.team, speakers(held), kase);
  return sayers.ok ? ok(isBacked(held.hold, (person) => sayers.value.get(person))) : sayers;
}
