import { useEffect, useRef } from "preact/hooks";
import { side } from "../world/choices.ts";
import { CheckTheLog } from "./check-the-log.tsx";
import { PartFrame } from "./part-frame.tsx";
import { beginStep, followTour, goToStep, isStepDone, LOG_STEP, progress } from "./progress.ts";
import { STEPS, type Part } from "./steps.ts";

/** The guided first five minutes. Each step does the real thing. */
export function Tour() {
  useEffect(followTour, []);
  const heading = useRef<HTMLHeadingElement>(null);
  const { step, part } = progress.value;
  const isOpen = side.value === "tour";
  useEffect(() => {
    if (isOpen && step === 0 && progress.peek().run.whom === "") beginStep(0);
    if (isOpen) heading.current?.focus();
  }, [step, isOpen]);
  if (!isOpen) return null;
  const current = STEPS[step];
  const isDone = isStepDone();
  return (
    <section class="tour" aria-label="Guided tour">
      <p class="muted">
        Step {step + 1} of {LOG_STEP + 1}
      </p>
      <progress value={step + (isDone ? 1 : 0)} max={LOG_STEP + 1} aria-label="How far the tour is" />
      <h2 ref={heading} tabIndex={-1}>
        {current?.title ?? "Check the log"}
      </h2>
      {current ? (
        <>
          <p>{current.why}</p>
          <ol class="parts">
            {current.parts.map((each, index) => (
              <PartOf
                key={each.says}
                part={each}
                state={index < part ? "done" : index === part ? "now" : "later"}
              />
            ))}
          </ol>
          <div role="status">{isDone && <p class="look">{current.look}</p>}</div>
        </>
      ) : (
        <CheckTheLog />
      )}
      <Ways step={step} isDone={isDone} />
    </section>
  );
}

function PartOf({ part, state }: { readonly part: Part; readonly state: "done" | "now" | "later" }) {
  const { run } = progress.value;
  const { button } = part;
  const says = (
    <>
      {part.says}
      {part.line && (
        <>
          {" "}
          <code>{part.line(run)}</code>
        </>
      )}
    </>
  );
  return (
    <PartFrame state={state} says={says} isNext={state === "now"}>
      {button && state === "now" && (
        <button type="button" class="primary" onClick={() => button.act(run)}>
          {button.words}
        </button>
      )}
    </PartFrame>
  );
}

function Ways({ step, isDone }: { readonly step: number; readonly isDone: boolean }) {
  return (
    <p class="ways">
      {step > 0 && (
        <button type="button" onClick={() => goToStep(step - 1)}>
          Back
        </button>
      )}
      {step < LOG_STEP && (
        <button type="button" class={isDone ? "primary" : ""} onClick={() => goToStep(step + 1)}>
          {isDone ? "Next" : "Skip"}
        </button>
      )}
      {step < LOG_STEP && isDone && (
        <button type="button" onClick={() => beginStep(step)}>
          Do it again
        </button>
      )}
      <button type="button" onClick={() => (side.value = "groups")}>
        {step === LOG_STEP ? "Finish" : "Groups"}
      </button>
      {step < LOG_STEP && (
        <button type="button" onClick={() => (side.value = "wire")}>
          Wire
        </button>
      )}
    </p>
  );
}
