import { useSignal, type ReadonlySignal, type Signal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { Hear } from "../../world/act.ts";

/** One thing that a visitor can do to the sandbox: a heading that opens, a sentence, and what to fill in. */
export function Lever(props: {
  readonly name: string;
  /** What happens, in a few words beside the name. */
  readonly hint: string;
  readonly isOpen?: boolean;
  readonly children: preact.ComponentChildren;
}) {
  const { name, hint, isOpen = false, children } = props;
  return (
    <details class="lever" open={isOpen}>
      <summary>
        <h3>{name}</h3>
        <p class="muted">{hint}</p>
      </summary>
      <div class="lever-body">{children}</div>
    </details>
  );
}

/** What was done last, or why not. */
export interface Told {
  readonly tone: "good" | "bad" | "busy";
  readonly words: string;
}

/** Does something and tells what became of it. `said` puts the sandbox's answer into a sentence. */
export type Pull = (
  act: (hear: Hear) => Promise<boolean>,
  said: string | ((answer: unknown) => string | Told),
) => Promise<boolean>;

/** The line under a form, and what fills it. */
export function usePull(): { readonly told: ReadonlySignal<Told | null>; readonly pull: Pull } {
  const told = useSignal<Told | null>(null);
  return {
    told,
    pull(act, said) {
      told.value = { tone: "busy", words: "…" };
      return act((outcome) => {
        if (!outcome.done) told.value = { tone: "bad", words: outcome.why };
        else {
          const words = typeof said === "string" ? said : said(outcome.answer);
          told.value = typeof words === "string" ? { tone: "good", words } : words;
        }
      });
    },
  };
}

export function Said({ told }: { readonly told: ReadonlySignal<Told | null> }) {
  return (
    <p class="told" role="status" aria-live="polite">
      {told.value && <span class={`told-${told.value.tone}`}>{told.value.words}</span>}
    </p>
  );
}

/** Fields and their button. */
export function Form(props: {
  readonly label: string;
  readonly onSubmit: () => void;
  readonly children: preact.ComponentChildren;
}) {
  const { label, onSubmit, children } = props;
  return (
    <form
      class="lever-form"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}

export interface Option {
  readonly value: string;
  readonly words: string;
}

/** The first option stands where the chosen one is not offered any more. */
export function chosenOf(options: readonly Option[], chosen: string): string {
  return (options.find(({ value }) => value === chosen) ?? options[0])?.value ?? "";
}

export function Choice(props: {
  readonly label: string;
  readonly options: readonly Option[];
  readonly chosen: Signal<string>;
}) {
  const { label, options, chosen } = props;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={chosenOf(options, chosen.value)}
        onChange={({ currentTarget }) => (chosen.value = currentTarget.value)}
      >
        {options.map(({ value, words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

export function Line(props: {
  readonly label: string;
  readonly text: Signal<string>;
  readonly placeholder?: string;
  readonly required?: boolean;
  /** What may be meant. */
  readonly suggestions?: readonly string[];
  readonly type?: "text" | "number";
  readonly pattern?: string;
  readonly about?: string;
}) {
  const { label, text, placeholder, required = false, suggestions = [], type = "text" } = props;
  const id = useId();
  const list = `${id}-list`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type={type}
        min={type === "number" ? 1 : undefined}
        value={text.value}
        placeholder={placeholder}
        required={required}
        pattern={props.pattern}
        title={props.about}
        autocomplete="off"
        spellcheck={false}
        list={suggestions.length > 0 ? list : undefined}
        onInput={({ currentTarget }) => (text.value = currentTarget.value)}
      />
      {suggestions.length > 0 && (
        <datalist id={list}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </div>
  );
}

export function Tick({ label, on }: { readonly label: string; readonly on: Signal<boolean> }) {
  return (
    <label class="tick">
      <input
        type="checkbox"
        checked={on.value}
        onChange={({ currentTarget }) => (on.value = currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}

/** A length such as `10m` or `1h30m`, as the sandbox reads it. */
export const LENGTH = { pattern: "(\\d+[wdhms])+", about: "A length such as 10m or 1h30m" } as const;
