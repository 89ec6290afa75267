import { AGORA_BATCH, TENCENT_BATCH } from "./batch-world.ts";
import { kickPlainly } from "./plain-kick.ts";

/** A script that kicks everybody of a batch, in a process of its own as Bailiff is. */
const { vendor, url } = JSON.parse(process.argv[2] ?? "{}") as {
  readonly vendor: "tencent" | "agora";
  readonly url: string;
};
const batch = vendor === "tencent" ? TENCENT_BATCH : AGORA_BATCH;
// Ready: what is measured does not include the start of the process.
process.send?.({ url });
process.on("message", (message) => {
  if (message !== "go") return;
  void kickPlainly(batch, url).then((seconds) => process.send?.({ seconds }));
});
process.on("disconnect", () => process.exit(0));
