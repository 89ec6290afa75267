import type { ListenProblem } from "../ops/server.ts";

/** Why the port could not be opened, and what to do. */
export function describeListenProblem({ kind, host, port }: ListenProblem): string {
  switch (kind) {
    case "port_taken":
      return `Port ${port} on ${host} is taken by another program. Stop that one, or choose another port with --port (0 takes any free one).`;
    case "port_forbidden":
      return `Port ${port} on ${host} may not be opened by this user. Choose one above 1023 with --port.`;
    case "no_such_address":
      return `${host} is not an address of this machine. Set HOST to one that is, such as 127.0.0.1.`;
    default:
      return kind satisfies never;
  }
}
