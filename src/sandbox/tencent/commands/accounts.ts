import { z } from "zod";
import { ok } from "../../../result.ts";
import { refuse } from "../codes.ts";
import { termsOf } from "../contract.ts";
import type { Handler } from "./call.ts";
import { Account } from "./call.ts";

const CheckBody = z.object({ CheckItem: z.array(z.object({ UserID: Account })).min(1) });

/** Which accounts exist. This service has its own code for a wrong parameter. */
export const accountCheck: Handler = (call) => {
  const body = CheckBody.safeParse(call.body);
  if (!body.success) return refuse(70402, "CheckItem");
  const items = body.data.CheckItem;
  const most = termsOf("account_check").accounts?.[call.limits] ?? 0;
  if (items.length > most) return refuse(70402, `at most ${most} accounts`);
  return ok({
    ResultItem: items.map(({ UserID: account }) => ({
      UserID: account,
      ResultCode: 0,
      ResultInfo: "",
      AccountStatus: call.app.accounts.has(account) ? "Imported" : "NotImported",
    })),
  });
};
