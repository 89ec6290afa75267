import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { sendExample } from "../alerts/send.ts";
import { TOOL_NAMES } from "../alerts/tools.ts";
import { LENGTH, lengthMs } from "../../length.ts";
import type { Sandbox } from "../open.ts";
import { changePerson, changeUserGroup, personBody, userGroupBody } from "./changes.ts";
import { home, homeBody } from "./home.ts";
import { atConsole, consoleBody } from "./console.ts";
import type { Reply, Subject } from "./subject.ts";
import { VENDORS, vendorOf } from "./vendors.ts";
import { watch } from "./watch.ts";

const waitMs = z.int().min(0).max(60_000).default(5_000);

const commandBody = z.strictObject({
  as: z.string(),
  channel: z.string(),
  text: z.string(),
  wait_ms: waitMs,
});
const clickBody = z.strictObject({
  as: z.string(),
  channel: z.string(),
  ts: z.string(),
  action_id: z.string(),
  value: z.string().optional(),
  wait_ms: waitMs,
});
const shortcutBody = z.strictObject({ as: z.string(), callback_id: z.string(), wait_ms: waitMs });
const submitBody = z.strictObject({
  as: z.string(),
  view_id: z.string(),
  values: z.record(
    z.string(),
    z.union([
      z.string(),
      z.array(z.string()),
      z.strictObject({ files: z.array(z.strictObject({ name: z.string(), text: z.string() })).min(1) }),
      z.null(),
    ]),
  ),
  wait_ms: waitMs,
});
const messageBody = z.strictObject({
  as: z.string(),
  channel: z.string(),
  text: z.string().min(1).max(40_000),
});
const dismissBody = z.strictObject({ as: z.string(), view_id: z.string() });
const alertBody = z.strictObject({
  example: z.enum(TOOL_NAMES as [(typeof TOOL_NAMES)[number]]).default("generic"),
  resolved: z.boolean().default(false),
  key: z.string().optional(),
  title: z.string().optional(),
  group: z.string().optional(),
  account: z.string().optional(),
  act: z.string().optional(),
  severity: z.enum(["critical", "error", "warning", "info"]).optional(),
  wait_ms: waitMs,
});
const faultBody = z.strictObject({
  vendor: z.enum(VENDORS),
  fault: z.string(),
  times: z.int().min(1).max(100_000).default(1),
  command: z.string().optional(),
});
const clockBody = z.strictObject({
  advance: z.string().regex(LENGTH, "must be a length such as 10m or 1h30m"),
});
/**
 * The sandbox's clock goes no further: from then on Slack's timestamps would have a digit more, and much later no date
 * could be written down, which no reset would mend.
 */
const LAST_MOMENT = Date.UTC(2200, 0, 1);

const verifyBody = z.strictObject({ altered: z.boolean().default(false) });
const killBody = z.strictObject({
  after_ms: z.int().min(0).max(10_000).default(0),
  back_after_ms: z.int().min(0).max(60_000).default(1_500),
});

const FAULTS =
  "latency:<ms>, hang, reset-before, reset-after, status:<code>, error:<code> (a number at tencent, a name such as reach_limit elsewhere), frequency, truncate, html, expired-token, none (takes them away)";
const NO_FAULT = "none";

/** What can be done: speak as somebody, press, change people, break a vendor, move the clock, begin anew. */
export async function actions(
  sandbox: Sandbox,
  subject: Subject,
  path: string,
  body: unknown,
): Promise<Reply> {
  switch (path) {
    case "/sandbox/command":
      return given(commandBody, body, ({ as, channel, text, wait_ms }) =>
        watch(sandbox, subject, as, wait_ms, () => sandbox.slack.command({ as, channel, text })),
      );
    case "/sandbox/click":
      return given(clickBody, body, ({ as, channel, ts, action_id, value, wait_ms }) =>
        watch(sandbox, subject, as, wait_ms, () =>
          sandbox.slack.click({
            as,
            channel,
            ts,
            actionId: action_id,
            ...(value === undefined ? {} : { value }),
          }),
        ),
      );
    case "/sandbox/shortcut":
      return given(shortcutBody, body, ({ as, callback_id, wait_ms }) =>
        watch(sandbox, subject, as, wait_ms, () => sandbox.slack.shortcut({ as, callbackId: callback_id })),
      );
    case "/sandbox/submit":
      return given(submitBody, body, ({ as, view_id, values, wait_ms }) =>
        watch(sandbox, subject, as, wait_ms, () => sandbox.slack.submit({ as, viewId: view_id, values })),
      );
    case "/sandbox/message":
      return given(messageBody, body, async (saying) => {
        sandbox.slack.say(saying);
        return { said: true };
      });
    case "/sandbox/dismiss":
      return given(dismissBody, body, async ({ as, view_id }) => {
        sandbox.slack.dismiss(as, view_id);
        return { dismissed: true };
      });
    case "/sandbox/home":
      return given(homeBody, body, (opening) => home(sandbox, subject, opening));
    case "/sandbox/alert":
      return given(alertBody, body, ({ example, resolved, wait_ms, ...about }) => {
        const said = Object.fromEntries(Object.entries(about).filter(([, value]) => value !== undefined));
        const { url } = subject.addresses();
        if (url === undefined) throw new Error("The bot does not listen anywhere.");
        const sent = { tool: example, status: resolved ? "resolved" : "firing", ...said } as const;
        return watch(sandbox, subject, null, wait_ms, () => sendExample(url, sent, sandbox.clock.now()));
      });
    case "/sandbox/faults":
      return given(faultBody, body, async ({ vendor, fault, times, command }) => {
        if (fault === NO_FAULT) {
          vendorOf(sandbox, vendor).clearFaults();
          return { armed: null };
        }
        if (!vendorOf(sandbox, vendor).fault(fault, times, command))
          throw new Error(`fault: ${fault} is not a fault of ${vendor}; known: ${FAULTS}`);
        return { armed: fault, times };
      });
    case "/sandbox/people":
      return given(personBody, body, (change) => changePerson(sandbox.slack, change));
    case "/sandbox/usergroups":
      return given(userGroupBody, body, (change) => changeUserGroup(sandbox.slack, change));
    case "/sandbox/console":
      return given(consoleBody, body, async (act) => {
        const done = await atConsole(sandbox, act);
        await subject.settled(5_000);
        return done;
      });
    case "/sandbox/clock":
      return given(clockBody, body, async ({ advance }) => {
        const ms = lengthMs(advance);
        if (sandbox.clock.now() + ms >= LAST_MOMENT)
          throw new Error("advance: the sandbox's clock goes to the end of the year 2199.");
        await subject.advance(ms);
        return { now: new Date(sandbox.clock.now()).toISOString() };
      });
    case "/sandbox/kill":
      return given(killBody, body, async ({ after_ms, back_after_ms }) => {
        await sleep(after_ms);
        await subject.kill(back_after_ms);
        return { killed: true };
      });
    case "/sandbox/verify":
      return given(verifyBody, body, ({ altered }) => subject.verify(altered));
    case "/sandbox/reset":
      await subject.reset();
      return { status: 200, body: { reset: true } };
    default:
      return { status: 404, body: { error: `There is nothing to do at ${path}.` } };
  }
}

async function given<T>(
  schema: z.ZodType<T>,
  body: unknown,
  act: (body: T) => Promise<unknown>,
): Promise<Reply> {
  const parsed = schema.safeParse(body);
  if (!parsed.success)
    return {
      status: 400,
      body: {
        error: parsed.error.issues
          .map(({ path, message }) => `${path.join(".") || "body"}: ${message}`)
          .join("; "),
      },
    };
  try {
    return { status: 200, body: await act(parsed.data) };
  } catch (error) {
    // The stand-ins throw when asked for somebody or something that does not exist.
    return { status: 400, body: { error: error instanceof Error ? error.message : "it could not be done" } };
  }
}
