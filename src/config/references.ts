import type { ConfigFile } from "./schema.ts";

interface Misfit {
  readonly path: readonly PropertyKey[];
  readonly what: string;
}

/** Names in one part of the file that must exist in another, and rules that say nothing. */
export function checkReferences(file: ConfigFile): readonly Misfit[] {
  const connections = Object.keys(file.connections);
  const groups = Object.keys(file.groups);
  return [
    ...Object.entries(file.connections).flatMap(([name, settings]) =>
      settings.vendor === "agora" && (settings.org === undefined) !== (settings.app === undefined)
        ? [{ path: ["connections", name], what: "must have both `org` and `app`, or neither" }]
        : [],
    ),
    ...Object.entries(file.groups).flatMap(([alias, { kind, connection }]) =>
      kind !== undefined && file.connections[connection]?.vendor === "tencent"
        ? [
            {
              path: ["groups", alias, "kind"],
              what: "has no place here: Tencent tells the kind of its groups",
            },
          ]
        : [],
    ),
    ...Object.entries(file.groups).flatMap(([alias, group]) =>
      missing(group.connection, connections, "connection", ["groups", alias, "connection"]),
    ),
    ...Object.entries(file.channels).flatMap(([id, channel]) =>
      channel.group === undefined ? [] : missing(channel.group, groups, "group", ["channels", id, "group"]),
    ),
    ...file.rules.flatMap((rule, index) => [
      ...(rule.groups === "*"
        ? []
        : rule.groups.flatMap((alias, place) =>
            missing(alias, groups, "group", ["rules", index, "groups", place]),
          )),
      ...((rule.may === undefined) === (rule.mayNot === undefined)
        ? [{ path: ["rules", index], what: "must say either what the role `may` do or what it `mayNot`" }]
        : []),
      ...(rule.approval !== undefined && file.approvals === undefined
        ? [{ path: ["rules", index, "approval"], what: "needs `approvals`, which says who may approve" }]
        : []),
      ...(file.roles[rule.role] === undefined
        ? [
            {
              path: ["rules", index, "role"],
              what: `nobody has the role ${rule.role}: name them under roles`,
            },
          ]
        : []),
    ]),
    ...(["by", "breakGlass"] as const).flatMap((list) =>
      (file.approvals?.[list] ?? []).flatMap((role, place) =>
        file.roles[role] === undefined
          ? [
              {
                path: ["approvals", list, place],
                what: `nobody has the role ${role}: name them under roles`,
              },
            ]
          : [],
      ),
    ),
    ...(file.approvals !== undefined && file.approvals.breakGlass.length > 0
      ? announced(file.approvals.announce ?? file.log?.channel)
      : []),
    ...Object.entries(file.links).flatMap(([person, accounts]) =>
      Object.keys(accounts).flatMap((connection) =>
        missing(connection, connections, "connection", ["links", person, connection]),
      ),
    ),
  ];
}

/** A broken glass that nobody hears of would be a second, looser door. */
function announced(channel: string | undefined): readonly Misfit[] {
  const path = ["approvals", "breakGlass"];
  return channel === undefined
    ? [{ path, what: "needs a channel to be announced in: `announce`, or `log.channel`" }]
    : [];
}

function missing(
  name: string,
  known: readonly string[],
  what: string,
  path: readonly PropertyKey[],
): readonly Misfit[] {
  return known.includes(name)
    ? []
    : [{ path, what: `names a ${what} that does not exist; known: ${known.join(", ")}` }];
}
