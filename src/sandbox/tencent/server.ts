import type { WireRecord } from "../wire/record.ts";
import type { Server, WireAnswer } from "../wire/server.ts";
import * as wire from "../wire/server.ts";
import { failText } from "./dispatch.ts";
import type { WireRequest } from "./dispatch.ts";
import type { Faults } from "./faults.ts";

interface Serving {
  readonly host: string;
  readonly port: number;
  readonly faults: Faults;
  readonly record: WireRecord;
  /** Carries out a request at once and says the answer's text. */
  readonly answer: (request: WireRequest) => string;
}

/** Opens the HTTP side, on which every answer, also a refusal, has status 200. Rejects when the port is taken. */
export function serve({ answer, ...serving }: Serving): Promise<Server> {
  return wire.serve({
    ...serving,
    commandOf: (_method, url) => /([^/?]*)(\?|$)/.exec(url)?.[1] ?? "",
    answer: (request) => jsonAnswer(answer(request)),
    refuse: (refusal) => jsonAnswer(failText(refusal)),
  });
}

function jsonAnswer(text: string): WireAnswer {
  return { status: 200, type: "application/json;charset=utf-8", text };
}
