import type { ComponentChildren } from "preact";

const STATES = { done: "Done", now: "", later: "Then" } as const;

/** One thing to do in a step: how it stands, what it is, and below it what does it. */
export function PartFrame(props: {
  readonly state: keyof typeof STATES;
  readonly says: ComponentChildren;
  /** Whether it is the one thing to do next. */
  readonly isNext?: boolean;
  readonly children: ComponentChildren;
}) {
  const { state, says, isNext = false, children } = props;
  return (
    <li class={`part part-${state}`} aria-current={isNext ? "step" : undefined}>
      <p>
        {state !== "now" && <strong class="part-state">{STATES[state]}</strong>}
        {says}
      </p>
      {children}
    </li>
  );
}
