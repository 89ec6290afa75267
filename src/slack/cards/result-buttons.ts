import type { Button, KnownBlock } from "@slack/types";
import { isBatch } from "../../cases/batch.ts";
import { extendableOf, undoOf } from "../../cases/undo.ts";
import { booksOf, type Case } from "../../ledger/port.ts";
import { amountOf } from "../../texts/amount.ts";
import * as texts from "../../texts/result-buttons.ts";
import { isGroupVerb } from "../../words.ts";
import { plainName } from "../markup.ts";
import { LONGEST_INPUT } from "../views/act-view.ts";

/** Buttons below a result. Their value is the number of its case and nothing else: what they do is read there. */
export const RESULT_BUTTONS = {
  undo: "bailiff_undo",
  extend: "bailiff_extend",
  whois: "bailiff_whois",
} as const;

/** What can be done next about a case in which something was done; empty where there is nothing. */
export function resultButtons(kase: Case): KnownBlock[] {
  const elements = didNothing(kase) ? [] : [...undo(kase), ...extend(kase), ...whois(kase)];
  return elements.length === 0 ? [] : [{ type: "actions", elements }];
}

/** In words what the buttons would do if the case were smaller. */
export function insteadOfButtons(kase: Case): readonly string[] {
  const most = Math.max(undoOf(kase)?.accounts.length ?? 0, extendableOf(kase).length);
  return !didNothing(kase) && isBatch(most) ? [texts.BY_LIST] : [];
}

function didNothing({ targets, state }: Case): boolean {
  const { done, unknown } = booksOf(targets);
  return state === "open" || done + unknown === 0;
}

function undo(kase: Case): Button[] {
  const { number, group } = kase;
  const back = undoOf(kase);
  if (back === null || isBatch(back.accounts.length)) return [];
  const named = (name: string): string => plainName(name, texts.LONGEST_NAMED);
  const names = back.accounts.map(named);
  const label = texts.UNDO_LABEL[back.verb];
  const whom = isGroupVerb(kase.verb) ? "the group" : amountOf(back.accounts.length, "account");
  return [
    {
      ...button(RESULT_BUTTONS.undo, number, label, `${label}: ${whom} of case #${number}`),
      confirm: {
        title: { type: "plain_text", text: `${label}, #${number}?` },
        text: {
          type: "plain_text",
          text: texts.undoEffect(back.verb, names, named(group.alias)),
          emoji: false,
        },
        confirm: { type: "plain_text", text: label },
        deny: { type: "plain_text", text: texts.GO_BACK },
      },
    },
  ];
}

/** Where the accounts have room in the field of the form, all in quotes. */
function extend(kase: Case): Button[] {
  const accounts = extendableOf(kase);
  const length = accounts.reduce((sum, account) => sum + account.length + 3, 0);
  if (accounts.length === 0 || isBatch(accounts.length) || length > LONGEST_INPUT) return [];
  const spoken = `Extend the ${kase.verb} of case #${kase.number}: opens a form`;
  return [button(RESULT_BUTTONS.extend, kase.number, texts.EXTEND, spoken)];
}

function whois({ number, verb, targets }: Case): Button[] {
  if (isGroupVerb(verb) || targets.length !== 1) return [];
  const spoken = `Who is the account of case #${number}? Only you see the answer`;
  return [button(RESULT_BUTTONS.whois, number, texts.WHO_IS, spoken)];
}

/** `spoken`: what a screen reader says, at most 75 characters. */
function button(action_id: string, number: number, label: string, spoken: string): Button {
  return {
    type: "button",
    action_id,
    value: String(number),
    text: { type: "plain_text", text: label },
    accessibility_label: spoken,
  };
}
