import type { ActResult } from "../slack/delivery/dispatch.ts";
import { SANDBOX_ALERTS_SECRET, sourceFor, TOOLS, type Occasion, type Tool } from "./tools.ts";

export interface Example extends Partial<
  Pick<Occasion, "key" | "group" | "account" | "act" | "status" | "severity" | "title">
> {
  readonly tool: Tool;
}

/** How long the sandbox's alerts have been firing when they are sent, in milliseconds. */
const AGE_MS = 60_000;

function occasionOf({ tool, ...given }: Example, now: number): Occasion {
  return {
    source: sourceFor(tool),
    secret: SANDBOX_ALERTS_SECRET,
    key: "RoomFlood",
    title: "RoomFlood",
    summary: "812 messages a minute from one account",
    severity: "critical",
    group: "lobby",
    account: "tommy",
    status: "firing",
    // An alert that is resolved began when the one before it did, which is a minute or more ago.
    startsAt: now - AGE_MS,
    now,
    ...given,
  };
}

/** Sends an example to the program under test, which listens at `url`. Throws a sentence where nobody does. */
export async function sendExample(url: string, example: Example, now: number): Promise<ActResult> {
  const { path, method, headers, body } = TOOLS[example.tool](occasionOf(example, now));
  const response = await fetch(`${url}/alerts/${path}`, { method, headers, body }).catch((error: unknown) => {
    throw new Error(
      `Nobody takes alerts at ${url}: Bailiff is not running. A real tool would send it again.`,
      {
        cause: error,
      },
    );
  });
  const answer: unknown = await response.json().catch(() => null);
  return {
    status: "acknowledged",
    httpStatus: response.status,
    ackBody: { status: response.status, body: answer },
    shown: [],
    deliveryId: null,
    second: null,
  };
}
