/** One thing to mend in the configuration, in words. Never shows a value: it may be a secret. */
export interface Problem {
  /** `line 7, rules.0.groups`, or the name of an environment variable. */
  readonly where: string;
  readonly what: string;
}

export function describeProblems(source: string, problems: readonly Problem[]): string {
  const things = problems.length === 1 ? "1 thing" : `${problems.length} things`;
  return [
    `Bailiff did not start: ${things} to mend in ${source}`,
    ...problems.map(({ where, what }) => `  ${where}: ${what}`),
  ].join("\n");
}
