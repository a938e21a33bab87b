import type { Clock } from "../utils/clock.ts";

/**
 * Turns time into ticks, at most one outstanding. Ticks that a stalled event loop or a long turn has swallowed are counted and never made up for: a
 * burst of them would be an election timeout that no other node sees.
 */
export class TickSource {
  readonly #tickMs: number;
  readonly #clock: Clock;
  readonly #due: () => void;
  #timer: Disposable | null = null;
  #lastMs = 0;
  #isDue = false;
  #missedCount = 0;

  constructor(
    options: { readonly tickMs: number },
    dependencies: { readonly clock: Clock; readonly due: () => void },
  ) {
    this.#tickMs = options.tickMs;
    this.#clock = dependencies.clock;
    this.#due = dependencies.due;
  }

  /** Since the start of the node. */
  get missedCount(): number {
    return this.#missedCount;
  }

  get isDue(): boolean {
    return this.#isDue;
  }

  start(): void {
    this.#lastMs = this.#clock.now();
    this.#timer = this.#clock.every(this.#tickMs, () => this.#pass());
  }

  stop(): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = null;
    this.#isDue = false;
  }

  /** True once for each tick that is to be delivered. */
  take(): boolean {
    const isDue = this.#isDue;
    this.#isDue = false;
    return isDue;
  }

  #pass(): void {
    const nowMs = this.#clock.now();
    const passed = Math.max(1, Math.round((nowMs - this.#lastMs) / this.#tickMs));
    this.#lastMs = nowMs;
    this.#missedCount += this.#isDue ? passed : passed - 1;
    this.#isDue = true;
    this.#due();
  }
}
