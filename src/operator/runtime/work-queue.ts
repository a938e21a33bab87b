import type { Clock } from "../../utils/clock.ts";
import { type BackoffOptions, exponentialMs } from "./backoff.ts";
import type { RuntimeMetrics } from "./runtime-metrics.ts";

export interface WorkQueueOptions {
  /** The `name` label of its metrics. */
  readonly name: string;
  /** Delay of a key's first retry, and the longest. */
  readonly backoff: BackoffOptions;
  /** Keys waiting, delayed or worked on at most; one beyond them is refused and comes again with the next relist. */
  readonly keysMax: number;
}

/**
 * Keys to work on, each at most once: a key added while it waits is the same key, one added while a worker has it waits until that worker is done.
 *
 *     absent -- add --> waiting -- take --> taken -- done --> absent
 *     taken -- add --> taken and dirty -- done --> waiting
 *     absent -- addAfter --> delayed -- time --> waiting
 */
export class WorkQueue {
  readonly #options: WorkQueueOptions;
  readonly #clock: Clock;
  readonly #metrics: RuntimeMetrics;
  /** In order of arrival; the value is when the key became ready. */
  readonly #waiting = new Map<string, number>();
  /** The value is when the worker took it. */
  readonly #taken = new Map<string, number>();
  readonly #dirty = new Set<string>();
  readonly #delayed = new Map<string, { readonly dueMs: number; readonly timer: Disposable }>();
  readonly #failures = new Map<string, number>();
  readonly #takers: ((key: string | null) => void)[] = [];
  #closed = false;

  constructor(
    options: WorkQueueOptions,
    dependencies: { readonly clock: Clock; readonly metrics: RuntimeMetrics },
  ) {
    this.#options = options;
    this.#clock = dependencies.clock;
    this.#metrics = dependencies.metrics;
    this.#metrics.followQueue(options.name, () =>
      [...this.#taken.values()].map((takenMs) => (this.#clock.now() - takenMs) / 1000),
    );
  }

  /** Keys ready for a worker. */
  get depth(): number {
    return this.#waiting.size;
  }

  /** Keys that a worker has now. */
  get takenCount(): number {
    return this.#taken.size;
  }

  /** Makes the key ready now. Returns false, and keeps nothing, where the queue is full or closed. */
  add(key: string): boolean {
    if (!this.#admit(key)) {
      return false;
    }
    if (this.#taken.has(key)) {
      this.#dirty.add(key);
    } else if (!this.#waiting.has(key)) {
      this.#undelay(key);
      this.#offer(key);
    }
    return true;
  }

  /** Makes the key ready after the delay, or sooner if it is already due sooner. */
  addAfter(key: string, delayMs: number): boolean {
    if (delayMs <= 0) {
      return this.add(key);
    }
    if (!this.#admit(key)) {
      return false;
    }
    if (this.#waiting.has(key)) {
      return true;
    }
    const dueMs = this.#clock.now() + delayMs;
    const known = this.#delayed.get(key);
    if (known !== undefined && known.dueMs <= dueMs) {
      return true;
    }
    this.#undelay(key);
    const timer = this.#clock.after(delayMs, () => {
      this.#delayed.delete(key);
      this.add(key);
    });
    this.#delayed.set(key, { dueMs, timer });
    return true;
  }

  /** Makes the key ready after its backoff, which doubles with every call until `forget`, and not before `delayMsMin`. Returns the delay. */
  retry(key: string, delayMsMin = 0): number {
    const failures = this.#failures.get(key) ?? 0;
    const delayMs = Math.max(delayMsMin, exponentialMs(this.#options.backoff, failures));
    if (this.addAfter(key, delayMs)) {
      this.#failures.set(key, failures + 1);
      this.#metrics.queueRetriesTotal.inc({ name: this.#options.name });
    }
    return delayMs;
  }

  /** Its next retry starts at the shortest delay again. */
  forget(key: string): void {
    this.#failures.delete(key);
  }

  /** The oldest ready key, now the caller's until `done`; null once the signal is aborted or the queue is closed. */
  take(signal: AbortSignal): Promise<string | null> {
    if (this.#closed || signal.aborted) {
      return Promise.resolve(null);
    }
    const [first] = this.#waiting.keys();
    if (first !== undefined) {
      return Promise.resolve(this.#assign(first));
    }
    return new Promise((resolve) => {
      const taker = (key: string | null): void => {
        signal.removeEventListener("abort", leave);
        resolve(key);
      };
      const leave = (): void => {
        this.#takers.splice(this.#takers.indexOf(taker), 1);
        resolve(null);
      };
      signal.addEventListener("abort", leave, { once: true });
      this.#takers.push(taker);
    });
  }

  /** Gives a taken key back; it is ready again if it was added meanwhile. */
  done(key: string): void {
    const takenMs = this.#taken.get(key);
    if (takenMs === undefined) {
      return;
    }
    this.#taken.delete(key);
    this.#metrics.queueWorkDurationSeconds.observe(
      { name: this.#options.name },
      (this.#clock.now() - takenMs) / 1000,
    );
    if (this.#dirty.delete(key) && !this.#closed) {
      this.#undelay(key);
      this.#offer(key);
    }
  }

  /** Drops everything that no worker has, and every backoff; keys may be added again. A new leader begins with a clean queue. */
  clear(): void {
    for (const { timer } of this.#delayed.values()) {
      timer[Symbol.dispose]();
    }
    this.#delayed.clear();
    this.#waiting.clear();
    this.#dirty.clear();
    this.#failures.clear();
    this.#measureDepth();
  }

  /** Idempotent. Every waiting `take` gets null, and nothing can be added. */
  close(): void {
    this.#closed = true;
    this.clear();
    for (const taker of this.#takers.splice(0)) {
      taker(null);
    }
  }

  #admit(key: string): boolean {
    if (this.#closed) {
      return false;
    }
    const known = this.#waiting.has(key) || this.#taken.has(key) || this.#delayed.has(key);
    const total = this.#waiting.size + this.#taken.size + this.#delayed.size;
    if (!known && total >= this.#options.keysMax) {
      this.#metrics.queueRefusedTotal.inc({ name: this.#options.name });
      return false;
    }
    return true;
  }

  #offer(key: string): void {
    this.#metrics.queueAddsTotal.inc({ name: this.#options.name });
    this.#waiting.set(key, this.#clock.now());
    const taker = this.#takers.shift();
    if (taker === undefined) {
      this.#measureDepth();
    } else {
      taker(this.#assign(key));
    }
  }

  #assign(key: string): string {
    const nowMs = this.#clock.now();
    const readyMs = this.#waiting.get(key) ?? nowMs;
    this.#waiting.delete(key);
    this.#taken.set(key, nowMs);
    this.#metrics.queueDurationSeconds.observe(
      { name: this.#options.name },
      (nowMs - readyMs) / 1000,
    );
    this.#measureDepth();
    return key;
  }

  #undelay(key: string): void {
    this.#delayed.get(key)?.timer[Symbol.dispose]();
    this.#delayed.delete(key);
  }

  #measureDepth(): void {
    this.#metrics.queueDepth.set({ name: this.#options.name }, this.#waiting.size);
  }
}
