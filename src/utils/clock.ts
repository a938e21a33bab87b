/** The one source of time: monotonic milliseconds and timers that never keep a process alive. */
export interface Clock {
  /** Milliseconds from a fixed but unknown start, with fractions; never goes back. Deadlines are values on this scale. */
  now(): number;
  /** Calls back about every `intervalMs`; a stalled event loop merges the calls that it missed into one. */
  every(intervalMs: number, callback: () => void): Disposable;
  /** Calls back once, no sooner than `delayMs` from now. */
  after(delayMs: number, callback: () => void): Disposable;
}

/** Node.js's own timers. Every one is unref'd: a forgotten timer cannot hold a process that wants to end. */
export class SystemClock implements Clock {
  now(): number {
    return performance.now();
  }

  every(intervalMs: number, callback: () => void): Disposable {
    const timer = setInterval(callback, intervalMs);
    timer.unref();
    return { [Symbol.dispose]: () => clearInterval(timer) };
  }

  after(delayMs: number, callback: () => void): Disposable {
    const timer = setTimeout(callback, Math.max(0, delayMs));
    timer.unref();
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  }
}

/** Resolves after the event loop has served the input and output that waits: what a loop without end awaits between its turns. */
export function yieldToIo(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
