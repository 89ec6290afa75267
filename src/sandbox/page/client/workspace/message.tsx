import type { PageMessage } from "../../told.ts";
import { Blocks } from "../blocks/blocks.tsx";
import { Mrkdwn } from "../blocks/mrkdwn.tsx";
import type { Surface } from "../blocks/surface.ts";
import { press } from "../world/act.ts";
import { openThread, persona } from "../world/choices.ts";
import { messagesIn } from "../world/sandbox.ts";

/** One message. `isAlone`: only the person one speaks as sees it. */
export function Message(props: {
  readonly message: PageMessage;
  readonly isAlone?: boolean;
  readonly inThread?: boolean;
}) {
  const { message, isAlone = false, inThread = false } = props;
  const surface: Surface = {
    press: (actionId, value) =>
      press({ as: persona.value, channel: message.channel }, message.ts, actionId, value),
  };
  const isApp = ["bailiff", "slackbot"].includes(message.user);
  return (
    <article
      class={isAlone ? "message alone" : "message"}
      data-ts={message.ts}
      aria-label={`${message.user}, ${timeOf(message.ts)}`}
    >
      <span class={`face face-${isApp ? "app" : "person"}`} aria-hidden="true">
        {message.user.slice(0, 2)}
      </span>
      <div class="said">
        {isAlone && <p class="only-you">Only visible to you</p>}
        <p class="by">
          <strong>{message.user}</strong> {isApp && <span class="tag">app</span>}{" "}
          <time class="muted">{timeOf(message.ts)}</time>
          {message.edited && <span class="muted"> (changed)</span>}
        </p>
        {message.blocks.length > 0 ? (
          <Blocks blocks={message.blocks} surface={surface} />
        ) : (
          <div class="plain">
            <Mrkdwn text={message.text} />
          </div>
        )}
        <Files files={message.files} />
        {!inThread && <Replies message={message} />}
      </div>
    </article>
  );
}

function Files({ files }: Pick<PageMessage, "files">) {
  if (files.length === 0) return null;
  return (
    <ul class="files">
      {files.map(({ id, name, title }) => (
        <li key={id}>
          <a href={`/page/files/${id}`} download={name}>
            <span aria-hidden="true">▤ </span>
            {name}
          </a>
          {title !== name && <span class="muted"> {title}</span>}
        </li>
      ))}
    </ul>
  );
}

function Replies({ message }: { readonly message: PageMessage }) {
  const replies = messagesIn(message.channel).filter(
    ({ threadTs, ts }) => threadTs === message.ts && ts !== message.ts,
  );
  if (replies.length === 0) return null;
  return (
    <button type="button" class="replies" onClick={() => (openThread.value = message.ts)}>
      {replies.length === 1 ? "1 reply" : `${replies.length} replies`}
    </button>
  );
}

/** Slack's `ts` is seconds with six decimals. */
export function timeOf(ts: string): string {
  return new Date(Number(ts) * 1000).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
