import type { Notice } from "../../cases/notice.ts";
import { redactionHead, redactionLines } from "../../texts/redacting.ts";
import { cardOf, type Card } from "./card.ts";

export function redactedCard(notice: Notice & { readonly kind: "redacted" }): Card {
  return cardOf([redactionHead(notice), ...redactionLines(notice)]);
}
