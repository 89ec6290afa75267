import type { Clock } from "../../clock.ts";
import { HOUSE, vendors as texts } from "../../texts/doctor-house.ts";
import { fine, unchecked, warning, type Finding } from "../finding.ts";
import { look } from "../limit.ts";
import type { RunningDriver, RunningView } from "../ports.ts";

/** What only the process that serves Slack knows: which vendors it leaves alone, and what their refusals have taught it. */
export async function checkRunning(running: RunningView | null, timer: Clock): Promise<readonly Finding[]> {
  if (!running) return [unchecked(HOUSE.learned, texts.notRunning)];
  const resting = running.drivers.flatMap((driver) => {
    const why = driver.resting();
    const what = HOUSE.connection(driver.connection, driver.vendor);
    return why === null ? [] : [warning(what, `connections.${driver.connection}`, texts.resting(why))];
  });
  const came = await look(timer, () => Promise.all(running.drivers.map(limitsOf)));
  // A vendor that does not answer is a finding of its connection; here it only means that nobody knows.
  if (came.kind !== "seen") return [...resting, unchecked(HOUSE.learned, texts.learnedUnknown)];
  return [...resting, fine(HOUSE.learned, texts.learned(came.value.flat()))];
}

async function limitsOf(driver: RunningDriver): Promise<readonly string[]> {
  const limits = await driver.learned();
  return limits.map(({ verb, kind, batch }) => texts.limit(driver.connection, verb, kind, batch));
}
