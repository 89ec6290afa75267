/** Where a message stands. */
export interface Place {
  readonly channel: string;
  readonly ts: string;
}

/**
 * The address of a message, as chat.getPermalink gives it (docs.slack.dev, method chat.getPermalink, read 2026-11-21:
 * `https://ghostbusters.slack.com/archives/C1H9RESGA/p135854651500008`), made without a call: `workspaceUrl` is what
 * auth.test told at the start (`https://ghostbusters.slack.com/`). Null for what is no message in a conversation.
 */
export function permalink(workspaceUrl: string | null, { channel, ts }: Place): string | null {
  if (workspaceUrl === null || !/^https:\/\/[a-z0-9.-]+\/$/.test(workspaceUrl)) return null;
  if (!/^[CGD][A-Z0-9]+$/.test(channel) || !/^\d+\.\d{6}$/.test(ts)) return null;
  return `${workspaceUrl}archives/${channel}/p${ts.replace(".", "")}`;
}
