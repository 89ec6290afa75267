import { CAST } from "../cast.ts";
import type { Sandbox } from "../open.ts";
import type { Reply, Subject } from "./subject.ts";
import { VENDORS, vendorOf } from "./vendors.ts";
import { decodedSegments } from "../../percent-decoding.ts";

/** What can be looked at: channels, groups, effects, and where everything is. */
export function views(sandbox: Sandbox, subject: Subject, path: string): Reply {
  const segments = decodedSegments(path);
  if (segments === null) return missing(path);
  const [, root, kind = "", ...rest] = segments;
  if (path === "/") return { status: 200, body: { what: "Bailiff's sandbox", try: "GET /sandbox/world" } };
  if (root !== "sandbox") return missing(path);
  const [first = "", second = "", third = ""] = rest;
  switch (kind) {
    case "world":
      return { status: 200, body: world(sandbox, subject) };
    case "channels":
      return second === "messages" ? messages(sandbox, first) : missing(path);
    case "threads":
      return { status: 200, body: sandbox.slack.threadOf(first, second) };
    case "files":
      return { status: 200, body: sandbox.slack.files() };
    case "people":
      return second === "ephemeral" ? ephemeral(sandbox, first) : missing(path);
    case "vendors":
      return vendor(sandbox, first, second, third);
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

function vendor(sandbox: Sandbox, name: string, what: string, id: string): Reply {
  const known = VENDORS.find((vendorName) => vendorName === name);
  if (!known)
    return { status: 404, body: { error: `There is no vendor ${name} here; known: ${VENDORS.join(", ")}.` } };
  const control = vendorOf(sandbox, known);
  switch (what) {
    case "groups": {
      const group = control.group(id);
      return group === null
        ? { status: 404, body: { error: `There is no group ${id}.` } }
        : { status: 200, body: group };
    }
    case "effects":
      return { status: 200, body: control.effects() };
    case "requests":
      return { status: 200, body: control.requests(200) };
    case "callbacks":
      return { status: 200, body: control.callbacks() };
    default:
      return { status: 404, body: { error: "Known: groups/<id>, effects, requests, callbacks." } };
  }
}

function world(sandbox: Sandbox, subject: Subject): unknown {
  const { slack, clock } = sandbox;
  return {
    now: new Date(clock.now()).toISOString(),
    bailiff: { ...subject.addresses(), ...subject.life() },
    slack: {
      url: slack.url,
      credentials: slack.credentials,
      people: CAST.people,
      userGroups: CAST.userGroups,
      channels: CAST.channels,
    },
    vendors: Object.fromEntries(VENDORS.map((name) => [name, vendorOf(sandbox, name).world()])),
  };
}
