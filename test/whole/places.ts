import type { FaultKind as HyphenateFault, Operation } from "../../src/sandbox/hyphenate/emulator.ts";
import { ARENA, FANS, MEET, STAGE } from "../../src/sandbox/hyphenate/cast.ts";
import type { FaultKind as TencentFault } from "../../src/sandbox/tencent/faults.ts";
import type { Effect } from "../../src/sandbox/wire/record.ts";
import type { Verb } from "../../src/words.ts";
import { LOBBY, type Scene } from "./scene.ts";

/** Faults that every vendor can have. `error:internal` is each vendor's own word for "something went wrong here". */
export type AnyFault = Exclude<TencentFault, `error:${number}`> | "error:internal";

/** One group of each kind at each vendor, and the vendor's own console for it. */
export interface Place {
  readonly alias: "lobby" | "stage" | "fans" | "meet" | "arena";
  readonly vendor: "tencent" | "easemob" | "agora";
  readonly id: string;
}

export const PLACES: readonly Place[] = [
  { alias: "lobby", vendor: "tencent", id: LOBBY },
  { alias: "stage", vendor: "easemob", id: STAGE },
  { alias: "fans", vendor: "easemob", id: FANS },
  { alias: "meet", vendor: "agora", id: MEET },
  { alias: "arena", vendor: "agora", id: ARENA },
];

export const VERBS_OF_PEOPLE = ["mute", "unmute", "kick", "add", "ban", "unban"] as const;
export type VerbOfPeople = (typeof VERBS_OF_PEOPLE)[number];

/** What carries a verb out, by the word with which a fault names it. */
const TENCENT_COMMANDS = {
  mute: "forbid_send_msg",
  unmute: "forbid_send_msg",
  kick: "delete_group_member",
  add: "add_group_member",
  ban: "ban_group_member",
  unban: "unban_group_member",
  lock: "modify_group_base_info",
  unlock: "modify_group_base_info",
} as const satisfies Record<Verb, string>;
const HYPHENATE_OPERATIONS = {
  mute: "mute",
  unmute: "unmute",
  kick: "members.remove",
  add: "members.add",
  ban: "blocks.add",
  unban: "blocks.remove",
  lock: "ban.on",
  unlock: "ban.off",
} as const satisfies Record<Verb, Operation>;

/** The next `times` requests at this place's vendor that carry out this verb go wrong. */
export function breakNext(
  { sandbox }: Scene,
  { vendor }: Place,
  verb: Verb,
  fault: AnyFault,
  times = 1,
): void {
  if (vendor === "tencent") {
    const kind: TencentFault = fault === "error:internal" ? "error:10002" : fault;
    sandbox.tencent.fault({ kind, times, command: TENCENT_COMMANDS[verb] });
  } else {
    const kind: HyphenateFault = fault === "error:internal" ? "error:internal_server_error" : fault;
    sandbox[vendor].fault({ kind, times, command: HYPHENATE_OPERATIONS[verb] });
  }
}

/** What an account is before a verb: as the verb wants it to be found, or as it leaves nothing to do. */
export function stand(scene: Scene, place: Place, account: string, verb: VerbOfPeople, idle = false): void {
  const console = scene.sandbox[place.vendor];
  const isGhost = verb === "ban" && idle;
  if (isGhost) return;
  console.addAccount(account);
  const isMember = idle ? verb === "unmute" || verb === "add" : verb !== "add" && verb !== "unban";
  if (isMember) console.join(place.id, account);
  if (verb === "unmute" && !idle)
    console.setMute(place.id, account, scene.sandbox.clock.now() + 90 * 86_400_000);
  if (verb === "unban" && !idle) ban(scene, place, account);
}

/** What becomes of an account that `stand` has put where the verb has nothing to do. */
export const IDLE = {
  mute: "absent",
  unmute: "already",
  kick: "absent",
  add: "already",
  ban: "refused",
  unban: "already",
} as const satisfies Record<VerbOfPeople, string>;

/** Bans somebody in the vendor's console, for good. */
export function ban({ sandbox }: Scene, place: Place, account: string): void {
  if (place.vendor === "tencent") sandbox.tencent.setBan(place.id, account, "permanent");
  else sandbox[place.vendor].setBan(place.id, account, true);
}

export function effectsIn({ sandbox }: Scene, { vendor, id }: Place): readonly Effect[] {
  return sandbox[vendor].effects().filter(({ group }) => group === id);
}
