import { createHash } from "node:crypto";
import type { Ask } from "../cases/ask.ts";
import { storeAsk, type Stored } from "../cases/intake.ts";
import type { AskerAddress } from "../cases/notice.ts";
import type { Rush } from "../cases/rush.ts";
import type { OnStep } from "../cases/steps.ts";
import type { Clock } from "../clock.ts";
import type { Job, Ledger } from "../ledger/port.ts";
import type { Log } from "../log.ts";
import * as texts from "../texts/acknowledgements.ts";
import { code } from "./markup.ts";

/** What taking a request from Slack needs. */
export interface Taking {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  readonly rush: Rush;
  /** Whether this process has room to work on a request at once. */
  readonly hasRoom: () => boolean;
  /** Takes a request that this process holds. */
  readonly take: (job: Job) => void;
  /** Says something to the person alone, where they asked. */
  readonly tell: (asker: AskerAddress, text: string) => Promise<void>;
  readonly onStep: OnStep;
  readonly count: (what: "accepted" | "refused" | "duplicate" | "failed") => void;
}

/** What became of a request at the door. `saving`: it takes long, and the asker is told of a failure later. */
export type Taken = "accepted" | "duplicate" | "failed" | "saving";

/** Slack waits three seconds (docs.slack.dev, slash commands); a slower commit is told of, not waited for. */
const PATIENCE_MS = 2_000;

/** Stores a request before Slack is answered, as long as Slack's patience allows. */
export async function take(at: Taking, id: string, ask: Ask): Promise<Taken> {
  const end = at.rush.begin();
  const storing = storeAsk(at.ledger, id, ask, at.hasRoom() && !at.rush.isOn())
    .finally(end)
    .then(
      (stored) => afterStoring(at, stored),
      (error: unknown) => afterFailure(at, error),
    );
  let cancel = (): void => {};
  const late = new Promise<"saving">((resolve) => {
    cancel = at.clock.at(at.clock.now() + PATIENCE_MS, () => resolve("saving"));
  });
  const taken = await Promise.race([storing, late]);
  cancel();
  if (taken === "saving") void storing.then((later) => tellLater(at, ask, later));
  return taken;
}

/** What a person sees of it at once; null: what follows will tell. */
export function describeTaken(taken: Taken): string | null {
  switch (taken) {
    case "accepted":
      return null;
    case "duplicate":
      return texts.CAME_BEFORE;
    case "failed":
      return texts.NOT_SAVED;
    case "saving":
      return texts.SAVING_TAKES_LONG;
    default:
      return taken satisfies never;
  }
}

/** What the person who asked sees of it at once: of a request that does something, that it has come. */
export function said(taken: Taken, ask: Ask): string | null {
  return taken === "accepted" && ask.request.kind === "act"
    ? texts.received(code(ask.words))
    : describeTaken(taken);
}

/** What the acknowledgement could not say any more; when there is nothing to say, the outcome will. */
async function tellLater(at: Taking, { channel, person, responseUrl }: Ask, taken: Taken): Promise<void> {
  const said = describeTaken(taken);
  if (said !== null) await at.tell({ channel, person, responseUrl }, said);
}

function afterStoring(at: Taking, stored: Stored): Taken {
  at.count(stored.kind === "new" ? "accepted" : "duplicate");
  if (stored.kind === "duplicate") return "duplicate";
  at.onStep("request.stored", { case: null, job: stored.job.id });
  // A job that nobody holds is claimed by the queue of this process or another.
  if (stored.job.fence > 0) at.take(stored.job);
  return "accepted";
}

function afterFailure(at: Taking, error: unknown): Taken {
  at.count("failed");
  at.log.error({ err: error }, "a request could not be written to the journal; nothing was done for it");
  return "failed";
}

/** The key of a delivery. Slack gives slash commands no id of their own; the trigger is unique to each. */
export function keyOf(kind: string, ...parts: readonly string[]): string {
  return `${kind}:${createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 40)}`;
}
