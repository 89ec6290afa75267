/** The message that an address of Slack's leads to, or null (docs.slack.dev/reference/methods/chat.getPermalink). */
export function messageAt(url: string): { readonly channel: string; readonly ts: string } | null {
  const [, channel, seconds, micros] = /\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})(?:\?|$)/.exec(url) ?? [];
  return channel === undefined ? null : { channel, ts: `${seconds}.${micros}` };
}
