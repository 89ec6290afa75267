import { z } from "zod";
import type { Method } from "./method.ts";
import { method, yes } from "./method.ts";

/** `apps.connections.open`; `openTicket` gives the address of one new Socket Mode connection. */
export function connectionMethods(openTicket: () => string): Readonly<Record<string, Method>> {
  return {
    "apps.connections.open": method({
      token: "app",
      // The app-level token is its own grant: it carries `connections:write` or it is not given out.
      scopes: [],
      args: z.object({}),
      run: () => yes({ url: openTicket() }),
    }),
  };
}
