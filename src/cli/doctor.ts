import { readFile } from "node:fs/promises";
import { systemClock } from "../clock.ts";
import { readEnvironment, type Environment } from "../config/environment.ts";
import { readConfigFile } from "../config/file.ts";
import { registerOf } from "../config/register.ts";
import type { ConfigFile } from "../config/schema.ts";
import { examine } from "../doctor/examine.ts";
import { fine, reworded, trouble, unchecked, type Finding } from "../doctor/finding.ts";
import { lookAtLedger } from "../ledger/look.ts";
import { blot } from "../ops/log.ts";
import { clean } from "../slack/markup.ts";
import { renderManifest } from "../slack/manifest.ts";
import { configuration, HOUSE, names } from "../texts/doctor-house.ts";
import { countsOf, LEVELS, NO_WORKSPACE } from "../texts/doctor.ts";
import { USAGE } from "../texts/usage.ts";
import { createPace } from "../vendors/pace.ts";
import { readOptions } from "./arguments.ts";
import { patientOf, storageView } from "./checkup.ts";
import { validateNames } from "./doctor-names.ts";
import { secretsOf } from "./secrets.ts";
import type { Terminal } from "./terminal.ts";
import { ledgerPlace } from "./ledger-place.ts";

/** Looks at everything Bailiff hangs on, and says what to mend. The answer is the exit code: 0 when there is no trouble. */
export async function runDoctor(terminal: Terminal, args: readonly string[]): Promise<number> {
  const values = readOptions(terminal, args, { http: { type: "string" } }, USAGE);
  if (values === null) return 2;
  const { http } = values;
  const environment = readEnvironment(terminal.variables);
  if (!environment.ok)
    return conclude(
      terminal,
      environment.failure.map(({ where, what }) =>
        trouble(HOUSE.environment, where, configuration.setting(what)),
      ),
    );
  const { slack, configToken } = environment.value;
  if (!slack && !configToken) {
    terminal.err(NO_WORKSPACE);
    return 2;
  }
  const { file, findings } = await readConfiguration(environment.value, terminal);
  const all = [...findings, ...(slack ? await checkAll(environment.value, slack, file) : [])];
  if (!configToken) return conclude(terminal, [...all, unchecked(HOUSE.manifest, names.without)]);
  const named = await validateNames(environment.value, configToken, file, http);
  const code = conclude(terminal, [...all, ...named.findings]);
  if (named.accepted) terminal.out(`\n${renderManifest(named.accepted, []).trimEnd()}`);
  return code;
}

/** The configuration file, and what is to be said about it; without one the rest is looked at all the same. */
async function readConfiguration(
  { configPath, slack }: Environment,
  { variables }: Terminal,
): Promise<{ readonly file: ConfigFile | null; readonly findings: readonly Finding[] }> {
  const what = HOUSE.configuration(configPath);
  const text = await readFile(configPath, "utf8").catch((error: NodeJS.ErrnoException) => error);
  // Before there is an app, its names can be asked about, and nothing else is to be configured yet.
  if (typeof text !== "string" && slack === null)
    return { file: null, findings: [unchecked(what, configuration.noneYet)] };
  if (typeof text !== "string")
    return {
      file: null,
      findings: [trouble(what, "BAILIFF_CONFIG", configuration.unreadable(text.code ?? "error"))],
    };
  const file = readConfigFile(text, variables);
  if (file.ok) return { file: file.value, findings: [fine(what, configuration.fine)] };
  const findings = file.failure.map((problem) =>
    trouble(what, problem.where, configuration.problem(problem.what)),
  );
  return { file: null, findings };
}

function checkAll(
  environment: Environment,
  slack: NonNullable<Environment["slack"]>,
  file: ConfigFile | null,
): Promise<readonly Finding[]> {
  const { storage } = environment;
  const place = ledgerPlace(storage);
  const patient = patientOf({
    slack,
    configured: file && { file, register: registerOf(file) },
    storage: storageView(storage, () => lookAtLedger(place, systemClock)),
    running: null,
    secrets: secretsOf(environment, file ?? { connections: {} }),
    pace: createPace(systemClock),
    clock: systemClock,
    random: Math.random,
  });
  return examine(patient);
}

/** Prints what was found, and gives the exit code. */
function conclude(terminal: Terminal, findings: readonly Finding[]): number {
  for (const finding of findings) terminal.out(linesOf(finding).join("\n"));
  terminal.out(`\n${countsOf(findings)}`);
  return findings.some(({ level }) => level === "trouble") ? 1 : 0;
}

/** Columns that the longest of the words for a level takes. */
const MARGIN = Math.max(...Object.values(LEVELS).map((word) => word.length)) + 2;

/** Names and messages come from outside: nothing in them may move the cursor, or show a credential. */
function linesOf(found: Finding): readonly string[] {
  const finding = reworded(found, (text) => clean(blot(text, [])));
  const line = `${LEVELS[finding.level].padEnd(MARGIN)}${finding.what}: ${finding.says}`;
  if (!("where" in finding)) return [line];
  const blank = " ".repeat(MARGIN);
  return [line, `${blank}  where: ${finding.where}`, `${blank}  mend:  ${finding.mend}`];
}
