import { useSignal } from "@preact/signals";
import { atConsole } from "../../world/act.ts";
import { groupHere, titleOf } from "../here.ts";
import { CONSOLE_ACT_NAMES, CONSOLE_ACTS, doneWords, takenBy } from "./console-acts.ts";
import { Choice, chosenOf, Form, LENGTH, Lever, Line, Said, usePull } from "./form.tsx";
import { accountsAt, groupOptions, vendorCalled, vendorOptions } from "./offered.ts";

/** Changes something at a chat service that Bailiff did not do. */
export function ConsoleLever() {
  const vendor = useSignal<string>(groupHere.value?.vendor ?? "tencent");
  const group = useSignal(groupHere.value?.alias ?? "");
  const act = useSignal<string>("remove");
  const account = useSignal("tommy");
  const by = useSignal("");
  const length = useSignal("");
  const { told, pull } = usePull();
  const at = vendorCalled(vendor.value);
  const name = CONSOLE_ACT_NAMES.find((one) => one === act.value) ?? "remove";
  const groups = groupOptions(at);
  const takes = takenBy(name, at);
  const submit = (): void => {
    const alias = chosenOf(groups, group.value);
    void pull(
      (hear) =>
        atConsole(
          {
            vendor: at,
            group: alias,
            do: name,
            ...(takes.account && { account: account.value }),
            ...(takes.by && by.value !== "" && { by: by.value }),
            ...(takes.length && length.value !== "" && { for: length.value }),
          },
          hear,
        ),
      `At ${titleOf(at)} ${doneWords(name, alias, takes.account ? account.value : null)}.`,
    );
  };
  return (
    <Lever name="Change it in the console" hint="behind Bailiff's back, which should notice">
      <Form label="Change it in the console" onSubmit={submit}>
        <Choice label="Service" options={vendorOptions()} chosen={vendor} />
        <Choice label="Group" options={groups} chosen={group} />
        <Choice
          label="What is done"
          options={CONSOLE_ACT_NAMES.map((value) => ({ value, words: CONSOLE_ACTS[value] }))}
          chosen={act}
        />
        {takes.account && (
          <Line label="Account" text={account} required suggestions={accountsAt(at).slice(0, 12)} />
        )}
        {takes.by && (
          <Line
            label="By"
            text={by}
            placeholder="nobody: in the console"
            suggestions={["administrator", "marshal"]}
          />
        )}
        {takes.length && <Line label="For" text={length} placeholder="for good" {...LENGTH} />}
        <button type="submit" class="primary">
          Do it
        </button>
      </Form>
      <Said told={told} />
    </Lever>
  );
}
