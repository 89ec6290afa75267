import type { ComponentChildren } from "preact";
import { goTo } from "../world/choices.ts";
import { world } from "../world/sandbox.ts";
import { messageAt } from "./permalink.ts";

/**
 * A link in what somebody wrote; `url` has passed `safeUrl`. One to a message of this workspace leads to it on the
 * page, because the workspace has no address of its own outside.
 */
export function Outward(props: { readonly url: string; readonly children: ComponentChildren }) {
  const { url, children } = props;
  const target = messageAt(url);
  const channel = world.value?.channels.find(({ id }) => id === target?.channel)?.name;
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      onClick={(event) => {
        if (target === null || channel === undefined) return;
        event.preventDefault();
        goTo({ kind: "channel", name: channel });
        show(target.ts);
      }}
    >
      {children}
    </a>
  );
}

/** Once the channel is drawn, which itself goes to its last message. */
function show(ts: string): void {
  setTimeout(() => {
    const message = document.querySelector<HTMLElement>(`.message[data-ts="${CSS.escape(ts)}"]`);
    if (!message) return;
    message.tabIndex = -1;
    message.scrollIntoView({ block: "center" });
    message.focus();
  }, 100);
}
