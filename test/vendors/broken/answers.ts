import { fail, ok } from "../../../src/result.ts";
import { type Defect, emptyReceipt, onFailure, onGroup, onReceipt } from "./defect.ts";

/** What is told about changes and what a group takes, when the change itself is right. */
export const answerDefects: Readonly<Record<string, Defect>> = {
  "a refusal is taken for a success": onFailure((_, act) => emptyReceipt(act)),
  "a refusal for good is taken for a success": onFailure((failure, act) =>
    failure.kind === "not_permitted" ? emptyReceipt(act) : fail(failure),
  ),
  "a refusal does not say whom it is about": onFailure((failure) =>
    fail({ ...failure, detail: "it was refused" }),
  ),
  "uncertain is called unavailable": onFailure((failure) =>
    fail(failure.kind === "uncertain" ? { kind: "unavailable", detail: failure.detail } : failure),
  ),
  "a pause is called uncertain": onFailure((failure) =>
    fail(failure.kind === "throttled" ? { kind: "uncertain", detail: failure.detail } : failure),
  ),
  "too many accounts are simply rejected": onFailure((failure) =>
    fail(failure.kind === "too_many" ? { kind: "rejected", detail: failure.detail } : failure),
  ),
  "added accounts are not told apart": onReceipt((receipt) => ({ ...receipt, rows: null })),
  "whoever was in is told to have come in": onReceipt((receipt) => ({
    ...receipt,
    rows: receipt.rows?.map((row) => ({ ...row, outcome: "done" as const })) ?? null,
  })),
  "a receipt tells of somebody else": onReceipt((receipt) => ({
    ...receipt,
    rows: [...(receipt.rows ?? []), { account: "somebody else", outcome: "done", detail: null }],
  })),
  "a receipt tells of everybody twice": onReceipt((receipt) => ({
    ...receipt,
    rows: receipt.rows && [...receipt.rows, ...receipt.rows],
  })),
  "a receipt says already of all that was done": onReceipt((receipt, act) => ({
    ...receipt,
    rows: act.accounts.map((account) => ({ account, outcome: "already", detail: null })),
  })),
  "the receipt holds the credentials": (driver, { secrets }) => ({
    act: async (group, act, urgency) => {
      const answered = await driver.act(group, act, urgency);
      if (!answered.ok) return answered;
      const { request } = answered.value;
      return ok({ ...answered.value, request: { ...request, path: `${request.path}?${secrets.join("&")}` } });
    },
  }),
  "the receipt shows nothing": onReceipt((receipt) => ({
    ...receipt,
    request: { method: "POST", path: "", body: "" },
  })),
  "too many is never learnt": (driver) => {
    let first: Awaited<ReturnType<typeof driver.describe>> | null = null;
    return {
      describe: async (group) => {
        if (first?.ok !== true) first = await driver.describe(group);
        return first;
      },
    };
  },
  "what was learnt is not marked as that": onGroup((state) => ({
    ...state,
    supports: Object.fromEntries(
      Object.entries(state.supports).map(([verb, support]) => [verb, { ...support, isLearned: false }]),
    ) as typeof state.supports,
  })),
  "bans are said to be lifted by the other side": onGroup((state) => {
    const { ban } = state.supports;
    if (!ban.supported) return state;
    const endedBy = ban.endedBy === "vendor" ? "bailiff" : "vendor";
    return { ...state, supports: { ...state.supports, ban: { ...ban, endedBy } } };
  }),
  "what serves instead does not": onGroup((state) => {
    const { kick } = state.supports;
    if (kick.supported) return state;
    return { ...state, supports: { ...state.supports, kick: { ...kick, instead: ["add"] } } };
  }),
  "the owner is not told": onGroup((state) => ({ ...state, owner: null })),
  "a missing group looks like a broken connection": (driver) => ({
    describe: async (group) => {
      const described = await driver.describe(group);
      return described.ok ? described : fail({ kind: "unavailable", detail: described.failure.detail });
    },
  }),
  "a failed description is remembered": (driver) => {
    let failed: Awaited<ReturnType<typeof driver.describe>> | null = null;
    return {
      describe: async (group) => {
        if (failed) return failed;
        const described = await driver.describe(group);
        if (!described.ok) failed = described;
        return described;
      },
    };
  },
};
