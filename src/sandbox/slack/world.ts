import type { Clock } from "../../clock.ts";
import type { Credentials, TokenState } from "./credentials.ts";
import type { Faults } from "./faults.ts";
import type { FileStore } from "./file-store.ts";
import type { Happenings } from "./happenings.ts";
import type { MessageBoard } from "./message-board.ts";
import type { PostingPace } from "./posting-pace.ts";
import type { ResponseUrls } from "./response-urls.ts";
import type { RegisteredCommand, RegisteredShortcut } from "./seed.ts";
import type { TriggerIds } from "./trigger-ids.ts";
import type { ViewStore } from "./view-store.ts";
import type { Workspace } from "./workspace.ts";

/** What the app was granted when it was installed; tests take it away again. */
export interface Grants {
  botScopes: readonly string[];
  botToken: TokenState;
  appToken: TokenState;
}

/** Everything the fake Slack knows. Its parts are handed this, not each other. */
export interface World {
  readonly clock: Clock;
  /** Unique over all runs: programs remember trigger and envelope ids to drop what came twice. */
  readonly newId: () => string;
  /** Base address, without a slash at its end. */
  readonly baseUrl: () => string;
  /** Names blocks and elements that came without an id. */
  readonly nextBlockId: () => string;
  readonly credentials: Credentials;
  readonly grants: Grants;
  readonly commands: readonly RegisteredCommand[];
  readonly shortcuts: readonly RegisteredShortcut[];
  /** Whether the app's manifest turns its Home tab on. */
  readonly homeTab: boolean;
  readonly workspace: Workspace;
  readonly happenings: Happenings;
  readonly board: MessageBoard;
  readonly views: ViewStore;
  readonly files: FileStore;
  readonly triggers: TriggerIds;
  readonly responseUrls: ResponseUrls;
  readonly faults: Faults;
  /** Null unless posts are held to Slack's real pace. */
  readonly pace: PostingPace | null;
  /** Back to the seed. */
  reset(): void;
}
