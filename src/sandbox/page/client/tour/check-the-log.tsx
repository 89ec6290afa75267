import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { verify, type Verification } from "../world/act.ts";
import { goTo, side, speakAs } from "../world/choices.ts";

type Copy = "record" | "altered copy";

/** The last step: the record is checked, and so is a copy in which somebody altered a word. */
export function CheckTheLog() {
  const checked = useSignal<(Verification & { readonly of: Copy }) | null>(null);
  const verdict = useRef<HTMLDivElement>(null);
  const isChecking = useSignal(false);
  const check = async (of: Copy): Promise<void> => {
    isChecking.value = true;
    const verification = await verify(of === "altered copy");
    checked.value = verification && { ...verification, of };
    isChecking.value = false;
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
        <li class="part part-now">
          <p>Read #mod-log as audrey, who audits.</p>
          <button
            type="button"
            onClick={() => {
              speakAs("audrey");
              goTo({ kind: "channel", name: "mod-log" });
            }}
          >
            Be audrey in #mod-log
          </button>
        </li>
        <li class="part part-now">
          <p>Check the record: numbers, hashes, signatures.</p>
          <button
            type="button"
            class="primary"
            disabled={isChecking.value}
            onClick={() => void check("record")}
          >
            Check the record
          </button>
        </li>
        <li class="part part-now">
          <p>Check a copy in which somebody changed the reason of the newest case.</p>
          <button type="button" disabled={isChecking.value} onClick={() => void check("altered copy")}>
            Check an altered copy
          </button>
        </li>
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
