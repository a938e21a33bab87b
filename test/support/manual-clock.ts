import type { Clock } from "../../src/utils/clock.ts";

interface Timer {
  dueMs: number;
  readonly everyMs: number | null;
  readonly callback: () => void;
}

/** Time that moves only when a test says so. */
export class ManualClock implements Clock {
  #nowMs = 0;
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#nowMs;
  }

  get timerCount(): number {
    return this.#timers.size;
  }

  every(intervalMs: number, callback: () => void): Disposable {
    return this.#add({ dueMs: this.#nowMs + intervalMs, everyMs: intervalMs, callback });
  }

  after(delayMs: number, callback: () => void): Disposable {
    return this.#add({ dueMs: this.#nowMs + Math.max(0, delayMs), everyMs: null, callback });
  }

  /** Runs everything that becomes due on the way, in order of time. */
  advance(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (let timer = this.#next(endMs); timer !== null; timer = this.#next(endMs)) {
      this.#nowMs = Math.max(this.#nowMs, timer.dueMs);
      this.#fire(timer);
    }
    this.#nowMs = endMs;
  }

  /** The event loop stands still for so long: every timer comes once, late. */
  stall(ms: number): void {
    this.#nowMs += ms;
    for (const timer of this.#timers) {
      if (timer.dueMs <= this.#nowMs) {
        this.#fire(timer);
        timer.dueMs = this.#nowMs + (timer.everyMs ?? 0);
      }
    }
  }

  #add(timer: Timer): Disposable {
    this.#timers.add(timer);
    return { [Symbol.dispose]: () => this.#timers.delete(timer) };
  }

  #next(endMs: number): Timer | null {
    let next: Timer | null = null;
    for (const timer of this.#timers) {
      if (timer.dueMs <= endMs && (next === null || timer.dueMs < next.dueMs)) {
        next = timer;
      }
    }
    return next;
  }

  #fire(timer: Timer): void {
    if (timer.everyMs === null) {
      this.#timers.delete(timer);
    } else {
      timer.dueMs += timer.everyMs;
    }
    timer.callback();
  }
}
