import { breakVendor, kill, type } from "../../world/act.ts";
import { goTo, speakAs } from "../../world/choices.ts";
import { bailiff, now, wireOf } from "../../world/sandbox.ts";
import { lengthWords } from "../live/times.ts";
import { Lever, Said, usePull } from "./form.tsx";

const TWENTY_FOUR = Array.from({ length: 24 }, (_, index) => `user${index + 1}`).join(",");

/** Resolves when it is so, or after some seconds: then the kill comes at another moment, which is as good. */
async function until(isSo: () => boolean): Promise<void> {
  for (let looks = 0; looks < 40 && !isSo(); looks += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
}

/** SIGKILL at any moment. */
export function KillLever() {
  const { told, pull } = usePull();
  const killInABatch = async (): Promise<void> => {
    speakAs("adam");
    goTo({ kind: "channel", name: "lobby-mods" });
    await breakVendor("tencent", "latency:4000", 1);
    await type({ as: "adam", channel: "lobby-mods" }, `/ban ${TWENTY_FOUR} 1h`);
    await until(() =>
      wireOf("tencent").exchanges.some(({ status, fault }) => status === null && fault !== null),
    );
    await pull(kill, "Killed with a request on its way. Its outcome is found out by reading, and told once.");
  };
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
      <p>
        Or all at once: Tencent answers late, adam bans 24 accounts in #lobby-mods, and Bailiff dies while the
        first request is on its way.
      </p>
      <button type="button" disabled={bailiff.value.state !== "running"} onClick={() => void killInABatch()}>
        Kill it in the middle of 24 bans
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
