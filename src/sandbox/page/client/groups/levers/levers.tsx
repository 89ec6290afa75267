import { AlertLever } from "./alert.tsx";
import { BreakLever } from "./break.tsx";
import { ClockLever } from "./clock.tsx";
import { ConsoleLever } from "./console.tsx";
import { KillLever } from "./kill.tsx";
import { PeopleLever } from "./people.tsx";
import { ResetLever } from "./reset.tsx";

/** What can be done to the sandbox to see how Bailiff bears it. */
export function Levers() {
  return (
    <>
      <h2 class="visually-hidden">Try to break it</h2>
      <p class="side-note muted">
        Nothing here leaves this machine. Do your worst, and watch the channels, the groups and the wire.
      </p>
      <KillLever />
      <BreakLever />
      <AlertLever />
      <ClockLever />
      <ConsoleLever />
      <PeopleLever />
      <ResetLever />
    </>
  );
}
