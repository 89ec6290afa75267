import type { Notice } from "../../cases/notice.ts";
import type { Support } from "../../vendors/port.ts";
import { amountOf } from "../../texts/amount.ts";
import { CHAT_SERVICES, describeKind } from "../../texts/vendor-names.ts";
import { isGroupVerb, VERBS, type Verb } from "../../words.ts";
import { escape } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";

/** What the chat service allows in a group: from the same table that requests are cut and paced by. */
export function limitsCard({ group, vendor }: Notice & { kind: "limits" }): Card {
  const { alias, connection } = group.group;
  return cardOf([
    `*${escape(alias)}* is a ${escape(describeKind(group.kind))} at ${CHAT_SERVICES[vendor]} (connection ${escape(connection)}):`,
    ...VERBS.map((verb) => lineOf(verb, group.supports[verb])),
  ]);
}

const BY_ACCOUNT = "answered account by account";
const AS_A_WHOLE = "answered as a whole, so Bailiff reads what happened";

function lineOf(verb: Verb, support: Support): string {
  if (!support.supported) {
    const instead = support.instead.length === 0 ? "" : `; what works here: ${support.instead.join(", ")}`;
    return `*${verb}*: not here, because ${escape(support.why)}${instead}`;
  }
  const { batch, perSecond, perAccount, endedBy, isLearned, source } = support;
  const size = isGroupVerb(verb)
    ? "one request"
    : batch === 1
      ? "one account in a request"
      : `${batch} accounts in a request`;
  const parts = [
    `${size}${isLearned ? " (learned from a refusal)" : ""}`,
    `${amountOf(perSecond, "request")} a second at most`,
    ...(isGroupVerb(verb) ? [] : [perAccount ? BY_ACCOUNT : AS_A_WHOLE]),
    ...(endedBy === null ? [] : [endedBy === "vendor" ? "ends by itself" : "Bailiff lifts it at its end"]),
  ];
  const read = `${escape(source.document)}, read ${source.checked}`;
  return `*${verb}*: ${parts.join("; ")} (${read})`;
}
