export { frequencyBy } from "../wire/frequency.ts";
export type { Frequency } from "../wire/frequency.ts";
