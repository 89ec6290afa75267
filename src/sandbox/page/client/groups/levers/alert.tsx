import { signal, useSignal } from "@preact/signals";
import { sendAlert } from "../../world/act.ts";
import { world } from "../../world/sandbox.ts";
import { groupHere, VENDORS } from "../here.ts";
import { Choice, chosenOf, Form, Lever, Line, Said, usePull, type Told } from "./form.tsx";
import { accountsAt, groupOptions, vendorWith } from "./offered.ts";

/** What was sent last, so that it can be over at its source too. */
const last = signal<{ readonly example: string; readonly group: string; readonly account: string } | null>(
  null,
);

const TITLE = "RoomFlood";

/** Names of tools as people know them. */
const TOOLS: Readonly<Record<string, string>> = {
  alertmanager: "Prometheus Alertmanager",
  grafana: "Grafana",
  pagerduty: "PagerDuty, a webhook (names no group)",
  events: "PagerDuty, an event",
  cloudevents: "CloudEvents, structured",
  "cloudevents-batch": "CloudEvents, a batch",
  "cloudevents-binary": "CloudEvents, binary",
  generic: "Bailiff's own form",
};

/** An alert as a monitoring tool sends it. */
export function AlertLever() {
  const tool = useSignal("alertmanager");
  const group = useSignal(groupHere.value?.alias ?? "lobby");
  const account = useSignal("tommy");
  const { told, pull } = usePull();
  const tools = (world.value?.alertTools ?? []).map((name) => ({ value: name, words: TOOLS[name] ?? name }));
  const groups = VENDORS.flatMap((vendor) => groupOptions(vendor));
  const send = (resolved: boolean): void => {
    const now = {
      example: chosenOf(tools, tool.value),
      group: chosenOf(groups, group.value),
      account: account.value,
    };
    const about = resolved ? (last.value ?? now) : now;
    void pull(
      (hear) => sendAlert({ ...about, title: TITLE, key: keyOf(about), resolved }, hear),
      (answer) => {
        last.value = resolved ? null : about;
        return saidOf(answer, resolved);
      },
    );
  };
  return (
    <Lever name="Fire an alert" hint="as a monitoring tool sends it; look in #oncall">
      <Form label="Fire an alert" onSubmit={() => send(false)}>
        <Choice label="Sent by" options={tools} chosen={tool} />
        <Choice label="Group" options={groups} chosen={group} />
        <Line
          label="Account"
          text={account}
          required
          suggestions={accountsAt(vendorWith(group.value)).slice(0, 12)}
        />
        <div class="buttons">
          <button type="submit" class="primary">
            Fire it
          </button>
          <button type="button" disabled={last.value === null} onClick={() => send(true)}>
            It is over at its source
          </button>
        </div>
      </Form>
      <Said told={told} />
    </Lever>
  );
}

const keyOf = (about: { readonly group: string; readonly account: string }): string =>
  `${TITLE} ${about.group} ${about.account}`;

/** How Bailiff answered the tool. */
function saidOf(answer: unknown, resolved: boolean): Told {
  const { ack } = answer as { readonly ack?: { readonly status?: number } };
  const status = ack?.status ?? 0;
  if (status >= 200 && status < 300)
    return {
      tone: "good",
      words: resolved
        ? `Bailiff was told that it is over (HTTP ${status}).`
        : `Bailiff took it (HTTP ${status}). Its card is in #oncall.`,
    };
  return { tone: "bad", words: `Bailiff did not take it (HTTP ${status}).` };
}
