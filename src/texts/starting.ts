import { describeSlackFailure, type SlackFailure } from "../slack/client.ts";
import type { ListenProblem } from "../ops/server.ts";

/** Why the port could not be opened, and what to do. */
export function describeListenProblem({ kind, host, port }: ListenProblem): string {
  switch (kind) {
    case "port_taken":
      return `Port ${port} on ${host} is taken by another program. Stop that one, or choose another port with --port (0 takes any free one).`;
    case "port_forbidden":
      return `Port ${port} on ${host} may not be opened by this user. Choose one above 1023 with --port.`;
    case "no_such_address":
      return `${host} is not an address of this machine. Set HOST to one that is, such as 127.0.0.1.`;
    default:
      return kind satisfies never;
  }
}

/** Why Slack would not say who the bot token belongs to, and what to do. */
export function describeIdentityFailure(failure: SlackFailure): string {
  switch (failure.kind) {
    case "refused":
      return `Slack does not accept SLACK_BOT_TOKEN: it said ${failure.code}. Bailiff did not start. Reinstall the app in the workspace and copy its bot token ("OAuth & Permissions").`;
    case "throttled":
      return `Slack asks to wait ${Math.ceil(failure.retryAfterMs / 1_000)} seconds before it says who the bot token belongs to. Bailiff did not start. Start it again after that.`;
    case "uncertain":
      return `Slack could not be asked who the bot token belongs to: ${failure.detail}. Bailiff did not start. Check the network, and SLACK_API_URL if it is set, and start it again.`;
    default:
      return failure satisfies never;
  }
}

/** Why Socket Mode could not be opened, and what to do. */
export function describeEntranceFailure(failure: SlackFailure): string {
  if (failure.kind === "refused") {
    return `Slack does not accept SLACK_APP_TOKEN: it said ${failure.code}. Bailiff did not start. Create an app-level token with the scope connections:write ("Basic Information").`;
  }
  return `Socket Mode could not be opened: ${describeSlackFailure(failure)}. Bailiff did not start. Start it again in a minute.`;
}
