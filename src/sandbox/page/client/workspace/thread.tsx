import { useEffect, useRef } from "preact/hooks";
import { openThread, place } from "../world/choices.ts";
import { messagesIn } from "../world/sandbox.ts";
import { Message } from "./message.tsx";

/** The thread that is open, over the right column. */
export function Thread() {
  const ts = openThread.value;
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), [ts]);
  const at = place.value;
  if (ts === null || at.kind !== "channel") return null;
  const messages = messagesIn(at.name).filter((message) => message.ts === ts || message.threadTs === ts);
  return (
    <section
      class="thread"
      aria-label="Thread"
      onKeyDown={({ key }) => {
        if (key === "Escape") openThread.value = null;
      }}
    >
      <div class="heading">
        <h2>Thread in #{at.name}</h2>
        <button type="button" ref={close} onClick={() => (openThread.value = null)}>
          Close
        </button>
      </div>
      <div class="messages" tabIndex={0} role="log" aria-label="Messages of the thread">
        {messages.map((message) => (
          <Message key={message.ts} message={message} inThread />
        ))}
      </div>
    </section>
  );
}
