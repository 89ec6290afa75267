import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import pg from "pg";
import { describe, expect, it } from "vitest";
import type { BailiffOptions } from "../../src/cli/assemble.ts";
import { Secret } from "../../src/secret.ts";
import { postgresForTests } from "../shared-postgres.ts";
import { openWindow } from "./answering.ts";
import { openScene, type Said, type Scene } from "./scene.ts";

/** A database that can be made to refuse entries, as one does whose disk is full or whose rights were taken away. */
interface Refusing extends AsyncDisposable {
  readonly storage: BailiffOptions["storage"];
  /** `kinds`: a condition of SQL on the new row. */
  refuse(kinds: string): Promise<void>;
  heal(): Promise<void>;
}

async function onSqlite(): Promise<Refusing> {
  const folder = await mkdtemp(join(tmpdir(), "bailiff-unwritable-"));
  const run = async (sql: string): Promise<void> => {
    const database = new Database(join(folder, "ledger.db"), { timeout: 5_000 });
    database.exec(sql);
    database.close();
  };
  return {
    storage: { kind: "sqlite", folder },
    refuse: (kinds) =>
      run(
        `create trigger refuse before insert on entry when ${kinds} begin select raise(abort, 'refused'); end`,
      ),
    heal: () => run("drop trigger refuse"),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

async function onPostgres(databases: { url(name: string): Promise<string> }): Promise<Refusing> {
  const url = await databases.url("unwritable");
  const run = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  return {
    storage: { kind: "postgres", url: new Secret(url) },
    refuse: (kinds) =>
      run(`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$;
        create trigger refuse before insert on entry for each row when (${kinds}) execute function refuse()`),
    heal: () => run("drop trigger refuse on entry; drop function refuse()"),
    [Symbol.asyncDispose]: async () => {},
  };
}

const databases = await postgresForTests();
const places: readonly (readonly [string, () => Promise<Refusing>])[] = [
  ["SQLite", onSqlite],
  ...("unavailable" in databases ? [] : [["PostgreSQL", () => onPostgres(databases)] as const]),
];

/** Types a command while entries are refused; the clock goes on until the person has been told something. */
function typed(
  scene: Scene,
  as: string,
  text: string,
  told: string,
  meanwhile = async (): Promise<void> => {},
): Promise<Said> {
  return scene.act(as, async () => {
    const acknowledged = await scene.sandbox.slack.command({ as, channel: "lobby-mods", text });
    await letTimePass(scene, () => isTold(scene, as, "lobby-mods", told));
    await meanwhile();
    return acknowledged;
  });
}

function isTold(scene: Scene, as: string, channel: string, what: string): boolean {
  return scene.sandbox.slack.ephemeralFor(as, channel).some(({ text }) => text.includes(what));
}

/** Tries come seconds apart by the clock; each takes its time on a busy machine. */
async function letTimePass(scene: Scene, isOver: () => boolean | Promise<boolean>): Promise<void> {
  for (let step = 0; step < 200; step += 1) {
    if (await isOver()) return;
    await sleep(60);
    scene.sandbox.clock.advance(1_000);
  }
}

const OWN_FAILURE = "Bailiff itself failed";

describe.each(places)("when entries cannot be written on %s", (_, open) => {
  it.each([
    ["opened", "mia", "/mute @tommy 1h spam", false],
    [
      "previewed",
      "mia",
      "/mute tommy,jared,user1,user2,user3,user4,user5,user6,user7,user8,user9 1h spam",
      true,
    ],
    ["approval_asked", "mia", "/mute @tommy 2d spam", true],
    ["denied", "mel", "/mute @tommy 1h spam", false],
    ["aliased", "adam", "/mod alias hall lobby", false],
  ])(
    "%s: nothing is done, and whoever asked is told so",
    async (_kind, as, text, asks) => {
      await using place = await open();
      await using scene = await openScene({ storage: place.storage, asks });
      await place.refuse("true");
      const said = await typed(scene, as, text, OWN_FAILURE);
      expect(said.privately).toMatch(/Nothing was done.*Bailiff itself failed/s);
      expect(scene.wire()).toEqual([]);
      const { jobs, openCases } = await scene.bailiff.ledger.counts();
      expect({ openCases, dead: jobs.request.dead }).toEqual({ openCases: 0, dead: 1 });
    },
    60_000,
  );

  it("a note: it is not there, and whoever wrote it is told so", async () => {
    await using place = await open();
    await using scene = await openScene({ storage: place.storage });
    await scene.say("mia", "lobby-mods", "/mute @tommy 1h spam");
    await place.refuse("true");
    const said = await typed(scene, "mia", "/note 1 he apologised", OWN_FAILURE);
    expect(said.privately).toMatch(/Nothing was done.*Bailiff itself failed/s);
    expect(said.posted("lobby-mods")).not.toContain("apologised");
  }, 60_000);

  it("an attempt: no request is sent, the person is told that it waits, and it goes on when they can be", async () => {
    await using place = await open();
    await using scene = await openScene({ storage: place.storage });
    await place.refuse("new.kind <> 'opened'");
    let sent = -1;
    const said = await typed(scene, "mia", "/mute @tommy 1h spam", "Not settled yet", async () => {
      sent = scene.wire().length;
      await place.heal();
      await letTimePass(scene, async () => (await scene.bailiff.ledger.caseByNumber(1))?.state === "settled");
    });
    expect(sent).toBe(0);
    expect(said.privately).toMatch(/Not settled yet: #1.*could not write to its journal.*sends nothing/s);
    const kase = await scene.bailiff.ledger.caseByNumber(1);
    expect(kase?.state).toBe("settled");
    // The one request was sent after its attempt could be written down, or never.
    expect(scene.wire().length).toBe(kase?.targets[0]?.outcome === "done" ? 1 : 0);
    expect(said.posted("lobby-mods")).toMatch(/mute in/);
  }, 60_000);

  it("a press of an approver: nothing begins, and they are told so", async () => {
    await using place = await open();
    await using scene = await openScene({ storage: place.storage, asks: true });
    await scene.say("mia", "lobby-mods", "/mute @tommy 2d spam");
    const viewId = await openWindow(scene, "adam", "approvals", "approve");
    await place.refuse("true");
    const said = await scene.act("adam", async () => {
      const pressed = await scene.sandbox.slack.submit({ as: "adam", viewId, values: {} });
      await letTimePass(scene, () => isTold(scene, "adam", "approvals", OWN_FAILURE));
      return pressed;
    });
    expect(said.privately).toMatch(/Nothing was done.*Bailiff itself failed/s);
    expect(scene.wire()).toEqual([]);
  }, 60_000);
});
