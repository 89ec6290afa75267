/** The process as the commands of the program see it. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Calls `read` each time the process is asked to read its configuration file again. */
  onAskedToRead(read: () => void): void;
  /** Resolves when the process is asked to stop, with the signal. Asked twice, the process ends at once. */
  untilAskedToStop(): Promise<string>;
}
