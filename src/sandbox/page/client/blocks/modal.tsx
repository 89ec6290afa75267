/** The window that is open for the person one speaks as, if any. */
export function Modal() {
  return null;
}
