import type { Decision } from "../policy/decide.ts";
import type { Approvals, Rule, Threshold } from "../policy/rules.ts";
import { VERBS, type Right, type Role } from "../words.ts";
import { amount, amountOf } from "./amount.ts";
import { describeCause } from "./holds.ts";
import { describeRefusal, type Said } from "./refusals.ts";
import { formatSpan } from "./span.ts";

/** The rules in words, and what they say of a command. Roles and rights are words of our own. */

/** Whether a command would run, and what it would have to wait for. */
export function describeDecision(decision: Decision, approvers: readonly Role[]): Said {
  if (!decision.allowed) return ["*No.* ", ...describeRefusal({ kind: "denied", denial: decision.denial })];
  if (decision.approval)
    return [
      "*Yes, when it is approved.* ",
      ...describeCause(decision.approval),
      ` Roles that approve: ${approvers.join(", ") || "none"}.`,
    ];
  return decision.preview
    ? ["*Yes, when you confirm it.* You are shown the plan first."]
    : ["*Yes.* It would run at once."];
}

/** Which roles could do it without asking anybody. */
export function whoElse(others: readonly Role[]): string {
  return others.length === 0
    ? "No role can do it without an approval."
    : `Roles that can do it without an approval: ${others.join(", ")}.`;
}

export const NOBODY_IN_REACH = "*No.* Nobody named can be acted on:";

export const ONLY_RULES =
  "The group was not asked: who owns it, is an admin of it or is not in it is shown by `--dry-run`";

/** How far a rule goes: limits first, then what has to be asked. None for rules that change nothing. */
export function limitsOf(rule: Rule): readonly string[] {
  const { longest, batch, perHour, admins, preview, approval } = rule;
  const isFor = (verbs: readonly Right[]): boolean =>
    rule.may === "*" || rule.may.some((right) => verbs.includes(right));
  if (!isFor(VERBS)) return [];
  return [
    ...(isFor(["mute", "ban"])
      ? [longest === "permanent" ? "for any time" : `for at most ${formatSpan(longest)}`]
      : []),
    `${amountOf(batch, "account")} in one command`,
    ...(perHour === null ? [] : [`${amountOf(perHour, "account")} in an hour`]),
    admins ? "also admins of the group" : "not admins of the group",
    ...asks("to be confirmed", preview),
    ...asks("to be approved", approval),
  ];
}

function asks(what: string, threshold: Threshold | null): readonly string[] {
  if (!threshold) return [];
  const { over, longer, permanent, verbs } = threshold;
  const when = [
    ...(over === null ? [] : [`over ${amountOf(over, "account")}`]),
    ...(longer === null ? [] : [`longer than ${formatSpan(longer)}`]),
    ...(permanent ? ["permanent"] : []),
    ...(verbs.length === 0 ? [] : [`always ${verbs.join(", ")}`]),
  ];
  return when.length === 0 ? [] : [`${what}: ${when.join(" or ")}`];
}

/** How approvals go, after the channel where they are asked for. */
export function describeApprovals({
  by,
  needed,
  waitMs,
  lapseMs,
  overLimits,
  breakGlass,
}: Approvals): string {
  const who = `by ${needed === 1 ? "one other person" : `${amount(needed)} other people`} with the role ${by.join(" or ")} and the right to do the act`;
  const when = `within ${formatSpan(waitMs)}, and begun within ${formatSpan(lapseMs)} after that`;
  const over = overLimits
    ? "What is over one's own limits may be approved too."
    : "What is over one's own limits is refused.";
  const alone =
    breakGlass.length === 0 ? "Nobody may break glass." : `May break glass: ${breakGlass.join(", ")}.`;
  return `${who}, ${when}. ${over} ${alone}`;
}

export const NO_APPROVALS = "Nobody can approve anything: what needs an approval is refused.";
