import type { Clock } from "../../clock.ts";
import type { SlackFailure } from "../../slack/client.ts";
import { slackSaid, userGroups as texts, WHAT } from "../../texts/doctor.ts";
import { fine, trouble, unchecked, warning, type Finding } from "../finding.ts";
import { check } from "../limit.ts";
import type { SlackView, UserGroupFacts } from "../ports.ts";
import type { UserGroupSubject } from "../subjects.ts";
import { slackFlaw } from "./slack-flaw.ts";

/** Every user group that gives a role. One call tells of them all. */
export function checkUserGroups(
  slack: SlackView,
  timer: Clock,
  subjects: readonly UserGroupSubject[],
): Promise<readonly Finding[]> {
  if (subjects.length === 0) return Promise.resolve([]);
  const where = [...new Set(subjects.flatMap((subject) => subject.where))].join(", ");
  const about = { what: WHAT.userGroups, where };
  return check(
    timer,
    about,
    () => slack.userGroups(),
    (listed) => {
      if (!listed.ok) return [refused(about, listed.failure)];
      const byId = new Map(listed.value.map((group) => [group.id, group]));
      return [
        ...subjects.map((subject) => tell(subject, byId.get(subject.id))),
        ...openToAll(
          where,
          subjects.flatMap(({ id }) => byId.get(id) ?? []),
        ),
      ];
    },
  );
}

function refused(
  { what, where }: { readonly what: string; readonly where: string },
  failure: SlackFailure,
): Finding {
  if (failure.kind === "throttled") return warning(what, where, slackFlaw(failure));
  if (failure.kind === "refused" && failure.code === "plan_upgrade_required")
    return trouble(what, where, texts.noPlan);
  if (failure.kind === "refused" && failure.code === "missing_scope")
    return unchecked(what, slackSaid.noScope);
  return trouble(what, where, slackFlaw(failure));
}

function tell({ id, where, isForbidden }: UserGroupSubject, group: UserGroupFacts | undefined): Finding {
  const place = where.join(", ");
  if (!group) return trouble(WHAT.userGroup(id), place, texts.missing(isForbidden));
  const what = WHAT.userGroup(id, group.handle);
  if (group.isDisabled) return trouble(what, place, texts.disabled(isForbidden));
  return group.people === 0 ? warning(what, place, texts.empty) : fine(what, texts.fine(group.people));
}

/** Slack has no call that says who may change a group; only where somebody else decides is it certain that members may not. */
function openToAll(where: string, groups: readonly UserGroupFacts[]): readonly Finding[] {
  const open = groups.filter(({ isManaged, isDisabled }) => !isManaged && !isDisabled);
  if (open.length === 0) return [];
  return [warning(WHAT.membership, where, texts.selfService(open.map(({ handle }) => handle)))];
}
