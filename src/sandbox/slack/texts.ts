/** What Slack itself says to a person in the sandbox. */

export const commandFailed = (command: string, error: string): string =>
  `${command} failed with the error "${error}"`;

export const clickFailed = (error: string): string => `The click failed with the error "${error}"`;

export const FORM_FAILED = "The form could not be sent: the app did not answer as it should.";

export const accountDeactivated = "This account is deactivated.";

export const botsRunNoCommands = "A bot cannot run slash commands.";

export const channelUnseen = (channel: string): string => `You cannot see #${channel}.`;

export const channelHidden = (person: string, channel: string): string => `${person} cannot see #${channel}.`;

export const channelArchived = (channel: string): string =>
  `#${channel} is archived; nothing can be sent there.`;

export const unknownCommand = (command: string): string =>
  `${command} is not a command of this workspace. Nothing was sent.`;

export const strangersRunNoCommands = (command: string): string =>
  `${command} cannot be used by people from other organisations.`;

export const unknownShortcut = (callbackId: string): string =>
  `${callbackId} is not a shortcut of this workspace. Nothing was sent.`;

export const shortcutFailed = (error: string): string => `The shortcut failed with the error "${error}"`;

export const messageUnseen = (ts: string, channel: string): string =>
  `The message ${ts} in #${channel} is not there for you to see.`;

export const nothingToClick = (ts: string, channel: string): string =>
  `The message ${ts} in #${channel} has no such button or option.`;

export const viewNotOpen = (person: string, viewId: string): string =>
  `${person} has no open view ${viewId}.`;

export const fieldEmpty = (field: string): string => `${field}: must be filled in.`;

export const fieldLength = (field: string, min: number, max: number): string =>
  `${field}: must have ${min} to ${max} characters.`;

export const tooManyFiles = (field: string, most: number): string => `${field}: takes ${most} files at most.`;

export const fileType = (field: string, name: string, types: readonly string[]): string =>
  `${field}: ${name} is not of the file types ${types.join(", ")}.`;

export const fileTooLarge = (field: string, name: string): string =>
  `${field}: ${name} is larger than 10 MB.`;

export const NO_HOME_TAB = "This app has no Home tab for you.";

export const nothingInHome = (person: string): string => `The Home tab of ${person} has no such button.`;
