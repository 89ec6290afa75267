import type { Person } from "../policy/person.ts";
import { ROLES, type Role } from "../words.ts";
import { ASKED_MAX_AGE_MS } from "./considering.ts";
import { whoami } from "./explaining.ts";
import type { Home, HomeWork, OpenHome } from "./home.ts";
import { openCases, readableFrom, recent, standing } from "./home-books.ts";
import { waiting } from "./home-holds.ts";
import { CLEARING_MAX_AGE_MS } from "./sayers.ts";

/** Roles that see how the record stands. */
const AUDITING: readonly Role[] = ["owner", "admin", "auditor"];

/** Looks everything up for somebody, with the rights they have at this moment. */
export async function homeFor(work: HomeWork, team: string, id: string): Promise<Home> {
  const person = await work.people.find(team, id, CLEARING_MAX_AGE_MS, ASKED_MAX_AGE_MS);
  if (!person.ok) {
    const { failure } = person;
    return {
      kind: "unknown",
      detail: failure.kind === "nobody" ? "Slack does not know you" : failure.detail,
    };
  }
  const { denial } = whoami(work, { channel: id }, person.value);
  if (denial !== null) return { kind: "closed", person: id, denial };
  return openHome(work, person.value);
}

async function openHome(work: HomeWork, person: Person): Promise<OpenHome> {
  const mayRead = readableFrom(work.register, person);
  const roles = ROLES.filter((role) => person.grants.some((grant) => grant.role === role));
  const [held, open, stands, newest, health, audit] = await Promise.all([
    waiting(work, person),
    openCases(work, person),
    standing(work, mayRead),
    recent(work, person),
    work.health(),
    roles.some((role) => AUDITING.includes(role)) ? work.audit() : null,
  ]);
  return {
    kind: "open",
    person: person.id,
    roles,
    at: work.clock.now(),
    ...held,
    open,
    standing: stands,
    recent: newest,
    health,
    audit,
  };
}
