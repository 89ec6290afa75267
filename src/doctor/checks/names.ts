import type { Clock } from "../../clock.ts";
import type { Result } from "../../result.ts";
import type { SlackFailure } from "../../slack/client.ts";
import type { Manifest } from "../../slack/manifest.ts";
import { HOUSE, names as texts } from "../../texts/doctor-house.ts";
import { fine, trouble, unchecked, type Finding } from "../finding.ts";
import { inTurn } from "../in-turn.ts";
import { look, unseen } from "../limit.ts";
import type { ManifestFault, ManifestView } from "../ports.ts";
import { slackFlaw } from "./slack-flaw.ts";

type Command = Manifest["features"]["slash_commands"][number];

export interface NamesToCheck {
  /** The manifest with every command that could have a name of its own, also those whose names Slack may keep. */
  readonly widest: Manifest;
  /** Names that the manifest of the configuration has. */
  readonly chosen: ReadonlySet<string>;
  /** What to type where a command has no name of its own. */
  readonly instead: (slash: string) => string;
}

const WHERE = "SLACK_CONFIG_TOKEN";
/** What Slack says of a name that it keeps for itself; it does not say which one (facts of September 2026). */
const INVALID_NAME = "invalid_name";
/** apps.manifest.validate is of Slack's tier 3, 50 and more a minute. */
const BURST = 40;
const EVERY_MS = 1_500;

/**
 * Asks Slack about each name by itself, because one bad name makes it refuse the whole manifest without saying which, and
 * then about the manifest of those it takes; null when there is none that it takes.
 */
export async function checkNames(
  view: ManifestView,
  timer: Clock,
  { widest, chosen, instead }: NamesToCheck,
): Promise<{ readonly findings: readonly Finding[]; readonly accepted: Manifest | null }> {
  const taken: Command[] = [];
  const commands = widest.features.slash_commands;
  const findings = await inTurn({
    items: commands,
    burst: BURST,
    everyMs: EVERY_MS,
    timer,
    look: async (command) => {
      const slash = command.command;
      const what = HOUSE.command(slash);
      const came = await look(timer, () => view.validate(withCommands(widest, [command])));
      if (came.kind !== "seen") return { findings: [unseen(what, WHERE, came)], isSilent: true };
      // A token that is not taken for the first name is not taken for the others either.
      if (!came.value.ok) return { findings: [refusal(what, came.value)], isSilent: true };
      const isKept = came.value.value.some(({ code }) => code === INVALID_NAME);
      if (!isKept) taken.push(command);
      return { findings: [aboutName(slash, isKept, chosen.has(slash), instead(slash))], isSilent: false };
    },
    rest: (left) => unchecked(`${HOUSE.manifest}, ${left.length} more names`, texts.notAsked),
  });
  const isWhole =
    findings.length === commands.length && findings.every(({ what }) => what !== HOUSE.configToken);
  if (!isWhole || taken.length === 0) return { findings, accepted: null };
  const manifest = withCommands(widest, taken);
  const verdict = await checkWhole(view, timer, manifest);
  return { findings: [...findings, verdict], accepted: verdict.level === "ok" ? manifest : null };
}

function withCommands(manifest: Manifest, commands: readonly Command[]): Manifest {
  return { ...manifest, features: { ...manifest.features, slash_commands: [...commands] } };
}

function aboutName(slash: string, isKept: boolean, isChosen: boolean, instead: string): Finding {
  const what = HOUSE.command(slash);
  if (isKept)
    return isChosen
      ? trouble(what, "slack.reservedNames, slack.prefix", texts.refused(instead))
      : fine(what, texts.keptAndLeftOut(instead));
  return fine(what, isChosen ? texts.taken : texts.takenAndLeftOut);
}

function refusal(what: string, { failure }: { readonly failure: SlackFailure }): Finding {
  return failure.kind === "refused"
    ? trouble(HOUSE.configToken, WHERE, texts.tokenRefused(failure.code))
    : trouble(what, WHERE, slackFlaw(failure));
}

async function checkWhole(view: ManifestView, timer: Clock, manifest: Manifest): Promise<Finding> {
  const came = await look(timer, () => view.validate(manifest));
  if (came.kind !== "seen") return unseen(HOUSE.manifest, WHERE, came);
  const said: Result<readonly ManifestFault[], SlackFailure> = came.value;
  if (!said.ok) return refusal(HOUSE.manifest, said);
  if (said.value.length === 0)
    return fine(HOUSE.manifest, texts.accepted(manifest.features.slash_commands.length));
  const faults = said.value.map(({ message, pointer }) => `${message} (${pointer})`);
  return trouble(HOUSE.manifest, "manifest", texts.faults(faults));
}
