import { now } from "../../world/sandbox.ts";
import { agoWords, instantWords, lengthLeft } from "./times.ts";

/** How long ago something was, which runs on. */
export function Since({ at }: { readonly at: number }) {
  return <span class="since">{agoWords(now.value - at)}</span>;
}

/** A countdown. It is not read out each second: what ends it is told where it stands. */
export function Countdown({ until }: { readonly until: number }) {
  return (
    <>
      <span class="countdown" role="timer" aria-live="off">
        {lengthLeft(until - now.value)}
      </span>{" "}
      <span class="muted">
        until <time dateTime={new Date(until).toISOString()}>{instantWords(until, now.value)}</time>
      </span>
    </>
  );
}
