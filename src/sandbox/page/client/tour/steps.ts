import { advance, sendAlert, type as typeLine } from "../world/act.ts";
import { goTo, speakAs } from "../world/choices.ts";
import { isMember, isMuted, wasPosted, wasTold } from "./seen.ts";

/** One thing to do in a step. `isDone` reads the live state; `since`: the `ts` of the newest message when its turn came. */
export interface Part {
  readonly says: string;
  /** Does it for the visitor, or takes them where they can; null: they press it themselves. */
  readonly button: { readonly words: string; readonly run: () => void } | null;
  readonly isDone: (since: number) => boolean;
}

export interface Step {
  readonly title: string;
  readonly why: string;
  readonly parts: readonly Part[];
  /** What to look at when it is done. */
  readonly look: string;
}

/** Speaks as somebody, in a channel, and types a line there if one is given. */
function as(person: string, channel: string, line?: string): () => void {
  return () => {
    speakAs(person);
    goTo({ kind: "channel", name: channel });
    if (line !== undefined) void typeLine({ as: person, channel }, line);
  };
}

const TWELVE = Array.from({ length: 12 }, (_, index) => `user${index + 1}`).join(",");

const mute: Step = {
  title: "Mute somebody",
  why: "mia moderates. Bailiff checks what she may do, writes the case down, asks the chat service, reads back what it did, and only then answers.",
  parts: [
    {
      says: "As mia in #lobby-mods, type: /mute @tommy 10m spamming",
      button: { words: "Type it for me", run: as("mia", "lobby-mods", "/mute @tommy 10m spamming") },
      isDone: () => isMuted("tommy"),
    },
  ],
  look: "The answer counts what really happened. Under Groups, tommy's mute runs down at the chat service itself; under Wire is the request.",
};

const runOut: Step = {
  title: "See it run out",
  why: "A mute has an end that was fixed when the case was made. No retry can make it longer.",
  parts: [
    {
      says: "Move the sandbox's clock ten minutes on. It moves for Slack, the chat services and Bailiff alike.",
      button: { words: "Ten minutes later", run: () => void advance("10m") },
      isDone: () => !isMuted("tommy"),
    },
    {
      says: "Ask who is muted: /muted",
      button: { words: "Type it for me", run: as("mia", "lobby-mods", "/muted") },
      isDone: (since) => wasTold("mia", /./, since),
    },
  ],
  look: "Questions are answered to you alone. The case keeps its number and its story: /case 1",
};

const kick: Step = {
  title: "Kick three, of whom two are not there",
  why: "Tencent answers OK for all three. Bailiff reads before and after, so its books say what was so.",
  parts: [
    {
      says: "Type: /kick jared,away1,away2 lobby",
      button: { words: "Type it for me", run: as("mia", "lobby-mods", "/kick jared,away1,away2 lobby") },
      isDone: (since) => !isMember("jared") && wasPosted("lobby-mods", /2 absent/, since),
    },
  ],
  look: "1 done, 2 absent of 3: the five outcomes always add up. Below the result stands what takes it back.",
};

const refused: Step = {
  title: "Be refused",
  why: "No rule means no. Guests, strangers and whoever Slack says nothing clear about may do nothing.",
  parts: [
    {
      says: "Become gus, a guest, and type: /kick tommy",
      button: { words: "Be gus and type it", run: as("gus", "lobby-mods", "/kick tommy") },
      isDone: (since) => wasTold("gus", /./, since),
    },
  ],
  look: "Only gus sees the answer. Nothing was sent: look at the wire.",
};

const approval: Step = {
  title: "Preview and approval",
  why: "Over ten accounts Bailiff shows mia first what it would do. Over her limit of 24 hours, somebody else has to agree.",
  parts: [
    {
      says: "As mia, mute twelve accounts at once.",
      button: { words: "Type it for me", run: as("mia", "lobby-mods", `/mute ${TWELVE} 1h raid`) },
      isDone: (since) => wasTold("mia", /./, since) || isMuted("user12"),
    },
    {
      says: "Read the plan and press Confirm below it.",
      button: null,
      isDone: () => isMuted("user12"),
    },
    {
      says: "Now for longer than she may: /mute @peter 2d spam",
      button: { words: "Type it for me", run: as("mia", "lobby-mods", "/mute @peter 2d spam") },
      isDone: (since) => wasPosted("approvals", /peter/, since),
    },
    {
      says: "Become adam, who may approve, press Approve in #approvals, say why, and send it.",
      button: { words: "Be adam in #approvals", run: as("adam", "approvals") },
      isDone: () => isMuted("peter"),
    },
  ],
  look: "What was confirmed is exactly the plan that was shown; had the group changed meanwhile, the difference would be shown instead.",
};

const alert: Step = {
  title: "Act on an alert",
  why: "Monitoring sends an alert; whoever is on call acts on it with buttons, by the same road and the same rights as a typed command.",
  parts: [
    {
      says: "Send an example of an Alertmanager alert, and become oscar, who is on call.",
      button: {
        words: "Send it and be oscar",
        run: () => {
          as("oscar", "oncall")();
          void sendAlert({ example: "alertmanager" });
        },
      },
      isDone: (since) => wasPosted("oncall", /RoomFlood/, since),
    },
    {
      says: "Press Ack on the card: it is yours now.",
      button: null,
      isDone: () => wasPosted("oncall", /oscar|U000OSCAR/, 0),
    },
    {
      says: "Press Mute 10m on the card, then Confirm below the plan.",
      button: null,
      isDone: () => isMuted("tommy"),
    },
  ],
  look: "The card, its thread, the case and the log all name each other.",
};

export const STEPS: readonly Step[] = [mute, runOut, kick, refused, approval, alert];
