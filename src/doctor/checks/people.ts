import type { Clock } from "../../clock.ts";
import { people as texts, slackSaid, WHAT } from "../../texts/doctor.ts";
import { fine, trouble, unchecked, warning, type Finding } from "../finding.ts";
import { inTurn } from "../in-turn.ts";
import { look, unseen } from "../limit.ts";
import type { PersonFacts, SlackView } from "../ports.ts";
import type { PersonSubject } from "../subjects.ts";

/** users.info is of Slack's tier 4, 100 and more a minute, which Bailiff itself needs for commands. */
const BURST = 50;
const EVERY_MS = 1_000;

/** Everybody whom the configuration names by id. */
export function checkPeople(
  slack: SlackView,
  timer: Clock,
  subjects: readonly PersonSubject[],
  team: string,
): Promise<readonly Finding[]> {
  return inTurn({
    items: subjects,
    burst: BURST,
    everyMs: EVERY_MS,
    timer,
    look: async (subject) => {
      const place = subject.where.join(", ");
      const came = await look(timer, () => slack.person(team, subject.id));
      if (came.kind !== "seen")
        return { findings: [unseen(WHAT.person(subject.id), place, came)], isSilent: came.kind === "late" };
      if (!came.value.ok) {
        const flaw = slackSaid.silent(came.value.failure.detail);
        return { findings: [trouble(WHAT.person(subject.id), place, flaw)], isSilent: true };
      }
      return { findings: [tell(subject, came.value.value)], isSilent: false };
    },
    rest: (left) => unchecked(WHAT.others(left.length, "people"), slackSaid.notAsked),
  });
}

/** Somebody who may do nothing is only amiss where they were to have a role. */
function tell({ id, where, hasRole }: PersonSubject, person: PersonFacts | null): Finding {
  const place = where.join(", ");
  if (person === null) return (hasRole ? trouble : warning)(WHAT.person(id), place, texts.missing);
  const what = WHAT.person(id, person.name);
  if (person.bar === null) return fine(what, texts.fine);
  return hasRole ? warning(what, place, texts.barred(person.bar)) : fine(what, texts.unusual(person.bar));
}
