import fc from "fast-check";
import { expect, it } from "vitest";
import { commandLine, slashNames, understood, verbs } from "./lines.ts";

it("random lines are neither all refused nor all understood", () => {
  const timed = fc.sample(commandLine, { numRuns: 6000, seed: 1 }).filter(({ command, text }) => {
    const request = understood(text, command)?.request;
    return request?.kind === "act" && request.time !== null;
  });
  expect(timed.length).toBeGreaterThan(50);
});

it("every command is understood in some of the random lines", () => {
  const found = fc
    .sample(commandLine, { numRuns: 20_000, seed: 1 })
    .flatMap(({ command, text }) => understood(text, command)?.spec.name ?? []);
  const known = [...verbs, ...slashNames.map((name) => name.slice(1))].filter((name) => name !== "mod");
  expect(new Set(found)).toEqual(new Set(known));
});
