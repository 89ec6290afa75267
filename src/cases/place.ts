/**
 * Whether a request came from direct messages with Bailiff, named by their own id (`D…`) or, where Slack tells none,
 * by the person's (`U…`, on an Enterprise Grid also `W…`).
 */
export function isDirect(channel: string): boolean {
  return /^[DUW]/.test(channel);
}
