import { side } from "../world/choices.ts";
import { Levers } from "./levers/levers.tsx";
import { LiveGroups } from "./live/live-groups.tsx";
import { TabPanel, Tabs } from "./tabs.tsx";
import { Wire } from "./wire/wire.tsx";

const TABS = { groups: "Groups", wire: "Wire", levers: "Try to break it" } as const;

/** The right column: live groups, the wire, and levers to break things. */
export function SidePane() {
  const chosen = side.value;
  if (chosen === "tour" || chosen === "none") return null;
  return (
    <section class="side-pane" aria-label="Groups, wire and levers">
      <Tabs label="What is shown here" all={TABS} chosen={chosen} onChoose={(name) => (side.value = name)} />
      <TabPanel name="groups" isChosen={chosen === "groups"}>
        <LiveGroups />
      </TabPanel>
      <TabPanel name="wire" isChosen={chosen === "wire"}>
        <Wire />
      </TabPanel>
      <TabPanel name="levers" isChosen={chosen === "levers"}>
        <Levers />
      </TabPanel>
    </section>
  );
}
