import type { Takes } from "../grammar/define.ts";
import type { AccountFault, Problem, TimeFault } from "../grammar/problem.ts";

/** What a person reads when a command was not understood, and when they ask for help. */

/** The whole answer: what is wrong, that nothing was done, and how to say it right. */
export function refusalText(
  problem: Problem,
  command: { readonly takes: Takes; readonly usage: string; readonly example: string } | undefined,
): string {
  const lines = [problemText(problem, command?.takes ?? {}), "Nothing was done."];
  if (command) lines.push(`Usage: \`${command.usage}\``, `Example: \`${command.example}\``);
  return lines.join("\n");
}

function problemText(problem: Problem, takes: Takes): string {
  const token = shown(problem.token ?? "");
  const unlessReason = takes.reason ? " If it belongs to the reason, put the reason in quotes." : "";
  const groupPlace = takes.accounts ? ", right after the accounts" : "";
  switch (problem.kind) {
    case "empty":
      return `The command needs more than its name: ${missing(takes)}.`;
    case "unknown_command":
      return `There is no command ${token}.${didYouMean(problem.nearest)} \`/mod help\` lists all of them.`;
    case "control_character":
      return `The text contains the control character ${problem.token}, which cannot be typed. Please type the command again by hand.`;
    case "unclosed_quote":
      return `The quote that begins at ${token} does not end. Close it with \`"\`, or leave it out.`;
    case "unknown_flag":
      return `${token} is not a flag of this command.${didYouMean(problem.nearest && `--${problem.nearest}`)} ${knownFlags(problem.known)}`;
    case "not_an_act":
      return `${token} changes nothing in a group, so it is not asked about. Name a command that acts, as in \`mute @tommy 10m\`.`;
    case "repeated_flag":
      return `${token} is given twice. Each flag may stand once.`;
    case "flag_value":
      return problem.wanted
        ? `${token} needs a text after it, as in \`--reason "spam in the lobby"\`.`
        : `${token} has a value, but this flag takes none.`;
    case "missing_account":
      return problem.token === null
        ? "It is not said whom to act on."
        : `After the comma in ${token}, one more account is missing.`;
    case "not_an_account":
      return `${token} cannot be an account: ${accountFault(problem.why)}`;
    case "too_many_accounts":
      return `This command takes one account; ${token} is one too many.`;
    case "misplaced_account":
      return `${token} reads like one more account, but it stands where only a reason can. All accounts come first, as in \`tommy,jared\`.${unlessReason}`;
    case "unknown_group":
      return `There is no group ${token} here.${didYouMean(problem.nearest)} ${knownGroups(problem.known)}`;
    case "nearly_group":
      return `${token} is nearly the group \`${problem.alias}\`. If you mean the group, write it exactly${groupPlace}.${unlessReason}`;
    case "misplaced_group":
      return `${token} is a group, but it stands where no group can.${takes.group ? ` Name one group${groupPlace}.` : ""}${unlessReason}`;
    case "missing_time":
      return `It is not said for how long. ${TIME_FORMS}`;
    case "bad_time":
      return timeFault(token, problem.why);
    case "misplaced_time":
      return problem.taken
        ? `${token} reads like a second time. Write one time, as in \`1h30m\`.${unlessReason}`
        : `${token} reads like a time, but this command takes none.${unlessReason}`;
    case "two_reasons":
      return `${token} reads like a second reason beside \`--reason\`. Put the whole reason in quotes, as in \`--reason "spam in the lobby"\`.`;
    case "empty_reason":
      return `After ${token} the reason is missing.`;
    case "long_reason":
      return `The reason has ${problem.length} characters; 500 are the most. Please shorten it.`;
    case "bad_case":
      return problem.token === ""
        ? "The number of the case is missing."
        : `${token} is not the number of a case. Write a number such as \`1042\` or \`#1042\`.`;
    case "bad_entry":
      return problem.token === ""
        ? "The number of the entry is missing."
        : `${token} is not the number of an entry. Write it as the log channel shows it, such as \`184203\`.`;
    case "missing_text":
      return "The text is missing. Write it after the number.";
    case "long_text":
      return `The text has ${problem.length} characters; ${problem.most} are the most. Please shorten it, or write two notes.`;
    case "bad_since":
      return `${problem.token === "" ? "After `since`, the time is missing." : `${token} is not a time that \`since\` takes.`} ${SINCE_FORMS}`;
    case "bad_before":
      return `${problem.token === "" ? "After `before`, the number of a case is missing." : `${token} is not the number of a case.`} \`before\` shows cases with smaller numbers, as in \`before 1042\`; for a time, use \`since\`.`;
    case "bad_person":
      return problem.token === ""
        ? "It is not said which person of this workspace. Mention them, as in `@mel`."
        : `${token} is not a mention of somebody in this workspace. Choose the person from the list that Slack offers after \`@\`.`;
    case "bad_channel":
      return problem.token === ""
        ? "It is not said which channel. Choose it from the list that Slack offers after `#`."
        : `${token} is not a channel that Slack has made a link of. Choose it from the list that Slack offers after \`#\`.`;
    case "bad_name":
      return problem.token === ""
        ? "The name is missing."
        : `${token} cannot be a group's name: it has at most 32 lower case letters, digits, \`-\` and \`_\`, and begins with a letter, as in \`lobby-eu\`.`;
    case "person_as_account":
      return `${token} is a person of this workspace. Name the account that the person has in the chat service.`;
    case "taken_name":
      return `${token} cannot be a group's name, because it means something else in a command.`;
    case "missing_group":
      return `The group is missing. ${knownGroups(problem.known)}`;
    case "leftover":
      return `${token} has no place in this command.`;
    default:
      return problem satisfies never;
  }
}

function missing(takes: Takes): string {
  if (takes.case) return takes.text ? "the number of a case, and a text" : "the number of a case";
  if (takes.about) return "the command to ask about, as in `can mute @tommy 10m`";
  if (takes.person) return takes.accounts ? "a person, and the account they are" : "a person";
  if (takes.channel) return takes.group ? "a channel, and its group" : "a channel";
  if (takes.name) return takes.group ? "a name, and the group that it is to mean" : "a name";
  return `${takes.accounts === "one" ? "an account" : "one or more accounts"}${takes.time ? ", and for how long" : ""}`;
}

const TIME_FORMS =
  "Write a time such as `10m`, `1h30m`, `2d`, `until 18:00`, `until tomorrow 09:00`, `until 2026-11-21 18:00`, or the word `permanent`.";

const SINCE_FORMS =
  "Write how long ago, such as `since 2h` or `since 7d`, or a day, such as `since yesterday` or `since 2026-11-01`.";

function timeFault(token: string, why: TimeFault): string {
  switch (why) {
    case "not a time":
      return `${token} stands where the time is expected, but is not a time. ${TIME_FORMS} Several accounts are joined by commas, as in \`tommy,jared\`.`;
    case "no unit":
      return `${token} has no unit. Write \`s\`, \`m\`, \`h\`, \`d\` or \`w\` right after the number, as in \`10m\` for ten minutes.`;
    case "negative":
      return `${token} is less than nothing. A time must be longer than zero.`;
    case "zero":
      return `${token} is no time at all. A time must be longer than zero. To end a mute, use the command \`unmute\`; for ever is the word \`permanent\`.`;
    case "fraction":
      return `${token} is not a whole number. Write it in smaller units, as in \`1h30m\`.`;
    case "unknown unit":
      return `${token} has a unit that is not known. The units are \`w\` (weeks), \`d\` (days), \`h\` (hours), \`m\` (minutes) and \`s\` (seconds); a month is \`30d\`.`;
    case "unit twice":
      return `${token} has one unit twice. Each unit may stand once, as in \`1h30m\`.`;
    case "unit order":
      return `${token} has its units in the wrong order. Large units come first, as in \`1h5m\`.`;
    case "too long":
      return `${token} is longer than ten years (\`3650d\`), the longest time there is. If you mean for ever, write \`permanent\`.`;
    case "forever":
      return `${token} is not a time. For a mute that never ends by itself, write \`permanent\`.`;
    case "no clock time":
      return `${token} is not a time of day that \`until\` takes. Write hours and minutes of 24 hours, as in \`until 18:00\`, \`until tomorrow 09:00\` or \`until 2026-11-21 18:00 UTC\`.`;
    case "no such day":
      return `${token} is not a day of the calendar. Write year, month and day, as in \`2026-11-21\`.`;
    case "trailing":
      return `${token} would change the time before it, and is not understood there. The day stands before the time of day (\`until tomorrow 09:00\`), the hours are of 24, and the time zone is your own or \`UTC\`.`;
    default:
      return why satisfies never;
  }
}

function accountFault(why: AccountFault): string {
  switch (why.kind) {
    case "several_people":
      return "it stands for many people at once. Name each account.";
    case "group":
      return "it is a group. Accounts come first, then the group. An account of that very name is written in double quotes.";
    case "time":
      return "it is a time. Accounts come first. An account of that very name is written in double quotes.";
    case "dash":
      return "it begins with a dash. An account of that very name is written in double quotes.";
    case "link":
      return "it is a link.";
    case "comma":
      return "before a comma there must be one.";
    case "joined":
      return "two things stand together without a comma or a blank between them.";
    case "length":
      return "an account has 1 to 64 characters, and no blank at its ends.";
    case "character":
      return `it contains the character ${why.character}. An account has only letters and signs of plain ASCII, and no quotes or angle brackets; look-alike letters are not replaced.`;
    default:
      return why satisfies never;
  }
}

function didYouMean(nearest: string | null): string {
  return nearest === null ? "" : ` Did you mean \`${nearest}\`?`;
}

function knownFlags(known: readonly string[]): string {
  if (known.length === 0) return "It has no flags.";
  return `Its flags are ${known.map((flag) => `\`--${flag}\``).join(", ")}.`;
}

/** Most groups to name in an answer. */
const GROUPS_NAMED = 12;

function knownGroups(known: readonly string[]): string {
  if (known.length === 0) return "No groups are configured.";
  const named = known.slice(0, GROUPS_NAMED).map((alias) => `\`${alias}\``);
  const more = known.length > GROUPS_NAMED ? ` and ${known.length - GROUPS_NAMED} more` : "";
  return `The groups are ${named.join(", ")}${more}.`;
}

const LONGEST_SHOWN = 60;

/** A part of the command as code: cut when long, and with what cannot be seen shown as its code point. */
function shown(token: string): string {
  const characters = Array.from(token);
  const cut = characters.length > LONGEST_SHOWN ? [...characters.slice(0, LONGEST_SHOWN), "…"] : characters;
  return `\`${cut.map(visible).join("")}\``;
}

function visible(character: string): string {
  if (character === "`") return "'";
  if (!/[\p{C}\p{Zl}\p{Zp}]/u.test(character)) return character;
  return `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`;
}

export function helpOpening(): string {
  return "Bailiff carries out these commands and posts what really happened:";
}

export function helpClosing(umbrella: string): string {
  return `Each works after \`${umbrella}\` too, as in \`${umbrella} mute @tommy 10m\`. \`${umbrella} help mute\` tells more about one, and \`${umbrella}\` alone opens a form.`;
}

/** One line for each thing a command takes. */
export function helpNotes(takes: Takes): readonly string[] {
  const notes: string[] = [];
  if (takes.person) notes.push("Person: somebody of this workspace, by mention.");
  if (takes.channel) notes.push("Channel: by its link, as Slack makes it of `#channel`.");
  if (takes.name) notes.push("Name: at most 32 lower case letters, digits, `-` and `_`, as in `lobby-eu`.");
  if (takes.accounts === "named") notes.push("Account: its name in the chat service, such as `tommy`.");
  if (takes.accounts === "several")
    notes.push("Accounts: `tommy`, `@tommy`, `tommy,jared`, or people of this workspace by mention.");
  if (takes.accounts === "one")
    notes.push("Account: `tommy`, `@tommy`, or a person of this workspace by mention.");
  if (takes.group === "required")
    notes.push("Group: its name, a channel that has one, or its id (`@TGS#…`).");
  if (takes.group === true)
    notes.push(
      "Group: its name, a channel, or its id (`@TGS#…`). Without one, the channel's own group is meant.",
    );
  if (takes.time)
    notes.push(`Time: ${TIME_FORMS} Times of day are in your own time zone, unless \`UTC\` follows.`);
  if (takes.search) notes.push(...SEARCH_NOTES);
  if (takes.text) notes.push("Text: all that follows, at most 3,000 characters; it cannot be changed later.");
  if (takes.reason)
    notes.push(
      'Reason: all that follows, or `--reason "…"`. In quotes, a reason may contain names of groups and people.',
    );
  if (takes.flags?.includes("silent")) notes.push("`--silent`: the members are not told by the vendor.");
  if (takes.flags?.includes("confirm"))
    notes.push("`--confirm`: goes ahead; without it you are only shown what would be done.");
  if (takes.flags?.includes("dry-run"))
    notes.push("`--dry-run`: shows what would be done, and does nothing.");
  return notes;
}

const SEARCH_NOTES = [
  "Each part may be left out, and they may stand in any order. Without a group, all groups that you may ask about are searched.",
  "Account: `tommy` or `@tommy`, for cases about it. In quotes, an account may be named like a group, a verb or a word of the command.",
  "Person: a mention alone finds the cases they asked for and those about their linked accounts; `by @mia` only those they asked for.",
  "Verb: such as `mute` or `kick`.",
  `Since: ${SINCE_FORMS}`,
  "Before: `before 1042` shows cases with smaller numbers, which is the next page.",
] as const;

/** Why a time of day does not become a moment. */
export function endRefusalText(
  kind: "no_such_time" | "past" | "too_far" | "unknown_zone",
  typed: string,
  zone: string,
): string {
  const why = {
    no_such_time: `${shown(typed)} does not exist in the time zone ${zone}: the clocks are put forward over it. Choose another time, or add \`UTC\`.`,
    past: `${shown(typed)} is already past (time zone ${zone}).`,
    too_far: `${shown(typed)} is more than ten years away, the longest time there is. If you mean for ever, write \`permanent\`.`,
    unknown_zone: `The time zone ${shown(zone)} is not known, so ${shown(typed)} could be any moment. Add \`UTC\`, or say how long, as in \`2h\`.`,
  }[kind];
  return `${why}\nNothing was done.`;
}
