import { useSignal } from "@preact/signals";
import { breakVendor } from "../../world/act.ts";
import { groupsAt } from "../../world/sandbox.ts";
import { groupHere, titleOf, VENDORS } from "../here.ts";
import { choicesFor, FAULT_NAMES, FAULTS, faultWords, kindOf } from "./fault-words.ts";
import { Choice, Form, Lever, Line, Said, usePull } from "./form.tsx";
import { vendorCalled, vendorOptions } from "./offered.ts";

const NO_FAULT = "none";

/** Makes a chat service misbehave. */
export function BreakLever() {
  const vendor = useSignal<string>(groupHere.value?.vendor ?? "tencent");
  const fault = useSignal<string>("reset-after");
  const choice = useSignal("");
  const times = useSignal("1");
  const { told, pull } = usePull();
  const at = vendorCalled(vendor.value);
  const name = FAULT_NAMES.find((one) => one === fault.value) ?? "hang";
  const choices = choicesFor(name, at);
  const submit = (): void => {
    const kind = kindOf(name, at, choice.value);
    const count = Math.max(1, Math.trunc(Number(times.value)) || 1);
    void pull(
      (hear) => breakVendor(at, kind, count, hear),
      `Set for ${countWords(count)} to ${titleOf(at)}: ${faultWords(kind)}. Now do something there.`,
    );
  };
  return (
    <Lever name="Break a chat service" hint="late, silent, refusing, or done and not told so">
      <Form label="Break a chat service" onSubmit={submit}>
        <Choice label="Service" options={vendorOptions()} chosen={vendor} />
        <Choice
          label="What it does"
          options={FAULT_NAMES.map((value) => ({ value, words: FAULTS[value].name }))}
          chosen={fault}
        />
        {choices && <Choice label={choices.label} options={choices.of} chosen={choice} />}
        <Line label="How often" text={times} type="number" required />
        <p class="lever-about">{FAULTS[name].about} It hits the next requests that would change something.</p>
        <button type="submit" class="primary">
          Break it
        </button>
      </Form>
      <Said told={told} />
      <Armed />
    </Lever>
  );
}

function countWords(count: number): string {
  return count === 1 ? "the next request" : `the next ${count} requests`;
}

/** What still waits for a request. */
function Armed() {
  const { told, pull } = usePull();
  const armed = VENDORS.flatMap((vendor) => groupsAt(vendor).armed.map((fault) => ({ vendor, ...fault })));
  const clear = async (): Promise<void> => {
    const broken = [...new Set(armed.map(({ vendor }) => vendor))];
    for (const vendor of broken)
      // oxlint-disable-next-line no-await-in-loop
      await pull((hear) => breakVendor(vendor, NO_FAULT, 1, hear), "All faults were taken away.");
  };
  return (
    <div class="armed">
      {armed.length === 0 && <p class="muted">Nothing is broken now.</p>}
      {armed.length > 0 && (
        <>
          <h4>Broken now</h4>
          <ul>
            {armed.map(({ vendor, kind, left }, index) => (
              <li key={index}>
                <strong>{titleOf(vendor)}</strong> {faultWords(kind)}, {countWords(left)}
              </li>
            ))}
          </ul>
          <button type="button" onClick={() => void clear()}>
            Take all away
          </button>
        </>
      )}
      <Said told={told} />
    </div>
  );
}
