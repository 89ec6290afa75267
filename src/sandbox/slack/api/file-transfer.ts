import { mimeTypeOf } from "../file-shape.ts";
import type { World } from "../world.ts";
import type { Reply } from "./reply.ts";

/** The bytes of an upload as they were posted: raw, or the one file of a multipart form; undefined without a file. */
export async function postedBytes(contentType: string, body: Buffer): Promise<Buffer | undefined> {
  if (!contentType.startsWith("multipart/form-data")) return body;
  try {
    const form = await new Response(new Uint8Array(body), {
      headers: { "content-type": contentType },
    }).formData();
    const file = [...form.values()].find((value) => value instanceof Blob);
    return file && Buffer.from(await file.arrayBuffer());
  } catch {
    return undefined;
  }
}

/**
 * Takes an upload. Slack documents 200 for a good one and another status for all else, no more; the number of
 * bytes has to be what was promised.
 */
export function takeUpload(world: World, ticket: string, bytes: Buffer | undefined): Reply {
  if (!bytes) return { status: 400, body: "no file in the request", outcome: "no_file" };
  const received = world.files.receive(ticket, bytes);
  if (received.ok) return { status: 200, body: `OK - ${received.value}`, outcome: "ok" };
  const status = received.failure === "wrong_length" ? 400 : 404;
  return { status, body: received.failure, outcome: received.failure };
}

/**
 * The bytes of a private file. Who may not have them is sent to the login page, with status 200
 * (docs.slack.dev/reference/objects/file-object, "Authenticating"; seen in slackapi/bolt-js#2585).
 */
export function giveFile(world: World, pathname: string, authorization: string | undefined): Reply {
  const { credentials, grants } = world;
  const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? "")?.[1];
  const mayRead =
    token === credentials.botToken && grants.botToken === "valid" && grants.botScopes.includes("files:read");
  if (!mayRead) return { status: 200, body: LOGIN_PAGE, headers: HTML, outcome: "login_page" };
  const id = /^\/files-pri\/[^/]+-(F\w+)\//.exec(pathname)?.[1] ?? "";
  const file = world.files.find(id);
  if (!file) return { status: 404, body: "<!DOCTYPE html><title>404</title>", headers: HTML, outcome: "404" };
  return { status: 200, body: file.bytes, headers: { "content-type": mimeTypeOf(file.name) }, outcome: "ok" };
}

const HTML = { "content-type": "text/html; charset=utf-8" };
const LOGIN_PAGE = `<!DOCTYPE html><html lang="en-US"><head><title>Slack</title></head>
<body><h1>Sign in to your workspace</h1></body></html>`;
