import { withList } from "../grammar/form.ts";
import { readList } from "../grammar/list.ts";
import type { ActRequest } from "../grammar/request.ts";
import { fail, ok, type Result } from "../result.ts";
import { listProblemText } from "../texts/batch.ts";
import { stillWaiting, type Considering } from "./considering.ts";
import type { Refusal } from "./notice.ts";
import { growingWait, jitter } from "./waits.ts";

/** How long a file is tried to be fetched, in milliseconds. */
const PATIENCE_MS = 30_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;

/** A request with the accounts of the file that came with it, and words that tell what was found in it. */
export interface Listed {
  readonly request: ActRequest;
  readonly words: string;
}

/** Reads the file of a request, if it has one. While Slack does not give it, the request waits a little. */
export async function readListFile(
  at: Considering,
  request: ActRequest,
): Promise<Result<Listed, Refusal> | "postponed"> {
  const { work, job, ask } = at;
  if (ask.list === null) return ok({ request, words: ask.words });
  const text = await work.files.read(ask.list);
  if (!text.ok) {
    const { detail, mayPass } = text.failure;
    const now = work.clock.now();
    const giveUpAt = ask.askedAt + PATIENCE_MS;
    if (!mayPass || now >= giveUpAt) return fail({ kind: "list", detail });
    const waitMs = jitter(growingWait(now - ask.askedAt, FIRST_WAIT_MS, LONGEST_WAIT_MS), work.random);
    const posts = [stillWaiting(at, "Slack has not given the file yet", giveUpAt)];
    await work.ledger.postpone(job, now + waitMs, "Slack has not given the file", { posts });
    return "postponed";
  }
  const read = readList(text.value, ask.list.name, [...work.register.groups.keys()]);
  if (!read.ok) return fail({ kind: "list", detail: listProblemText(read.failure) });
  const words = withList(request, ask.list.name, read.value);
  return ok({ request: { ...request, accounts: read.value.accounts }, words });
}
