import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findChromium, NO_CHROMIUM } from "./chromium.ts";
import { furnish, SCREENS, VIEWS } from "./views.ts";
import { openHouse, visit } from "./visit.ts";

/**
 * `npm run screenshots`: the pictures of README.md, taken of a sandbox that it starts. `-- --all --to <folder>` takes
 * every view in light, dark and narrow, to be looked at.
 */
const README: ReadonlySet<string> = new Set(["workspace-light", "alert-light"]);

const { values } = parseArgs({
  options: {
    all: { type: "boolean", default: false },
    to: { type: "string", default: fileURLToPath(new URL("../../docs/screenshots/", import.meta.url)) },
  },
});

if (findChromium() === null) {
  console.error(`No pictures were taken: ${NO_CHROMIUM}.`);
  process.exitCode = 1;
} else {
  await mkdir(values.to, { recursive: true });
  await using house = await openHouse();
  await furnish(house);
  for (const view of VIEWS) {
    for (const [name, screen] of Object.entries(SCREENS)) {
      const picture = `${view.name}-${name}`;
      if (!values.all && !README.has(picture)) continue;
      await using at = await visit(house, screen);
      await view.show(at);
      // What came in last fades in.
      await at.page.waitForTimeout(700);
      const path = join(values.to, `${picture}.png`);
      await at.page.screenshot({ path });
      await view.leave?.(at);
      console.log(path);
    }
  }
}
