import type { Sandbox } from "../sandbox/open.ts";

/** What a Bailiff in a process of its own is told, and what it answers; over the channel that Node gives a fork. */
export type ToBailiff =
  | { readonly kind: "begin"; readonly beginning: Beginning }
  /** The clock was moved forward by so many milliseconds. Answered when it is here too. */
  | { readonly kind: "advance"; readonly ms: number; readonly id: number }
  /** Answered when nothing is under way, or after so many milliseconds of real time. */
  | { readonly kind: "settled"; readonly withinMs: number; readonly id: number }
  /** Running work is finished, and then the process ends. */
  | { readonly kind: "stop" };

export type FromBailiff =
  | ({ readonly kind: "serving" } & Serving)
  /** A sentence for whoever started it. */
  | { readonly kind: "not_started"; readonly why: string }
  | { readonly kind: "answer"; readonly id: number; readonly value: boolean };

/** Where the stand-ins are, and what else differs from one start to the next. */
export interface Beginning {
  readonly world: {
    readonly slack: Pick<Sandbox["slack"], "url" | "credentials">;
  } & Readonly<Record<"tencent" | "easemob" | "agora", { readonly url: string }>>;
  /** Folder of the journal. */
  readonly folder: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** How far the sandbox's clock is ahead of the machine's, in milliseconds. */
  readonly aheadMs: number;
  readonly logLevel: string;
}

export interface Serving {
  readonly url: string;
  /** Where it takes Slack's requests. */
  readonly slackUrl: string;
}
