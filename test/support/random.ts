/** A small generator of pseudo-random numbers: one seed, one sequence, on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 0x9e3779b1) >>> 0;
  }

  /** An integer in [0, bound). */
  below(bound: number): number {
    return Math.floor(this.unit() * bound);
  }

  /** A fraction in [0, 1). */
  unit(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer in [least, most]. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** True in `percent` of 100 cases, which may be a fraction. */
  chance(percent: number): boolean {
    return this.unit() * 100 < percent;
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
    return this.take(values, 1 + this.below(values.length));
  }

  /** `count` of `values`, or all where they are fewer, in a random order. */
  take<T>(values: readonly T[], count: number): readonly T[] {
    const rest = [...values];
    const chosen: T[] = [];
    while (chosen.length < count && rest.length > 0) {
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

  /** Around `mean`, with a long tail. */
  exponential(mean: number): number {
    return -Math.log(1 - this.unit()) * mean;
  }

  /** Another sequence, which depends on this one's present state and the label and leaves this one as it is. */
  fork(label: string): Random {
    let hash = this.#state ^ 0x811c9dc5;
    for (let at = 0; at < label.length; at++) {
      hash = Math.imul(hash ^ label.charCodeAt(at), 0x01000193);
    }
    return new Random(hash >>> 0);
  }
}
