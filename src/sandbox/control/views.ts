import { CAST } from "../cast.ts";
import type { Sandbox } from "../open.ts";
import { SANDBOX_APP } from "../tencent/cast.ts";
import type { Reply, Subject } from "./subject.ts";

/** What can be looked at: channels, groups, effects, and where everything is. */
export function views(sandbox: Sandbox, subject: Subject, path: string): Reply {
  const [, root, kind = "", ...rest] = path.split("/").map(decodeURIComponent);
  if (path === "/") return { status: 200, body: { what: "Bailiff's sandbox", try: "GET /sandbox/world" } };
  if (root !== "sandbox") return missing(path);
  const [first = "", second = "", third = ""] = rest;
  switch (kind) {
    case "world":
      return { status: 200, body: world(sandbox, subject) };
    case "channels":
      return second === "messages" ? messages(sandbox, first) : missing(path);
    case "people":
      return second === "ephemeral" ? ephemeral(sandbox, first) : missing(path);
    case "vendors":
      return first === "tencent"
        ? tencent(sandbox, second, third)
        : { status: 404, body: { error: `There is no vendor ${first} here; known: tencent.` } };
    default:
      return missing(path);
  }
}

function missing(path: string): Reply {
  return {
    status: 404,
    body: { error: `There is nothing at ${path}. GET /sandbox/world tells what there is.` },
  };
}

function messages({ slack }: Sandbox, name: string): Reply {
  if (!CAST.channels.some((channel) => channel.name === name)) {
    return {
      status: 404,
      body: {
        error: `There is no channel ${name}; known: ${CAST.channels.map((channel) => channel.name).join(", ")}.`,
      },
    };
  }
  const seen = slack.messages(name).map(({ ts, user, text, blocks, metadata, edited }) => ({
    ts,
    user,
    text,
    blocks,
    ...(metadata ? { metadata } : {}),
    ...(edited ? { edited } : {}),
  }));
  return { status: 200, body: seen };
}

function ephemeral({ slack }: Sandbox, name: string): Reply {
  if (!CAST.people.some((person) => person.name === name))
    return { status: 404, body: { error: `There is nobody called ${name}.` } };
  return {
    status: 200,
    body: slack.ephemeralFor(name).map(({ ts, channel, text, blocks }) => ({ ts, channel, text, blocks })),
  };
}

function tencent({ tencent: emulator }: Sandbox, what: string, id: string): Reply {
  switch (what) {
    case "groups": {
      const named = SANDBOX_APP.groups.find((group) => group.name === id)?.id ?? id;
      const group = emulator.group(named);
      return group
        ? { status: 200, body: group }
        : { status: 404, body: { error: `There is no group ${id}.` } };
    }
    case "effects":
      return { status: 200, body: emulator.effects() };
    case "requests":
      return { status: 200, body: emulator.requests(200) };
    default:
      return { status: 404, body: { error: "Known: groups/<id>, effects, requests." } };
  }
}

function world({ slack, tencent: emulator, clock }: Sandbox, subject: Subject): unknown {
  return {
    now: new Date(clock.now()).toISOString(),
    bailiff: subject.addresses(),
    slack: {
      url: slack.url,
      credentials: slack.credentials,
      people: CAST.people,
      userGroups: CAST.userGroups,
      channels: CAST.channels,
    },
    tencent: {
      url: emulator.url,
      sdkAppId: SANDBOX_APP.sdkAppId,
      secretKey: SANDBOX_APP.secretKey,
      admin: SANDBOX_APP.admins[0],
      groups: SANDBOX_APP.groups.map(({ id, name, kind }) => ({ id, name, kind })),
      accounts: SANDBOX_APP.accounts,
    },
  };
}
