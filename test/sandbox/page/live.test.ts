import { expect, it } from "vitest";
import { openSandbox } from "../../../src/sandbox/open.ts";
import { openLive } from "../../../src/sandbox/page/live.ts";
import type { PageLife, Told } from "../../../src/sandbox/page/told.ts";
import { movableClock } from "../slack/movable-clock.ts";

const OPTIONS = { commands: [], shortcuts: [], groupOf: new Map() };

it("tells a page that is open what changed just before another one was opened", async () => {
  const sandbox = await openSandbox({ clock: movableClock(Date.UTC(2026, 10, 21)), commands: [] });
  let restarts = 0;
  const live = openLive(
    sandbox,
    (): PageLife => ({ state: "running", since: 0, restarts, pid: null }),
    OPTIONS,
  );
  try {
    const first: Told[] = [];
    live.follow((told) => void first.push(told));
    restarts = 1;
    sandbox.slack.say({ as: "mia", channel: "lobby-mods", text: "just said" });
    live.follow(() => {});
    const lastOf = (section: Told["section"], of = ""): string =>
      JSON.stringify(
        first.findLast((told) => told.section === section && (!("of" in told) || told.of === of)),
      );
    expect(lastOf("bailiff")).toContain('"restarts":1');
    expect(lastOf("channel", "lobby-mods")).toContain("just said");
  } finally {
    live.close();
    await sandbox.close();
  }
});
