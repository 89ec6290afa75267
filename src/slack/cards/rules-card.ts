import type { Notice } from "../../cases/notice.ts";
import type { Policy, Rule } from "../../policy/rules.ts";
import { describeApprovals, limitsOf, NO_APPROVALS } from "../../texts/rules.ts";
import { escape, mention } from "../markup.ts";
import { cardOf, type Card } from "./card.ts";
import { firstNames } from "./names.ts";

/** Groups, channels or protected accounts named in one line. */
const NAMED = 20;

/** The rules in force, those for the reader's own roles first. */
export function rulesCard({ policy, mine }: Notice & { kind: "rules" }): Card {
  const own = policy.rules.filter(({ role }) => mine.includes(role));
  const others = policy.rules.filter(({ role }) => !mine.includes(role));
  return cardOf(
    [
      "What no rule allows is refused, and a rule that forbids beats all that allow.",
      ...protectedLines(policy),
      approvalsLine(policy),
      ...under("*Rules for your roles:*", own),
      ...under("*Rules for other roles:*", others),
    ],
    [`policy \`${escape(policy.version)}\``, `your roles: ${mine.join(", ") || "none"}`],
  );
}

function under(head: string, rules: readonly Rule[]): readonly string[] {
  return rules.length === 0 ? [] : [head, ...rules.map(ruleLine)];
}

/** `moderator may use mute, kick in lobby; for at most 1d; 20 accounts in one command (rule r1)` */
function ruleLine(rule: Rule): string {
  const { id, effect, role, may, groups, channels } = rule;
  const rights = may === "*" ? "everything" : may.join(", ");
  const where = groups === "*" ? "all groups" : firstNames(groups, NAMED);
  const from = channels === "*" ? "" : `, asked in ${placesOf(channels)}`;
  const limits = effect === "allow" ? limitsOf(rule).map((limit) => `; ${limit}`) : [];
  return `${role} ${effect === "allow" ? "may" : "may *not*"} use ${rights} in ${where}${from}${limits.join("")} (rule ${escape(id)})`;
}

function placesOf(channels: readonly string[]): string {
  const left = channels.length - NAMED;
  const shown = channels.slice(0, NAMED).map(placeOf).join(", ");
  return left > 0 ? `${shown} and ${left} more` : shown;
}

function placeOf(channel: string): string {
  return /^[CG][A-Z0-9_]+$/.test(channel) ? `<#${channel}>` : "one direct message";
}

function protectedLines({ protect, protectPeople }: Policy): readonly string[] {
  const left = protectPeople.length - NAMED;
  const people = protectPeople.slice(0, NAMED).map(mention).join(", ");
  return [
    ...(protect.length === 0 ? [] : [`Nobody may act on ${firstNames(protect, NAMED)}`]),
    ...(protectPeople.length === 0
      ? []
      : [`Nobody may act on accounts of ${people}${left > 0 ? ` and ${left} more` : ""}`]),
  ];
}

function approvalsLine({ approvals }: Policy): string {
  if (!approvals) return NO_APPROVALS;
  return `Approvals are given in ${placeOf(approvals.channel)} ${describeApprovals(approvals)}`;
}
