import { DecoratorHandler, type Dispatcher } from "undici";

/**
 * The last look before a request leaves: when its connection stands and nothing but the writing is left to do. A process
 * is paused just as well between the decision to send and the sending, and is not told so when it wakes up. What
 * `objection` answers ends the request, of which nothing has been sent then.
 */
export function askBeforeWriting(
  handler: Dispatcher.DispatchHandler,
  objection: () => Error | null,
): Dispatcher.DispatchHandler {
  return new AskingHandler(handler, objection);
}

class AskingHandler extends DecoratorHandler {
  readonly #handler: Dispatcher.DispatchHandler;
  readonly #objection: () => Error | null;

  constructor(handler: Dispatcher.DispatchHandler, objection: () => Error | null) {
    super(handler);
    this.#handler = handler;
    this.#objection = objection;
  }

  onRequestStart(controller: Dispatcher.DispatchController, context: unknown): void {
    this.#handler.onRequestStart?.(controller, context);
    const objection = this.#objection();
    if (objection) controller.abort(objection);
  }
}
