import type { ChannelSeed, PersonSeed, UserGroupSeed, WorkspaceSeed } from "./slack/seed.ts";

/**
 * The people, user groups and channels of the sandbox: one person in every role that Slack knows, and one
 * channel of every kind that a bot meets.
 */

const BERLIN = "Europe/Berlin";

const people: readonly PersonSeed[] = [
  { id: "U0000OLGA", name: "olga", standing: "primary_owner", tz: BERLIN },
  { id: "U0000ADAM", name: "adam", standing: "admin", tz: "Europe/London" },
  { id: "U00000MIA", name: "mia", standing: "member", tz: BERLIN },
  { id: "U00000MAX", name: "max", standing: "member", tz: "America/New_York" },
  { id: "U000OSCAR", name: "oscar", standing: "member", tz: "Asia/Singapore" },
  { id: "U00AUDREY", name: "audrey", standing: "member", tz: BERLIN },
  { id: "U00000MEL", name: "mel", standing: "member", tz: BERLIN },
  { id: "U00000GUS", name: "gus", standing: "single_channel_guest", tz: BERLIN },
  { id: "U0000STEN", name: "sten", standing: "stranger", tz: "Europe/Stockholm", teamId: "T00PARTNERS" },
  { id: "U0000DORA", name: "dora", standing: "deactivated", tz: BERLIN },
  { id: "U0000ROBO", name: "robo", standing: "bot", tz: "Etc/UTC" },
];

const userGroups: readonly UserGroupSeed[] = [
  { id: "S0MODERATORS", handle: "moderators", members: ["mia", "max"] },
  { id: "S0000ONCALL", handle: "oncall", members: ["oscar"] },
  { id: "S00AUDITORS", handle: "auditors", members: ["audrey"] },
];

const staff = ["olga", "adam", "mia", "max", "oscar", "audrey", "mel"];

const channels: readonly ChannelSeed[] = [
  {
    id: "C0LOBBYMODS",
    name: "lobby-mods",
    visibility: "public",
    members: [...staff, "gus"],
    botIsMember: true,
  },
  { id: "C00LIVEMODS", name: "live-mods", visibility: "public", members: staff, botIsMember: true },
  { id: "C0STAGEMODS", name: "stage-mods", visibility: "public", members: staff, botIsMember: true },
  { id: "C00FANSMODS", name: "fans-mods", visibility: "public", members: staff, botIsMember: true },
  { id: "C00MEETMODS", name: "meet-mods", visibility: "public", members: staff, botIsMember: true },
  { id: "C0000ONCALL", name: "oncall", visibility: "public", members: staff, botIsMember: true },
  { id: "C0APPROVALS", name: "approvals", visibility: "public", members: staff, botIsMember: true },
  {
    id: "C0000MODLOG",
    name: "mod-log",
    visibility: "private",
    members: ["olga", "adam", "mia", "max", "audrey"],
    botIsMember: true,
  },
  {
    id: "C0000RANDOM",
    name: "random",
    visibility: "public",
    members: [...staff, "robo"],
    botIsMember: false,
  },
  {
    id: "G00000VAULT",
    name: "vault",
    visibility: "private",
    members: ["olga", "adam", "mia"],
    botIsMember: false,
  },
  {
    id: "C00000ATTIC",
    name: "attic",
    visibility: "public",
    members: staff,
    botIsMember: true,
    archived: true,
  },
  {
    id: "C00PARTNERS",
    name: "partners",
    visibility: "public",
    members: ["olga", "adam", "mia", "sten"],
    botIsMember: true,
    extShared: true,
  },
];

export const CAST: WorkspaceSeed = {
  teamId: "T000SANDBOX",
  teamDomain: "bailiff-sandbox",
  teamName: "Bailiff Sandbox",
  plan: "paid",
  people,
  userGroups,
  channels,
};
