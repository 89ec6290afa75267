import type { RichTextBlock, RichTextElement } from "@slack/types";
import type { ComponentChildren } from "preact";
import { emojiCalled } from "./emoji.ts";
import { safeUrl } from "./markup.ts";
import { Mention, Moment } from "./mention.tsx";
import { Outward } from "./outward.tsx";

type Piece = RichTextBlock["elements"][number];

/** Text whose markup is already taken apart. */
export function RichText({ block }: { readonly block: RichTextBlock }) {
  return (
    <div class="mrkdwn">
      {block.elements.map((piece, index) => (
        <DrawnPiece key={index} piece={piece} />
      ))}
    </div>
  );
}

function DrawnPiece({ piece }: { readonly piece: Piece }) {
  switch (piece.type) {
    case "rich_text_section":
      return (
        <p>
          <Inline all={piece.elements} />
        </p>
      );
    case "rich_text_quote":
      return (
        <blockquote>
          <Inline all={piece.elements} />
        </blockquote>
      );
    case "rich_text_preformatted":
      return (
        <pre class="preformatted">
          <Inline all={piece.elements} />
        </pre>
      );
    case "rich_text_list": {
      const items = piece.elements.map(({ elements }, index) => (
        <li key={index}>
          <Inline all={elements} />
        </li>
      ));
      const deep = `indent-${Math.min(piece.indent ?? 0, 4)}`;
      return piece.style === "ordered" ? <ol class={deep}>{items}</ol> : <ul class={deep}>{items}</ul>;
    }
    default:
      return piece satisfies never;
  }
}

function Inline({ all }: { readonly all: readonly RichTextElement[] }) {
  return (
    <>
      {all.map((element, index) => (
        <Styled key={index} style={element.style ?? {}}>
          <Word element={element} />
        </Styled>
      ))}
    </>
  );
}

function Word({ element }: { readonly element: RichTextElement }) {
  switch (element.type) {
    case "text":
      return <>{element.text}</>;
    case "link": {
      const url = safeUrl(element.url);
      const words = element.text ?? element.url;
      return url === null ? <>{words}</> : <Outward url={url}>{words}</Outward>;
    }
    case "user":
      return <Mention kind="person" id={element.user_id} />;
    case "channel":
      return <Mention kind="channel" id={element.channel_id} />;
    case "usergroup":
      return <Mention kind="group" id={element.usergroup_id} />;
    case "broadcast":
      return <span class="mention">@{element.range}</span>;
    case "emoji":
      return <>{emojiCalled(element.name) ?? `:${element.name}:`}</>;
    case "date":
      return (
        <Moment
          date={{
            at: element.timestamp,
            format: element.format,
            url: element.url === undefined ? null : safeUrl(element.url),
            fallback: element.fallback ?? null,
          }}
        />
      );
    case "color":
      return <>{element.value}</>;
    case "team":
      return <>{element.team_id}</>;
    default:
      return element satisfies never;
  }
}

function Styled(props: {
  readonly style: NonNullable<RichTextElement["style"]>;
  readonly children: ComponentChildren;
}) {
  const { bold = false, italic = false, strike = false, code = false } = props.style;
  let drawn = <>{props.children}</>;
  if (code) drawn = <code>{drawn}</code>;
  if (strike) drawn = <s>{drawn}</s>;
  if (italic) drawn = <em>{drawn}</em>;
  return bold ? <strong>{drawn}</strong> : drawn;
}
