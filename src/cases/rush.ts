/** Requests that wait for their acknowledgement, which Slack wants within three seconds. */
export interface Rush {
  /** One more waits; the answer says that it waits no longer. */
  begin(): () => void;
  /** True while so many wait that the work behind them, which has minutes, should make room. */
  isOn(): boolean;
}

const MANY = 12;

export function createRush(): Rush {
  let waiting = 0;
  return {
    begin() {
      waiting += 1;
      return () => {
        waiting -= 1;
      };
    },
    isOn: () => waiting > MANY,
  };
}
