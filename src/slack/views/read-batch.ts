import { z } from "zod";
import { BATCH_FIELDS, DRY_RUN, type BatchField } from "./batch-view.ts";

/** What a person entered into the form. Nothing of it has been looked at yet. */
export interface BatchEntry {
  readonly verb: string | null;
  readonly group: string | null;
  /** As it was pasted; empty when nothing was. */
  readonly accounts: string;
  readonly file: { readonly id: string; readonly name: string } | null;
  /** Without blanks around; empty when none was entered, and so is the reason. */
  readonly time: string;
  readonly reason: string;
  readonly dryRun: boolean;
}

const states = z.record(z.string(), z.record(z.string(), z.unknown()));
const selected = z.object({ selected_option: z.object({ value: z.string() }) });
const typed = z.object({ value: z.string() });
const uploaded = z.object({ files: z.array(z.object({ id: z.string(), name: z.string() })).min(1) });
const ticked = z.object({ selected_options: z.array(z.object({ value: z.string() })) });

/**
 * Reads `view.state.values` of a submission, whatever it is. What cannot be read is as if it had not been entered,
 * except that without a readable answer on the dry run it is one.
 */
export function readBatch(values: unknown): BatchEntry {
  const read = states.safeParse(values);
  const all = read.success ? read.data : {};
  const option = (name: BatchField): string | null => at(all, name, selected)?.selected_option.value ?? null;
  const text = (name: BatchField): string => at(all, name, typed)?.value ?? "";
  const options = at(all, "options", ticked)?.selected_options;
  const [file] = at(all, "file", uploaded)?.files ?? [];
  return {
    verb: option("verb"),
    group: option("group"),
    accounts: text("accounts"),
    file: file ?? null,
    time: text("time").trim(),
    reason: text("reason").trim(),
    dryRun: options?.some(({ value }) => value === DRY_RUN) ?? true,
  };
}

function at<T extends z.ZodType>(
  all: z.infer<typeof states>,
  name: BatchField,
  shape: T,
): z.infer<T> | undefined {
  const id = BATCH_FIELDS[name];
  const read = shape.safeParse(all[id]?.[id]);
  return read.success ? read.data : undefined;
}
