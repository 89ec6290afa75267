import { randomUUID } from "node:crypto";
import type { Clock } from "../../clock.ts";
import * as people from "./acts/change-people.ts";
import type { Click } from "./acts/click.ts";
import { click } from "./acts/click.ts";
import type { TypedCommand } from "./acts/run-command.ts";
import { runCommand } from "./acts/run-command.ts";
import { openHome, pressInHome, type HomeOpening, type HomePress } from "./acts/open-home.ts";
import type { ChosenShortcut } from "./acts/run-shortcut.ts";
import { runShortcut } from "./acts/run-shortcut.ts";
import { dismiss, say, type Saying } from "./acts/say.ts";
import { sendEvent } from "./acts/send-event.ts";
import type { Submission } from "./acts/submit.ts";
import { submit } from "./acts/submit.ts";
import type { Call } from "./api/call-log.ts";
import { openCallLog } from "./api/call-log.ts";
import { chatMethods } from "./api/chat.ts";
import { connectionMethods } from "./api/connections.ts";
import { conversationMethods } from "./api/conversations.ts";
import { manifestMethods } from "./api/manifests.ts";
import { peopleMethods } from "./api/people.ts";
import { fileMethods } from "./api/files.ts";
import { requestHandler } from "./api/serve.ts";
import { viewMethods } from "./api/views.ts";
import type { Credentials, TokenState } from "./credentials.ts";
import { sandboxCredentials, USUAL_BOT_SCOPES } from "./credentials.ts";
import type { Misdelivery } from "./delivery/ack.ts";
import type { ActResult } from "./delivery/dispatch.ts";
import { openDispatch } from "./delivery/dispatch.ts";
import { carryOverHttp } from "./delivery/over-http.ts";
import type { DisconnectReason } from "./delivery/over-socket.ts";
import { openSocketHouse } from "./delivery/over-socket.ts";
import type { Fault } from "./faults.ts";
import type { Happening } from "./happenings.ts";
import { listen } from "./listen.ts";
import { openWorld } from "./open-world.ts";
import type { RegisteredCommand, RegisteredShortcut, UserGroupSeed, WorkspaceSeed } from "./seed.ts";
import type { Sights } from "./sights.ts";
import { sightsOf } from "./sights.ts";
import type { PersonChange, Workspace } from "./workspace.ts";
import type { World } from "./world.ts";

export interface FakeSlackOptions {
  readonly clock: Clock;
  readonly seed: WorkspaceSeed;
  /** The slash commands of the app's manifest. Any other typed command reaches nobody. */
  readonly commands: readonly RegisteredCommand[];
  /** Its global shortcuts; none unless told. */
  readonly shortcuts?: readonly RegisteredShortcut[];
  /** Whether its Home tab is on, which it is unless told. */
  readonly homeTab?: boolean;
  /** Bot scopes of the app's manifest; the usual ones unless told. */
  readonly botScopes?: readonly string[];
  /** 0, the default, takes a free one. The host is always 127.0.0.1. */
  readonly port?: number;
  /**
   * Holds `chat.postMessage` to Slack's pace of one a second and channel, `chat.update` and `chat.delete` to 50 a
   * minute each; more is answered 429.
   */
  readonly realPostingPace?: boolean;
  /** Real time that the app has to acknowledge; Slack's 3 s unless told. */
  readonly ackTimeoutMs?: number;
  /** Real time between pings on Socket Mode connections; 10 s unless told. */
  readonly pingEveryMs?: number;
  readonly newId?: () => string;
}

/** A Slack workspace on the loopback interface. People and channels are called by their names. */
export interface FakeSlack extends Sights {
  /** Base address. The Web API is at `${url}/api/`, which is what `slackApiUrl` of the SDK wants. */
  readonly url: string;
  readonly credentials: Credentials;
  /** The workspace as it is, and the ways to change it. */
  readonly workspace: Workspace;

  /** Where deliveries go from now on: an app's request URL, or its Socket Mode connections. */
  deliverTo(target: { readonly kind: "http"; readonly url: string } | { readonly kind: "socket" }): void;
  /** Resolves when the app acknowledged, failed, or had three seconds without an answer. */
  command(typed: TypedCommand): Promise<ActResult>;
  shortcut(chosen: ChosenShortcut): Promise<ActResult>;
  click(pressed: Click): Promise<ActResult>;
  submit(submission: Submission): Promise<ActResult>;
  /** A person writes an ordinary message, of which the app is not told. */
  say(saying: Saying): void;
  /** A person leaves a window without sending it. */
  dismiss(as: string, viewId: string): void;
  /** Resolves when the app has acknowledged the event; what it publishes shows in `homeOf`. */
  openHome(opening: HomeOpening): Promise<ActResult>;
  pressInHome(pressed: HomePress): Promise<ActResult>;
  /** Delivers one event of the Events API as given. */
  event(
    event: { readonly type: string } & Readonly<Record<string, unknown>>,
    misdelivery?: Misdelivery,
  ): Promise<ActResult>;
  /** Somebody's role or standing changes; gives what became of the events that tell of it, none when they are lost. */
  changePerson(name: string, change: PersonChange, fate?: people.Fate): Promise<readonly ActResult[]>;
  /** People come into a user group and leave it, or it is disabled; likewise. */
  changeUserGroup(
    handle: string,
    change: people.UserGroupChange,
    fate?: people.Fate,
  ): Promise<readonly ActResult[]>;
  createUserGroup(seed: UserGroupSeed, fate?: people.Fate): Promise<readonly ActResult[]>;
  /** Sends an earlier delivery again: byte for byte over HTTP, as a `retry_attempt` over Socket Mode. */
  replay(deliveryId: string): Promise<ActResult>;

  /** Makes the next calls of a method go wrong. */
  fault(fault: Fault): void;
  setBotScopes(scopes: readonly string[]): void;
  setToken(which: "bot" | "app", state: TokenState): void;
  /** Calls `listener` on everything that becomes visible; the answer ends it. */
  subscribe(listener: (happening: Happening) => void): () => void;
  /** Waits until `look` finds something. Rejects after `withinMs` (5000) of real time. */
  until<T>(look: () => T | undefined | null | false, withinMs?: number): Promise<T>;
  /** The requests to the Web API and to response_urls so far, without their tokens. */
  calls(): readonly Call[];

  /** Open Socket Mode connections. */
  connections(): number;
  disconnect(reason: DisconnectReason, which?: "oldest" | "all"): void;
  /** Cuts all Socket Mode connections without a word. */
  dropConnections(): void;

  /** The seed again: no messages, views, files, faults, calls or grants of before. Connections and `deliverTo` stay. */
  reset(): void;
  /** Ends at once: deliveries under way fail, connections are cut. */
  close(): Promise<void>;
}

const ACK_TIMEOUT_MS = 3000;
const PING_EVERY_MS = 10_000;

export async function openFakeSlack(options: FakeSlackOptions): Promise<FakeSlack> {
  const { ackTimeoutMs = ACK_TIMEOUT_MS, pingEveryMs = PING_EVERY_MS, newId = randomUUID } = options;
  const credentials = sandboxCredentials(options.seed.teamId);
  let url = "";
  const world: World = openWorld({
    clock: options.clock,
    seed: options.seed,
    commands: options.commands,
    shortcuts: options.shortcuts ?? [],
    homeTab: options.homeTab ?? true,
    botScopes: options.botScopes ?? USUAL_BOT_SCOPES,
    realPostingPace: options.realPostingPace ?? false,
    newId,
    credentials,
    baseUrl: () => url,
  });
  const { workspace, happenings, grants } = world;
  const log = openCallLog((call) => happenings.tell({ kind: "call", call }));
  const dispatch = openDispatch(newId);
  const closing = new AbortController();
  const sockets = openSocketHouse({
    appId: credentials.appId,
    newId,
    ackTimeoutMs,
    pingEveryMs,
    onConnections: (open) => happenings.tell({ kind: "connections", open }),
  });
  const methods = {
    ...peopleMethods,
    ...conversationMethods,
    ...chatMethods,
    ...viewMethods,
    ...fileMethods,
    ...manifestMethods,
    ...connectionMethods(() => url.replace(/^http/, "ws") + sockets.openTicket()),
  };
  const listening = await listen(options.port ?? 0, requestHandler(world, methods, log), (...upgrade) =>
    sockets.upgrade(...upgrade),
  );
  url = listening.url;

  return {
    ...sightsOf(world),
    url,
    credentials,
    workspace,

    deliverTo(target) {
      if (target.kind === "socket") return dispatch.use(sockets);
      const { signingSecret } = credentials;
      return dispatch.use(
        carryOverHttp({ url: target.url, signingSecret, ackTimeoutMs, closing: closing.signal }),
      );
    },
    command: (typed) => runCommand(world, dispatch, typed),
    shortcut: (chosen) => runShortcut(world, dispatch, chosen),
    click: (pressed) => click(world, dispatch, pressed),
    submit: (submission) => submit(world, dispatch, submission),
    say: (saying) => say(world, saying),
    dismiss: (as, viewId) => dismiss(world, as, viewId),
    openHome: (opening) => openHome(world, dispatch, opening),
    pressInHome: (pressed) => pressInHome(world, dispatch, pressed),
    event: (...event) => sendEvent(world, dispatch, ...event),
    changePerson: (...change) => people.changePerson(world, dispatch, ...change),
    changeUserGroup: (...change) => people.changeUserGroup(world, dispatch, ...change),
    createUserGroup: (...change) => people.createUserGroup(world, dispatch, ...change),
    replay: (deliveryId) => dispatch.replay(deliveryId),

    fault: (fault) => world.faults.add(fault),
    setBotScopes(scopes) {
      grants.botScopes = scopes;
    },
    setToken(which, state) {
      grants[which === "bot" ? "botToken" : "appToken"] = state;
    },
    subscribe: (listener) => happenings.subscribe(listener),
    until: (look, withinMs = 5000) => happenings.until(look, withinMs),
    calls: () => log.calls(),

    connections: () => sockets.connections(),
    disconnect: (reason, which = "oldest") => sockets.disconnect(reason, which),
    dropConnections: () => sockets.drop(),

    reset() {
      world.reset();
      log.forget();
      dispatch.forget();
      happenings.tell({ kind: "reset" });
    },
    async close() {
      closing.abort();
      sockets.close();
      await listening.close();
    },
  };
}
