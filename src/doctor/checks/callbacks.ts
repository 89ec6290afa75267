import { callbacks as texts, HOUSE } from "../../texts/doctor-house.ts";
import { fine, warning, type Finding } from "../finding.ts";
import type { RunningView, VendorView } from "../ports.ts";

/** Whether a connection takes callbacks, and how the last one went, which only the process that serves Slack knows. */
export function checkCallbacks(
  { name, vendor, takesCallbacks }: Pick<VendorView, "name" | "vendor" | "takesCallbacks">,
  running: Pick<RunningView, "callback"> | null,
): Finding {
  const what = HOUSE.callbacks(name);
  const key = `connections.${name}.${texts.key[vendor]}`;
  if (!takesCallbacks) return fine(what, texts.off(key));
  const heard = running?.callback(name) ?? null;
  if (heard === null) return fine(what, texts.none(name, running !== null));
  return heard.refused === null
    ? fine(what, texts.taken(name, heard.at))
    : warning(what, key, texts.refused(vendor, heard.refused, heard.at));
}
