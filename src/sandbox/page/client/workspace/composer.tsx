import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { PageWorld } from "../../told.ts";
import { say, type } from "../world/act.ts";
import { persona } from "../world/choices.ts";
import { bailiff, world } from "../world/sandbox.ts";
import { complete, suggestionsFor, usageOf, type Suggestion } from "./completion.ts";
import { recall, remember } from "./typed-before.ts";

/** Where one types. A line that begins with a slash is a command; others are just said. */
export function Composer({ channel }: { readonly channel: string }) {
  const text = useSignal("");
  const chosen = useSignal(0);
  const isShut = useSignal(false);
  const back = useRef(0);
  const box = useRef<HTMLInputElement>(null);
  const known = world.value;
  if (known === null) return null;
  const suggestions = isShut.value ? [] : suggestionsFor(text.value, known, channel);
  const pick = (suggestion: Suggestion): void => {
    text.value = complete(text.value, suggestion);
    chosen.value = 0;
    box.current?.focus();
  };
  const send = async (): Promise<void> => {
    const line = text.value.trim();
    if (line === "") return;
    const at = { as: persona.value, channel };
    remember(line);
    back.current = 0;
    text.value = "";
    if (!(await (line.startsWith("/") ? type(at, line) : say(at, line)))) box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const many = suggestions.length;
    const suggestion = suggestions[chosen.value % Math.max(many, 1)];
    const isWhole = suggestion !== undefined && text.value.endsWith(suggestion.word);
    if (event.key === "Tab" && suggestion && !event.shiftKey) pick(suggestion);
    else if (event.key === "Enter" && !event.shiftKey && suggestion && !isWhole) pick(suggestion);
    else if (event.key === "Enter" && !event.shiftKey) void send();
    else if (event.key === "ArrowDown" && many > 0) chosen.value = (chosen.value + 1) % many;
    else if (event.key === "ArrowUp" && many > 0) chosen.value = (chosen.value + many - 1) % many;
    else if (event.key === "ArrowUp" && (text.value === "" || back.current > 0))
      text.value = recall((back.current += 1)) ?? text.value;
    else if (event.key === "Escape" && many > 0) isShut.value = true;
    else return;
    event.preventDefault();
  };
  const hint = hintOn(text.value, known);
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {suggestions.length > 0 && <Suggestions all={suggestions} chosen={chosen.value} onPick={pick} />}
      <label class="visually-hidden" for="composer">
        Message or command in {channel}
      </label>
      <input
        id="composer"
        type="text"
        autocomplete="off"
        spellcheck={false}
        ref={box}
        value={text.value}
        placeholder={`As ${persona.value}: /mute @tommy 10m`}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={suggestions.length > 0}
        aria-controls="suggestions"
        aria-activedescendant={suggestions.length > 0 ? `suggestion-${chosen.value}` : undefined}
        onInput={({ currentTarget }) => {
          text.value = currentTarget.value;
          chosen.value = 0;
          isShut.value = false;
        }}
        onKeyDown={onKeyDown}
      />
      <p class="usage muted">{hint}</p>
      <button type="submit" class="primary">
        Send
      </button>
    </form>
  );
}

/** What helps whoever types this. */
function hintOn(text: string, known: PageWorld): string {
  if (bailiff.value.state !== "running" && text.startsWith("/"))
    return "Bailiff is not there at this moment: Slack will say that the command failed.";
  if (text.trim() !== "" && !text.startsWith("/"))
    return "Without a slash it is an ordinary message, of which Bailiff hears nothing.";
  return usageOf(text, known) ?? "Tab completes · ↑ brings back a line";
}

function Suggestions(props: {
  readonly all: readonly Suggestion[];
  readonly chosen: number;
  readonly onPick: (suggestion: Suggestion) => void;
}) {
  return (
    <ul class="suggestions" id="suggestions" role="listbox" aria-label="Suggestions">
      {props.all.map((suggestion, index) => (
        <li
          key={suggestion.word}
          id={`suggestion-${index}`}
          role="option"
          aria-selected={index === props.chosen}
          onMouseDown={(event) => {
            event.preventDefault();
            props.onPick(suggestion);
          }}
        >
          <strong>{suggestion.word}</strong> <span class="muted">{suggestion.about}</span>
        </li>
      ))}
    </ul>
  );
}
