import type { TextObject } from "@slack/types";
import { emojiCalled } from "./emoji.ts";
import { Mrkdwn } from "./mrkdwn.tsx";

/** A text of a block. Plain text is as it is written, apart from emoji codes where they are wanted. */
export function Text({ text }: { readonly text: TextObject }) {
  return text.type === "mrkdwn" ? (
    <Mrkdwn text={text.text} />
  ) : (
    <span class="as-written">{plainOf(text)}</span>
  );
}

/** The words of a plain text. */
export function plainOf({ text, ...more }: { readonly text: string; readonly emoji?: boolean }): string {
  if (more.emoji === false) return text;
  return text.replaceAll(/:([a-z0-9_+'-]{1,60}):/g, (code, name: string) => emojiCalled(name) ?? code);
}
