import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import type { AxeResults } from "axe-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "./chromium.ts";
import { furnish, SCREENS, VIEWS } from "./views.ts";
import { openHouse, visit, type House } from "./visit.ts";

/** One more than axe-core looks for by itself: what a control is called begins with what stands on it. */
const RULES = JSON.stringify({ rules: { "label-content-name-mismatch": { enabled: true } } });

/** What a machine can find of what keeps people out: names of controls, contrast, order, roles (axe-core). */
describe.skipIf(findChromium() === null)("everybody can use", () => {
  let house: House;
  let axe: string;
  beforeAll(async () => {
    house = await openHouse();
    await furnish(house);
    axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  }, 90_000);
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  const cases = VIEWS.flatMap((view) =>
    Object.entries(SCREENS).map(([name, screen]) => ({ view, name, screen })),
  );

  it.each(cases)("$view.name, $name", { timeout: 45_000 }, async ({ view, screen }) => {
    await using at = await visit(house, screen);
    await view.show(at);
    // The page's own policy forbids scripts of others; this one is put in from outside it.
    await at.page.evaluate(axe);
    const { violations } = (await at.page.evaluate(`axe.run(document, ${RULES})`)) as AxeResults;
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n")}`)).toEqual([]);
    const sideways = await at.page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
    await view.leave?.(at);
    expect(sideways, "nothing sticks out at the side").toBeLessThanOrEqual(0);
  });
});
