import { persona } from "../world/choices.ts";
import { seenBy } from "../world/sandbox.ts";
import { FormWindow } from "./form-window.tsx";

/**
 * The windows that are open for the person one speaks as. The top one is seen; those below keep what was entered.
 */
export function Modal() {
  const person = persona.value;
  return (
    <>
      {seenBy(person).views.map((view, index) => (
        <FormWindow key={`${person} ${view.id}`} person={person} view={view} isTop={index === 0} />
      ))}
    </>
  );
}
