import type { Clock } from "../../utils/clock.ts";

/** The signal of work in hand: aborts at once with the fence, and some time after stop, so that what is nearly done can end. */
export class StopSignal implements Disposable {
  readonly #controller = new AbortController();
  readonly #stop: AbortSignal;
  readonly #fence: AbortSignal;
  readonly #abortByFence = (): void => this.#controller.abort(this.#fence.reason);
  readonly #startDrain: () => void;
  #timer: Disposable | null = null;

  constructor(
    options: { readonly drainMs: number },
    dependencies: {
      readonly stop: AbortSignal;
      readonly fence: AbortSignal;
      readonly clock: Clock;
    },
  ) {
    this.#stop = dependencies.stop;
    this.#fence = dependencies.fence;
    this.#startDrain = (): void => {
      this.#timer = dependencies.clock.after(options.drainMs, () =>
        this.#controller.abort(this.#stop.reason),
      );
    };
    if (this.#fence.aborted) {
      this.#abortByFence();
    }
    if (this.#stop.aborted) {
      this.#startDrain();
    }
    this.#fence.addEventListener("abort", this.#abortByFence, { once: true });
    this.#stop.addEventListener("abort", this.#startDrain, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  abort(): void {
    this.#controller.abort();
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]();
    this.#fence.removeEventListener("abort", this.#abortByFence);
    this.#stop.removeEventListener("abort", this.#startDrain);
  }
}
