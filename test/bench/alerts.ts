import { readAlert } from "../../src/alerts/record.ts";
import { SANDBOX_ALERTS_SECRET } from "../../src/sandbox/alerts/tools.ts";
import type { BailiffOptions } from "../../src/cli/assemble.ts";
import { Secret } from "../../src/secret.ts";
import { plain } from "../../src/texts/plain.ts";
import { seeded, sendStorm, stormOf } from "../whole/alert-storm.ts";
import { openScene } from "../whole/scene.ts";

/** A storm as it is asked for: in a minute, with a fifth sent twice and a tenth that ends before it began. */
const STORM = { webhooks: 10_000, groups: 200, duplicates: 0.2, resolvedFirst: 0.1 };
const CONNECTIONS = 16;
const MINUTE_S = 60;
const PATIENCE_MS = 5 * 60_000;

/** Bailiff, its stand-ins and the sender share one process here, so the figures are those of a slower machine. */
export async function measureAlerts(databases: { url(name: string): Promise<string> } | null): Promise<void> {
  console.log(`\n${STORM.webhooks} webhooks of Alertmanager in a minute, ${STORM.groups} alert groups:`);
  await storm("SQLite", undefined);
  if (databases)
    await storm("PostgreSQL", { kind: "postgres", url: new Secret(await databases.url("alerts")) });
}

async function storm(name: string, storage: BailiffOptions["storage"] | undefined): Promise<void> {
  await using scene = await openScene(storage ? { storage } : {});
  const about = { source: "alertmanager", secret: SANDBOX_ALERTS_SECRET };
  const { sent, final } = stormOf(STORM, about, scene.sandbox.clock.now(), seeded(11));
  const { ledger, url } = scene.bailiff;
  const pace = { connections: CONNECTIONS, perSecond: STORM.webhooks / MINUTE_S };
  const { codes, tookMs } = await sendStorm(url, sent, pace);
  const sorted = tookMs.toSorted((one, other) => one - other);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    await scene.settled();
    const { jobs } = await ledger.counts();
    if (jobs.post.ready + jobs.post.leased + jobs.alert.leased === 0 || performance.now() > until) break;
  }
  const cards = scene.sandbox.slack
    .messages("oncall")
    .map(({ text }) => plain(text))
    .filter((text) => text.startsWith("Alert "));
  let right = 0;
  for (const [key, status] of final) {
    const record = await ledger.newestAlert("alertmanager", `{}:{alertname="${key}"}`);
    const shown = cards.filter((text) => text.includes(`\`${key}\``));
    const isRight = record !== null && readAlert(record).state === status && shown.length === 1;
    if (isRight && shown[0]?.includes(`· ${status}`)) right += 1;
  }
  const answers = [...codes].map(([code, count]) => `${count} × ${code}`).join(", ");
  console.log(
    `  ${name}: answers ${answers}; intake p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(0.9999)} ms; ${cards.length} messages, final state right of ${right} of ${final.size}`,
  );
}
