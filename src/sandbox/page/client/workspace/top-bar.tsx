import { column, persona, side, speakAs } from "../world/choices.ts";
import { bailiff, now, world } from "../world/sandbox.ts";
import { speakers, standingOf } from "./standing.ts";

const LIFE = {
  running: "Bailiff is running",
  killed: "Bailiff was killed",
  starting: "Bailiff is starting",
} as const;

export function TopBar() {
  return (
    <header class="top-bar">
      <p class="brand">
        <img src="/page/icon.svg" alt="" width="24" height="24" />
        <strong>Bailiff</strong> <span class="muted">sandbox</span>
      </p>
      <p class={`life life-${bailiff.value.state}`} role="status">
        <span class="dot" aria-hidden="true" />
        {LIFE[bailiff.value.state]}
      </p>
      <p class="clock">
        <span class="visually-hidden">The sandbox's time: </span>
        <time dateTime={new Date(now.value).toISOString()}>
          {new Date(now.value).toLocaleTimeString("en-GB")}
        </time>
      </p>
      <Persona />
      <button
        type="button"
        class="tour-switch"
        aria-pressed={side.value === "tour"}
        onClick={() => openTour()}
      >
        Guided tour
      </button>
    </header>
  );
}

/** On a narrow screen the tour has the screen to itself. */
function openTour(): void {
  const isShown = side.value === "tour";
  side.value = isShown ? "groups" : "tour";
  if (!isShown) column.value = "side";
}

/** Who one speaks as. */
function Persona() {
  const known = world.value;
  if (known === null) return null;
  return (
    <label class="persona">
      <span>You are</span>
      <select
        id="persona"
        value={persona.value}
        onChange={({ currentTarget }) => speakAs(currentTarget.value)}
      >
        {speakers(known).map((person) => (
          <option key={person.name} value={person.name}>
            {person.name}, {standingOf(person, known)}
          </option>
        ))}
      </select>
    </label>
  );
}
