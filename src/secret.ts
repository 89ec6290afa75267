import { inspect } from "node:util";

const SHOWN = "[secret]";

/**
 * A credential. However it is printed, serialised or put into a sentence, it shows as `[secret]`; whoever
 * needs the value has to say so with `reveal`, which is easy to search for.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return SHOWN;
  }

  toJSON(): string {
    return SHOWN;
  }

  [inspect.custom](): string {
    return SHOWN;
  }
}
