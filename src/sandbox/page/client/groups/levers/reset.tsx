import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { reset } from "../../world/act.ts";
import { Lever, Said, usePull } from "./form.tsx";

/** Forgets everything; asks first. */
export function ResetLever() {
  const isAsking = useSignal(false);
  const { told, pull } = usePull();
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isAsking.value) keep.current?.focus();
  }, [isAsking.value]);
  const begin = (): void => {
    isAsking.value = false;
    void pull(reset, "Everything is as at the beginning.");
  };
  return (
    <Lever name="Begin anew" hint="an empty record and the groups as they were">
      {isAsking.value ? (
        <div class="asking" role="group" aria-labelledby="reset-question">
          <p id="reset-question">
            Messages, cases, alerts and the record are forgotten, and all groups are as at the beginning.
            Begin anew?
          </p>
          <div class="buttons">
            <button type="button" class="danger" onClick={begin}>
              Forget everything
            </button>
            <button type="button" ref={keep} onClick={() => (isAsking.value = false)}>
              Keep it
            </button>
          </div>
        </div>
      ) : (
        <button type="button" onClick={() => (isAsking.value = true)}>
          Begin anew …
        </button>
      )}
      <Said told={told} />
    </Lever>
  );
}
