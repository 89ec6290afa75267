import type { Register } from "../cases/casework.ts";
import type { Clock } from "../clock.ts";
import { HOUSE, configuration } from "../texts/doctor-house.ts";
import { failedItself, install, WHAT } from "../texts/doctor.ts";
import { checkCallbacks } from "./checks/callbacks.ts";
import { checkChannels } from "./checks/channels.ts";
import { checkConnection } from "./checks/connections.ts";
import { checkInstall, type Wanted } from "./checks/install.ts";
import { checkPeople } from "./checks/people.ts";
import { checkRunning } from "./checks/running.ts";
import { checkStorage } from "./checks/storage.ts";
import { checkUserGroups } from "./checks/user-groups.ts";
import { reworded, trouble, unchecked, type Finding } from "./finding.ts";
import type { RunningView, SlackView, StorageView, VendorView } from "./ports.ts";
import { subjectsOf } from "./subjects.ts";

/** Everything that Bailiff hangs on, as doctor sees it. */
export interface Patient {
  /** Null when the configuration cannot be used. */
  readonly register: Register | null;
  readonly slack: SlackView;
  readonly wanted: Wanted;
  readonly vendors: readonly VendorView[];
  readonly storage: StorageView;
  /** Null outside of the process that serves Slack. */
  readonly running: RunningView | null;
  /** Takes credentials out of a text. */
  readonly blot: (text: string) => string;
  /** Real time, for the limit of each look. */
  readonly timer: Clock;
  /** The clock by which the journal is kept: in the sandbox it can be moved. */
  readonly clock: Clock;
}

/** Looks at everything, each thing by itself, so that what is broken hides nothing else. Changes nothing. */
export async function examine(patient: Patient): Promise<readonly Finding[]> {
  const { timer, clock, storage, running, blot } = patient;
  const parts = await Promise.all([
    part(WHAT.slack, () => checkSlack(patient)),
    part(HOUSE.connections, () => checkConnections(patient)),
    part(HOUSE.storage(storage.name), () => checkStorage(storage, timer, clock)),
    part(HOUSE.learned, () => checkRunning(running, timer)),
  ]);
  return parts.flat().map((finding) => reworded(finding, blot));
}

async function checkSlack({ slack, wanted, register, timer }: Patient): Promise<readonly Finding[]> {
  const { findings, token } = await checkInstall(slack, timer, wanted);
  if (token === null) return [...findings, unchecked(WHAT.slackRest, install.withoutToken)];
  if (register === null) return [...findings, unchecked(WHAT.slackRest, configuration.restSkipped)];
  const { channels, userGroups, people } = subjectsOf(register);
  const rest = await Promise.all([
    checkChannels(slack, timer, channels, token.botName),
    checkUserGroups(slack, timer, userGroups),
    checkPeople(slack, timer, people, token.team),
  ]);
  return [...findings, ...rest.flat()];
}

async function checkConnections({ register, vendors, running, timer }: Patient): Promise<readonly Finding[]> {
  if (register === null) return [unchecked(HOUSE.connections, configuration.restSkipped)];
  const found = await Promise.all(
    vendors.map((vendor) =>
      part(HOUSE.connection(vendor.name, vendor.vendor), () => checkConnection(vendor, timer)),
    ),
  );
  await Promise.allSettled(vendors.map((vendor) => vendor.close()));
  return [...found.flat(), ...vendors.map((vendor) => checkCallbacks(vendor, running))];
}

/** A mistake in one check is a finding of its own, and no reason to say nothing about the others. */
async function part(what: string, run: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await run();
  } catch (error) {
    return [
      trouble(what, "Bailiff", failedItself(error instanceof Error ? error.message : "unknown failure")),
    ];
  }
}
