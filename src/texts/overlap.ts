import type { ActOfAnother, Conflict } from "../cases/overlap.ts";
import { amount } from "./amount.ts";
import { participle } from "./books.ts";
import type { Said } from "./said.ts";
import { isGroupVerb } from "../words.ts";

/** Acts of others that a message tells of. */
const MOST_TOLD = 5;

/** `@max muted tommy until … (#7, at …). This takes it back.` One line for each act, the newest first. */
export function describeOthers(others: readonly ActOfAnother[]): readonly Said[] {
  const told = others.slice(0, MOST_TOLD).map(describeAct);
  const left = others.length - told.length;
  return left > 0 ? [...told, [`… and ${amount(left)} more by others.`]] : told;
}

function describeAct(act: ActOfAnother): Said {
  const { person, verb, until, at, accounts, names, conflict } = act;
  const more = accounts > names.length ? ` and ${amount(accounts - names.length)} more` : "";
  const whom: Said = isGroupVerb(verb) ? [" the group"] : [" ", { foreign: names.join(", ") }, more];
  const end: Said =
    until === null ? [] : until === "permanent" ? [" permanently"] : [" until ", { at: until }];
  return [
    "Shortly before: ",
    { person },
    ` ${participle(verb)}`,
    ...whom,
    ...end,
    ` (#${act.case}, `,
    { at },
    ").",
    conflict === null ? "" : ` *${CONFLICT[conflict]}*`,
  ];
}

const CONFLICT: Readonly<Record<Conflict, string>> = {
  undoes: "This takes it back.",
  shortens: "This makes it end sooner.",
  lengthens: "This makes it last longer.",
};
