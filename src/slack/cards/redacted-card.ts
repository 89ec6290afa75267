import type { Notice } from "../../cases/notice.ts";
import { asTyped } from "../../grammar/print.ts";
import { redactionAhead, redactionHead, redactionLines } from "../../texts/redacting.ts";
import { code } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";

type Redacted = Notice & { readonly kind: "redacted" };

export function redactedCard(notice: Redacted): Card {
  const ahead = notice.isRemoved ? [] : [redactionAhead(notice.entry, confirming(notice))];
  return cardOf([redactionHead(notice), ...redactionLines(notice), ...ahead]);
}

const LONGEST_REASON = 300;

/** The command that goes ahead, where it can be copied as it stands. */
function confirming({ entry, reason }: Redacted): string | null {
  if (reason.length > LONGEST_REASON || /[<>&`"\\\n]/.test(reason)) return null;
  return code(`/mod ${asTyped({ kind: "redact", entry, reason, isConfirmed: true })}`, 2 * LONGEST_REASON);
}
