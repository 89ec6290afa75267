import { ok, type Result } from "../result.ts";
import type { Json } from "../ledger/port.ts";
import { faulty } from "./change-rights.ts";
import type { Casework } from "./casework.ts";
import type { Refusal } from "./notice.ts";

/** Where a person's Slack profile says which account they are. */
export type ProofSource =
  /** The whole of a confirmed e-mail address, or what stands before its `@`. */
  | { readonly by: "email" }
  /** A custom field of the profile, by its id. */
  | { readonly by: "profile"; readonly field: string };

/** What people's Slack profiles say, read anew each time. */
export interface Profiles {
  /** Null: nothing is said there. A failure says in words why the profile cannot be read. */
  read(person: string, source: ProofSource): Promise<Result<string | null, string>>;
}

/**
 * What proves that a person is an account, for the record; nothing where the configuration wants no proof. `nameOf`: an
 * account's name as the vendor keeps it.
 */
export async function proofOf(
  { register, profiles }: Pick<Casework, "register" | "profiles">,
  person: string,
  account: string,
  nameOf: (account: string) => string,
): Promise<Result<Readonly<Record<string, Json>>, Refusal>> {
  const source = register.proof;
  if (source === null) return ok({});
  const said = await profiles.read(person, source);
  if (!said.ok) return faulty({ kind: "unreadable_profile", person, detail: said.failure });
  // An address says more about somebody than the record needs: what matched is the account itself.
  const part = partsOf(said.value, source).find(({ text }) => nameOf(text) === account);
  if (!part) return faulty({ kind: "unproven", person, account, by: source.by });
  return ok({ proof: { ...source, matched: part.name } });
}

function partsOf(
  said: string | null,
  { by }: ProofSource,
): readonly { readonly name: "whole" | "before @"; readonly text: string }[] {
  if (said === null || said === "") return [];
  const whole = { name: "whole", text: said } as const;
  const at = said.lastIndexOf("@");
  return by === "email" && at > 0 ? [whole, { name: "before @", text: said.slice(0, at) }] : [whole];
}
