/** What the program can do, for the terminal. */
export const USAGE = `Usage: npm start -- [--port <number>]
       npm run bailiff -- <command>

  start      serve a Slack workspace; without Slack settings, open the sandbox
  sandbox    open the sandbox: a stand-in for Slack and for the chat services, all on this machine
  say        send a command into a running sandbox:
               npm run say -- --as mia --in lobby-mods "/mute @tommy 10m"
               [--port <number>] [--wait <milliseconds, 5000>] [--json]; --shortcut instead of a command opens the form
  press      press a button in a running sandbox, by its words; a window that opens is filled in and sent:
               npm run press -- --as adam --in approvals Approve --fill "Reason=seen it"
               [--port <number>]
  home       open somebody's Home tab in a running sandbox, or press a button of it:
               npm run home -- --as adam     npm run home -- --as adam --press Approve --fill "Reason=seen it"
               [--port <number>]
  alert      send an alert into a running sandbox, as one of the tools that send them:
               npm run alert -- --example alertmanager [--resolved] [--account tommy] [--group lobby] [--key <text>]
               examples: alertmanager, grafana, pagerduty, events, cloudevents, cloudevents-binary, cloudevents-batch, generic
  doctor     look at tokens, scopes, channels, user groups, people, connections, clock, storage and dead letters,
             and say what to mend; with SLACK_CONFIG_TOKEN also which names of commands Slack takes  [--http <url>]
  manifest   print the Slack app manifest  [--prefix x-] [--umbrella] [--all-names] [--http <url>] [--write]
  audit      look at the record from outside: audit export, audit key; \`audit help\` says more
  reference  print the configuration reference  [--write: into README.md]
  help       this text

Settings come from the environment and from bailiff.yml; README.md lists them.`;

/** What can be done with the record from outside. */
export const AUDIT_USAGE = `Usage: npm run -s bailiff -- audit <command>

  compare    hold the log channel, as Slack has it now, against the database  [--from <number>]
  export     write entries into a file (JSONL, CSV, OCSF) with a signed manifest, also while Bailiff runs;
             [--from] [--to] [--group] [--person] [--account] [--verb] [--case] [--kind] [--sample] [--format] [--out]
  key        make a key that signs the checkpoints  [--name <name>]
  verify     check a copy of the record without Bailiff: a database, an export, or the log channel
             [<copy>] [--key <key>] [--checkpoint <file>] [--from <number>]; --help tells more`;
