/** The guided first five minutes. */
export function Tour() {
  return null;
}
