import type { Button, KnownBlock } from "@slack/types";
import type { Notice } from "../../cases/notice.ts";
import type { Rejoined } from "../../cases/seen/row.ts";
import { GO_BACK, WHO_IS } from "../../texts/result-buttons.ts";
import * as texts from "../../texts/seen.ts";
import { clean, escape } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";
import { firstNames } from "./names.ts";
import { markup } from "./said.ts";

/** Buttons about somebody who joined. Their value is the number of what was seen and nothing else: whom it is about is read there. */
export const SEEN_BUTTONS = {
  kick: "bailiff_seen_kick",
  ban: "bailiff_seen_ban",
  whois: "bailiff_seen_whois",
} as const;

/** Accounts named in a line. */
const NAMED = 20;
/** People announced each with a line of their own; and with buttons. */
const ANNOUNCED = 10;
const WITH_BUTTONS = 5;

/** What others did in a group, and who joined it although the books are against it. */
export function seenCard({ group, lines, rejoined }: Notice & { readonly kind: "seen" }): Card {
  const name = escape(clean(group));
  const people = rejoined
    .slice(0, ANNOUNCED)
    .map((one) => `:warning: ${markup(texts.rejoinedLine(one, name))}`);
  const left = rejoined.length - people.length;
  const full = lines.filter(({ what }) => what === "group_full");
  const others = lines.filter(({ what }) => what !== "group_full");
  const line = (of: (typeof lines)[number]): string =>
    markup(texts.seenLine(of, firstNames(of.accounts, NAMED)));
  return cardOf(
    [
      ...people,
      ...(left > 0 ? [texts.MORE_REJOINED(left)] : []),
      ...full.map((of) => `*${name}*: ${line(of)}`),
      ...(others.length > 0 ? [texts.ELSEWHERE(name)] : []),
      ...others.map((of) => `• ${line(of)}`),
    ],
    [],
    rejoined.slice(0, WITH_BUTTONS).map((one) => buttons(one, rejoined.length > 1)),
  );
}

/** `named`: with the account on them, where there are several. */
function buttons({ seq, account }: Rejoined, named: boolean): KnownBlock {
  // A label is no markup, and has no room for a long name; nothing in it shall even look like a mark.
  const short = clean(account).replaceAll(/[<>&]/g, "").slice(0, 20).toWellFormed();
  const label = (word: string): string => (named ? `${word} ${short}` : word);
  const button = (action_id: string, word: string, spoken: string): Button => ({
    type: "button",
    action_id,
    value: String(seq),
    text: { type: "plain_text", text: label(word), emoji: false },
    // It begins with the words on the button, by which people who speak to their machine call it.
    accessibility_label: `${label(word)}: ${clean(account)}, ${spoken}`.slice(0, 75),
  });
  return {
    type: "actions",
    elements: [
      {
        ...button(SEEN_BUTTONS.kick, texts.KICK, "removed from the group again"),
        confirm: {
          title: { type: "plain_text", text: `${texts.KICK} ${short}?`.slice(0, 100), emoji: false },
          text: { type: "plain_text", text: texts.KICK_EFFECT },
          confirm: { type: "plain_text", text: texts.KICK },
          deny: { type: "plain_text", text: GO_BACK },
        },
      },
      button(SEEN_BUTTONS.ban, texts.BAN, "opens a form"),
      button(SEEN_BUTTONS.whois, WHO_IS, "only you see the answer"),
    ],
  };
}
