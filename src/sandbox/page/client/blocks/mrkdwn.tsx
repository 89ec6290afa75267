import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { Mention, Moment } from "./mention.tsx";
import { Outward } from "./outward.tsx";
import { partsOf, signsOf, type Line, type Mark, type Part, type Piece } from "./markup.ts";

/** Slack's own markup as it is seen by people. */
export function Mrkdwn({ text }: { readonly text: string }) {
  const parts = useMemo(() => partsOf(text), [text]);
  return (
    <div class="mrkdwn">
      {parts.map((part, index) => (
        <DrawnPart key={index} part={part} isFirst={index === 0} isLast={index === parts.length - 1} />
      ))}
    </div>
  );
}

function DrawnPart(props: { readonly part: Part; readonly isFirst: boolean; readonly isLast: boolean }) {
  const { part, isFirst, isLast } = props;
  if (part.kind === "preformatted")
    // Slack takes the line break after the backticks for a part of them.
    return <pre class="preformatted">{signsOf(part.raw).replace(/^\n|\n$/g, "")}</pre>;
  // Preformatted text begins a line of its own, so the line breaks around it show nothing.
  const lines = part.lines.slice(
    !isFirst && isBlank(part.lines[0]) ? 1 : 0,
    !isLast && isBlank(part.lines.at(-1)) ? -1 : undefined,
  );
  return (
    <>
      {quotesApart(lines).map((lines, index) =>
        lines[0]?.quote ? (
          <blockquote key={index}>
            <Lines lines={lines} />
          </blockquote>
        ) : (
          <p key={index}>
            <Lines lines={lines} />
          </p>
        ),
      )}
    </>
  );
}

function isBlank(line: Line | undefined): boolean {
  return line !== undefined && line.quote === "" && line.pieces.length === 0;
}

/** Lines that are quoted, and lines that are not, in turns. */
function quotesApart(lines: readonly Line[]): readonly (readonly Line[])[] {
  const runs: Line[][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last && (last[0]?.quote === "") === (line.quote === "")) last.push(line);
    else runs.push([line]);
  }
  return runs;
}

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <>
      {lines.map(({ pieces }, index) => (
        <>
          {index > 0 && <br />}
          <Pieces pieces={pieces} />
        </>
      ))}
    </>
  );
}

function Pieces({ pieces }: { readonly pieces: readonly Piece[] }) {
  return (
    <>
      {pieces.map((piece, index) => (
        <DrawnPiece key={index} piece={piece} />
      ))}
    </>
  );
}

function DrawnPiece({ piece }: { readonly piece: Piece }) {
  switch (piece.kind) {
    case "text":
      return <>{signsOf(piece.raw)}</>;
    case "code":
      return <code>{signsOf(piece.raw)}</code>;
    case "marked":
      return <Marked mark={piece.mark}>{<Pieces pieces={piece.inside} />}</Marked>;
    case "emoji":
      return (
        <span role="img" aria-label={piece.name.replaceAll("_", " ")} title={`:${piece.name}:`}>
          {piece.character}
        </span>
      );
    case "link":
      return <Outward url={piece.url}>{signsOf(piece.label ?? piece.raw.slice(1, -1))}</Outward>;
    case "date":
      return <Moment date={piece} />;
    case "person":
    case "channel":
    case "group":
      return <Mention kind={piece.kind} id={piece.id} label={piece.label} />;
    case "everyone":
      return <span class="mention">@{piece.range}</span>;
    default:
      return piece satisfies never;
  }
}

function Marked({ mark, children }: { readonly mark: Mark; readonly children: ComponentChildren }) {
  switch (mark) {
    case "*":
      return <strong>{children}</strong>;
    case "_":
      return <em>{children}</em>;
    case "~":
      return <s>{children}</s>;
    default:
      return mark satisfies never;
  }
}
