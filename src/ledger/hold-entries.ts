import type { Writing } from "./engine.ts";
import type { Entry, NewEntry } from "./port.ts";

/** Remembers which entries tell of an act that waits, so that its case can show them. In a chained unit. */
export async function rememberHold(
  { db }: Writing,
  facts: readonly NewEntry[],
  entries: readonly Entry[],
): Promise<void> {
  const rows = facts.flatMap(({ body }, index) => {
    const { hold } = body;
    const seq = entries[index]?.seq;
    return typeof hold === "string" && seq !== undefined ? [{ hold, seq }] : [];
  });
  if (rows.length > 0) await db.insertInto("hold_entry").values(rows).execute();
}
