/** A text; values from outside are handed over in pieces, so that the renderer can make them safe. */
export type Said = readonly (
  | string
  | { readonly foreign: string }
  /** A whole sentence from outside, such as a vendor's. */
  | { readonly sentence: string }
  | { readonly person: string }
  /** Id of a Slack channel. */
  | { readonly channel: string }
  | { readonly at: number }
)[];
