import type { ButtonAction } from "@slack/bolt";
import { resolveGroup } from "../cases/resolve.ts";
import { readRow, type Watch } from "../cases/seen/row.ts";
import { asList } from "../grammar/list-text.ts";
import type { GroupWord } from "../grammar/request.ts";
import { OLD_BUTTON } from "../texts/acknowledgements.ts";
import { PRESS_AGAIN } from "../texts/result-buttons.ts";
import { BAN_ABOUT, REJOINED_REASON } from "../texts/seen.ts";
import type { Group } from "../vendors/port.ts";
import { SEEN_BUTTONS } from "./cards/seen-card.ts";
import { code } from "./markup.ts";
import { beside, type Press } from "./press.ts";
import type { Reply } from "./respond.ts";
import type { ResultPressing } from "./result-buttons.ts";
import { takePress } from "./take-press.ts";

/** A press, with what the ledger has under its number. */
interface Pressed {
  readonly body: Press;
  readonly action: ButtonAction;
  readonly channel: string;
  readonly group: Group;
  readonly account: string;
  readonly watch: Watch;
}

/**
 * A press below the word that somebody under a ban or a mute has joined asks for what its button says, as a typed
 * command would: whether this person may is decided on the one road. What was read of the press is a number;
 * everything else is in the ledger.
 */
export async function onSeenPress(
  at: ResultPressing,
  body: Press,
  action: ButtonAction,
): Promise<Reply | null> {
  const pressed = await read(at, body, action);
  const text = pressed === null ? OLD_BUTTON : await answer(at, pressed);
  return text === null ? null : beside(text);
}

/** A number can be forged: it counts only where what it names can stand, in a channel of the group. */
async function read(at: ResultPressing, body: Press, action: ButtonAction): Promise<Pressed | null> {
  const seq = Number(action.value);
  const channel = body.channel?.id;
  if (channel === undefined || !Number.isSafeInteger(seq) || seq < 1) return null;
  const seen = await at.ledger.seenBySeq(seq);
  if (!seen) return null;
  const { accounts, watch } = readRow(seen);
  const [account] = accounts;
  const own = resolveGroup(await at.register.soon(), null, channel);
  if (!own.ok || watch === null || account === undefined) return null;
  const group = own.value;
  const isHere = group.connection === seen.connection && group.id === seen.group;
  return isHere ? { body, action, channel, group, account, watch } : null;
}

/** What the person sees at once; null: what follows will tell. */
async function answer(at: ResultPressing, pressed: Pressed): Promise<string | null> {
  const { account, watch, group } = pressed;
  const word: GroupWord = { kind: "alias", alias: group.alias };
  const whom = { kind: "account", account } as const;
  switch (pressed.action.action_id) {
    case SEEN_BUTTONS.kick:
      return takePress(at, pressed, {
        kind: "act",
        verb: "kick",
        accounts: [whom],
        group: word,
        time: null,
        reason: REJOINED_REASON(watch.verb, watch.number),
        doubtful: [],
        silent: false,
        dryRun: false,
      });
    case SEEN_BUTTONS.ban:
      return ban(at, pressed);
    case SEEN_BUTTONS.whois:
      return takePress(at, pressed, { kind: "whois", account: whom, group: word });
    default:
      return OLD_BUTTON;
  }
}

/** A ban needs an end, which a person has to say: in the form. */
async function ban(
  at: ResultPressing,
  { body, channel, group, account, watch }: Pressed,
): Promise<string | null> {
  const isOpen = await at.forms.open(body.trigger_id, {
    surface: "modal",
    channel,
    filled: {
      verb: "ban",
      group: group.alias,
      // A name that a list could not carry stands in the line above the field.
      accounts: asList([account], (await at.forms.context()).aliases) ?? "",
      reason: REJOINED_REASON(watch.verb, watch.number),
    },
    about: BAN_ABOUT(code(account), watch.verb, watch.number),
  });
  return isOpen ? null : PRESS_AGAIN;
}
