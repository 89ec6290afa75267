import { useSignal } from "@preact/signals";
import type { PageExchange, PageVendorName } from "../../../told.ts";
import { now, wireOf } from "../../world/sandbox.ts";
import { groupHere, titleOf, VENDORS } from "../here.ts";
import { faultWords } from "../levers/fault-words.ts";
import { instantWords } from "../live/times.ts";
import { readable } from "./indent.ts";
import { queryOf, shortPath, verdictOf } from "./verdict.ts";

type Service = PageVendorName | "slack";

/** The last requests to each service, and what it told Bailiff of its own accord. */
export function Wire() {
  const chosen = useSignal<Service | null>(null);
  const service = chosen.value ?? groupHere.value?.vendor ?? "tencent";
  const { exchanges } = wireOf(service);
  return (
    <>
      <h2 class="visually-hidden">The last requests on the wire</h2>
      <fieldset class="services">
        <legend class="visually-hidden">Service</legend>
        {[...VENDORS, "slack" as const].map((one) => (
          <label key={one} class={one === service ? "service service-chosen" : "service"}>
            <input
              type="radio"
              name="wire-service"
              checked={one === service}
              onChange={() => (chosen.value = one)}
            />
            {SHORT[one]}
          </label>
        ))}
      </fieldset>
      <p class="side-note muted">
        {service === "slack"
          ? "What Bailiff calls at Slack, newest first."
          : `What Bailiff asks of ${titleOf(service)}, and what the service calls back, newest first.`}
      </p>
      {exchanges.length === 0 && <p class="side-empty">Nothing was sent yet.</p>}
      <ol class="exchanges">
        {exchanges.toReversed().map((exchange) => (
          <Exchange key={`${service} ${exchange.key}`} exchange={exchange} service={service} />
        ))}
      </ol>
    </>
  );
}

const SHORT: Readonly<Record<Service, string>> = {
  tencent: "Tencent",
  easemob: "Easemob",
  agora: "Agora",
  slack: "Slack",
};

function Exchange({ exchange, service }: { readonly exchange: PageExchange; readonly service: Service }) {
  const { at, direction, method, path, fault } = exchange;
  const isOpen = useSignal(false);
  const { tone, words } = verdictOf(exchange);
  return (
    <li>
      <details
        class="exchange"
        open={isOpen.value}
        onToggle={({ currentTarget }) => (isOpen.value = currentTarget.open)}
      >
        <summary>
          <time class="muted" dateTime={new Date(at).toISOString()}>
            {instantWords(at, now.peek())}
          </time>{" "}
          <span class="method">{method}</span>{" "}
          {direction === "out" && <span class="mark mark-out">callback to Bailiff</span>}{" "}
          <span class={`ending ending-${tone}`}>{words}</span>
          <code class="path">{shortPath(path)}</code>
          {fault !== null && <span class="mark mark-bad">fault: {faultWords(fault)}</span>}
        </summary>
        {isOpen.value && <Opened exchange={exchange} service={service} />}
      </details>
    </li>
  );
}

function Opened({ exchange, service }: { readonly exchange: PageExchange; readonly service: Service }) {
  const { path, body, answer } = exchange;
  const query = queryOf(path);
  return (
    <div class="opened">
      {query.length > 0 && (
        <>
          <h3>Query</h3>
          <dl class="query">
            {query.map(([name, value], index) => (
              <div key={index}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <h3>Body</h3>
      <Text text={body} label="Body" none="It has none." />
      {(service !== "slack" || answer !== null) && exchange.direction === "in" && (
        <>
          <h3>Answer</h3>
          <Text text={answer ?? ""} label="Answer" none="There is none." />
        </>
      )}
    </div>
  );
}

function Text(props: { readonly text: string; readonly label: string; readonly none: string }) {
  const { text, label, none } = props;
  if (text === "") return <p class="muted">{none}</p>;
  return (
    <pre tabIndex={0} role="region" aria-label={label}>
      {readable(text)}
    </pre>
  );
}
