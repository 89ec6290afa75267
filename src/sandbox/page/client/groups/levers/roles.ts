/** Roles that a person can be given in Slack, in words, in the order in which they are offered. */
export const ROLES = {
  primary_owner: "primary owner",
  owner: "workspace owner",
  admin: "workspace admin",
  member: "member",
  multi_channel_guest: "guest, several channels",
  single_channel_guest: "guest, one channel",
  deactivated: "deactivated",
} as const;

export type Role = keyof typeof ROLES;
export const ROLE_NAMES = Object.keys(ROLES) as readonly Role[];

export function roleWords(standing: string): string {
  const found = ROLE_NAMES.find((role) => role === standing);
  return found === undefined ? standing : ROLES[found];
}
