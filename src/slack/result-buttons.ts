import type { ButtonAction } from "@slack/bolt";
import { isBatch } from "../cases/batch.ts";
import type { LiveRegister } from "../cases/live-register.ts";
import { resolveGroup } from "../cases/resolve.ts";
import { decidedSince, extendableOf, undoOf } from "../cases/undo.ts";
import { asList } from "../grammar/list-text.ts";
import type { GroupWord } from "../grammar/request.ts";
import type { Case } from "../ledger/port.ts";
import { OLD_BUTTON } from "../texts/acknowledgements.ts";
import { FORM } from "../texts/act-form.ts";
import { participle } from "../texts/books.ts";
import * as texts from "../texts/result-buttons.ts";
import { isGroupVerb } from "../words.ts";
import type { Forms } from "./act-form.ts";
import { RESULT_BUTTONS } from "./cards/result-buttons.ts";
import { code, escape, moment } from "./markup.ts";
import { beside, type Press } from "./press.ts";
import type { Reply } from "./respond.ts";
import { takePress } from "./take-press.ts";
import type { Taking } from "./taking.ts";
import { LONGEST_INPUT } from "./views/act-view.ts";

export interface ResultPressing extends Taking {
  readonly team: string;
  readonly forms: Forms;
  readonly register: Pick<LiveRegister, "soon">;
}

/** A press, with the case that the ledger has under its number. */
interface Pressed {
  readonly body: Press;
  readonly action: ButtonAction;
  readonly channel: string;
  readonly kase: Case;
}

/**
 * A press below a result asks for what its button says of the case, as a typed command would: whether this person
 * may is decided on the one road. What was read of the press is a case's number; everything else is in the ledger.
 */
export async function onResultPress(
  at: ResultPressing,
  body: Press,
  action: ButtonAction,
): Promise<Reply | null> {
  const pressed = await read(at, body, action);
  const text = pressed === null ? OLD_BUTTON : await answer(at, pressed);
  return text === null ? null : beside(text);
}

/** What the person sees at once; null: what follows will tell. */
async function answer(at: ResultPressing, pressed: Pressed): Promise<string | null> {
  const { number, state } = pressed.kase;
  if (state === "open") return texts.STILL_OPEN(number);
  switch (pressed.action.action_id) {
    case RESULT_BUTTONS.undo:
      return undo(at, pressed);
    case RESULT_BUTTONS.extend:
      return extend(at, pressed);
    case RESULT_BUTTONS.whois:
      return whois(at, pressed);
    default:
      return OLD_BUTTON;
  }
}

/**
 * A number can be forged, and a case's words name accounts: it counts only where its result can stand, in its own
 * channel or before the person who asked for it.
 */
async function read(at: ResultPressing, body: Press, action: ButtonAction): Promise<Pressed | null> {
  const number = Number(action.value);
  const channel = body.channel?.id;
  if (channel === undefined || !Number.isSafeInteger(number) || number < 1) return null;
  const kase = await at.ledger.caseByNumber(number);
  if (!kase) return null;
  const isHere = kase.channel === channel || kase.actor.person === body.user.id;
  return isHere ? { body, action, channel, kase } : null;
}

async function undo(at: ResultPressing, pressed: Pressed): Promise<string | null> {
  const { kase, channel } = pressed;
  const back = undoOf(kase);
  if (back === null) return texts.NOTHING_LEFT(kase.number);
  if (isBatch(back.accounts.length)) return texts.TOO_LONG_A_LIST(kase.number);
  const since = await decidedSince(at.ledger, kase, back);
  const accounts = back.accounts.filter((account) => !since.has(account));
  if (accounts.length === 0) return texts.DECIDED_SINCE;
  const group = await wordFor(at, kase, channel);
  if (group === null) return texts.GROUP_GONE(escape(kase.group.alias));
  const reply = await takePress(at, pressed, {
    kind: "act",
    verb: back.verb,
    accounts: isGroupVerb(back.verb)
      ? []
      : accounts.map((account) => ({ kind: "account" as const, account })),
    group,
    time: null,
    reason: `undo of #${kase.number}`,
    doubtful: [],
    // Whom the vendor did not tell that they were removed, it does not tell that they are back.
    silent: kase.silent,
    dryRun: false,
  });
  if (since.size === 0 || reply === null) return reply;
  return `${reply}\n${texts.LEFT_ALONE([...since].map((account) => code(account)).join(", "))}`;
}

async function extend(at: ResultPressing, { body, channel, kase }: Pressed): Promise<string | null> {
  const { number, verb, until, reason, group } = kase;
  const extendable = extendableOf(kase);
  if (extendable.length === 0 || typeof until !== "number") return texts.NOTHING_LEFT(number);
  const opposite = verb === "mute" ? "unmute" : "unban";
  const since = await decidedSince(at.ledger, kase, { verb: opposite, accounts: extendable });
  const accounts = extendable.filter((account) => !since.has(account));
  if (accounts.length === 0) return texts.DECIDED_SINCE;
  const list = isBatch(accounts.length) ? null : asList(accounts, (await at.forms.context()).aliases);
  if (list === null || list.length > LONGEST_INPUT) return texts.TOO_LONG_A_LIST(number);
  const word = await wordFor(at, kase, channel);
  // The form offers groups by their names only.
  if (word?.kind !== "alias") return texts.GROUP_GONE(escape(group.alias));
  const isOpen = await at.forms.open(body.trigger_id, {
    surface: "modal",
    channel,
    filled: { verb, group: word.alias, accounts: list, reason },
    about: FORM.extends(number, participle(verb), moment(until)),
  });
  return isOpen ? null : texts.PRESS_AGAIN;
}

async function whois(at: ResultPressing, pressed: Pressed): Promise<string | null> {
  const { kase, channel } = pressed;
  const [target, ...more] = kase.targets;
  if (!target || more.length > 0 || isGroupVerb(kase.verb)) return OLD_BUTTON;
  const group = await wordFor(at, kase, channel);
  if (group === null) return texts.GROUP_GONE(escape(kase.group.alias));
  return takePress(at, pressed, {
    kind: "whois",
    account: { kind: "account", account: target.account },
    group,
  });
}

/** The word by which the case's own group is found again; null where it would be another one now. */
async function wordFor(at: ResultPressing, { group }: Case, channel: string): Promise<GroupWord | null> {
  const register = await at.register.soon();
  const words: readonly GroupWord[] = [
    { kind: "alias", alias: group.alias },
    { kind: "id", id: group.id },
  ];
  const isSame = (word: GroupWord): boolean => {
    const found = resolveGroup(register, word, channel);
    return found.ok && found.value.connection === group.connection && found.value.id === group.id;
  };
  return words.find(isSame) ?? null;
}
