import type { Clock } from "../../clock.ts";
import type { SlackFailure } from "../../slack/client.ts";
import { channels as texts, slackSaid, WHAT } from "../../texts/doctor.ts";
import { fine, trouble, unchecked, warning, type Finding } from "../finding.ts";
import { inTurn } from "../in-turn.ts";
import { look, unseen } from "../limit.ts";
import type { ChannelFacts, SlackView } from "../ports.ts";
import type { ChannelSubject } from "../subjects.ts";
import { slackFlaw } from "./slack-flaw.ts";

/** conversations.info is of Slack's tier 3, 50 and more a minute, which Bailiff itself needs for commands. */
const BURST = 30;
const EVERY_MS = 1_500;

/** Every channel that the configuration names: whether the bot can post there, and who else would read it. */
export function checkChannels(
  slack: SlackView,
  timer: Clock,
  subjects: readonly ChannelSubject[],
  botName: string,
): Promise<readonly Finding[]> {
  return inTurn({
    items: subjects,
    burst: BURST,
    everyMs: EVERY_MS,
    timer,
    look: (subject) => checkChannel(slack, timer, subject, botName),
    rest: (left) => unchecked(WHAT.others(left.length, "channels"), slackSaid.notAsked),
  });
}

async function checkChannel(
  slack: SlackView,
  timer: Clock,
  subject: ChannelSubject,
  botName: string,
): Promise<{ readonly findings: readonly Finding[]; readonly isSilent: boolean }> {
  const { id, where } = subject;
  // Looking at direct messages needs a scope of its own, and nobody else can read along in them.
  if (id.startsWith("D"))
    return { findings: [unchecked(WHAT.channel(id), texts.directMessage)], isSilent: false };
  const came = await look(timer, () => slack.channel(id));
  if (came.kind !== "seen")
    return { findings: [unseen(WHAT.channel(id), where.join(", "), came)], isSilent: came.kind === "late" };
  if (!came.value.ok)
    return {
      findings: [refused(subject, came.value.failure)],
      isSilent: came.value.failure.kind !== "refused",
    };
  return { findings: tell(subject, came.value.value, botName), isSilent: false };
}

function refused({ id, where }: ChannelSubject, failure: SlackFailure): Finding {
  const [what, place] = [WHAT.channel(id), where.join(", ")];
  if (failure.kind === "throttled") return warning(what, place, slackFlaw(failure));
  if (failure.kind === "refused" && failure.code === "channel_not_found")
    return trouble(what, place, texts.missing);
  if (failure.kind === "refused" && failure.code === "missing_scope")
    return unchecked(what, slackSaid.noScope);
  return trouble(what, place, slackFlaw(failure));
}

/** Everything that is wrong with the channel, each by itself. */
function tell(
  { id, where, mayBeShared }: ChannelSubject,
  { name, hasBot, isArchived, isShared }: ChannelFacts,
  botName: string,
): readonly Finding[] {
  const [what, place] = [WHAT.channel(id, name), where.join(", ")];
  const wrong: Finding[] = [];
  if (isArchived) wrong.push(trouble(what, place, texts.archived));
  else if (!hasBot) wrong.push(trouble(what, place, texts.withoutBot(botName)));
  if (isShared && !mayBeShared) wrong.push(trouble(what, place, texts.shared(id)));
  if (wrong.length > 0) return wrong;
  return [fine(what, isShared ? texts.fineAndShared : texts.fine)];
}
