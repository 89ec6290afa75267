/**
 * What each setting looks like when it is right, for whoever has to mend one. `*` stands for a name or a place in a list.
 * None is a real value of anybody's.
 */
export const EXAMPLES: Readonly<Record<string, string>> = {
  connections: '{ game: { vendor: tencent, sdkAppId: 1400000001, secretKey: "${TENCENT_SECRET}" } }',
  "connections.*": '{ vendor: tencent, sdkAppId: 1400000001, secretKey: "${TENCENT_SECRET}" }',
  "connections.*.vendor": "tencent",
  "connections.*.sdkAppId": "1400000001",
  "connections.*.admin": "administrator",
  "connections.*.secretKey": "${TENCENT_SECRET}",
  "connections.*.region": "singapore",
  "connections.*.url": "https://proxy.example.com",
  "connections.*.dialect": "auto",
  "connections.*.limits": "seed",
  "connections.*.timeout": "5000",
  "connections.*.host": "a1.easemob.com",
  "connections.*.org": "acme",
  "connections.*.app": "live",
  "connections.*.clientId": "YXA6c2FuZGJveC1jbGllbnQ",
  "connections.*.clientSecret": "${EASEMOB_SECRET}",
  "connections.*.appId": "${AGORA_APP_ID}",
  "connections.*.appCertificate": "${AGORA_CERTIFICATE}",
  groups: '{ lobby: { connection: game, id: "@TGS#2J4SZEAEL" } }',
  "groups.*": '{ connection: game, id: "@TGS#2J4SZEAEL" }',
  "groups.*.connection": "game",
  "groups.*.id": '"@TGS#2J4SZEAEL"',
  "groups.*.kind": "room",
  channels: "{ C0123ABCD: { group: lobby } }",
  "channels.*": "{ group: lobby }",
  "channels.*.group": "lobby",
  "channels.*.shared": "false",
  log: "{ channel: C0123ABCD }",
  "log.channel": "C0123ABCD",
  roles: "{ moderator: [usergroup:S0123ABCD] }",
  "roles.*": "[workspace:admin, usergroup:S0123ABCD, person:U0123ABCD]",
  rules: "[{ role: moderator, may: [mute, unmute], longest: 24h }]",
  "rules.*": "{ role: moderator, may: [mute, unmute], groups: [lobby], longest: 24h }",
  "rules.*.name": "moderators",
  "rules.*.role": "moderator",
  "rules.*.may": "[mute, unmute, kick]",
  "rules.*.mayNot": "[ban]",
  "rules.*.groups": "[lobby, live]",
  "rules.*.channels": "[C0123ABCD]",
  "rules.*.longest": "24h",
  "rules.*.batch": "20",
  "rules.*.perHour": "300",
  "rules.*.preview": "{ over: 10, permanent: true }",
  "rules.*.preview.over": "10",
  "rules.*.preview.longer": "7d",
  "rules.*.preview.permanent": "true",
  "rules.*.preview.verbs": "[lock]",
  "rules.*.approval": "{ over: 100, longer: 30d }",
  "rules.*.approval.over": "100",
  "rules.*.approval.longer": "30d",
  "rules.*.approval.permanent": "true",
  "rules.*.approval.verbs": "[ban]",
  "rules.*.admins": "false",
  protect: "[administrator, person:U0123ABCD]",
  approvals: "{ channel: C0123ABCD, by: [owner, admin] }",
  "approvals.channel": "C0123ABCD",
  "approvals.by": "[owner, admin]",
  "approvals.needed": "1",
  "approvals.wait": "15m",
  "approvals.lapse": "10m",
  "approvals.overLimits": "true",
  "approvals.breakGlass": "[owner]",
  "approvals.announce": "C0123ABCD",
  reasons: "[spam, insults]",
  links: "{ U0123ABCD: { game: tommy } }",
  "links.*": "{ game: tommy }",
  linking: "{ proof: { by: email } }",
  "linking.proof": "{ by: profile, field: Xf0123ABCD }",
  "linking.proof.by": "email",
  "linking.proof.field": "Xf0123ABCD",
  slack: "{ form: umbrella }",
  "slack.prefix": "x-",
  "slack.form": "umbrella",
  "slack.reservedNames": "false",
  "slack.postsPerSecond": "1",
};

/** An example of the setting at a path of the file, or of the nearest setting around it; null for the whole file. */
export function exampleOf(path: readonly PropertyKey[]): string | null {
  for (let length = path.length; length > 0; length -= 1) {
    const parts = path.slice(0, length).map(String);
    const found = Object.entries(EXAMPLES).find(([pattern]) => fits(pattern.split("."), parts));
    if (found) return found[1];
  }
  return null;
}

function fits(pattern: readonly string[], parts: readonly string[]): boolean {
  return (
    pattern.length === parts.length && pattern.every((part, index) => part === "*" || part === parts[index])
  );
}
