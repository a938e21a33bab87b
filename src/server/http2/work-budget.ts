import type { Clock } from "../../utils/clock.ts";

export interface WorkBudgetOptions {
  /** Units a second, and as many at once. */
  readonly unitsPerSecond: number;
}

/**
 * Bounds what a connection may make us do without a call coming of it: frames that cost a client nothing (CVE-2019-9512 and its kin, CVE-2023-44487).
 * The clock is asked only when the units at hand are spent.
 */
export class WorkBudget {
  readonly #unitsPerSecond: number;
  readonly #clock: Clock;
  #units: number;
  #filledAtMs: number;

  constructor(options: WorkBudgetOptions, dependencies: { readonly clock: Clock }) {
    this.#unitsPerSecond = options.unitsPerSecond;
    this.#clock = dependencies.clock;
    this.#units = options.unitsPerSecond;
    this.#filledAtMs = this.#clock.now();
  }

  /** False where there are not as many units left. */
  spend(units: number): boolean {
    if (this.#units < units) {
      this.#fill();
    }
    this.#units -= units;
    return this.#units >= 0;
  }

  #fill(): void {
    const now = this.#clock.now();
    const gained = ((now - this.#filledAtMs) / 1000) * this.#unitsPerSecond;
    this.#units = Math.min(this.#unitsPerSecond, this.#units + gained);
    this.#filledAtMs = now;
  }
}
