/** Slack's own markup as it is seen by people. */
export function Mrkdwn({ text }: { readonly text: string }) {
  return <span class="mrkdwn">{text}</span>;
}
