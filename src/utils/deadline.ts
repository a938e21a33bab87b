import type { Clock } from "./clock.ts";

/** What a timer of Node.js can wait at most: 24.8 days. */
const TIMER_MS_MAX = 2 ** 31 - 1;

export interface DeadlineTimersOptions {
  /** A callback may come this much after its deadline, never before it. Deadlines within one step share one timer. */
  readonly stepMs: number;
}

/**
 * Any number of deadlines on at most one timer: adding and cancelling cost O(1) and leave nothing behind, which 100,000
 * timers or a heap of cancelled ones would not.
 */
export class DeadlineTimers {
  readonly #stepMs: number;
  readonly #clock: Clock;
  readonly #buckets = new Map<number, Set<() => void>>();
  #armedBucket = Number.POSITIVE_INFINITY;
  #timer: Disposable | null = null;

  constructor(options: DeadlineTimersOptions, dependencies: { readonly clock: Clock }) {
    this.#stepMs = options.stepMs;
    this.#clock = dependencies.clock;
  }

  /** Calls `expire` once when `deadlineMs` (on the clock's scale) has passed; never from within this call. Infinity never expires. */
  add(deadlineMs: number, expire: () => void): Disposable {
    if (deadlineMs === Number.POSITIVE_INFINITY) {
      return { [Symbol.dispose]: () => undefined };
    }
    const bucket = Math.ceil(deadlineMs / this.#stepMs);
    // A function of its own, so that one callback given twice makes two deadlines.
    const entry = (): void => expire();
    const waiting = this.#buckets.get(bucket);
    if (waiting === undefined) {
      this.#buckets.set(bucket, new Set([entry]));
      this.#arm(bucket);
    } else {
      waiting.add(entry);
    }
    return { [Symbol.dispose]: () => this.#remove(bucket, entry) };
  }

  /** Forgets every deadline without calling back. */
  clear(): void {
    this.#buckets.clear();
    this.#disarm();
  }

  #remove(bucket: number, entry: () => void): void {
    const waiting = this.#buckets.get(bucket);
    if (waiting?.delete(entry) === true && waiting.size === 0) {
      // The timer stays: at worst it wakes once for nothing, which is cheaper than arming it again for each request.
      this.#buckets.delete(bucket);
    }
  }

  #arm(bucket: number): void {
    if (bucket >= this.#armedBucket) {
      return;
    }
    this.#disarm();
    this.#armedBucket = bucket;
    // A longer one wakes early, finds nothing due and arms again; given to Node.js it would fire every millisecond.
    const delayMs = Math.min(bucket * this.#stepMs - this.#clock.now(), TIMER_MS_MAX);
    this.#timer = this.#clock.after(delayMs, () => this.#expire());
  }

  #disarm(): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = null;
    this.#armedBucket = Number.POSITIVE_INFINITY;
  }

  #expire(): void {
    this.#disarm();
    const nowBucket = Math.floor(this.#clock.now() / this.#stepMs);
    const due = [...this.#buckets.keys()]
      .filter((bucket) => bucket <= nowBucket)
      .sort((left, right) => left - right);
    for (const bucket of due) {
      const waiting = this.#buckets.get(bucket) ?? new Set();
      this.#buckets.delete(bucket);
      for (const expire of waiting) {
        expire();
      }
    }
    let next = Number.POSITIVE_INFINITY;
    for (const bucket of this.#buckets.keys()) {
      next = Math.min(next, bucket);
    }
    if (next < Number.POSITIVE_INFINITY) {
      this.#arm(next);
    }
  }
}
