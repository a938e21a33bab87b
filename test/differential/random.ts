/** A small generator of pseudo-random numbers: one seed, one sequence, on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 0x9e3779b1) >>> 0;
  }

  /** An integer in [0, bound). */
  below(bound: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  }

  /** True in `percent` of 100 cases. */
  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  /** @throws Error when there is nothing to choose from. */
  pick<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) {
      throw new Error("nothing to choose from");
    }
    return value;
  }

  /** Some of `values`, at least one, in a random order. */
  some<T>(values: readonly T[]): readonly T[] {
    const rest = [...values];
    const chosen: T[] = [];
    const count = 1 + this.below(values.length);
    while (chosen.length < count) {
      chosen.push(...rest.splice(this.below(rest.length), 1));
    }
    return chosen;
  }

  weighted<T>(choices: readonly (readonly [number, T])[]): T {
    const total = choices.reduce((sum, [weight]) => sum + weight, 0);
    let at = this.below(total);
    for (const [weight, value] of choices) {
      if (at < weight) {
        return value;
      }
      at -= weight;
    }
    throw new Error("nothing to choose from");
  }
}
