import { describe, expect, it } from "vitest";
import type { Ledger, NewEntry, RegisterUpdate } from "../../src/ledger/port.ts";
import { enginesForTests } from "./engines.ts";
import { aPost, anEntry, held } from "./samples.ts";

const entry = (kind: NewEntry["kind"]): NewEntry => anEntry(kind, { who: "U_ADAM" });

function aLink(version: number, value: string | null, rest: Partial<RegisterUpdate> = {}): RegisterUpdate {
  return {
    version,
    kind: "link",
    key: "game:U_MEL",
    set: { value, person: "U_ADAM" },
    entry: entry("linked"),
    posts: [aPost(`answer:${version}`)],
    ...rest,
  };
}

async function kinds(ledger: Ledger): Promise<readonly string[]> {
  return (await ledger.entries(1, 100)).map(({ kind }) => kind);
}

describe.each(await enginesForTests())("the register on $name", (engine) => {
  it("begins empty, and counts each change", async () => {
    await using at = await engine.home();
    const ledger = await at.open();
    expect(await ledger.registerValues()).toEqual({ version: 0, values: [] });
    expect(await ledger.changeRegister(await held(ledger, "a"), aLink(0, "user7"))).toBe("written");
    expect(await ledger.changeRegister(await held(ledger, "b"), aLink(1, null))).toBe("written");
    expect(await ledger.registerVersion()).toBe(2);
    expect((await ledger.registerValues()).values).toEqual([
      { kind: "link", key: "game:U_MEL", value: null, person: "U_ADAM", at: expect.any(Number) },
    ]);
  });

  it("writes the value, the entry, the messages and the end of the request together, or nothing of them", async () => {
    await using at = await engine.home();
    const ledger = await at.open();
    const request = await held(ledger, "a");
    await ledger.changeRegister(request, aLink(0, "user7"));
    expect(await kinds(ledger)).toEqual(["linked"]);
    expect((await ledger.jobById("a"))?.state).toBe("settled");
    expect((await ledger.jobById("answer:0"))?.state).toBe("ready");

    const before = await at.everything();
    expect(await ledger.changeRegister(request, aLink(1, "user8"))).toBe("stale");
    expect(await at.everything()).toEqual(before);
  });

  it("refuses what was decided on before somebody else's change", async () => {
    await using at = await engine.home();
    const [one, other] = [await at.open(), at.place.kind === "postgres" ? await at.open() : null];
    const ledger = other ?? one;
    const requests = await Promise.all([held(one, "a"), held(one, "b")]);
    const outcomes = await Promise.all([
      one.changeRegister(requests[0], aLink(0, "user7")),
      ledger.changeRegister(requests[1], aLink(0, "user8")),
    ]);
    expect(outcomes.toSorted()).toEqual(["moved", "written"]);
    expect(await kinds(one)).toEqual(["linked"]);
    expect((await ledger.registerValues()).values).toHaveLength(1);
    // Whoever was second still holds the request, and decides again.
    const late = requests[outcomes.indexOf("moved")];
    if (!late) throw new Error("nobody was second");
    const version = await one.registerVersion();
    expect(await one.changeRegister(late, aLink(version, "user9"))).toBe("written");
    expect((await ledger.registerValues()).values).toMatchObject([{ value: "user9" }]);
  });

  it("forgets a value that is taken back, and keeps it after a restart otherwise", async () => {
    await using at = await engine.home();
    const first = await at.open();
    await first.changeRegister(await held(first, "a"), aLink(0, "user7"));
    await first.changeRegister(
      await held(first, "b"),
      aLink(1, null, { kind: "alias", key: "hall", set: { value: "lobby", person: "U_ADAM" } }),
    );
    await first.close();
    const ledger = await at.open();
    expect(await ledger.registerValues()).toMatchObject({ version: 2, values: [{ kind: "alias" }, {}] });
    await ledger.changeRegister(await held(ledger, "c"), aLink(2, null, { set: null }));
    expect(await ledger.registerValues()).toMatchObject({ version: 3, values: [{ kind: "alias" }] });
  });
});
