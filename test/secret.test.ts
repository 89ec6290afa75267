import { inspect } from "node:util";
import { expect, it } from "vitest";
import { Secret } from "../src/secret.ts";

it("a secret shows as [secret] however it is printed, and only when asked for as itself", () => {
  const secret = new Secret("hunter2");
  const printed = [
    `${secret.toString()}`,
    JSON.stringify({ secret }),
    inspect({ secret }, { showHidden: true }),
  ];
  for (const text of printed) {
    expect(text).toContain("[secret]");
    expect(text).not.toContain("hunter2");
  }
  expect(secret.reveal()).toBe("hunter2");
});
