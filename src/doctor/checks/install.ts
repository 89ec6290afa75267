import type { Clock } from "../../clock.ts";
import { install as texts, WHAT } from "../../texts/doctor.ts";
import { fine, trouble, unchecked, warning, type Finding } from "../finding.ts";
import { check, look, unseen } from "../limit.ts";
import type { Install, SlackView, TokenFacts } from "../ports.ts";
import { slackFlaw } from "./slack-flaw.ts";

/** Slack's requests carry the time and count for five minutes; a UserSig of Tencent counts from when it was made. */
const SLOW_CLOCK_MS = 5_000;
const WRONG_CLOCK_MS = 60_000;

export interface Wanted {
  /** Scope → what it is needed for, as the manifest asks for them. */
  readonly scopes: ReadonlyMap<string, string>;
  /** True when a request from Slack has just been taken, so that its way in is known to work. */
  readonly isHeard: boolean;
}

/** The install of the app in the workspace. `token` is null when Slack cannot be asked for anything more. */
export async function checkInstall(
  slack: SlackView,
  timer: Clock,
  { scopes, isHeard }: Wanted,
): Promise<{ readonly findings: readonly Finding[]; readonly token: TokenFacts | null }> {
  const [came, wayIn] = await Promise.all([
    look(timer, () => slack.install()),
    checkWayIn(slack, timer, isHeard),
  ]);
  if (came.kind !== "seen")
    return { findings: [unseen(WHAT.botToken, "SLACK_BOT_TOKEN", came), ...wayIn], token: null };
  const { token } = came.value;
  const clock = checkClock(came.value);
  if (!token.ok) {
    const { failure } = token;
    const flaw = failure.kind === "refused" ? texts.refused(failure.code) : slackFlaw(failure);
    return { findings: [trouble(WHAT.botToken, "SLACK_BOT_TOKEN", flaw), ...wayIn, clock], token: null };
  }
  const { botName, teamName } = token.value;
  return {
    findings: [
      fine(WHAT.botToken, texts.belongs(botName, teamName)),
      ...wayIn,
      checkScopes(token.value, scopes),
      clock,
    ],
    token: token.value,
  };
}

/** How requests come in: over sockets that the app token opens, or over HTTP with signatures. */
function checkWayIn(slack: SlackView, timer: Clock, isHeard: boolean): Promise<readonly Finding[]> {
  const { appToken } = slack;
  if (!appToken) {
    const [what, says] = [WHAT.signingSecret, isHeard ? texts.signed : texts.signing];
    return Promise.resolve([isHeard ? fine(what, says) : unchecked(what, says)]);
  }
  const about = { what: WHAT.appToken, where: "SLACK_APP_TOKEN" };
  return check(timer, about, appToken, (taken) => {
    if (taken.ok) return [fine(about.what, texts.appTaken)];
    const { failure } = taken;
    const flaw = failure.kind === "refused" ? texts.appRefused(failure.code) : slackFlaw(failure);
    return [trouble(about.what, about.where, flaw)];
  });
}

function checkScopes({ scopes }: TokenFacts, wanted: ReadonlyMap<string, string>): Finding {
  if (scopes === null) return unchecked(WHAT.scopes, texts.scopesUntold);
  const missing = [...wanted].flatMap(([scope, why]) => (scopes.includes(scope) ? [] : [{ scope, why }]));
  if (missing.length > 0) return trouble(WHAT.scopes, texts.scopesAt, texts.missingScopes(missing));
  return fine(
    WHAT.scopes,
    texts.allScopes(
      wanted.size,
      scopes.filter((scope) => !wanted.has(scope)),
    ),
  );
}

function checkClock({ aheadMs }: Install): Finding {
  if (aheadMs === null) return unchecked(WHAT.clock, texts.clockUntold);
  const off = Math.abs(aheadMs);
  if (off <= SLOW_CLOCK_MS) return fine(WHAT.clock, texts.clockRight(aheadMs));
  const isWrong = off > WRONG_CLOCK_MS;
  return (isWrong ? trouble : warning)(WHAT.clock, texts.clockAt, texts.clockOff(aheadMs, isWrong));
}
