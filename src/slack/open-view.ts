import type { ModalView } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { Log } from "../log.ts";
import { failureOf } from "./client.ts";

/** Opens a window while the trigger of a press lasts (three seconds); false when Slack does not take it. */
export type OpenView = (trigger: string, view: ModalView) => Promise<boolean>;

export function createOpenView(client: WebClient, log: Pick<Log, "warn">): OpenView {
  return async (trigger, view) => {
    try {
      await client.views.open({ trigger_id: trigger, view });
      return true;
    } catch (error) {
      log.warn({ failure: failureOf(error) }, "a window could not be opened");
      return false;
    }
  };
}
