import { useSignal } from "@preact/signals";
import { advance } from "../../world/act.ts";
import { clock, now } from "../../world/sandbox.ts";
import { lengthWords } from "../live/times.ts";
import { Form, LENGTH, Lever, Line, Said, usePull } from "./form.tsx";

const STEPS = [
  { length: "1m", words: "1 min" },
  { length: "10m", words: "10 min" },
  { length: "1h", words: "1 hour" },
  { length: "1d", words: "1 day" },
] as const;

/** Moves everybody's clock: the chat services', Slack's and Bailiff's. */
export function ClockLever() {
  const own = useSignal("");
  const { told, pull } = usePull();
  const go = (length: string, words: string): void =>
    void pull((hear) => advance(length, hear), `It is ${words} later.`);
  return (
    <Lever name="Advance the clock" hint="mutes run out, approvals lapse, alerts escalate">
      <p>
        <span class="clock-now">{new Date(now.value).toLocaleTimeString("en-GB")}</span>{" "}
        <span class="muted">
          {clock.value.aheadMs > 0 ? `${lengthWords(clock.value.aheadMs)} ahead` : "as on this machine"}
        </span>
      </p>
      <div class="buttons">
        {STEPS.map(({ length, words }) => (
          <button key={length} type="button" onClick={() => go(length, words)}>
            {words}
          </button>
        ))}
      </div>
      <Form label="Advance the clock by a length of your own" onSubmit={() => go(own.value, own.value)}>
        <div class="field-with-button">
          <Line label="Another length" text={own} placeholder="1h30m" required {...LENGTH} />
          <button type="submit">Advance</button>
        </div>
      </Form>
      <Said told={told} />
    </Lever>
  );
}
