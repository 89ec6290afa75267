/** A line of a shell, as far as the documents go: variables before the command, words with quotes, a remark. */
export interface Command {
  readonly variables: Readonly<Record<string, string>>;
  readonly words: readonly string[];
}

const WORD = /'([^']*)'|"([^"]*)"|([^\s'"]+)/y;

/** Null: nothing but a remark. Throws at what a shell would do more with than this knows. */
export function parseLine(line: string, known: Readonly<Record<string, string>> = {}): Command | null {
  const words: string[] = [];
  let at = 0;
  while (at < line.length) {
    if (/\s/.test(line[at] ?? "")) {
      at += 1;
      continue;
    }
    if (line[at] === "#") break;
    let word = "";
    while (at < line.length && !/\s/.test(line[at] ?? "")) {
      WORD.lastIndex = at;
      const found = WORD.exec(line);
      if (!found) throw new Error(`a quote is open in: ${line}`);
      const [all, single, double, plain] = found;
      if (plain !== undefined && /[;&|<>`*\\]/.test(plain))
        throw new Error(`not known here: ${plain} in: ${line}`);
      word += single ?? expand(double ?? plain ?? "", known);
      at += all.length;
    }
    words.push(word);
  }
  const first = words.findIndex((word) => !/^[A-Z_]+=/.test(word));
  const [variables, command] = first < 0 ? [words, []] : [words.slice(0, first), words.slice(first)];
  if (command.length === 0) return null;
  const pairs = variables.map(
    (pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)] as const,
  );
  return { variables: Object.fromEntries(pairs), words: command };
}

function expand(text: string, known: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$(\w+)/g, (_, name: string) => {
    const value = known[name];
    if (value === undefined) throw new Error(`$${name} is not said`);
    return value;
  });
}
