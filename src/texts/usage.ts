/** What the program can do, for the terminal, by command. */
const PARTS: Readonly<Record<string, string>> = {
  start: `  start      serve a Slack workspace; without Slack settings, open the sandbox`,
  sandbox: `  sandbox    open the sandbox: a stand-in for Slack and for the chat services, all on this machine`,
  say: `  say        send a command into a running sandbox:
               npm run say -- --as mia --in lobby-mods "/mute @tommy 10m"
               [--port <number>] [--wait <milliseconds, 5000>] [--json]; --shortcut instead of a command opens the form`,
  press: `  press      press a button in a running sandbox, by its words; a window that opens is filled in and sent:
               npm run press -- --as adam --in approvals Approve --fill "Reason=seen it"
               [--with <text>] [--port <number>]
               The newest message with that button is taken, or the newest that has the text of --with too.
               An option of a menu: npm run press -- --as oscar --in oncall "Silence: 15m"`,
  home: `  home       open somebody's Home tab in a running sandbox, or press a button of it:
               npm run home -- --as adam     npm run home -- --as adam --press Approve --fill "Reason=seen it"
               [--port <number>]`,
  alert: `  alert      send an alert into a running sandbox, as one of the tools that send them:
               npm run alert -- --example alertmanager [--resolved] [--account tommy] [--group lobby] [--key <text>]
               examples: alertmanager, grafana, pagerduty, events, cloudevents, cloudevents-binary, cloudevents-batch, generic`,
  doctor: `  doctor     look at tokens, scopes, channels, user groups, people, connections, clock, storage and dead letters,
             and say what to mend; with SLACK_CONFIG_TOKEN also which names of commands Slack takes  [--http <url>]`,
  manifest: `  manifest   print the Slack app manifest  [--prefix x-] [--umbrella] [--all-names] [--http <url>] [--write]`,
  audit: `  audit      look at the record from outside: audit verify, compare, export, key; \`audit help\` says more`,
  reference: `  reference  print the configuration reference  [--write: into README.md]`,
  help: `  help       this text`,
};

const SETTINGS = "Settings come from the environment and from bailiff.yml; README.md lists them.";

export const USAGE = `Usage: npm start -- [--port <number>]
       npm run bailiff -- <command>

${Object.values(PARTS).join("\n")}

${SETTINGS}`;

/** The part about one command. Null: there is no such command. */
export function usageOf(command: string): string | null {
  const part = Object.hasOwn(PARTS, command) ? PARTS[command] : undefined;
  return part === undefined ? null : `Usage: npm run bailiff -- <command>\n\n${part}\n\n${SETTINGS}`;
}

/** What can be done with the record from outside. */
export const AUDIT_USAGE = `Usage: npm run -s bailiff -- audit <command>

  compare    hold the log channel, as Slack has it now, against the database  [--from <number>]
  export     write entries into a file (JSONL, CSV, OCSF) with a signed manifest, also while Bailiff runs;
             [--from] [--to] [--group] [--person] [--account] [--verb] [--case] [--kind] [--sample] [--format] [--out]
  key        make a key that signs the checkpoints  [--name <name>]
  verify     check a copy of the record without Bailiff: a database, an export, or the log channel
             [<copy>] [--key <key>] [--checkpoint <file>] [--from <number>]; --help tells more`;
