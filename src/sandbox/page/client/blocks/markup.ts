import { emojiCalled } from "./emoji.ts";

/**
 * Slack's mrkdwn taken apart (docs.slack.dev/messaging/formatting-message-text, read 2026-11). Nothing is lost: what
 * is no markup stays text. `raw` is as it was sent, with `&lt;`, `&gt;` and `&amp;` for the three signs that markup
 * needs; `signsOf` gives what people read.
 */

export type Part =
  | { readonly kind: "lines"; readonly lines: readonly Line[] }
  | { readonly kind: "preformatted"; readonly raw: string };

export interface Line {
  /** What makes it a quote, as it was sent; empty where it is none. */
  readonly quote: string;
  readonly pieces: readonly Piece[];
}

export type Mark = "*" | "_" | "~";

export type Piece =
  | { readonly kind: "text" | "code"; readonly raw: string }
  | { readonly kind: "marked"; readonly mark: Mark; readonly inside: readonly Piece[] }
  | { readonly kind: "emoji"; readonly name: string; readonly character: string }
  | Angled;

/** What stands in angle brackets. `raw` is the whole, with its brackets. */
export type Angled = { readonly raw: string } & (
  | { readonly kind: "person" | "channel" | "group"; readonly id: string; readonly label: string | null }
  | { readonly kind: "everyone"; readonly range: string }
  | { readonly kind: "link"; readonly url: string; readonly label: string | null }
  | SlackDate
);

export interface SlackDate {
  readonly kind: "date";
  /** Seconds since 1970. */
  readonly at: number;
  readonly format: string;
  readonly url: string | null;
  readonly fallback: string | null;
}

export function partsOf(markup: string): readonly Part[] {
  // Every second one stood between three backticks.
  return markup.split(/```([\s\S]+?)```/).flatMap((raw, index): Part[] => {
    if (index % 2 === 1) return [{ kind: "preformatted", raw }];
    return raw === "" ? [] : [{ kind: "lines", lines: raw.split("\n").map(lineOf) }];
  });
}

/** Decodes the three signs, once: `&amp;lt;` is read as `&lt;`. */
export function signsOf(raw: string): string {
  return raw.replaceAll(/&(lt|gt|amp);/g, (_, name: keyof typeof SIGNS) => SIGNS[name]);
}

const SIGNS = { lt: "<", gt: ">", amp: "&" } as const;

/** The address where it is one that a page may link to, or null. */
export function safeUrl(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url && ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
}

function lineOf(line: string): Line {
  const quote = /^(?:>|&gt;) ?/.exec(line)?.[0] ?? "";
  return { quote, pieces: piecesOf(line.slice(quote.length), "") };
}

/** `open`: the marks that are open around this text, which mean nothing more inside. */
function piecesOf(text: string, open: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let plain = "";
  let at = 0;
  while (at < text.length) {
    const found = pieceAt(text, at, open);
    if (!found) {
      plain += text.charAt(at);
      at += 1;
      continue;
    }
    if (plain !== "") pieces.push({ kind: "text", raw: plain });
    plain = "";
    pieces.push(found.piece);
    at = found.end;
  }
  return plain === "" ? pieces : [...pieces, { kind: "text", raw: plain }];
}

interface Found {
  readonly piece: Piece;
  /** Where the text goes on. */
  readonly end: number;
}

function pieceAt(text: string, at: number, open: string): Found | null {
  const sign = text.charAt(at);
  switch (sign) {
    case "`": {
      const close = closeOf(text, at, sign);
      return close === null
        ? null
        : { piece: { kind: "code", raw: text.slice(at + 1, close) }, end: close + 1 };
    }
    case "*":
    case "_":
    case "~": {
      const close = open.includes(sign) ? null : closeOf(text, at, sign);
      if (close === null) return null;
      const inside = piecesOf(text.slice(at + 1, close), open + sign);
      return { piece: { kind: "marked", mark: sign, inside }, end: close + 1 };
    }
    case "<": {
      const raw = angledAt(text, at);
      const piece = raw === null ? null : readAngled(raw);
      return raw === null || piece === null ? null : { piece, end: at + raw.length };
    }
    case ":": {
      const name = /^:([a-z0-9_+'-]{1,60}):/.exec(text.slice(at, at + 62))?.[1];
      const character = name === undefined ? undefined : emojiCalled(name);
      if (name === undefined || character === undefined) return null;
      return { piece: { kind: "emoji", name, character }, end: at + name.length + 2 };
    }
    default:
      return null;
  }
}

const IN_A_WORD = /[\p{L}\p{N}]/u;

/**
 * Where the mark that opens at `at` closes, or null where it is just a sign: marks stand around words, never within
 * one (`snake_case_name`), and not around nothing.
 */
function closeOf(text: string, at: number, mark: Mark | "`"): number | null {
  const before = text.charAt(at - 1);
  const next = text.charAt(at + 1);
  if (before === mark || next === mark || IN_A_WORD.test(before)) return null;
  if (mark !== "`" && /^\s?$/.test(next)) return null;
  let look = at + 1;
  while (look < text.length) {
    if (text.charAt(look) === mark && look > at + 1 && closesAt(text, look, mark)) return look;
    look = mark === "`" ? look + 1 : pastWhole(text, look);
  }
  return null;
}

function closesAt(text: string, at: number, mark: string): boolean {
  const after = text.charAt(at + 1);
  const isTight = mark === "`" || !/\s/.test(text.charAt(at - 1));
  return isTight && after !== mark && !IN_A_WORD.test(after);
}

/** Code and what stands in angle brackets hold together: a mark inside them closes nothing outside. */
function pastWhole(text: string, at: number): number {
  if (text.charAt(at) === "`") return (closeOf(text, at, "`") ?? at) + 1;
  if (text.charAt(at) === "<") return at + (angledAt(text, at)?.length ?? 1);
  return at + 1;
}

function angledAt(text: string, at: number): string | null {
  const close = text.indexOf(">", at);
  const raw = close === -1 ? "" : text.slice(at, close + 1);
  return raw.length > 2 && raw.lastIndexOf("<") === 0 ? raw : null;
}

/** Null: nothing that Slack knows, which is shown as it was typed. */
function readAngled(raw: string): Angled | null {
  const [, target = "", , words] = /^<([^|]*)(\|(.*))?>$/.exec(raw) ?? [];
  const label = words === undefined || words === "" ? null : words;
  const [, sign, id = ""] = /^([@#]|!subteam\^)([A-Z][A-Z0-9_]*)$/.exec(target) ?? [];
  if (sign !== undefined) return { kind: KINDS[sign as keyof typeof KINDS], raw, id, label };
  const range = /^!(here|channel|everyone)$/.exec(target)?.[1];
  if (range !== undefined) return { kind: "everyone", raw, range };
  const [, at, format, to] = /^!date\^(\d{1,12})\^([^^]+)(?:\^(.+))?$/.exec(target) ?? [];
  if (at !== undefined && format !== undefined) {
    const url = to === undefined ? null : safeUrl(signsOf(to));
    return { kind: "date", raw, at: Number(at), format, url, fallback: label };
  }
  const url = safeUrl(signsOf(target));
  return url === null ? null : { kind: "link", raw, url, label };
}

const KINDS = { "@": "person", "#": "channel", "!subteam^": "group" } as const;
