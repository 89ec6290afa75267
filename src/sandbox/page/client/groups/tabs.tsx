import { useRef } from "preact/hooks";

/** Tabs as ARIA describes them: one is in the order of the Tab key, arrows, Home and End go to the others. */
export function Tabs<Name extends string>(props: {
  readonly label: string;
  /** In order, each with its words. */
  readonly all: Readonly<Record<Name, string>>;
  readonly chosen: Name;
  readonly onChoose: (name: Name) => void;
}) {
  const { label, all, chosen, onChoose } = props;
  const list = useRef<HTMLDivElement>(null);
  const names = Object.keys(all) as Name[];
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = nextTab(names.indexOf(chosen), names.length, event.key);
    const name = next === null ? undefined : names[next];
    if (name === undefined) return;
    event.preventDefault();
    onChoose(name);
    list.current?.querySelector<HTMLElement>(`#${tabId(name)}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={tabId(name)}
          aria-selected={name === chosen}
          aria-controls={panelId(name)}
          tabIndex={name === chosen ? 0 : -1}
          onClick={() => onChoose(name)}
        >
          {all[name]}
        </button>
      ))}
    </div>
  );
}

/** What a tab stands for. Those not chosen stay, so that what was opened and typed there is kept. */
export function TabPanel(props: {
  readonly name: string;
  readonly isChosen: boolean;
  readonly children: preact.ComponentChildren;
}) {
  const { name, isChosen, children } = props;
  return (
    <div
      class="tab-panel"
      role="tabpanel"
      id={panelId(name)}
      aria-labelledby={tabId(name)}
      hidden={!isChosen}
    >
      {children}
    </div>
  );
}

const tabId = (name: string): string => `tab-${name}`;
const panelId = (name: string): string => `panel-${name}`;

function nextTab(at: number, count: number, key: string): number | null {
  if (key === "ArrowRight") return (at + 1) % count;
  if (key === "ArrowLeft") return (at + count - 1) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
