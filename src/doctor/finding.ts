/**
 * What doctor found out about one thing. All of it is plain text for a person, with names and words from outside in it:
 * whoever shows it makes it safe for the place where it is shown.
 */
export type Finding =
  /** `unchecked`: nobody can tell from here; `says` is why. */
  | { readonly level: "ok" | "unchecked"; readonly what: string; readonly says: string }
  | ({ readonly level: "warning" | "trouble"; readonly what: string; readonly where: string } & Flaw);

/** What is wrong, and how to mend it. */
export interface Flaw {
  readonly says: string;
  readonly mend: string;
}

export type Level = Finding["level"];

export function fine(what: string, says: string): Finding {
  return { level: "ok", what, says };
}

export function unchecked(what: string, says: string): Finding {
  return { level: "unchecked", what, says };
}

/** Bailiff works, but perhaps not as it was meant. `where`: a key of the configuration, an environment variable, a place. */
export function warning(what: string, where: string, flaw: Flaw): Finding {
  return { level: "warning", what, where, ...flaw };
}

/** Something does not work until it is mended. */
export function trouble(what: string, where: string, flaw: Flaw): Finding {
  return { level: "trouble", what, where, ...flaw };
}

/** The same finding with every text changed by `change`. */
export function reworded(finding: Finding, change: (text: string) => string): Finding {
  const { what, says } = finding;
  const told = { what: change(what), says: change(says) };
  return "where" in finding
    ? { ...finding, ...told, where: change(finding.where), mend: change(finding.mend) }
    : { ...finding, ...told };
}
