import type { StoredFile } from "./file-store.ts";
import type { World } from "./world.ts";

/** Extension → Slack's file type, its name for people, and the MIME type (docs.slack.dev/reference/objects/file-object). */
const TYPES: Readonly<Record<string, readonly [string, string, string]>> = {
  csv: ["csv", "CSV", "text/csv"],
  txt: ["text", "Plain Text", "text/plain"],
  json: ["json", "JSON", "application/json"],
  png: ["png", "PNG", "image/png"],
  pdf: ["pdf", "PDF", "application/pdf"],
};
const UNKNOWN = ["binary", "Binary", "application/octet-stream"] as const;

export function extensionOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
}

export function mimeTypeOf(name: string): string {
  return (TYPES[extensionOf(name)] ?? UNKNOWN)[2];
}

/** Path of the file's bytes, below the base address; Slack's own are at `https://files.slack.com`. */
export function privatePath(file: StoredFile, teamId: string): string {
  return `/files-pri/${teamId}-${file.id}/${encodeURIComponent(file.name)}`;
}

/** A file as messages, submissions and `files.info` carry it. */
export function fileObject(file: StoredFile, world: World): Record<string, unknown> {
  const { workspace, credentials } = world;
  const [filetype, pretty_type, mimetype] = TYPES[extensionOf(file.name)] ?? UNKNOWN;
  const created = Math.floor(file.createdAt / 1000);
  const url_private = world.baseUrl() + privatePath(file, workspace.teamId);
  const inKind = (kind: "public" | "private" | "dm"): string[] => {
    const ids = file.shares.map((share) => share.conversationId);
    return [...new Set(ids)].filter((id) => workspace.conversation(id)?.kind === kind);
  };
  return {
    id: file.id,
    created,
    timestamp: created,
    name: file.name,
    title: file.title,
    mimetype,
    filetype,
    pretty_type,
    user: file.personId,
    user_team: workspace.person(file.personId)?.teamId ?? workspace.teamId,
    editable: filetype === "text" || filetype === "csv",
    size: file.size,
    mode: "hosted",
    is_external: false,
    external_type: "",
    is_public: inKind("public").length > 0,
    public_url_shared: false,
    display_as_bot: file.personId === credentials.botUserId,
    username: "",
    url_private,
    url_private_download: url_private.replace(/\/([^/]+)$/, "/download/$1"),
    permalink: `https://${workspace.teamDomain}.slack.com/files/${file.personId}/${file.id}/${encodeURIComponent(file.name)}`,
    file_access: "visible",
    channels: inKind("public"),
    groups: inKind("private"),
    ims: inKind("dm"),
    comments_count: 0,
    has_rich_preview: false,
  };
}

/** Where the file was shared, as `files.info` adds it. */
export function sharesOf(file: StoredFile, world: World): Record<string, unknown> {
  const shares: Record<string, Record<string, unknown[]>> = {};
  for (const { conversationId, ts, threadTs } of file.shares) {
    const kind = world.workspace.conversation(conversationId)?.kind === "public" ? "public" : "private";
    const places = (shares[kind] ??= {});
    (places[conversationId] ??= []).push({ ts, ...(threadTs === null ? {} : { thread_ts: threadTs }) });
  }
  return shares;
}
