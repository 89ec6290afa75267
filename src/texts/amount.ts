/** A number as people read it: `10,000`. */
export function amount(count: number): string {
  return count.toLocaleString("en-US");
}

/** `1 request`, `1,200 requests`. */
export function amountOf(count: number, one: string, several = `${one}s`): string {
  return `${amount(count)} ${count === 1 ? one : several}`;
}
