import { advance, sendAlert, type as typeLine } from "../world/act.ts";
import { goTo, speakAs } from "../world/choices.ts";
import { firstFree, isMember, isMuted, mutedUpTo, wasPosted, wasTold } from "./seen.ts";

/** A step's run: whom it is about, and since when. */
export interface Run {
  /** The account, chosen when the step began: somebody to whom it can still be done. */
  readonly whom: string;
  /** The `ts` of the newest message when the step began. */
  readonly begun: number;
}

/** One thing to do in a step. */
export interface Part {
  readonly says: string;
  /** What to type; left out where nothing is typed. */
  readonly line?: (run: Run) => string;
  /** Does it for the visitor, or takes them where they can; null: they press it themselves. */
  readonly button: { readonly words: string; readonly act: (run: Run) => void } | null;
  /** Reads the live state. `since`: the `ts` of the newest message when its turn came. */
  readonly isDone: (run: Run, since: number) => boolean;
}

export interface Step {
  readonly title: string;
  readonly why: string;
  readonly whom: () => string;
  readonly parts: readonly Part[];
  /** What to look at when it is done. */
  readonly look: string;
}

/** Speaks as somebody, in a channel. */
function be(person: string, channel: string): void {
  speakAs(person);
  goTo({ kind: "channel", name: channel });
}

/** Types a line for the visitor, as somebody, in a channel. */
function typed(
  person: string,
  channel: string,
  words: string,
  line: (run: Run) => string,
): Pick<Part, "line" | "button"> {
  const act = (run: Run): void => {
    be(person, channel);
    void typeLine({ as: person, channel }, line(run));
  };
  return { line, button: { words, act } };
}

const TWELVE = Array.from({ length: 12 }, (_, index) => `user${index + 1}`).join(",");

const mute: Step = {
  title: "Mute somebody",
  why: "mia moderates. Bailiff checks what she may do, writes the case down, asks the chat service, reads back what it did, and only then answers.",
  whom: () => firstFree(["tommy", "leckie", "user38", "user37"]),
  parts: [
    {
      says: "As mia in #lobby-mods, type",
      ...typed("mia", "lobby-mods", "Type it for me", ({ whom }) => `/mute @${whom} 10m spamming`),
      isDone: ({ whom }) => isMuted(whom),
    },
  ],
  look: "The answer counts what really happened. Under Groups the mute runs down at the chat service itself; under Wire is the request.",
};

/** The ten minutes that the button moves the clock by, and what a service's clock may be behind the page's. */
const SOON_MS = 11 * 60_000;

const runOut: Step = {
  title: "See it run out",
  why: "A mute has an end that was fixed when the case was made. No retry can make it longer.",
  whom: () => mutedUpTo(SOON_MS),
  parts: [
    {
      says: "Move the sandbox's clock ten minutes on. It moves for Slack, the chat services and Bailiff alike.",
      button: { words: "Ten minutes later", act: () => void advance("10m") },
      isDone: ({ whom }) => !isMuted(whom),
    },
    {
      says: "As mia, ask who is muted",
      ...typed("mia", "lobby-mods", "Type it for me", () => "/muted"),
      isDone: (_, since) => wasTold(/muted|Nobody/i, since),
    },
  ],
  look: "Questions are answered to you alone. The case keeps its number and its story: type /case and that number",
};

const kick: Step = {
  title: "Kick three, of whom two are not there",
  why: "Tencent answers OK for all three. Bailiff reads before and after, so its books say what was so.",
  whom: () => firstFree(["jared", "leckie", "user40", "user39"]),
  parts: [
    {
      says: "As mia, type",
      ...typed("mia", "lobby-mods", "Type it for me", ({ whom }) => `/kick ${whom},away1,away2 lobby`),
      isDone: ({ whom }, since) => !isMember(whom) && wasPosted("lobby-mods", /2 absent/, since),
    },
  ],
  look: "1 done, 2 absent of 3: the five outcomes always add up. Below the result stands what takes it back.",
};

const refused: Step = {
  title: "Be refused",
  why: "No rule means no. Guests, strangers and whoever Slack says nothing clear about may do nothing.",
  whom: () => "tommy",
  parts: [
    {
      says: "Become gus, a guest, and type",
      ...typed("gus", "lobby-mods", "Be gus and type it", ({ whom }) => `/kick ${whom}`),
      isDone: (_, since) => wasTold(/guest/i, since),
    },
  ],
  look: "Only gus sees the answer. Nothing was sent: look at the wire.",
};

const approval: Step = {
  title: "Preview and approval",
  why: "Over ten accounts Bailiff shows mia first what it would do. Over her limit of 24 hours, somebody else has to agree.",
  whom: () => firstFree(["peter", "leckie", "user36", "user35"]),
  parts: [
    {
      says: "As mia, mute twelve accounts at once",
      ...typed("mia", "lobby-mods", "Type it for me", () => `/mute ${TWELVE} 1h raid`),
      isDone: (_, since) => wasTold(/Preview/, since) || wasPosted("lobby-mods", /mute in/, since),
    },
    {
      says: "Read the plan and press Confirm below it.",
      button: null,
      isDone: ({ begun }) => wasPosted("lobby-mods", /mute in/, begun),
    },
    {
      says: "Now for longer than she may",
      ...typed("mia", "lobby-mods", "Type it for me", ({ whom }) => `/mute @${whom} 2d spam`),
      isDone: (_, since) => wasPosted("approvals", /2d/, since),
    },
    {
      says: "Become adam, who may approve, press Approve in #approvals, say why, and send it.",
      button: { words: "Be adam in #approvals", act: () => be("adam", "approvals") },
      isDone: ({ whom }) => isMuted(whom),
    },
  ],
  look: "What was confirmed is exactly the plan that was shown; had the group changed meanwhile, the difference would be shown instead.",
};

const alert: Step = {
  title: "Act on an alert",
  why: "Monitoring sends an alert; whoever is on call acts on it with buttons, by the same road and the same rights as a typed command.",
  whom: () => firstFree(["tommy", "leckie", "user34", "user33"]),
  parts: [
    {
      says: "Have Alertmanager send an alert, and become oscar, who is on call.",
      button: {
        words: "Send it and be oscar",
        act({ whom, begun }) {
          be("oscar", "oncall");
          void sendAlert({ example: "alertmanager", account: whom, key: `RoomFlood ${begun}` });
        },
      },
      isDone: (_, since) => wasPosted("oncall", /RoomFlood/, since),
    },
    {
      says: "Press Ack on the card: it is yours now.",
      button: null,
      isDone: ({ begun }) => wasPosted("oncall", /Owner: /, begun),
    },
    {
      says: "Press Mute 10m on the card, then Confirm below the plan.",
      button: null,
      isDone: ({ whom }) => isMuted(whom),
    },
  ],
  look: "The card, its thread, the case and the log all name each other.",
};

export const STEPS: readonly Step[] = [mute, runOut, kick, refused, approval, alert];
