import { z } from "zod";
import type { ActResult } from "../slack/delivery/dispatch.ts";
import type { FakeSlack } from "../slack/fake-slack.ts";
import { ORG_STANDINGS, STANDINGS } from "../slack/seed.ts";

const lost = z.boolean().default(false);

export const personBody = z
  .strictObject({
    person: z.string(),
    // Nobody becomes a stranger: that would be another account in another workspace.
    role: z.enum(STANDINGS).exclude(["stranger"]).optional(),
    org: z.enum(ORG_STANDINGS).nullable().optional(),
    lost,
  })
  .refine(({ role, org }) => role !== undefined || org !== undefined, "must say a role, an org, or both");

export const userGroupBody = z.strictObject({
  group: z.string(),
  add: z.array(z.string()).default([]),
  remove: z.array(z.string()).default([]),
  disabled: z.boolean().optional(),
  lost,
});

/** Changes who somebody is in Slack, and gives what became of the event that tells of it. */
export async function changePerson(
  slack: FakeSlack,
  { person, role, org, lost: isLost }: z.infer<typeof personBody>,
): Promise<unknown> {
  const change = {
    ...(role === undefined ? {} : { standing: role }),
    ...(org === undefined ? {} : { org }),
  };
  const events = await slack.changePerson(person, change, isLost ? "lost" : "delivered");
  const { standing, org: inOrg } = slack.workspace.named(person);
  return { person, role: standing, org: inOrg, events: events.map(statusOf) };
}

/** Changes who is in a user group, likewise. */
export async function changeUserGroup(
  slack: FakeSlack,
  { group, add, remove, disabled, lost: isLost }: z.infer<typeof userGroupBody>,
): Promise<unknown> {
  const change = { add, remove, ...(disabled === undefined ? {} : { disabled }) };
  const events = await slack.changeUserGroup(group, change, isLost ? "lost" : "delivered");
  const now = slack.workspace.userGroupCalled(group);
  const members = now.members.map((id) => slack.workspace.person(id)?.name ?? id);
  return { group, members, disabled: now.disabled, events: events.map(statusOf) };
}

function statusOf({ status }: ActResult): ActResult["status"] {
  return status;
}
