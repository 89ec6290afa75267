import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Answers `memory` with this process's use of memory as it is, and `settled memory` with the same after a collection
 * of garbage: only that tells what is kept from what has not been thrown away yet.
 */
export function answerMemory(): void {
  process.on("message", (message) => {
    if (message === "settled memory") collect();
    else if (message !== "memory") return;
    process.send?.(process.memoryUsage());
  });
}

function collect(): void {
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc") as () => void;
  gc();
}
