import type { LiveRegister } from "../cases/live-register.ts";
import type { Channels } from "../cases/casework.ts";
import { createCallNames } from "../slack/call-names.ts";
import { drawAlert } from "../slack/cards/draw-alert.ts";
import { createLinks } from "../slack/links.ts";
import { createLogFeed, type LogFeed } from "../slack/log-feed.ts";
import { createPoster, type Poster, type PosterOptions } from "../slack/poster.ts";

export type PostingParts = Omit<PosterOptions, "isOverheard" | "approvals" | "drawAlert"> & {
  readonly register: LiveRegister;
  readonly channels: Channels;
};

/** What posts the journal's messages, and what shows its entries: both by the register of the moment. */
export function openPosting({ register, channels, ...parts }: PostingParts): {
  readonly poster: Poster;
  readonly feed: LogFeed;
} {
  const { ledger, clock, client } = parts;
  const alerts = () => register.known().alerts;
  const linkTo = createLinks(client);
  const namesOf = createCallNames(client, clock, parts.log);
  const options: PosterOptions = {
    ...parts,
    isOverheard: async (channel) =>
      !register.known().channels.get(channel)?.shared && (await channels.reach(channel)) === "shared",
    approvals: () => register.known().policy.approvals,
    drawAlert: (notice) => drawAlert({ ledger, clock, alerts, linkTo, namesOf }, notice),
  };
  return {
    poster: createPoster(options),
    feed: createLogFeed({ ...options, channel: () => register.known().logChannel }),
  };
}
