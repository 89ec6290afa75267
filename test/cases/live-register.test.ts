import { describe, expect, it } from "vitest";
import type { Register } from "../../src/cases/casework.ts";
import { openLiveRegister } from "../../src/cases/live-register.ts";
import { linkKey } from "../../src/cases/overlay.ts";
import { systemClock } from "../../src/clock.ts";
import { readConfigFile } from "../../src/config/file.ts";
import { registerOf } from "../../src/config/register.ts";
import type { Ledger, RegisterUpdate, RegisterValues } from "../../src/ledger/port.ts";
import { enginesForTests } from "../ledger/engines.ts";
import { anEntry, held } from "../ledger/samples.ts";

const FILE = `
connections:
  game: { vendor: tencent, sdkAppId: 1400000001, secretKey: secret-key }
groups:
  lobby: { connection: game, id: "@TGS#1" }
  live: { connection: game, id: "@TGS#2" }
channels:
  C0LOBBY: { group: lobby, shared: true }
links:
  U1: { game: tommy }
roles:
  moderator: [usergroup:S0MODS]
rules:
  - { role: moderator, may: [mute], groups: [lobby] }
`;

function registerFrom(text: string): Register {
  const read = readConfigFile(text, {});
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  return registerOf(read.value);
}

let changes = 0;
async function change(
  ledger: Ledger,
  what: Pick<RegisterUpdate, "kind" | "key"> & { readonly value: string | null },
): Promise<void> {
  changes += 1;
  const { kind, key, value } = what;
  const version = await ledger.registerVersion();
  const set = { value, person: "U9" };
  const update = { version, kind, key, set, entry: anEntry("linked"), posts: [] };
  expect(await ledger.changeRegister(await held(ledger, `change:${changes}`), update)).toBe("written");
}

const accountOf = ({ links }: Register, person: string): string | undefined => links.get(person)?.get("game");

describe.each(await enginesForTests())("the register of a running program on $name", (engine) => {
  it("is what another process has just made of it, at the next look", async () => {
    await using at = await engine.home();
    const ledger = await at.open();
    // SQLite has one process, so there it is another part of the program.
    const theirs = at.place.kind === "postgres" ? await at.open() : ledger;
    const live = await openLiveRegister(registerFrom(FILE), ledger, systemClock);
    expect(accountOf(live.known(), "U1")).toBe("tommy");
    await change(theirs, { kind: "link", key: linkKey("U1", "game"), value: "jared" });
    expect(accountOf(await live.now(), "U1")).toBe("jared");
    await change(theirs, { kind: "link", key: linkKey("U1", "game"), value: null });
    expect(accountOf(await live.soon(), "U1")).toBeUndefined();
    expect(live.known().version).toBe(2);
  });

  it("keeps what was set at run time when the file changes, and shows what the file would say", async () => {
    await using at = await engine.home();
    const ledger = await at.open();
    await change(ledger, { kind: "bind", key: "C0LOBBY", value: "live" });
    await change(ledger, { kind: "alias", key: "hall", value: "live" });
    await change(ledger, { kind: "alias", key: "stage", value: "lobby" });
    const live = await openLiveRegister(registerFrom(FILE), ledger, systemClock);
    expect(live.known().channels.get("C0LOBBY")).toEqual({ group: "live", shared: true });
    expect(live.known().groups.get("hall")).toBe(live.known().groups.get("live"));

    live.replace(
      registerFrom(
        FILE.replace("  live:", "  hall:")
          .replace("tommy", "peter")
          .replace("channels:", '  stage: { connection: game, id: "@TGS#3" }\nchannels:'),
      ),
    );
    const register = await live.now();
    expect(accountOf(register, "U1")).toBe("peter");
    // A name that the file has come to use itself means what the file says.
    expect(register.groups.get("stage")?.id).toBe("@TGS#3");
    // The group has gone from the file: the channel has none, rather than the file's.
    expect(register.groups.get("hall")?.id).toBe("@TGS#2");
    expect(register.groups.get(register.channels.get("C0LOBBY")?.group ?? "")).toBeUndefined();
    expect(register.changes).toMatchObject([
      { kind: "alias", key: "hall", value: "live", inFile: "hall" },
      { kind: "alias", key: "stage", value: "lobby", inFile: "stage" },
      { kind: "bind", key: "C0LOBBY", value: "live", inFile: "lobby" },
    ]);
  });
});

/** A ledger whose answers come when the test says so. */
function slowLedger(): {
  readonly ledger: Pick<Ledger, "registerVersion" | "registerValues">;
  readonly asked: (() => void)[];
  values: RegisterValues;
} {
  const slow = {
    asked: [] as (() => void)[],
    values: { version: 0, values: [] } as RegisterValues,
    ledger: {
      registerVersion: async () => {
        // What was there when the question came, however long the answer takes.
        const { version } = slow.values;
        await new Promise<void>((resolve) => void slow.asked.push(resolve));
        return version;
      },
      registerValues: async () => slow.values,
    },
  };
  return slow;
}

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe("looks at the register", () => {
  it("are shared, but never with one that was begun before somebody asked", async () => {
    const slow = slowLedger();
    const opening = openLiveRegister(registerFrom(FILE), slow.ledger, systemClock);
    slow.asked.shift()?.();
    const live = await opening;

    const first = live.now();
    slow.values = {
      version: 1,
      values: [{ kind: "link", key: linkKey("U1", "game"), value: "jared", person: "U9", at: 0 }],
    };
    const later = Array.from({ length: 5 }, () => live.now());
    expect(slow.asked).toHaveLength(1);
    slow.asked.shift()?.();
    expect(accountOf(await first, "U1")).toBe("tommy");
    await turn();
    expect(slow.asked).toHaveLength(1);
    slow.asked.shift()?.();
    for (const register of await Promise.all(later)) expect(accountOf(register, "U1")).toBe("jared");
  });

  it("do not hold up an answer for long", async () => {
    const slow = slowLedger();
    const opening = openLiveRegister(registerFrom(FILE), slow.ledger, systemClock);
    slow.asked.shift()?.();
    const live = await opening;
    const before = performance.now();
    expect(accountOf(await live.soon(), "U1")).toBe("tommy");
    expect(performance.now() - before).toBeLessThan(1_500);
  });
});
