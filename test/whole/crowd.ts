import type { FakeSlack } from "../../src/sandbox/slack/fake-slack.ts";
import { SANDBOX_AGORA } from "../../src/sandbox/hyphenate/cast.ts";
import type { AgoraApp } from "../../src/sandbox/hyphenate/options.ts";
import type { Entered } from "../../src/sandbox/slack/acts/entered.ts";
import { SANDBOX_APP } from "../../src/sandbox/tencent/cast.ts";
import type { TencentApp } from "../../src/sandbox/tencent/options.ts";
import { ACT_FIELDS } from "../../src/slack/views/act-view.ts";

/** Groups with thousands of members, and the form that acts on them. */

/** `user1` to `user<count>`, of whom the sandbox's own groups have the first forty. */
export function users(count: number, from = 1): readonly string[] {
  return Array.from({ length: count }, (_, index) => `user${index + from}`);
}

/** Tencent's app of the sandbox, in whose groups so many users are. */
export function tencentCrowd(count: number): TencentApp {
  const crowd = users(count);
  return {
    ...SANDBOX_APP,
    accounts: [...new Set([...SANDBOX_APP.accounts, ...crowd])],
    groups: SANDBOX_APP.groups.map((group) => ({
      ...group,
      members: [...new Set([...group.members, ...crowd])],
      maxMembers: count + 1_000,
    })),
  };
}

/** The same at Agora. */
export function agoraCrowd(count: number): AgoraApp {
  const crowd = users(count);
  return {
    ...SANDBOX_AGORA,
    accounts: [...new Set([...SANDBOX_AGORA.accounts, ...crowd])],
    groups: SANDBOX_AGORA.groups.map((group) => ({
      ...group,
      members: [...new Set([...group.members, ...crowd])],
      maxMembers: count + 1_000,
    })),
  };
}

/** What a person enters into the form; what is left out is not touched. */
export interface Entry {
  readonly verb?: string;
  readonly group?: string;
  readonly accounts?: string;
  readonly file?: { readonly name: string; readonly text: string | Buffer };
  readonly time?: string;
  readonly template?: string;
  readonly reason?: string;
  readonly dryRun?: boolean;
}

export function entered(entry: Entry): Entered {
  const values: Record<string, Entered[string]> = {};
  for (const name of ["verb", "group", "accounts", "time", "template", "reason"] as const) {
    const value = entry[name];
    if (value !== undefined) values[ACT_FIELDS[name]] = value;
  }
  if (entry.file) values[ACT_FIELDS.file] = { files: [entry.file] };
  if (entry.dryRun !== undefined) values[ACT_FIELDS.options] = entry.dryRun ? ["dry_run"] : [];
  return values;
}

/** Opens the form by its command, and gives the id of the window. */
export async function openForm(slack: FakeSlack, as: string, channel: string): Promise<string> {
  const before = slack.viewsOf(as).map(({ id }) => id);
  await slack.command({ as, channel, text: "/mod batch" });
  const view = await slack.until(() => slack.viewsOf(as).find(({ id }) => !before.includes(id)));
  return view.id;
}

/** Opens the form by the shortcut, in no channel, and gives the id of the window. */
export async function openByShortcut(slack: FakeSlack, as: string): Promise<string> {
  const before = slack.viewsOf(as).map(({ id }) => id);
  await slack.shortcut({ as, callbackId: "bailiff_act" });
  const view = await slack.until(() => slack.viewsOf(as).find(({ id }) => !before.includes(id)));
  return view.id;
}

/** Opens the form, fills it in and sends it. Resolves when Bailiff has acknowledged it. */
export async function sendForm(slack: FakeSlack, as: string, channel: string, entry: Entry) {
  const viewId = await openForm(slack, as, channel);
  return slack.submit({ as, viewId, values: entered(entry) });
}
