import type { Ack, Carrier, Delivery, Misdelivery } from "./ack.ts";

/** What became of something a person did. */
export interface ActResult {
  /** `not_delivered`: Slack itself would not let the person do it, and `shown` says why. */
  readonly status: Ack["status"] | "not_delivered";
  /** The app's HTTP status; null over Socket Mode, without an answer, and when nothing was delivered. */
  readonly httpStatus: number | null;
  /** What the app acknowledged with: parsed JSON, text, or null for an empty body. */
  readonly ackBody: unknown;
  /** Texts that the person saw at once, from the acknowledgement or from Slack. */
  readonly shown: readonly string[];
  /** Names the delivery for `replay`; null when nothing was delivered. */
  readonly deliveryId: string | null;
  /** The answer to the second copy of a delivery that was made `twice`. */
  readonly second: ActResult | null;
}

export interface Dispatch {
  /** Chooses the way to the app for all that follows. */
  use<Letter>(carrier: Carrier<Letter>): void;
  /** Delivers; `show` makes the app's answer visible and gives the texts that the person sees. */
  deliver(
    delivery: Delivery,
    show: (ack: Ack) => readonly string[],
    misdelivery?: Misdelivery,
  ): Promise<ActResult>;
  /** Sends an earlier delivery again: byte for byte over HTTP, as a `retry_attempt` over Socket Mode. */
  replay(deliveryId: string): Promise<ActResult>;
  forget(): void;
}

export function openDispatch(newId: () => string): Dispatch {
  let begin: ((delivery: Delivery, misdelivery: Misdelivery | undefined) => Sending) | undefined;
  const sent = new Map<string, { readonly sending: Sending; show(ack: Ack): readonly string[] }>();

  const resultOf = (id: string, ack: Ack, show: (ack: Ack) => readonly string[]): ActResult => ({
    status: ack.status,
    httpStatus: ack.httpStatus,
    ackBody: ack.body,
    shown: show(ack),
    deliveryId: id,
    second: null,
  });

  return {
    use(carrier) {
      begin = (delivery, misdelivery) => sending(carrier, carrier.write(delivery, misdelivery));
    },
    async deliver(delivery, show, misdelivery) {
      if (!begin) throw new Error("The fake Slack does not know the app yet: call deliverTo first.");
      const payload = misdelivery === "other-team" ? fromOtherTeam(delivery.payload) : delivery.payload;
      const first = begin({ ...delivery, payload }, misdelivery);
      const id = newId();
      sent.set(id, { sending: first, show });
      if (misdelivery !== "twice") return resultOf(id, await first.go(), show);
      const copy = begin(delivery, undefined);
      const [ack, secondAck] = await Promise.all([first.go(), copy.go()]);
      return { ...resultOf(id, ack, show), second: resultOf(id, secondAck, show) };
    },
    async replay(deliveryId) {
      const earlier = sent.get(deliveryId);
      if (!earlier) throw new Error(`There was no delivery ${deliveryId}.`);
      const repeat = earlier.sending.again();
      return resultOf(deliveryId, await repeat.go(), (ack) => earlier.show(ack));
    },
    forget: () => sent.clear(),
  };
}

export function notDelivered(...shown: string[]): ActResult {
  return {
    status: "not_delivered",
    httpStatus: null,
    ackBody: null,
    shown,
    deliveryId: null,
    second: null,
  };
}

/** One letter on one carrier, whatever its letters are. */
interface Sending {
  go(): Promise<Ack>;
  again(): Sending;
}

function sending<Letter>(carrier: Carrier<Letter>, letter: Letter): Sending {
  return {
    go: () => carrier.carry(letter),
    again: () => sending(carrier, carrier.again(letter)),
  };
}

const OTHER_TEAM = "T00STRANGER";

function fromOtherTeam(payload: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const within = (value: unknown, change: Record<string, unknown>): unknown =>
    typeof value === "object" && value !== null ? { ...value, ...change } : value;
  return {
    ...payload,
    ...("team_id" in payload ? { team_id: OTHER_TEAM } : {}),
    ...("team" in payload ? { team: within(payload["team"], { id: OTHER_TEAM }) } : {}),
    ...(Array.isArray(payload["authorizations"])
      ? { authorizations: payload["authorizations"].map((one) => within(one, { team_id: OTHER_TEAM })) }
      : {}),
    ...("user" in payload ? { user: within(payload["user"], { team_id: OTHER_TEAM }) } : {}),
  };
}
