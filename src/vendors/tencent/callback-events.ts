import { z } from "zod";
import type { Instant } from "../../clock.ts";
import type { Doer, Happening } from "../port.ts";

/** The events of Tencent's callbacks, by `CallbackCommand`. Others are answered and counted, and mean nothing here. */

export interface Told {
  readonly event: string;
  /** Null: there is nothing in it for Bailiff. */
  readonly happening: Happening | null;
  /** Whether it is clear what it says. */
  readonly known: boolean;
}

/** What stands in the query beside it. */
interface Beside {
  /** `RESTAPI`, `Web`, `iOS`, … (CN 269/1522). */
  readonly platform: string | null;
  /** `RequestTime`: the time of an event that carries none. */
  readonly sentAt: Instant;
}

const Id = z.string().min(1).max(256);

/** Milliseconds; a number in some documents and a text in others (CN 269/1668 of 2025, its copy of 2024, 269/1669). */
const Time = z.coerce.number().int().positive().optional();

const InGroup = z.object({ GroupId: Id, EventTime: Time });

const Members = z
  .array(z.object({ Member_Account: Id }))
  .min(1)
  .max(10_000)
  .transform((rows) => rows.map((row) => row.Member_Account));

const ByOperator = InGroup.extend({ Operator_Account: Id.optional() });

/** CN 269/1667: `Apply` also where somebody joins without being asked for consent. */
const Join = ByOperator.extend({ NewMemberList: Members });

/** CN 269/1668. Whoever quits is the operator of it. */
const Exit = ByOperator.extend({ ExitType: z.string(), ExitMemberList: Members });

/** CN 269/1670. */
const Destroyed = InGroup.extend({ Operator_Account: Id.optional() });

/** CN 269/105418. */
const OverLimit = z.object({
  Command: z.string().min(1).max(256),
  ServiceName: z.string().max(256).optional(),
  Request: z.coerce.number().optional(),
  Limit: z.coerce.number().optional(),
});

type Reader = (body: unknown, beside: Beside) => Happening | null | "unreadable";

function reader<T>(shape: z.ZodType<T>, tell: (body: T, beside: Beside) => Happening | null): Reader {
  return (body, beside) => {
    const parsed = shape.safeParse(body);
    return parsed.success ? tell(parsed.data, beside) : "unreadable";
  };
}

const NOTHING: Reader = () => null;

const EVENTS: Readonly<Record<string, Reader>> = {
  "Group.CallbackAfterNewMemberJoin": reader(Join, (body, beside) => ({
    what: "joined",
    ...about(body, beside),
    accounts: body.NewMemberList,
  })),
  "Group.CallbackAfterMemberExit": reader(Exit, (body, beside) => ({
    // What is neither is no act of a moderator that is known.
    what: body.ExitType === "Kicked" ? "removed" : "left",
    ...about(body, beside),
    accounts: body.ExitMemberList,
  })),
  "Group.CallbackAfterGroupFull": reader(InGroup, (body, beside) => ({
    what: "group_full",
    ...about(body, beside),
  })),
  "Group.CallbackAfterGroupDestroyed": reader(Destroyed, (body, beside) => ({
    what: "destroyed",
    ...about(body, beside),
  })),
  "Alert.RequestOverLimit": reader(OverLimit, (body, { sentAt }) => ({
    what: "over_limit",
    at: sentAt,
    command: body.ServiceName === undefined ? body.Command : `${body.ServiceName}/${body.Command}`,
    requests: body.Request ?? null,
    limit: body.Limit ?? null,
  })),
  // Understood, and no news for moderators: what somebody writes, asks for, or calls a group.
  "Group.CallbackBeforeSendMsg": NOTHING,
  "Group.CallbackAfterSendMsg": NOTHING,
  "Group.CallbackSendMsgException": NOTHING,
  "Group.CallbackAfterRecallMsg": NOTHING,
  "Group.CallbackBeforeCreateGroup": NOTHING,
  "Group.CallbackAfterCreateGroup": NOTHING,
  "Group.CallbackBeforeApplyJoinGroup": NOTHING,
  "Group.CallbackBeforeInviteJoinGroup": NOTHING,
  "Group.CallbackAfterGroupInfoChanged": NOTHING,
  "Group.CallbackAfterMemberFieldChanged": NOTHING,
  "Group.CallbackAfterChangeGroupOwner": NOTHING,
};

/** Null: it is no callback. An event of a known name in another shape is read as unknown. */
export function readEvent(body: unknown, beside: Beside): Told | null {
  const named = z.object({ CallbackCommand: z.string().min(1).max(256) }).safeParse(body);
  if (!named.success) return null;
  const event = named.data.CallbackCommand;
  const read = Object.hasOwn(EVENTS, event) ? EVENTS[event] : undefined;
  const happening = read?.(body, beside) ?? null;
  if (happening === "unreadable") return { event, happening: null, known: false };
  return { event, happening, known: read !== undefined };
}

function about(
  body: {
    readonly GroupId: string;
    readonly EventTime?: number | undefined;
    readonly Operator_Account?: string | undefined;
  },
  { platform, sentAt }: Beside,
): { readonly group: string; readonly at: Instant; readonly by: Doer } {
  return {
    group: body.GroupId,
    at: body.EventTime ?? sentAt,
    by: { account: body.Operator_Account ?? null, through: throughOf(platform) },
  };
}

function throughOf(platform: string | null): Doer["through"] {
  if (platform === "RESTAPI") return "server";
  // The console of the vendor is none of the platforms that the document names.
  return platform === null || platform === "" || platform === "Unknown" ? "unsaid" : "app";
}
