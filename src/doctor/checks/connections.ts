import pLimit from "p-limit";
import type { Clock } from "../../clock.ts";
import { HOUSE, vendors as texts } from "../../texts/doctor-house.ts";
import type { Group, VendorFailure, VendorName } from "../../vendors/port.ts";
import { fine, trouble, unchecked, warning, type Finding } from "../finding.ts";
import { look, unseen, type Look } from "../limit.ts";
import type { VendorView } from "../ports.ts";
import type { Result } from "../../result.ts";

/** Groups asked about at a time; each driver keeps its vendor's rate. */
const ABREAST = 4;

/**
 * A group that no vendor has, for a connection without groups: whoever says that there is none has taken the credentials.
 * Tencent's ids begin with `@TGS#` unless an app chooses its own; those of Easemob and Agora are numbers.
 */
const NOWHERE = { tencent: "@TGS#bailiff-doctor", easemob: "1", agora: "1" } as const satisfies Readonly<
  Record<VendorName, string>
>;

/** A connection, by a call that only reads: what the first answer says about it, then about each of its groups. */
export async function checkConnection(view: VendorView, timer: Clock): Promise<readonly Finding[]> {
  const { name, vendor, groups } = view;
  const what = HOUSE.connection(name, vendor);
  const where = `connections.${name}`;
  const ask = (group: Group): Promise<Look<Result<unknown, VendorFailure>>> =>
    look(timer, () => view.describe(group));
  const [first, ...others] =
    groups.length > 0 ? groups : [{ alias: "nowhere", connection: name, id: NOWHERE[vendor] }];
  if (first === undefined) return [];
  const came = await ask(first);
  if (came.kind !== "seen") return [unseen(what, where, came), ...notLookedAt(view)];
  const about = came.value.ok ? null : aboutConnection(view, came.value.failure);
  if (about) return [about, ...notLookedAt(view)];
  if (groups.length === 0) return [fine(what, texts.answers(0, 0))];

  const limit = pLimit(ABREAST);
  const rest = await Promise.all(
    others.map((group) => limit(async () => ({ group, came: await ask(group) }))),
  );
  const told = [{ group: first, came }, ...rest].flatMap((asked) =>
    aboutGroup(vendor, asked.group, asked.came),
  );
  return [fine(what, texts.answers(groups.length - told.length, groups.length)), ...told];
}

/** Null where the answer says nothing against the connection, only something about the group that was asked for. */
function aboutConnection({ name, vendor }: VendorView, failure: VendorFailure): Finding | null {
  const what = HOUSE.connection(name, vendor);
  const where = `connections.${name}`;
  switch (failure.kind) {
    case "misconfigured":
    case "not_permitted":
      return trouble(what, where, texts.misconfigured(vendor, failure));
    case "unavailable":
    case "uncertain":
      return trouble(what, where, texts.away(failure));
    case "throttled":
      return warning(what, where, texts.busy(failure));
    case "no_group":
    case "no_account":
    case "group_full":
    case "unsupported":
    case "too_many":
    case "lapsed":
    case "rejected":
      return null;
    default:
      return failure satisfies never;
  }
}

function aboutGroup(
  vendor: VendorName,
  { alias, id }: Group,
  came: Look<Result<unknown, VendorFailure>>,
): readonly Finding[] {
  const what = HOUSE.group(alias, id);
  const where = `groups.${alias}`;
  if (came.kind !== "seen") return [unseen(what, where, came)];
  if (came.value.ok) return [];
  const { failure } = came.value;
  return [
    failure.kind === "throttled"
      ? warning(what, where, texts.busy(failure))
      : trouble(what, `${where}.id`, texts.lost(vendor, failure)),
  ];
}

function notLookedAt({ name, vendor, groups }: VendorView): readonly Finding[] {
  return groups.length < 2 ? [] : [unchecked(HOUSE.connection(name, vendor), texts.notLookedAt)];
}
