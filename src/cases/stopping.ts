import type { NewEntry } from "../ledger/port.ts";
import { decide } from "../policy/decide.ts";
import type { Person } from "../policy/person.ts";
import { samePeople } from "./authority.ts";
import { saveOutcomes } from "./closing.ts";
import {
  actorOf,
  answer,
  ANSWERED,
  deniedEntry,
  refuse,
  type Considered,
  type Considering,
} from "./considering.ts";
import { askerOf, post } from "./casework.ts";
import { settlement, type Pass } from "./pass.ts";

/**
 * A person wants nothing more to be sent for a case. Whoever asked for it may stop it, and whoever could have asked
 * for the like: stopping does nothing to anybody. But nobody holds up what others do about their own account. What is
 * under way ends first, and the books are told as they are.
 */
export async function considerStop(at: Considering, number: number, person: Person): Promise<Considered> {
  const { work, job, ask } = at;
  const kase = await work.ledger.progressOf(number);
  if (!kase) return refuse(at, { kind: "no_case", number });
  // Nobody has asked for it, and stopping it would leave people banned longer than anybody was allowed to ask.
  if (kase.lifts !== null) return refuse(at, { kind: "no_stop", number, lifts: kase.lifts });
  const isOwn = kase.actor.person === ask.person && kase.actor.team === ask.team;
  const { channel } = ask;
  const wish = { right: kase.verb, group: kase.group.alias, accounts: 1, lasts: null, channel, recent: 0 };
  const decision = decide(work.register.policy, person, wish);
  if (!decision.allowed && (!isOwn || person.bar !== null))
    return refuse(at, { kind: "denied", denial: decision.denial }, [
      deniedEntry(at, decision.denial, wish.right, person),
    ]);
  if (!isOwn && (await isAboutThem(at, number)))
    return refuse(at, { kind: "about_you", number }, [aboutThem(at, number, person)]);
  const entry: NewEntry = {
    kind: "stop_asked",
    case: number,
    body: {
      actor: actorOf(at, person),
      verb: kase.verb,
      group: kase.group.alias,
      // Whoever asked for the case may stop it without a rule.
      ...(decision.allowed && { rule: decision.rule.id }),
      policy: work.register.policy.version,
      surface: ask.surface,
      channel: ask.channel,
    },
  };
  const told = post(
    `answer:${job.id}`,
    askerOf(ask),
    { kind: "stopping", number, isOver: false },
    work.clock.now(),
  );
  const stopped = await work.ledger.stopCase(job, number, ask.person, entry, [told]);
  if (stopped === "settled") return answer(at, { kind: "stopping", number, isOver: true });
  return ANSWERED;
}

async function isAboutThem({ work, ask }: Considering, number: number): Promise<boolean> {
  const kase = await work.ledger.caseByNumber(number);
  if (!kase) return false;
  const accounts = new Set(kase.accounts.map((account) => account.toLowerCase()));
  return samePeople(work, ask.person).some((one) => {
    const account = work.register.links.get(one)?.get(kase.group.connection);
    return account !== undefined && accounts.has(account.toLowerCase());
  });
}

function aboutThem(at: Considering, number: number, person: Person): NewEntry {
  const { surface, channel } = at.ask;
  const body = { actor: actorOf(at, person), stop: number, because: "about_you", surface, channel };
  return { kind: "denied", case: number, body };
}

/**
 * What a stopped case has not sent ends before the chat service is read: it may be the one that does not answer. What
 * was sent is found out as ever.
 */
export async function withoutStopped(pass: Pass): Promise<Pass> {
  const { kase } = pass;
  const isStopped = kase.stoppedBy !== null && kase.state === "open";
  const unsent = kase.targets.filter(({ outcome, attempted }) => outcome === null && !attempted);
  if (!isStopped || unsent.length === 0) return pass;
  const settlements = unsent.map(({ account }) => settlement(account, "refused", "stopped"));
  if ((await saveOutcomes(pass, { settlements })) === "stale") return pass;
  const rows = new Map(settlements.map((row) => [row.account, row]));
  const targets = kase.targets.map((target) => ({ ...target, ...rows.get(target.account) }));
  return {
    ...pass,
    kase: { ...kase, targets },
    targets: new Map(targets.map((target) => [target.account, target])),
  };
}
