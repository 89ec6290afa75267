/**
 * What becomes of each block of code in the documents, by its name (the document and the block's first line). A block
 * that nobody claims fails the tests, and so does a claim to a block that is gone.
 */

export interface Expected {
  /** Exit code; 0 unless told. */
  readonly code?: number;
  readonly says?: RegExp;
}

/** Run line by line in a sandbox with empty books, with what some of their lines have to say (by a part of them). */
export const RUN: Readonly<Record<string, Readonly<Record<string, Expected>>>> = {
  'README.md: npm run say -- --as mia --in lobby-mods "/mute @tommy 10m spamming"': {
    "/mute @tommy 10m spamming": { says: /#1 mute in lobby by @mia: 1 done/ },
    '"/muted"': { says: /`tommy` until .* left, by #1/ },
    '"/kick jared,away1,away2"': { says: /#2 kick in lobby by @mia: 1 done, 2 absent of 3/ },
    '"/case 2"': { says: /#2 kick.*Entries in the log/s },
    "/note 2": { says: /@mia added to #2/ },
    "/cases kick": { says: /#2 .*@mia: kick `jared`/ },
    "--as gus": { says: /Nothing was done.*Guests of the workspace cannot moderate/s },
    '"/mute tommy 10"': { says: /`10` has no unit.*Nothing was done/s },
    "--in live-mods": { says: /Nothing was done.*What works here: \/mod mute, \/mod ban/s },
    "--dry-run": { says: /Preview: kick.*1 would be removed, 1 is refused/s },
    '"/ban @peter 1h"': { says: /#3 ban in stage by @mia: 1 done/ },
    '"/banned"': { says: /`peter` until .* left, by #3/ },
    '"/mod limits"': { says: /at Agora Chat.*accounts in a request.*read 20\d\d-/s },
    '"/mod doctor"': { says: /0 troubles/ },
    '"/mute @tommy 2d spam"': { says: /#approvals:.*Waits for approval: @mia/s },
    "npm run home": { says: /Waiting for your decision.*\[Approve\] \[Deny\].*Muted and banned now/s },
    Approve: { says: /#4 mute in lobby by @mia: 1 done.*Approved by @adam/s },
    '"/lock raid"': { says: /Preview: lock in fans\. Nothing was done yet/ },
    Confirm: { says: /#5 lock in fans by @oscar: 1 done/ },
    '"/mod can ban @tommy 7d"': { says: /Yes, when it is approved.*rule moderators/s },
    '"/mod summary"': { says: /before/ },
    '"/mod help"': { says: /`\/mod can <command> …`/ },
  },
  "README.md: npm run -s bailiff -- manifest --prefix x-": {
    "--prefix": { says: /- command: \/x-mute\n/ },
    "--umbrella": { says: /slash_commands:\n {4}- command: \/mod\n(?! {4}- command)/ },
  },
  "README.md: npm run alert -- --example alertmanager": {
    "--example alertmanager  ": { says: /HTTP 200.*#oncall:.*firing/s },
    Ack: { says: /Acknowledged by @oscar/ },
    '"Mute 10m"': { says: /Preview: mute in lobby\. Nothing was done yet/ },
    Confirm: { says: /#1 mute in lobby by @oscar: 1 done/ },
    "--resolved": { says: /HTTP 200.*It is over: its source says so/s },
  },
  "docs/alerts.md: npm run alert -- --example alertmanager": {
    "--example alertmanager  ": { says: /HTTP 200.*#oncall:.*firing/s },
    Ack: { says: /Acknowledged by @oscar/ },
    '"Mute 10m"': { says: /Preview: mute in lobby\. Nothing was done yet/ },
    Confirm: { says: /#1 mute in lobby by @oscar: 1 done/ },
    '"Act: Kick"': { says: /Preview: kick in lobby\. Nothing was done yet/ },
    '"Page: ': { says: /@oncall Called by @oscar, ahead of time \(step 1\)/ },
    '"Silence: ': { says: /Silenced by @oscar until .*because: `load test`/ },
    "--resolved": { says: /HTTP 200.*It is over: its source says so/s },
  },
  'docs/sandbox.md: curl -s localhost:3000/sandbox/faults -H \'content-type: application/json\' -d \'{"vendor":"tencent","fault":"reset-after","times":1}\'':
    {
      "/sandbox/faults": { says: /"armed":"reset-after"/ },
      "/mute @peter": { says: /#1 mute in lobby by @mia: 1 done/ },
      "/effects": { says: /^\[\{[^{}]*"verb":"mute"[^{}]*"account":"peter"[^{}]*\}\]\s*$/ },
    },
  'docs/sandbox.md: curl -s localhost:3000/sandbox/faults -H \'content-type: application/json\' -d \'{"vendor":"tencent","fault":"latency:4000","times":1}\'':
    {
      "/ban user1": { says: /Received: `ban user1, user2/ },
      "/sandbox/kill": { says: /"killed":true/ },
      '"/banned"': { says: /dispatch_failed.*#1 ban in lobby by @adam: 24 done of 24/s },
      "/effects": { says: /^(?!.*"account":"(user\d+)".*"account":"\1").*"account":"user24"/s },
    },
  'docs/sandbox.md: curl -s localhost:3000/sandbox/console -H \'content-type: application/json\' -d \'{"vendor":"tencent","group":"lobby","do":"remove","account":"leckie"}\'':
    { "/sandbox/console": { says: /"done":"remove"(?!.*"account":"leckie","role")/s } },
  'docs/audit.md: npm run say -- --as mia --in lobby-mods "/mute @tommy 10m spamming"': {
    "audit verify  ": { code: 3, says: /INTEGRITY: fine.*COMPLETENESS: NOT SHOWN/s },
    "--key $J/audit.key": { says: /COMPLETENESS: shown up to entry/ },
    '"/case 1"': { says: /#1 mute in lobby/ },
    "audit export": { says: /Wrote mutes\.csv: 4 of 6 entries/ },
    "/mod redact 3": { says: /Nothing was removed yet\. This would remove what entry 3 told/ },
  },
  "docs/audit.md: npm run -s bailiff -- audit export --from 2026-11-01 --to 2026-11-30 --out november.jsonl":
    {
      "--out november.jsonl": { says: /Wrote november\.jsonl.*signed by.*On record as entry 3/s },
      "--format csv": { says: /Wrote bailiff-audit-\S+\.csv/ },
      "--sample 50": { says: /drawn with the seed quarter-4/ },
    },
};

/** What a program prints: seen again, line by line, when it is run. */
export const PRINTED = {
  kick: "README.md: mia in #lobby-mods: /kick jared,away1,away2 lobby",
  trouble:
    "README.md: TROUBLE      channel #lobby-mods (C0LOBBYMODS): the bot is not in it, so no result can be posted there",
} as const;

/** Read as a bailiff.yml: the first one as it is, the others in place of its parts about the same. */
export const CONFIGURATIONS = [
  "README.md: connections:",
  "README.md: rules:",
  "docs/alerts.md: alerts:",
] as const;

/** Not run, and why. What can be seen without running is: names of files, services, variables and options. */
export const NOT_RUN: Readonly<Record<string, string>> = {
  "README.md: npm start":
    "these are the program and the tests themselves; every other test starts the one and is part of the other",
  "README.md: export SLACK_BOT_TOKEN=xoxb-… SLACK_APP_TOKEN=xapp-…":
    "takes a real workspace; test/deploy/image.test.ts starts with these variables in the sandbox's",
  "README.md: npm run bailiff -- doctor":
    "takes a real workspace; what it prints is seen below, in the sandbox's",
  "README.md: npm run -s bailiff -- audit verify data --key <key> --checkpoint checkpoints.txt":
    "has files of the reader's own; docs/audit.md has the same in the sandbox, which is run",
  "docs/audit.md: npm run -s bailiff -- audit verify mod-log/ --key <key>":
    "has files of the reader's own; test/audit and test/whole verify such copies",
  "docs/production.md: docker build -t bailiff:0.1.0 .":
    "needs Docker; test/deploy/image.test.ts tries what the image holds",
  "docs/production.md: cp deploy/bailiff.env.example bailiff.env && cp deploy/database.env.example database.env && chmod 600 bailiff.env database.env":
    "needs Docker; test/deploy/compose.test.ts and replicas.test.ts try its parts",
  "docs/production.md: createdb bailiff":
    "needs an administrator's server; test/deploy/replicas.test.ts runs the script",
  "docs/production.md: cd /opt/bailiff && sudo npm ci --omit=dev --ignore-scripts":
    "needs root and systemd; test/deploy/unit.test.ts verifies the unit",
  "CONTRIBUTING.md: Slack ──▶ request ──▶ resolve ──▶ plan ──▶ authorize ──▶ case ──▶ attempt ──▶ vendor ──▶ outcome ──▶ message":
    "a drawing",
};
