import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { readEnvironment } from "../../src/config/environment.ts";

const BOT = ["xoxb", "1", "test"].join("-");
const APP = ["xapp", "1", "test"].join("-");

const problemsOf = (variables: Record<string, string>): readonly string[] => {
  const read = readEnvironment(variables);
  return read.ok ? [] : read.failure.map(({ where, what }) => `${where} ${what}`);
};

describe("the environment", () => {
  it("without Slack settings asks for the sandbox", () => {
    expect(readEnvironment({})).toMatchObject({ ok: true, value: { slack: null, port: 3000 } });
    expect(readEnvironment({ SLACK_BOT_TOKEN: "  " })).toMatchObject({ ok: true, value: { slack: null } });
  });

  it("takes Socket Mode with an app token, HTTP with a signing secret", () => {
    expect(readEnvironment({ SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP })).toMatchObject({
      value: { slack: { receiving: { kind: "socket" } } },
    });
    expect(readEnvironment({ SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: "0123456789abcdef" })).toMatchObject(
      { value: { slack: { receiving: { kind: "http" } } } },
    );
  });

  it("names every problem at once and shows no value", () => {
    const problems = problemsOf({
      SLACK_BOT_TOKEN: "hunter2",
      PORT: "90000",
      BAILIFF_DTA: "x",
      DATABASE_URL: "mysql://hunter2@x",
    });
    expect(problems).toHaveLength(4);
    expect(problems.join()).not.toContain("hunter2");
  });

  it("does not begin with half of the Slack settings", () => {
    expect(problemsOf({ SLACK_APP_TOKEN: APP })).toEqual([
      expect.stringContaining("SLACK_BOT_TOKEN is not set"),
    ]);
    expect(problemsOf({ SLACK_BOT_TOKEN: BOT })).toEqual([expect.stringContaining("SLACK_SIGNING_SECRET")]);
  });

  it("never prints a secret, however it is printed", () => {
    const read = readEnvironment({
      SLACK_BOT_TOKEN: BOT,
      SLACK_APP_TOKEN: APP,
      DATABASE_URL: "postgres://u:hunter2@h/db",
    });
    expect(`${inspect(read, { depth: 9 })} ${JSON.stringify(read)}`).not.toMatch(/hunter2|xoxb|xapp/);
  });
});
