/** When to try again: soon at first, then ever less often, each time somewhat at random so that members do not try in step. */
export class ReconnectBackoff {
  readonly #baseMs: number;
  readonly #maxMs: number;
  readonly #random: (bound: number) => number;
  #failures = 0;

  constructor(
    options: { readonly baseMs: number; readonly maxMs: number },
    dependencies: {
      /** A uniform integer in [0, bound). */
      readonly random: (bound: number) => number;
    },
  ) {
    this.#baseMs = options.baseMs;
    this.#maxMs = options.maxMs;
    this.#random = dependencies.random;
  }

  /** Of the next attempt, from half of what it would be to all of it. */
  nextDelayMs(): number {
    const delayMs = Math.min(this.#maxMs, this.#baseMs * 2 ** Math.min(this.#failures, 30));
    this.#failures += 1;
    const halfMs = Math.ceil(delayMs / 2);
    return halfMs + this.#random(halfMs + 1);
  }

  reset(): void {
    this.#failures = 0;
  }
}
