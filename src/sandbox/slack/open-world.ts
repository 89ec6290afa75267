import type { Clock } from "../../clock.ts";
import type { Credentials } from "./credentials.ts";
import { openFaults } from "./faults.ts";
import { openFileStore } from "./file-store.ts";
import { openHappenings } from "./happenings.ts";
import { openMessageBoard } from "./message-board.ts";
import { openPostingPace } from "./posting-pace.ts";
import { openResponseUrls } from "./response-urls.ts";
import type { RegisteredCommand, RegisteredShortcut, WorkspaceSeed } from "./seed.ts";
import { openTriggerIds } from "./trigger-ids.ts";
import { openViewStore } from "./view-store.ts";
import { openWorkspace } from "./workspace.ts";
import type { Grants, World } from "./world.ts";

/** Puts the parts of the fake Slack together. */
export function openWorld(options: {
  readonly clock: Clock;
  readonly seed: WorkspaceSeed;
  readonly commands: readonly RegisteredCommand[];
  readonly shortcuts: readonly RegisteredShortcut[];
  readonly homeTab: boolean;
  readonly botScopes: readonly string[];
  readonly realPostingPace: boolean;
  readonly newId: () => string;
  readonly credentials: Credentials;
  readonly baseUrl: () => string;
}): World {
  const { clock, seed, commands, shortcuts, homeTab, newId, credentials } = options;
  const granted = (): Grants => ({
    botScopes: options.botScopes,
    botToken: "valid",
    appToken: "valid",
  });
  const grants = granted();
  const workspace = openWorkspace(seed, credentials);
  const happenings = openHappenings();
  const board = openMessageBoard(clock, workspace, happenings);
  const files = openFileStore(clock, newId);
  const views = openViewStore(workspace, happenings, newId);
  const triggers = openTriggerIds(clock, newId);
  const responseUrls = openResponseUrls(clock, seed.teamId, options.baseUrl, newId);
  const faults = openFaults();
  const pace = options.realPostingPace ? openPostingPace(clock) : null;
  let blockIds = 0;

  return {
    clock,
    newId,
    baseUrl: options.baseUrl,
    nextBlockId: () => `blk${(blockIds += 1)}`,
    credentials,
    grants,
    commands,
    shortcuts,
    homeTab,
    workspace,
    happenings,
    board,
    views,
    files,
    triggers,
    responseUrls,
    faults,
    pace,
    reset() {
      Object.assign(grants, granted());
      workspace.restore();
      for (const part of [board, views, files, triggers, responseUrls, faults, pace]) part?.forget();
    },
  };
}
