import { z } from "zod";
import { ACT_FIELDS, DRY_RUN, NO_TEMPLATE, type ActField } from "./act-view.ts";

/** What a person entered into the form. Nothing of it has been looked at yet. */
export interface ActEntry {
  readonly verb: string | null;
  readonly group: string | null;
  /** As it was pasted; empty when nothing was. */
  readonly accounts: string;
  readonly file: { readonly id: string; readonly name: string } | null;
  /** Without blanks around; empty when none was entered. */
  readonly time: string;
  /** A reason that was chosen; null when none was. */
  readonly template: string | null;
  /** One in own words, without blanks around; empty when none was entered. */
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
export function readAct(values: unknown): ActEntry {
  const read = states.safeParse(values);
  const all = read.success ? read.data : {};
  const option = (name: ActField): string | null => at(all, name, selected)?.selected_option.value ?? null;
  const text = (name: ActField): string => at(all, name, typed)?.value ?? "";
  const options = at(all, "options", ticked)?.selected_options;
  const template = option("template");
  const [file] = at(all, "file", uploaded)?.files ?? [];
  return {
    verb: option("verb"),
    group: option("group"),
    accounts: text("accounts"),
    file: file ?? null,
    time: text("time").trim(),
    template: template === NO_TEMPLATE ? null : template,
    reason: text("reason").trim(),
    dryRun: options?.some(({ value }) => value === DRY_RUN) ?? true,
  };
}

function at<T extends z.ZodType>(
  all: z.infer<typeof states>,
  name: ActField,
  shape: T,
): z.infer<T> | undefined {
  const id = ACT_FIELDS[name];
  const read = shape.safeParse(all[id]?.[id]);
  return read.success ? read.data : undefined;
}
