import type { ConfigFile } from "../src/config/schema.ts";

/**
 * The sandbox's configuration without previews, approvals and limits per hour, for tests about what comes after
 * those: with them, a batch of 10,000 would wait for two people.
 */
export function unasked(file: ConfigFile): ConfigFile {
  const nothing = { preview: undefined, approval: undefined, perHour: undefined };
  return {
    ...file,
    approvals: undefined,
    overlap: { within: "10m", ask: false },
    rules: file.rules.map((rule) => ({ ...rule, ...nothing })),
  };
}
