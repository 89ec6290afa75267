import type { SlackFailure } from "../../slack/client.ts";
import { slackSaid } from "../../texts/doctor.ts";
import type { Flaw } from "../finding.ts";

/** What is wrong when a call to Slack failed, where the error itself says nothing special about what was looked at. */
export function slackFlaw(failure: SlackFailure): Flaw {
  switch (failure.kind) {
    case "refused":
      return slackSaid.refused(failure.code);
    case "throttled":
      return slackSaid.busy;
    case "uncertain":
      return slackSaid.silent(failure.detail);
    default:
      return failure satisfies never;
  }
}
