/** One thing to mend in the configuration, in words. Never shows a value: it may be a secret. */
export interface Problem {
  /** `line 7, rules.0.groups`, or the name of an environment variable. */
  readonly where: string;
  readonly what: string;
  /** What would be right there; null or left out where there is none to show. */
  readonly example?: string | null;
}

/** `must be a length such as 24h`, or `is missing, for example: 24h`. */
export function describeProblem({ what, example = null }: Problem): string {
  // Where the words show one already, two would be one too many.
  return example === null || what.includes("such as ") ? what : `${what}, for example: ${example}`;
}

export function describeProblems(source: string, problems: readonly Problem[]): string {
  const things = problems.length === 1 ? "1 thing" : `${problems.length} things`;
  return [
    `Bailiff did not start: ${things} to mend in ${source}`,
    ...problems.map((problem) => `  ${problem.where}: ${describeProblem(problem)}`),
  ].join("\n");
}
