import type { Notice } from "../../cases/notice.ts";
import { describeWhy } from "../../texts/outcomes.ts";
import { describeOthers } from "../../texts/overlap.ts";
import { describeDecision, NOBODY_IN_REACH, ONLY_RULES, whoElse } from "../../texts/rules.ts";
import { code, escape } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";
import { markup } from "./said.ts";

/** Whether a command would run, by which rule, and who else could. */
export function canCard({
  words,
  group,
  policy,
  decision,
  accounts,
  barred,
  recent,
  others,
  approvers,
}: Notice & { kind: "can" }): Card {
  const rule = decision.allowed ? [`rule ${escape(decision.rule.id)}`] : [];
  return cardOf(
    [
      `Would this run in *${escape(group)}*? ${code(words, 1_000)} Nothing was done.`,
      barred.length === accounts && accounts > 0
        ? NOBODY_IN_REACH
        : markup(describeDecision(decision, approvers)),
      ...barred.map(({ account, why }) => `${code(account)}: ${describeWhy(why)}`),
      ...describeOthers(recent).map((said) => markup(said)),
      whoElse(others),
    ],
    [...rule, `policy \`${escape(policy)}\``, ONLY_RULES],
  );
}
