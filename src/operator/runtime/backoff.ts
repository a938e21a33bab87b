export interface BackoffOptions {
  readonly baseMs: number;
  readonly maxMs: number;
}

/** Exponential delays with jitter: the n-th is between half of and the whole of `baseMs * 2^n`, never above `maxMs`. */
export class Backoff {
  readonly #options: BackoffOptions;
  readonly #random: () => number;
  #failures = 0;

  /** `random` yields numbers in [0, 1). */
  constructor(options: BackoffOptions, dependencies: { readonly random: () => number }) {
    this.#options = options;
    this.#random = dependencies.random;
  }

  get failures(): number {
    return this.#failures;
  }

  nextMs(): number {
    const wholeMs = exponentialMs(this.#options, this.#failures);
    this.#failures += 1;
    return wholeMs / 2 + (wholeMs / 2) * this.#random();
  }

  reset(): void {
    this.#failures = 0;
  }
}

/** `baseMs * 2^failures`, at most `maxMs`; also for counts whose power is not a finite number. */
export function exponentialMs(options: BackoffOptions, failures: number): number {
  return Math.min(options.maxMs, options.baseMs * 2 ** Math.min(failures, 52));
}
