import { alertMisfits } from "./alert-settings.ts";
import type { Parts } from "./parts.ts";

interface Misfit {
  readonly path: readonly PropertyKey[];
  readonly what: string;
}

/**
 * Names in one part of the file that must exist in another, and rules that say nothing. `running`: the connections of
 * the running program, when it is one that reads the file again; it opens no others.
 */
export function checkReferences(file: Parts, running: readonly string[] | null): readonly Misfit[] {
  const connections = [...file.connections.keys()];
  const groups = [...file.groups.keys()];
  const there = entriesOf(file.groups);
  return [
    ...entriesOf(file.connections).flatMap(([name, settings]) =>
      settings.vendor === "agora" && (settings.org === undefined) !== (settings.app === undefined)
        ? [{ path: ["connections", name], what: "must have both `org` and `app`, or neither" }]
        : [],
    ),
    ...there.flatMap(([alias, { kind, connection }]) =>
      kind !== undefined && file.connections.get(connection)?.vendor === "tencent"
        ? [
            {
              path: ["groups", alias, "kind"],
              what: "has no place here: Tencent tells the kind of its groups",
            },
          ]
        : [],
    ),
    ...there.flatMap(([alias, group]) =>
      missing(group.connection, connections, "connection", ["groups", alias, "connection"]),
    ),
    ...there.flatMap(([alias, { connection }]) =>
      running !== null && connections.includes(connection) && !running.includes(connection)
        ? [
            {
              path: ["groups", alias, "connection"],
              what: "names a connection that is opened only when Bailiff starts: restart it, or leave the group out until then",
            },
          ]
        : [],
    ),
    ...entriesOf(file.channels).flatMap(([id, channel]) =>
      channel.group === undefined ? [] : missing(channel.group, groups, "group", ["channels", id, "group"]),
    ),
    ...file.rules.flatMap((rule, index) =>
      rule === null
        ? []
        : [
            ...(rule.groups === "*"
              ? []
              : rule.groups.flatMap((alias, place) =>
                  missing(alias, groups, "group", ["rules", index, "groups", place]),
                )),
            ...((rule.may === undefined) === (rule.mayNot === undefined)
              ? [
                  {
                    path: ["rules", index],
                    what: "must say either what the role `may` do or what it `mayNot`",
                  },
                ]
              : []),
            ...(rule.approval !== undefined && file.approvals === undefined
              ? [
                  {
                    path: ["rules", index, "approval"],
                    what: "needs `approvals`, which says who may approve",
                  },
                ]
              : []),
            ...(!file.roles.includes(rule.role)
              ? [
                  {
                    path: ["rules", index, "role"],
                    what: `nobody has the role ${rule.role}: name them under roles`,
                  },
                ]
              : []),
          ],
    ),
    ...(["by", "breakGlass"] as const).flatMap((list) =>
      (file.approvals?.[list] ?? []).flatMap((role, place) =>
        !file.roles.includes(role)
          ? [
              {
                path: ["approvals", list, place],
                what: `nobody has the role ${role}: name them under roles`,
              },
            ]
          : [],
      ),
    ),
    ...(file.approvals && file.approvals.breakGlass.length > 0
      ? announced(file.approvals.announce ?? file.logChannel)
      : []),
    ...alertMisfits(file.alerts),
    ...(file.summary && file.summary.groups !== "*"
      ? file.summary.groups.flatMap((alias, place) =>
          missing(alias, groups, "group", ["summary", "groups", place]),
        )
      : []),
    ...file.links.flatMap(({ person, connection }) =>
      missing(connection, connections, "connection", ["links", person, connection]),
    ),
  ];
}

/** Those that could be read. */
function entriesOf<T>(all: ReadonlyMap<string, T | null>): readonly (readonly [string, T])[] {
  return [...all].flatMap(([name, one]) => (one === null ? [] : [[name, one] as const]));
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
