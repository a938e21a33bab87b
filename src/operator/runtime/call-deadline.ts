import type { Clock } from "../../utils/clock.ts";

/**
 * A signal that aborts with its parent or when the time is up, whichever is first. Unlike `AbortSignal.any` it leaves nothing behind on a parent
 * that lives as long as the process.
 */
export class CallDeadline implements Disposable {
  readonly #parent: AbortSignal;
  readonly #clock: Clock;
  readonly #controller = new AbortController();
  readonly #abortByParent = (): void => this.#controller.abort(this.#parent.reason);
  #timer: Disposable | null = null;
  #expired = false;

  constructor(
    options: { readonly timeoutMs: number },
    dependencies: { readonly parent: AbortSignal; readonly clock: Clock },
  ) {
    this.#parent = dependencies.parent;
    this.#clock = dependencies.clock;
    if (this.#parent.aborted) {
      this.#abortByParent();
      return;
    }
    this.#parent.addEventListener("abort", this.#abortByParent, { once: true });
    this.extend(options.timeoutMs);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The time was up before the parent aborted. */
  get expired(): boolean {
    return this.#expired;
  }

  /** Starts the time anew. */
  extend(timeoutMs: number): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = this.#clock.after(timeoutMs, () => {
      this.#expired = true;
      this.#controller.abort(new DOMException("the time is up", "TimeoutError"));
    });
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = null;
    this.#parent.removeEventListener("abort", this.#abortByParent);
  }
}

/** Resolves after `delayMs`, or at once when the signal aborts: the caller looks at the signal. */
export function pause(
  delayMs: number,
  dependencies: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<void> {
  const { clock, signal } = dependencies;
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const timer = clock.after(delayMs, () => {
      signal.removeEventListener("abort", wake);
      resolve();
    });
    const wake = (): void => {
      timer[Symbol.dispose]();
      resolve();
    };
    signal.addEventListener("abort", wake, { once: true });
  });
}
