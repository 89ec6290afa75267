/** Text without its percent-encoding; null for what has a broken one. */
export function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** What stands between the slashes of a path, decoded; null when one of them cannot be. */
export function decodedSegments(path: string): readonly string[] | null {
  const segments = path.split("/").map(decoded);
  return segments.every((segment) => segment !== null) ? segments : null;
}
