import type { Credentials } from "./credentials.ts";
import type { ChannelSeed, OrgStanding, PersonSeed, Standing, UserGroupSeed, WorkspaceSeed } from "./seed.ts";

/** Slack's own bot. It says `is_bot: false` of itself (users.info), which is a known trap. */
export const SLACKBOT = "USLACKBOT";

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly standing: Standing;
  readonly tz: string;
  readonly teamId: string;
  readonly org: OrgStanding;
  /** Fields of the user object that Slack shows otherwise than usual; undefined leaves one out. */
  readonly shows: Readonly<Record<string, unknown>>;
}

export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  /** User ids. */
  readonly members: readonly string[];
  readonly disabled: boolean;
  /** In seconds since 1970. */
  readonly updated: number;
}

export interface Conversation {
  readonly id: string;
  readonly name: string;
  readonly kind: "public" | "private" | "dm";
  /** User ids, the bot's among them when it is a member. */
  readonly members: ReadonlySet<string>;
  readonly archived: boolean;
  readonly extShared: boolean;
}

export type PersonChange = Partial<Omit<Person, "id">>;

/** The workspace as it is now. People, user groups and channels are named as the seed names them. */
export interface Workspace {
  readonly teamId: string;
  readonly teamDomain: string;
  readonly teamName: string;
  plan(): "paid" | "free";
  people(): readonly Person[];
  person(id: string): Person | undefined;
  /** Throws on a name nobody has: a slip in a test. */
  named(name: string): Person;
  userGroups(): readonly UserGroup[];
  conversations(): readonly Conversation[];
  conversation(id: string): Conversation | undefined;
  /** The channel of this name, or `dm` for that person's direct messages with the bot. Throws on an unknown name. */
  channelNamed(name: string, personId?: string): Conversation;
  /** The direct messages between the bot and a person. */
  dm(personId: string): Conversation;
  botIsIn(conversation: Conversation): boolean;
  /** Whether this person reads that conversation: a member, or a full member of the workspace where it is public. */
  canSee(person: Person, conversation: Conversation): boolean;

  setPlan(plan: "paid" | "free"): void;
  setPerson(name: string, change: PersonChange): void;
  addPerson(seed: PersonSeed): void;
  /** Throws on a handle no user group has. */
  userGroupCalled(handle: string): UserGroup;
  addUserGroup(seed: UserGroupSeed): void;
  setUserGroupMembers(handle: string, names: readonly string[]): void;
  disableUserGroup(handle: string, disabled?: boolean): void;
  addChannel(seed: ChannelSeed): void;
  setChannel(
    name: string,
    change: Partial<Pick<Conversation, "name" | "kind" | "archived" | "extShared">>,
  ): void;
  /** Brings a person, or `bot`, into a channel. */
  join(channel: string, who: string): void;
  /** Takes a person, or `bot`, out of a channel. */
  leave(channel: string, who: string): void;
  /** Back to the seed. */
  restore(): void;
}

export const FULL_MEMBERS: readonly Standing[] = ["primary_owner", "owner", "admin", "member"];

/** When the user groups of a seed were made. */
const SEEDED_SECONDS = 1_700_000_000;

export function openWorkspace(seed: WorkspaceSeed, app: Credentials): Workspace {
  let plan = seed.plan;
  const people = new Map<string, Person>();
  const groups = new Map<string, UserGroup>();
  const conversations = new Map<string, Conversation>();

  const addPerson = (from: PersonSeed): void => {
    people.set(from.id, { ...from, teamId: from.teamId ?? seed.teamId, org: null, shows: {} });
  };
  const addGroup = ({ id, handle, members }: UserGroupSeed): void => {
    const ids = members.map((name) => named(name).id);
    groups.set(id, { id, handle, members: ids, disabled: false, updated: SEEDED_SECONDS });
  };
  const addChannel = (from: ChannelSeed): void => {
    const members = new Set(from.members.map((name) => named(name).id));
    if (from.botIsMember) members.add(app.botUserId);
    const { id, name, visibility: kind, archived = false, extShared = false } = from;
    conversations.set(id, { id, name, kind, members, archived, extShared });
  };
  const restore = (): void => {
    plan = seed.plan;
    people.clear();
    groups.clear();
    conversations.clear();
    addPerson({ id: app.botUserId, name: "bailiff", standing: "bot", tz: "Etc/UTC" });
    seed.people.forEach(addPerson);
    seed.userGroups.forEach(addGroup);
    seed.channels.forEach(addChannel);
  };

  function named(name: string): Person {
    const found = [...people.values()].find((person) => person.name === name);
    if (!found) throw new Error(`The workspace has no person called ${name}.`);
    return found;
  }
  function userGroupCalled(handle: string): UserGroup {
    const found = [...groups.values()].find((group) => group.handle === handle);
    if (!found) throw new Error(`The workspace has no user group @${handle}.`);
    return found;
  }
  function dm(personId: string): Conversation {
    const id = `D${personId.slice(1)}`;
    const known = conversations.get(id);
    if (known) return known;
    const members = new Set([personId, app.botUserId]);
    const fresh = { id, name: "dm", kind: "dm", members, archived: false, extShared: false } as const;
    conversations.set(id, fresh);
    return fresh;
  }
  function channelNamed(name: string, personId?: string): Conversation {
    if (name === "dm" && personId !== undefined) return dm(personId);
    const found = [...conversations.values()].find((one) => one.kind !== "dm" && one.name === name);
    if (!found) throw new Error(`The workspace has no channel #${name}.`);
    return found;
  }
  function changeMembers(channel: string, who: string, change: (set: Set<string>, id: string) => void): void {
    const conversation = channelNamed(channel);
    const members = new Set(conversation.members);
    change(members, who === "bot" ? app.botUserId : named(who).id);
    conversations.set(conversation.id, { ...conversation, members });
  }

  restore();
  return {
    teamId: seed.teamId,
    teamDomain: seed.teamDomain,
    teamName: seed.teamName,
    plan: () => plan,
    people: () => [...people.values()],
    person: (id) => people.get(id),
    named,
    userGroups: () => [...groups.values()],
    conversations: () => [...conversations.values()],
    conversation: (id) => conversations.get(id),
    channelNamed,
    dm,
    botIsIn: (conversation) => conversation.members.has(app.botUserId),
    canSee: (person, conversation) =>
      person.standing !== "deactivated" &&
      (conversation.members.has(person.id) ||
        (conversation.kind === "public" && FULL_MEMBERS.includes(person.standing))),

    setPlan(next) {
      plan = next;
    },
    setPerson(name, change) {
      const person = named(name);
      people.set(person.id, { ...person, ...change });
    },
    addPerson,
    userGroupCalled,
    addUserGroup: addGroup,
    setUserGroupMembers(handle, names) {
      const group = userGroupCalled(handle);
      const members = names.map((name) => named(name).id);
      groups.set(group.id, { ...group, members, updated: group.updated + 1 });
    },
    disableUserGroup(handle, disabled = true) {
      const group = userGroupCalled(handle);
      groups.set(group.id, { ...group, disabled, updated: group.updated + 1 });
    },
    addChannel,
    setChannel(name, change) {
      const conversation = channelNamed(name);
      conversations.set(conversation.id, { ...conversation, ...change });
    },
    join: (channel, who) => changeMembers(channel, who, (members, id) => members.add(id)),
    leave: (channel, who) => changeMembers(channel, who, (members, id) => members.delete(id)),
    restore,
  };
}
