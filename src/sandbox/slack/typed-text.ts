import type { Conversation, Person, Workspace } from "./workspace.ts";

/**
 * Turns what a person typed after a slash command into what the app receives
 * (docs.slack.dev/interactivity/implementing-slash-commands, "Escaping users and channels").
 *
 * `&`, `<` and `>` are always escaped, as in all message text. With `shouldEscape`, known people become
 * `<@U…|name>`, channels `<#C…|name>`, private ones the typist is in `<#C…|>`, and links `<https://…>`. A
 * name that Slack cannot resolve stays as it was typed. User groups stay too: nothing documents another form.
 */
export function textAsSent(typed: string, by: Person, workspace: Workspace, shouldEscape: boolean): string {
  if (!shouldEscape) return escapeMarkup(typed);
  return typed.replaceAll(/https?:\/\/[^\s<>]+|(?<![\p{L}\p{N}_])[@#][\p{L}\p{N}._-]+|[&<>]/gu, (found) => {
    if (found.startsWith("@")) return longestKnown(found, (name) => personLink(name, workspace));
    if (found.startsWith("#")) return longestKnown(found, (name) => channelLink(name, by, workspace));
    if (found.startsWith("http")) return `<${escapeMarkup(found)}>`;
    return escapeMarkup(found);
  });
}

/** The three characters with a meaning in Slack's message text. */
function escapeMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** `@mia.` at the end of a sentence means mia: tries the name with ever fewer trailing signs. */
function longestKnown(found: string, link: (name: string) => string | undefined): string {
  let name = found.slice(1);
  while (name !== "") {
    const known = link(name);
    if (known !== undefined) return known + found.slice(1 + name.length);
    const shorter = name.replace(/[._-]+$/, "");
    if (shorter === name) return found;
    name = shorter;
  }
  return found;
}

function personLink(name: string, workspace: Workspace): string | undefined {
  if (["here", "channel", "everyone"].includes(name)) return `<!${name}>`;
  const person = workspace.people().find((one) => one.name === name && one.standing !== "deactivated");
  return person && `<@${person.id}|${person.name}>`;
}

function channelLink(name: string, by: Person, workspace: Workspace): string | undefined {
  const channel = workspace.conversations().find((one) => one.kind !== "dm" && one.name === name);
  return channel && workspace.canSee(by, channel) ? linkTo(channel) : undefined;
}

function linkTo(channel: Conversation): string {
  return channel.kind === "private" ? `<#${channel.id}|>` : `<#${channel.id}|${channel.name}>`;
}
