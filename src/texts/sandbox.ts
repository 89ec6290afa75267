/** What a new user reads when the sandbox is open. */
export function sandboxGreeting(at: {
  readonly control: string;
  readonly bailiff: string;
  readonly slack: string;
  readonly tencent: string;
  readonly easemob: string;
  readonly agora: string;
  /** Folder of the journal. */
  readonly journal: string;
}): string {
  const { port } = new URL(at.control);
  const say = `npm run say -- ${port === "3000" ? "" : `--port ${port} `}`;
  return `Bailiff's sandbox is open. Nothing in it leaves this machine, and it is forgotten when it stops (Ctrl+C).

Open http://localhost:${port} in a browser: a chat workspace in which you can be anybody, with a guided tour.

  the sandbox   ${at.control}   (GET /sandbox/world shows everything in it)
  Bailiff       ${at.bailiff}
  Slack         ${at.slack}   a stand-in: olga owns it, adam is an admin, mia and max moderate, gus is a guest
  Tencent       ${at.tencent}   a stand-in: groups lobby, live, crew, den with tommy, jared, peter, leckie, user1 … user40
  Easemob       ${at.easemob}   a stand-in: the chat room stage and the chat group fans, with the same people
  Agora Chat    ${at.agora}   a stand-in: the chat group meet and the chat room arena, likewise
  journal       ${at.journal}   (BAILIFF_DATA=${at.journal} npm run -s bailiff -- audit verify --key ${at.journal}/audit.key)

Or try in another terminal:
  ${say}--as mia --in lobby-mods "/mute @tommy 10m spamming"
  ${say}--as mia --in lobby-mods "/kick jared,away1,away2 lobby"
  ${say}--as mia --in stage-mods "/ban @peter 1h"
  ${say}--as gus --in lobby-mods "/kick tommy"
  npm run alert -- ${port === "3000" ? "" : `--port ${port} `}--example alertmanager
  ${say}--as mia --in lobby-mods "/mod help"`;
}

/** What became of Bailiff's process, and what to do where somebody must. */
export function lifeNewsText(
  news:
    | { readonly kind: "killed"; readonly pid: number | null; readonly backAfterMs: number }
    | { readonly kind: "back"; readonly pid: number | null }
    | { readonly kind: "died"; readonly by: string }
    | { readonly kind: "not_back"; readonly why: string },
  control: string,
): string {
  switch (news.kind) {
    case "killed": {
      const back = `It starts again over the same journal in ${news.backAfterMs / 1_000} s.`;
      return news.pid === null
        ? `Bailiff was dead already. ${back}`
        : `Bailiff (process ${news.pid}) was killed with SIGKILL. ${back}`;
    }
    case "back":
      return `Bailiff is back, as process ${news.pid ?? "unknown"}, and goes on from its journal.`;
    case "died":
      return `Bailiff's process ended by itself (${news.by}); lines above may say why. Its journal is kept. ${startAnew(control)}`;
    case "not_back":
      return `Bailiff did not come back. ${news.why}\n${startAnew(control)}`;
    default:
      return news satisfies never;
  }
}

function startAnew(control: string): string {
  const post = (path: string) => `curl -s ${control}${path} -H 'content-type: application/json' -d '{}'`;
  return `To go on with what is written there: ${post("/sandbox/kill")}\nTo begin with empty books: ${post("/sandbox/reset")}`;
}
