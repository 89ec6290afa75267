import { z } from "zod";
import { TOOL_NAMES } from "../alerts/tools.ts";
import { VENDORS, vendorOf, type VendorName } from "../control/vendors.ts";
import type { Sandbox } from "../open.ts";
import type { SeenMessage } from "../slack/message-board.ts";
import type { SeenView } from "../slack/view-store.ts";
import type { Person } from "../slack/workspace.ts";
import { groupsOf } from "./groups.ts";
import type { PageOptions } from "./options.ts";
import type { PageMessage, PagePerson, PageVendorAbout, PageView, PageWorld, Told } from "./told.ts";

/** Older messages of a channel are not shown, so that a long-lived sandbox stays quick. */
const SHOWN_MESSAGES = 200;

const TITLES: Readonly<Record<VendorName, string>> = {
  tencent: "Tencent Cloud Chat",
  easemob: "Easemob",
  agora: "Agora Chat",
};

/** Who and what there is. */
export function worldSection({ slack, ...sandbox }: Sandbox, options: PageOptions): Told {
  const { workspace } = slack;
  const channels = workspace.conversations().filter(({ kind }) => kind !== "dm");
  const seenBy = (person: Person): readonly string[] =>
    channels.filter((channel) => workspace.canSee(person, channel)).map(({ name }) => name);
  const value: PageWorld = {
    workspace: workspace.teamName,
    people: workspace.people().map((person) => ({
      id: person.id,
      name: person.name,
      standing: person.standing,
      channels: seenBy(person),
    })),
    userGroups: workspace
      .userGroups()
      .filter(({ disabled }) => !disabled)
      .map(({ id, handle, members }) => ({
        id,
        handle,
        members: members.map((member) => workspace.person(member)?.name ?? member),
      })),
    channels: channels.map(({ id, name, kind, archived, extShared }) => ({
      id,
      name,
      isPrivate: kind === "private",
      isArchived: archived,
      isShared: extShared,
      group: options.groupOf.get(id) ?? null,
    })),
    commands: options.commands,
    shortcuts: options.shortcuts,
    vendors: VENDORS.map((name) => aboutVendor({ slack, ...sandbox }, name)),
    alertTools: TOOL_NAMES,
  };
  return { section: "world", value };
}

function aboutVendor(sandbox: Sandbox, name: VendorName): PageVendorAbout {
  const { url, accounts } = vendorOf(sandbox, name).about;
  return { name, title: TITLES[name], url, accounts };
}

/** What everybody in a channel sees. */
export function channelSection({ slack }: Sandbox, name: string): Told {
  const value = slack.messages(name).slice(-SHOWN_MESSAGES).map(messageOf);
  return { section: "channel", of: name, value };
}

/** What one person alone sees. */
export function personSection({ slack }: Sandbox, name: string): Told {
  const home = slack.homeOf(name);
  const value: PagePerson = {
    ephemeral: slack.ephemeralFor(name).slice(-SHOWN_MESSAGES).map(messageOf),
    direct: slack.directMessages(name).slice(-SHOWN_MESSAGES).map(messageOf),
    views: slack.viewsOf(name).map(viewOf),
    home: home ? viewOf(home) : null,
  };
  return { section: "person", of: name, value };
}

/** The groups of one chat service as they really are. */
export function vendorSection(sandbox: Sandbox, name: VendorName): Told {
  return {
    section: "vendor",
    of: name,
    value: { groups: groupsOf(sandbox, name), armed: vendorOf(sandbox, name).armed() },
  };
}

function messageOf({ ts, channel, user, text, blocks, threadTs, edited, files }: SeenMessage): PageMessage {
  // The stand-in for Slack has checked them: nothing it would refuse is kept.
  const checked = blocks as unknown as PageMessage["blocks"];
  return { ts, channel, user, text, blocks: checked, threadTs, edited, files };
}

const words = z.object({ text: z.string() }).nullish().default(null);
const frame = z.object({ title: words, submit: words, close: words });

function viewOf(view: SeenView): PageView {
  const { id, hash, type, callback_id, blocks, errors } = view;
  return {
    id,
    hash,
    type,
    callback_id,
    ...frame.parse(view),
    blocks: blocks as unknown as PageView["blocks"],
    errors,
  };
}
