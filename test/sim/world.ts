import { assert } from "../../src/utils/assert.ts";
import type { Clock } from "../../src/utils/clock.ts";
import { Random } from "../support/random.ts";
import { Trace } from "./trace.ts";

/** Something that will happen at a time; disposed of, it will not. */
export class ScheduledEvent implements Disposable {
  readonly atUs: number;
  /** Of two at one time, the one that was scheduled first comes first. */
  readonly sequence: number;
  run: (() => void) | null;

  constructor(event: {
    readonly atUs: number;
    readonly sequence: number;
    readonly run: () => void;
  }) {
    this.atUs = event.atUs;
    this.sequence = event.sequence;
    this.run = event.run;
  }

  [Symbol.dispose](): void {
    this.run = null;
  }
}

export interface Violation {
  readonly check: string;
  /** One sentence: who did what, and what would have been right. */
  readonly sentence: string;
  readonly atUs: number;
  readonly step: number;
}

/** Runs every promise callback that is ready, and what becomes ready by that. Only outside of any promise callback. */
function drainPromises(): void {
  TICK_CALLBACK.call(process);
}

/** Node.js's own end of a callback: what it does between two timers. Without it each step would cost a turn of the event loop, 30 times as much. */
const TICK_CALLBACK: () => void = (() => {
  const found: unknown = Reflect.get(process, "_tickCallback");
  assert(
    typeof found === "function",
    `the simulator needs process._tickCallback, which Node.js ${process.version} does not have`,
  );
  return found as () => void;
})();

/**
 * Time, chance and order of one simulation: nothing in it happens but by an event from this queue. A step takes the next event, runs it, and lets all
 * promises settle that it has settled; so whatever awaits goes on in one fixed order.
 *
 * Must be stepped from a callback of the event loop, never from within a promise's: `runOutsidePromises`.
 */
export class World {
  readonly trace: Trace = new Trace();
  readonly #random: Random;
  /** A binary heap by time, then sequence. */
  readonly #queue: ScheduledEvent[] = [];
  #sequence = 0;
  #nowUs = 0;
  #steps = 0;
  #violation: Violation | null = null;

  constructor(options: { readonly seed: number }) {
    this.#random = new Random(options.seed);
  }

  get nowUs(): number {
    return this.#nowUs;
  }

  /** Events that have happened. */
  get steps(): number {
    return this.#steps;
  }

  /** The first one; the run ends with it. */
  get violation(): Violation | null {
    return this.#violation;
  }

  /** A sequence of its own for each user, so that one's draws never shift another's. */
  random(label: string): Random {
    return this.#random.fork(label);
  }

  schedule(delayUs: number, run: () => void): ScheduledEvent {
    this.#sequence += 1;
    const event = new ScheduledEvent({
      atUs: this.#nowUs + Math.max(0, Math.floor(delayUs)),
      sequence: this.#sequence,
      run,
    });
    this.#push(event);
    return event;
  }

  /** A check has found that a rule does not hold. The first one counts. */
  violate(check: string, sentence: string): void {
    if (this.#violation === null) {
      this.#violation = { check, sentence, atUs: this.#nowUs, step: this.#steps };
      this.trace.emit({ kind: "violation", check, sentence });
    }
  }

  /** One event with all that follows from it at once. False where nothing is left to happen. */
  step(): boolean {
    for (let event = this.#pop(); event !== null; event = this.#pop()) {
      const { run } = event;
      if (run !== null) {
        this.#nowUs = event.atUs;
        this.#steps += 1;
        this.trace.moveTo(this.#steps, this.#nowUs);
        run();
        drainPromises();
        return true;
      }
    }
    return false;
  }

  #push(event: ScheduledEvent): void {
    const queue = this.#queue;
    let at = queue.length;
    queue.push(event);
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      const above = queue[parent]!;
      if (!isBefore(event, above)) {
        break;
      }
      queue[at] = above;
      at = parent;
    }
    queue[at] = event;
  }

  #pop(): ScheduledEvent | null {
    const queue = this.#queue;
    const first = queue[0];
    const last = queue.pop();
    if (first === undefined || last === undefined) {
      return null;
    }
    const { length } = queue;
    if (length > 0) {
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= length) {
          break;
        }
        if (child + 1 < length && isBefore(queue[child + 1]!, queue[child]!)) {
          child += 1;
        }
        if (!isBefore(queue[child]!, last)) {
          break;
        }
        queue[at] = queue[child]!;
        at = child;
      }
      queue[at] = last;
    }
    return first;
  }
}

function isBefore(left: ScheduledEvent, right: ScheduledEvent): boolean {
  return left.atUs < right.atUs || (left.atUs === right.atUs && left.sequence < right.sequence);
}

/** Who owns simulated time: the world, or a process in it that may stand still or be dead. */
export interface Scheduler {
  schedule(delayUs: number, run: () => void): Disposable;
}

/** A node's own clock: it begins somewhere and runs a little fast or slow. */
export class SimClock implements Clock {
  readonly #options: { readonly rate: number; readonly startMs: number };
  readonly #world: World;
  readonly #scheduler: Scheduler;

  constructor(
    options: { readonly rate: number; readonly startMs: number },
    dependencies: { readonly world: World; readonly scheduler: Scheduler },
  ) {
    this.#options = options;
    this.#world = dependencies.world;
    this.#scheduler = dependencies.scheduler;
  }

  now(): number {
    return this.#options.startMs + (this.#world.nowUs / 1000) * this.#options.rate;
  }

  every(intervalMs: number, callback: () => void): Disposable {
    let isOver = false;
    let pending: Disposable | null = null;
    const next = (): void => {
      pending = this.after(intervalMs, () => {
        callback();
        if (!isOver) {
          next();
        }
      });
    };
    next();
    return {
      [Symbol.dispose]: () => {
        isOver = true;
        pending?.[Symbol.dispose]();
      },
    };
  }

  after(delayMs: number, callback: () => void): Disposable {
    const delayUs = Math.ceil((Math.max(0, delayMs) * 1000) / this.#options.rate);
    return this.#scheduler.schedule(delayUs, callback);
  }
}

/** Runs `work` in a callback of its own of the event loop, where promises can be drained. */
export async function runOutsidePromises<T>(work: () => T): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    setImmediate(() => {
      try {
        resolve(work());
      } catch (error) {
        reject(error instanceof Error ? error : new Error("the work failed", { cause: error }));
      }
    });
  });
}
