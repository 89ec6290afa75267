/** What goes back over HTTP. */
export interface Reply {
  readonly status: number;
  /** Text and bytes go as they are, anything else as JSON. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** For the call log. */
  readonly outcome: string;
}
