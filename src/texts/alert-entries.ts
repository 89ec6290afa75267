import type { AlertNews } from "../alerts/port.ts";
import type { EntryKind, Json, NewEntry } from "../ledger/port.ts";
import { describeNews } from "./alerts.ts";
import { amountOf } from "./amount.ts";
import type { Said } from "./said.ts";

type Body = NewEntry["body"];

/** What an entry about an alert tells, in a line of the log. */
export function alertEntry(kind: Extract<EntryKind, `alert_${string}` | "handover">, body: Body): Said {
  if (kind === "handover") {
    const open = body["open"];
    return [`: ${amountOf(Array.isArray(open) ? open.length : 0, "alert")} open`];
  }
  const number = typeof body["number"] === "number" ? ` ${body["number"]}` : "";
  if (kind === "alert_refused") {
    const what = body["command"] ?? body["wish"];
    return [`: alert${number}, `, { foreign: wordsOf(what) }, ", ", { foreign: wordsOf(body["because"]) }];
  }
  // Written by record.ts, from a value of this type.
  const news = body["news"] as unknown as AlertNews | undefined;
  const about: Said = [`${number}, ${textOf(body["severity"])}, `, { foreign: textOf(body["title"]) }];
  if (kind === "alert_opened" || news === undefined) return about;
  const called: Said =
    "to" in news && news.to.length > 0 ? [" Called: ", { foreign: news.to.join(", ") }] : [];
  return [...about, ": ", ...describeNews(news), ...called];
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

/** A word, or the `kind` of what stands there. */
function wordsOf(value: Json | undefined): string {
  if (typeof value === "object" && value !== null && "kind" in value) return textOf(value["kind"]);
  return textOf(value);
}
