import type { Offer } from "./choosable.ts";

/** Options with a box or a circle each. */
export function Choices(props: {
  readonly kind: "radio" | "checkbox";
  /** The same for all circles of one question. */
  readonly name: string;
  readonly label?: string;
  readonly offer: Offer;
  readonly chosen: readonly string[];
  readonly choose: (chosen: readonly string[]) => void;
  readonly isBusy?: boolean;
  /** How many can be chosen. */
  readonly most?: number;
}) {
  const { kind, name, offer, chosen, choose, most = Infinity } = props;
  const toggle = (value: string, isOn: boolean): void => {
    if (kind === "radio") choose([value]);
    else choose(isOn ? [...chosen, value] : chosen.filter((one) => one !== value));
  };
  const options = offer.flatMap(({ all }) => all);
  return (
    <div class="choices" role={props.label === undefined ? undefined : "group"} aria-label={props.label}>
      {options.map(({ value, words, about }) => (
        <label key={value} class="choice">
          <input
            type={kind}
            name={name}
            value={value}
            checked={chosen.includes(value)}
            disabled={
              props.isBusy === true ||
              (chosen.length >= most && !chosen.includes(value) && kind === "checkbox")
            }
            onChange={({ currentTarget }) => toggle(value, currentTarget.checked)}
          />
          <span>
            {words}
            {about !== "" && <span class="muted">{` ${about}`}</span>}
          </span>
        </label>
      ))}
    </div>
  );
}
