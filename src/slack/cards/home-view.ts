import type { HomeView, KnownBlock } from "@slack/types";
import type { AuditState, Home, OpenHome } from "../../cases/home.ts";
import * as texts from "../../texts/home.ts";
import { mention, moment } from "../markup.ts";
import { cut, sectionsOf, smallPrint } from "./card.ts";
import { openLines, recentLines, standingLines } from "./home-lines.ts";
import { approvalBlocks, mineBlocks } from "./home-waiting.ts";
import { markup } from "./said.ts";

/** A press draws the tab anew. */
export const REFRESH = "bailiff_home_refresh";

/**
 * Slack takes 100 blocks and 250 kB in a view (docs.slack.dev/reference/views, method views.publish: view_too_large). A
 * message fails beyond about 13,200 characters of JSON (slackapi/bolt-js#2509); whether a view does is not documented,
 * so the tab stays below that too.
 */
const LONGEST = 12_600;

/** One heading and its lines of markup. */
interface Part {
  readonly title: string;
  readonly lines: readonly string[];
  /** Its part of the room that is left, in proportion to the others'. */
  readonly weight: number;
}

/** The tab, from facts alone. What has no room is counted, never dropped without a word. */
export function homeView(home: Home): HomeView {
  return { type: "home", blocks: blocksOf(home) };
}

/** When even the books could not be read. */
export function unreadView(): HomeView {
  return {
    type: "home",
    blocks: [heading(texts.TITLE), ...sectionsOf([texts.NOT_READ], LONGEST), refresh()],
  };
}

function blocksOf(home: Home): KnownBlock[] {
  switch (home.kind) {
    case "closed":
      return [
        heading(texts.TITLE),
        ...sectionsOf([texts.WHAT_IT_IS, markup(texts.mayNothing(home.denial)), texts.ASK_AN_ADMIN], LONGEST),
        refresh(),
      ];
    case "unknown":
      return [
        heading(texts.TITLE),
        ...sectionsOf([texts.WHAT_IT_IS, markup(texts.notKnown(home.detail))], LONGEST),
        refresh(),
      ];
    case "open":
      return openBlocks(home);
    default:
      return home satisfies never;
  }
}

function openBlocks(home: OpenHome): KnownBlock[] {
  const above = [
    heading(texts.TITLE),
    smallPrint(cut(`${mention(home.person)}: ${home.roles.join(", ")} · as of ${moment(home.at)}`, 1_000)),
    refresh(),
  ];
  const waiting = [...approvalBlocks(home), ...mineBlocks(home)].map((block) =>
    typeof block === "string" ? heading(block) : block,
  );
  const room = LONGEST - JSON.stringify([...above, ...waiting]).length;
  return [...above, ...waiting, ...share(partsOf(home, waiting.length > 0), room)];
}

function partsOf(home: OpenHome, isWaiting: boolean): readonly Part[] {
  const { open, standing, recent, health, audit } = home;
  const own = openLines(open);
  return [
    {
      title: texts.TITLES.open,
      lines: own.length > 0 || isWaiting ? own : [texts.NOTHING_WAITS],
      weight: 2,
    },
    { title: texts.TITLES.standing, lines: standing ? standingLines(standing, home.at) : [], weight: 3 },
    { title: texts.TITLES.recent, lines: recent ? recentLines(recent) : [], weight: 3 },
    {
      title: texts.TITLES.health,
      lines: [...texts.describeHealth(health), texts.describeLog(health.log)].map((said) => markup(said)),
      weight: 1,
    },
    { title: texts.TITLES.audit, lines: audit ? auditLines(audit) : [], weight: 1 },
  ];
}

/** Each part takes what it needs of its share; what it leaves is for those below. */
function share(parts: readonly Part[], room: number): KnownBlock[] {
  const shown = parts.filter(({ lines }) => lines.length > 0);
  const blocks: KnownBlock[] = [];
  let left = room;
  let weights = shown.reduce((sum, { weight }) => sum + weight, 0);
  for (const { title, lines, weight } of shown) {
    const head = heading(title);
    const most = Math.floor((left * weight) / weights) - JSON.stringify(head).length;
    // The JSON around a section, of which few lines need more than one.
    const mine = [head, ...sectionsOf(lines, most - 200)];
    blocks.push(...mine);
    left -= JSON.stringify(mine).length;
    weights -= weight;
  }
  return blocks;
}

function auditLines({ checkpoints, verified }: AuditState): readonly string[] {
  const signed = checkpoints.map(({ number, size, at }) => markup(texts.record.latest(number, size, at)));
  return [
    ...(signed.length === 0 ? [texts.record.none] : signed),
    verified === null
      ? texts.record.neverVerified
      : markup(texts.record.verified(verified.at, verified.says)),
  ];
}

function heading(text: string): KnownBlock {
  return { type: "header", text: { type: "plain_text", text } };
}

function refresh(): KnownBlock {
  return {
    type: "actions",
    elements: [
      {
        type: "button",
        action_id: REFRESH,
        text: { type: "plain_text", text: texts.REFRESH.text },
        accessibility_label: texts.REFRESH.label,
      },
    ],
  };
}
