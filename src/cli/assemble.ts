import { randomBytes } from "node:crypto";
import { createTroubles } from "../alerts/troubles.ts";
import { openLiveRegister } from "../cases/live-register.ts";
import { createRush } from "../cases/rush.ts";
import type { OnStep } from "../cases/steps.ts";
import { systemClock, type Clock } from "../clock.ts";
import type { Environment } from "../config/environment.ts";
import { registerOf } from "../config/register.ts";
import type { ConfigFile } from "../config/schema.ts";
import { openCallbacks } from "./callbacks.ts";
import { openDoctor } from "./checkup.ts";
import { ownCommands } from "./commands.ts";
import { help } from "../grammar/help.ts";
import type { SlackNames } from "../grammar/names.ts";
import { parse } from "../grammar/parse.ts";
import { openLedger } from "../ledger/open.ts";
import type { Ledger } from "../ledger/port.ts";
import type { Log } from "../log.ts";
import { createMetrics, type Metrics } from "../ops/metrics.ts";
import { openServer } from "../ops/server.ts";
import { fail, ok, type Result } from "../result.ts";
import { boltLogger, createApp, identify, type Identity } from "../slack/app.ts";
import { createForms } from "../slack/act-form.ts";
import { createChannels } from "../slack/channels.ts";
import { createClient, failureOf } from "../slack/client.ts";
import { createDoor } from "../slack/door.ts";
import { listenForHome } from "../slack/home-tab.ts";
import { listen } from "../slack/listeners.ts";
import { createOpenView } from "../slack/open-view.ts";
import { createPeople } from "../slack/people.ts";
import { listenForPeople } from "../slack/people-events.ts";
import { createFiles } from "../slack/files.ts";
import { listFiles } from "../slack/list-files.ts";
import { createProfiles } from "../slack/profiles.ts";
import { createEntrance, SLACK_PATH } from "../slack/receivers.ts";
import { createRespond } from "../slack/respond.ts";
import { tell } from "../slack/telling.ts";
import { ledgerProblemText } from "../texts/ledger.ts";
import {
  describeEntranceFailure,
  describeIdentityFailure,
  describeListenProblem,
} from "../texts/starting.ts";
import type { BreakerDriver } from "../vendors/breaker.ts";
import { createPace } from "../vendors/pace.ts";
import { openSigners } from "./audit-key.ts";
import { createTroubleWatch } from "./watch-troubles.ts";
import { openAlerts } from "./open-alerts.ts";
import { openDrivers, openRooms } from "./drivers.ts";
import { openExports } from "./open-exports.ts";
import { openHome } from "./open-home.ts";
import { openSummary } from "./open-summary.ts";
import { ledgerPlace } from "./ledger-place.ts";
import { openRecord } from "./open-record.ts";
import { openPosting } from "./open-posting.ts";
import { openQueues } from "./queues.ts";
import { createReconfigure, type Reread } from "./reconfigure.ts";

export interface BailiffOptions {
  readonly file: ConfigFile;
  readonly slack: NonNullable<Environment["slack"]>;
  readonly storage: Environment["storage"];
  /** The keys that sign checkpoints; null: the one beside the journal, where the journal is a folder. */
  readonly auditKey: Environment["auditKey"];
  readonly host: string;
  readonly port: number;
  readonly log: Log;
  readonly clock?: Clock;
  /** A number from 0 up to 1. */
  readonly random?: () => number;
  readonly onStep?: OnStep;
  /** How long another replica waits before it takes over the work of one that died, in milliseconds. */
  readonly leaseMs?: number;
}

export interface Bailiff {
  /** Where health, metrics and, over HTTP, Slack's requests are served. */
  readonly url: string;
  readonly identity: Identity;
  readonly ledger: Ledger;
  readonly metrics: Metrics;
  /** Takes over what the configuration file says now, or keeps what it said last. */
  reconfigure(read: Reread): Promise<void>;
  /** Takes nothing new, lets running work finish, and closes everything. */
  stop(): Promise<void>;
}

const LEASE_MS = 15_000;

/** Puts Bailiff together and starts it. A failure is a sentence for whoever starts it. */
export async function openBailiff(options: BailiffOptions): Promise<Result<Bailiff, string>> {
  const { clock = systemClock, random = Math.random, leaseMs = LEASE_MS, log } = options;
  const catalog = await ownCommands();
  const opened = await openLedger(ledgerPlace(options.storage), {
    clock,
    owner: randomBytes(8).toString("hex"),
    heldLeaseMs: leaseMs,
  });
  if (!opened.ok) return fail(ledgerProblemText(opened.failure));
  const { ledger } = opened.value;
  const pace = opened.value.pace ?? createPace(clock);

  const logger = boltLogger(log);
  const client = createClient(options.slack.botToken, options.slack.apiUrl, logger);
  const identity = await identify(client);
  if (!identity.ok) {
    await ledger.close();
    return fail(describeIdentityFailure(identity.failure));
  }
  const signers = await openSigners(options, `bailiff/${identity.value.team}`);
  if (!signers.ok) {
    await ledger.close();
    return signers;
  }
  const rooms = openRooms(options.file);
  const register = await openLiveRegister(registerOf(options.file), ledger, clock);
  const troubles = createTroubles(ledger, () => clock.now());
  const watch = createTroubleWatch({ ledger, register, clock, log, troubles });
  const drivers = openDrivers(options.file, { clock, pace, random, log, onVendor: watch.onVendor }, rooms);
  const metrics = createMetrics(ledger, clock, downs(drivers));
  const onStep: OnStep = (step, about) => {
    metrics.countStep(step);
    log.debug({ step, ...about }, "step");
    options.onStep?.(step, about);
  };
  const files = createFiles(client, options.slack.botToken, options.slack.apiUrl);
  const channels = createChannels(client, clock);
  const callbacks = openCallbacks({ file: options.file, drivers, register, ledger, clock, log, metrics });
  const doctor = openDoctor({ ...options, ledger, drivers, callbacks, pace, clock, random });
  const exports = openExports({ ...options, clock, signers: signers.value });
  const work = {
    exports,
    ledger,
    drivers,
    channels,
    files: listFiles(files, clock),
    profiles: createProfiles(client),
    doctor,
    clock,
    random,
    onStep,
    log,
  };
  const { form, prefix, reservedNames } = options.file.slack;
  const names: SlackNames = { form, prefix, includeReserved: reservedNames };
  const respond = createRespond(options.slack.apiUrl);
  const { poster, feed } = openPosting({
    register,
    channels,
    exports,
    ledger,
    clock,
    client,
    files,
    respond,
    pace,
    postsPerSecond: options.file.slack.postsPerSecond,
    help: (verb) => help(catalog, names, verb),
    workspaceUrl: identity.value.url,
    onPost: watch.onPost,
    onStep,
    log,
  });
  const logChannel = () => register.known().logChannel;
  const record = openRecord({ ...options, client, ledger, clock, signers: signers.value, logChannel });
  const summary = openSummary({ ...options, team: identity.value.team, ledger, clock });
  const rush = createRush();
  const people = createPeople({ client, clock, team: identity.value.team, log });
  const home = openHome({ client, ledger, register, people, drivers, clock, team: identity.value.team, log });
  const queues = openQueues({
    work,
    register,
    people: (by) => people.granted(by),
    post: (job) => poster.post(job),
    giveUpPost: (job, why) => poster.giveUp(job, why),
    feed,
    record,
    leaseMs,
    rush,
    onCase: (seconds) => metrics.observeCase(seconds),
    home,
  });

  const { receiving, apiUrl, botToken } = options.slack;
  const entrance = createEntrance(receiving, apiUrl, createDoor(systemClock), logger);
  const app = await createApp(entrance, identity.value, botToken, client, logger);
  const forms = createForms({ client, register, verbs: catalog.verbs, log });
  listen(app, {
    home,
    forms,
    openView: createOpenView(client, log),
    register,
    ledger,
    clock,
    log,
    team: identity.value.team,
    async parse(command, text) {
      const { groups } = await register.soon();
      return parse({ command, text }, { catalog, aliases: [...groups.keys()], names });
    },
    rush,
    hasRoom: () => queues.request.free() > 0,
    take: (job) => queues.request.take(job),
    respond,
    tell: async (asker, text) => void (await tell({ client, respond }, asker, { text, blocks: [] })),
    count: (what) => metrics.countRequest(what),
    onStep,
  });
  listenForPeople(app, people);
  listenForHome(app, home, log);

  const alerts = openAlerts({ file: options.file, ledger, clock, log, metrics, troubles });
  let isStopping = false;
  const server = await openServer({
    host: options.host,
    port: options.port,
    metrics,
    whyNotReady: () => whyNotReady(ledger, () => isStopping),
    slack: entrance.handle ? { path: SLACK_PATH, handle: entrance.handle } : null,
    routes: [alerts.route, callbacks.route],
  });
  const closeAll = async (): Promise<void> => {
    watch.stop();
    for (const driver of drivers.values()) await driver.close();
    await ledger.close();
  };
  if (!server.ok) {
    await closeAll();
    return fail(describeListenProblem(server.failure));
  }
  await ledger.append([
    { kind: "start", case: null, body: { team: identity.value.team, storage: options.storage.kind } },
  ]);
  await record.begin();
  await alerts.begin();
  watch.start(drivers);
  await summary.begin();
  for (const queue of Object.values(queues)) queue.start();
  const refused = await entrance.start(app).then(() => null, failureOf);
  if (refused) {
    for (const queue of Object.values(queues)) await queue.drain();
    await server.value.close();
    await closeAll();
    return fail(describeEntranceFailure(refused));
  }
  log.info(
    { url: server.value.url, team: identity.value.team, storage: options.storage.kind },
    "Bailiff is ready",
  );

  return ok({
    url: server.value.url,
    identity: identity.value,
    ledger,
    metrics,
    reconfigure: createReconfigure({
      file: options.file,
      register,
      rooms: { follow: (next) => [rooms, alerts, summary].forEach((one) => one.follow(next)) },
      ledger,
      team: identity.value.team,
      log,
    }),
    async stop() {
      isStopping = true;
      await entrance.stop();
      home.close();
      await server.value.close();
      // In the order of the road: what is considered may open a case, and a case has something to post.
      await queues.alert.drain();
      await queues.callback.drain();
      await queues.timer.drain();
      await queues.request.drain();
      await queues.case.drain();
      await queues.post.drain();
      await queues.log.drain();
      await ledger
        .append([{ kind: "stop", case: null, body: { team: identity.value.team } }])
        .catch((error: unknown) => log.error({ err: error }, "the stop could not be written to the log"));
      await closeAll();
      log.info({}, "Bailiff has stopped");
    },
  });
}

function downs(drivers: ReadonlyMap<string, BreakerDriver>): Parameters<typeof createMetrics>[2] {
  const isDown = ({ state }: BreakerDriver) => ({ isDown: () => state().kind === "open" });
  return new Map([...drivers].map(([connection, driver]) => [connection, isDown(driver)]));
}

async function whyNotReady(ledger: Ledger, isStopping: () => boolean): Promise<string | null> {
  if (isStopping()) return "stopping";
  try {
    await ledger.counts();
    return null;
  } catch {
    return "the journal cannot be read";
  }
}
