import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { PageView } from "../../told.ts";
import { submit } from "../world/act.ts";
import { complaintsOf, withLabels } from "./complaints.ts";
import { stillThere, toSend, valueIn, type Entries } from "./entries.ts";
import type { Form } from "./surface.ts";

/** What is entered in a window, and what is wrong with it. */
export interface FilledForm {
  readonly form: Form;
  /** Why the window was not sent, where it is about no field. */
  readonly trouble: string | null;
  readonly isWrong: boolean;
  readonly isSending: boolean;
  /** How often it was tried to send it. */
  readonly sent: number;
  send(): Promise<void>;
}

export function useForm(person: string, view: PageView): FilledForm {
  const entries = useSignal<Entries>({});
  const complaints = useSignal<Readonly<Record<string, string>>>({});
  /** Fields that were touched since they were sent: what was said of them is no longer about what stands there. */
  const touched = useSignal<ReadonlySet<string>>(new Set());
  const trouble = useSignal<string | null>(null);
  const isSending = useSignal(false);
  const sent = useSignal(0);

  useEffect(() => {
    entries.value = stillThere(entries.value, view.blocks);
    complaints.value = {};
    touched.value = new Set();
  }, [view.hash]);

  const errorAt = (id: string): string | null =>
    touched.value.has(id) ? null : (complaints.value[id] ?? view.errors[id] ?? null);
  const form: Form = {
    valueOf: (block) => valueIn(block, entries.value),
    enter({ block_id: id = "", element }, value) {
      entries.value = { ...entries.value, [id]: { action: element.action_id ?? "", value } };
      touched.value = new Set([...touched.value, id]);
    },
    errorOf: ({ block_id = "" }) => errorAt(block_id),
  };

  const send = async (): Promise<void> => {
    if (isSending.value) return;
    complaints.value = complaintsOf(view.blocks, entries.value);
    trouble.value = null;
    if (Object.keys(complaints.value).length === 0) {
      isSending.value = true;
      const words = await submit(person, view.id, toSend(entries.value));
      trouble.value = words === null ? null : withLabels(words, view.blocks);
      isSending.value = false;
    }
    touched.value = new Set();
    sent.value += 1;
  };

  const isWrong = [...Object.keys(complaints.value), ...Object.keys(view.errors)].some((id) => errorAt(id));
  return {
    form,
    trouble: trouble.value,
    isWrong,
    isSending: isSending.value,
    sent: sent.value,
    send,
  };
}
