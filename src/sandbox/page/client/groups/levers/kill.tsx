import { kill } from "../../world/act.ts";
import { bailiff, now } from "../../world/sandbox.ts";
import { lengthWords } from "../live/times.ts";
import { Lever, Said, usePull } from "./form.tsx";

/** SIGKILL at any moment. */
export function KillLever() {
  const { told, pull } = usePull();
  return (
    <Lever name="Kill Bailiff" hint="kill −9, in the middle of whatever it does" isOpen>
      <p>
        It gets no chance to tidy up, and is back after a second and a half over the same books. What was
        under way is taken up again; nothing is done twice, and nothing is forgotten.
      </p>
      <Life />
      <button
        type="button"
        class="danger"
        disabled={bailiff.value.state !== "running"}
        onClick={() => void pull(kill, "Killed. Watch it come back.")}
      >
        Kill Bailiff (kill −9)
      </button>
      <Said told={told} />
    </Lever>
  );
}

const STATES = {
  running: "Running",
  killed: "Dead, and back in a moment",
  starting: "Starting",
} as const;

function Life() {
  const { state, since, restarts, pid } = bailiff.value;
  return (
    <p class={`life-line life-line-${state}`}>
      <span class="dot" aria-hidden="true" />
      <span>
        <strong>{STATES[state]}</strong>
        {state === "running" && since > 0 && ` for ${lengthWords(now.value - since)}`}
        {pid !== null && <span class="muted"> · process {pid}</span>}
        <span class="muted"> · {restartsWords(restarts)}</span>
      </span>
    </p>
  );
}

function restartsWords(restarts: number): string {
  if (restarts === 0) return "never started anew";
  return restarts === 1 ? "started anew once" : `started anew ${restarts} times`;
}
