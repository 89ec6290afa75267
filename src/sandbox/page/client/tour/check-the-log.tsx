import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { verify, type Verification } from "../world/act.ts";
import { goTo, persona, place, side, speakAs } from "../world/choices.ts";
import { PartFrame } from "./part-frame.tsx";
import { finishLog, isStepDone } from "./progress.ts";

type Copy = "record" | "altered copy";

/** The last step: the record is checked, and so is a copy in which somebody altered a word. */
export function CheckTheLog() {
  const checked = useSignal<(Verification & { readonly of: Copy }) | null>(null);
  const verdict = useRef<HTMLDivElement>(null);
  const isChecking = useSignal(false);
  const isFinished = isStepDone();
  const done = useSignal<readonly Copy[]>([]);
  const stateOf = (isDone: boolean): "done" | "now" => (isDone || isFinished ? "done" : "now");
  const check = async (of: Copy): Promise<void> => {
    isChecking.value = true;
    const verification = await verify(of === "altered copy");
    checked.value = verification && { ...verification, of };
    isChecking.value = false;
    if (verification && (of === "record" || verification.altered !== null)) done.value = [...done.value, of];
    if (done.value.includes("record") && done.value.includes("altered copy")) finishLog();
    verdict.current?.scrollIntoView({ block: "nearest" });
  };
  return (
    <>
      <p>
        Everything that decided or acted is an entry, numbered without gaps and chained by hashes; #mod-log
        shows each. Signed checkpoints stand there too, so that an auditor can check it without trusting
        whoever runs Bailiff.
      </p>
      <ol class="parts">
        <PartFrame state={stateOf(isAudreyThere())} says="Read #mod-log as audrey, who audits.">
          <button
            type="button"
            onClick={() => {
              speakAs("audrey");
              goTo({ kind: "channel", name: "mod-log" });
            }}
          >
            Be audrey in #mod-log
          </button>
        </PartFrame>
        <PartFrame
          state={stateOf(done.value.includes("record"))}
          says="Check the record: numbers, hashes, signatures."
        >
          <button
            type="button"
            class="primary"
            disabled={isChecking.value}
            onClick={() => void check("record")}
          >
            Check the record
          </button>
        </PartFrame>
        <PartFrame
          state={stateOf(done.value.includes("altered copy"))}
          says="Check a copy in which somebody changed the reason of the newest case."
        >
          <button type="button" disabled={isChecking.value} onClick={() => void check("altered copy")}>
            Check an altered copy
          </button>
        </PartFrame>
      </ol>
      <div role="status" ref={verdict}>
        {checked.value && <Verdict {...checked.value} />}
      </div>
      <p>
        And then: break a chat service, kill Bailiff in the middle of a batch, change something behind its
        back, and see whether its books stay right.{" "}
        <button type="button" class="quiet" onClick={() => (side.value = "levers")}>
          Try to break it
        </button>
      </p>
    </>
  );
}

function isAudreyThere(): boolean {
  const at = place.value;
  return persona.value === "audrey" && at.kind === "channel" && at.name === "mod-log";
}

function Verdict({ exit, text, altered, of }: Verification & { readonly of: Copy }) {
  if (of === "altered copy" && altered === null)
    return <p class="look">There is no case yet whose words could be changed. Mute somebody first.</p>;
  return (
    <figure class={exit === 0 ? "verdict verdict-good" : "verdict verdict-bad"}>
      <figcaption>
        <strong>{exit === 0 ? "Nothing was altered." : "It was altered, and that shows."}</strong>{" "}
        {altered !== null && `Entry ${altered} of the copy was changed.`}
      </figcaption>
      <pre tabIndex={0}>{text}</pre>
    </figure>
  );
}
