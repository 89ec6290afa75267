import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messageAt } from "../../../src/sandbox/page/client/blocks/permalink.ts";
import {
  partsOf,
  safeUrl,
  signsOf,
  type Part,
  type Piece,
} from "../../../src/sandbox/page/client/blocks/markup.ts";

/** Slack's markup taken apart, as the sandbox's page reads it. */

/** The pieces of a text of one line. */
function pieces(markup: string): readonly Piece[] {
  const [part] = partsOf(markup);
  return part?.kind === "lines" ? (part.lines[0]?.pieces ?? []) : [];
}

const kinds = (markup: string) => pieces(markup).map(({ kind }) => kind);

/** Everything again as it was sent. */
function source(parts: readonly Part[]): string {
  return parts
    .map((part) =>
      part.kind === "preformatted"
        ? `\`\`\`${part.raw}\`\`\``
        : part.lines.map(({ quote, pieces: all }) => quote + all.map(sourceOf).join("")).join("\n"),
    )
    .join("");
}

function sourceOf(piece: Piece): string {
  switch (piece.kind) {
    case "code":
      return `\`${piece.raw}\``;
    case "marked":
      return `${piece.mark}${piece.inside.map(sourceOf).join("")}${piece.mark}`;
    case "emoji":
      return `:${piece.name}:`;
    case "text":
    case "link":
    case "date":
    case "person":
    case "channel":
    case "group":
    case "everyone":
      return piece.raw;
    default:
      return piece satisfies never;
  }
}

function flat(piece: Piece): readonly Piece[] {
  return piece.kind === "marked" ? piece.inside.flatMap(flat) : [piece];
}

/** Texts dense with signs that mean something. */
const dense = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ..."*_~`<>|:!@#^&; \n".split(""),
        "```",
        "&lt;",
        "&amp;",
        "> ",
        "<@U0000ADAM>",
        "<#C0LOBBYMODS|>",
        "<!here>",
        "<!date^1795166400^{date} {time}|then>",
        ":warning:",
        "<https://example.com/a?b&amp;c|words>",
        "javascript:alert(1)",
        "data:text/html,x",
      ),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 30 },
  )
  .map((all) => all.join(""));

describe("markup of Slack", () => {
  it("loses nothing: what is taken apart can be put together again", () => {
    fc.assert(
      fc.property(dense, (markup) => {
        expect(source(partsOf(markup))).toBe(markup);
      }),
      { numRuns: 3_000 },
    );
  });

  it("links to the web and to mail only", () => {
    fc.assert(
      fc.property(dense, (markup) => {
        const all = partsOf(markup).flatMap((part) =>
          part.kind === "lines" ? part.lines.flatMap((line) => line.pieces.flatMap(flat)) : [],
        );
        for (const piece of all) {
          const url = piece.kind === "link" || piece.kind === "date" ? piece.url : null;
          if (url !== null) expect(url).toMatch(/^(https?:\/\/|mailto:)/);
        }
      }),
      { numRuns: 2_000 },
    );
    for (const bad of [
      "javascript:alert(1)",
      "JaVaScRiPt:alert(1)",
      "data:text/html,x",
      "vbscript:x",
      "/etc",
      "",
    ])
      expect(safeUrl(bad)).toBeNull();
    expect(kinds("<javascript:alert(1)|harmless>")).toEqual(["text"]);
  });

  it("marks whole words and leaves signs within words alone", () => {
    expect(pieces("*bold* _it_ ~no~ `code`")).toMatchObject([
      { kind: "marked", mark: "*", inside: [{ kind: "text", raw: "bold" }] },
      { kind: "text", raw: " " },
      { kind: "marked", mark: "_" },
      { kind: "text" },
      { kind: "marked", mark: "~" },
      { kind: "text" },
      { kind: "code", raw: "code" },
    ]);
    for (const plain of ["snake_case_name", "2*3*4", "* not bold *", "**", "a `b", "5 < 6 > 4"])
      expect(kinds(plain)).toEqual(["text"]);
    expect(pieces("*a _b_ `*`*")).toMatchObject([
      {
        kind: "marked",
        mark: "*",
        inside: [{ raw: "a " }, { mark: "_" }, { raw: " " }, { kind: "code", raw: "*" }],
      },
    ]);
  });

  it("makes nothing of markup inside code", () => {
    expect(pieces("`<@U0000ADAM> *x* &lt;&amp;`")).toEqual([
      { kind: "code", raw: "<@U0000ADAM> *x* &lt;&amp;" },
    ]);
    expect(partsOf("see\n```\n*x* <!here>\n```\nend")).toMatchObject([
      { kind: "lines" },
      { kind: "preformatted", raw: "\n*x* <!here>\n" },
      { kind: "lines" },
    ]);
  });

  it("decodes the three signs once", () => {
    expect(signsOf("&lt;b&gt; &amp;lt; &quot;")).toBe("<b> &lt; &quot;");
  });

  it("reads mentions, links and dates", () => {
    expect(pieces("<@U0000ADAM><#C0LOBBYMODS|><#C1|x><!subteam^S1><!here>")).toMatchObject([
      { kind: "person", id: "U0000ADAM", label: null },
      { kind: "channel", id: "C0LOBBYMODS", label: null },
      { kind: "channel", id: "C1", label: "x" },
      { kind: "group", id: "S1" },
      { kind: "everyone", range: "here" },
    ]);
    expect(pieces("<https://example.com/?a=1&amp;b=2|a &lt; b>")).toMatchObject([
      { kind: "link", url: "https://example.com/?a=1&b=2", label: "a &lt; b" },
    ]);
    expect(pieces("<!date^1795166400^{date_num} {time_secs}|20 November>")).toMatchObject([
      {
        kind: "date",
        at: 1_795_166_400,
        format: "{date_num} {time_secs}",
        url: null,
        fallback: "20 November",
      },
    ]);
    expect(pieces("<!date^1^{date}^javascript:x|then>")).toMatchObject([{ kind: "date", url: null }]);
  });

  it("shows an emoji it knows, and codes it does not know as they are typed", () => {
    expect(pieces(":warning: 10:30:15 :no_such_thing:")).toMatchObject([
      { kind: "emoji", name: "warning" },
      { kind: "text", raw: " 10:30:15 :no_such_thing:" },
    ]);
  });

  it("quotes lines that begin with the sign, escaped or not", () => {
    const [part] = partsOf("said:\n> one\n&gt; two\nend");
    expect(part?.kind === "lines" && part.lines.map(({ quote }) => quote)).toEqual(["", "> ", "&gt; ", ""]);
  });
});

describe("a link to a message", () => {
  it("is read as Slack writes it; other addresses lead to no message", () => {
    const ts = "1795260738.945000";
    const link = "https://bailiff-sandbox.slack.com/archives/C0LOBBYMODS/p1795260738945000";
    expect(messageAt(link)).toEqual({ channel: "C0LOBBYMODS", ts });
    expect(messageAt(`${link}?thread_ts=1795260700.000000&cid=C0LOBBYMODS`)).toEqual({
      channel: "C0LOBBYMODS",
      ts,
    });
    expect(messageAt("https://example.com/archives/2026")).toBeNull();
  });
});
