import type { Clock } from "../utils/clock.ts";
import { DeadlineTimers } from "../utils/deadline.ts";

/** Deadlines of waiting reads may be met this much late. */
const DEADLINE_STEP_MS = 20;

export interface RangeBudgetOptions {
  readonly bytesMax: number;
  /** Reads that may wait for their turn; one more is refused at once. */
  readonly waitersMax: number;
}

export interface RangeBudgetDependencies {
  readonly clock: Clock;
  readonly metrics: {
    /** Bytes that were reserved, below 0 that were given back. */
    rangeBytesReserved(bytes: number): void;
    rangeRefused(reason: RangeRefusal): void;
  };
}

/** "queueFull": too many reads wait already. "expired": the deadline passed before it was this read's turn. */
export type RangeRefusal = "queueFull" | "expired";

/** The answers in flight leave no room for one more. Nothing was read. */
export class RangeBudgetError extends Error {
  override readonly name = "RangeBudgetError";
  readonly code: RangeRefusal;

  constructor(message: string, options: { readonly code: RangeRefusal }) {
    super(message);
    this.code = options.code;
  }
}

/** Bytes of one answer, from before it is read until it has left. */
export interface RangeReservation {
  /**
   * What the answer takes in truth, once that is known. Never waits: more than was reserved is in memory already, so it counts, and others wait the longer.
   * Without effect after `release`.
   */
  resize(bytes: number): void;
  /** Idempotent. */
  release(): void;
}

interface Waiter {
  readonly bytes: number;
  readonly grant: (reservation: RangeReservation) => void;
}

/**
 * One limit for the bytes of all answers in flight. Reads get their turn in the order in which they came, also where a smaller one would fit
 * before a larger one: else small reads could hold a large one off for ever.
 */
export class RangeBudget {
  readonly #options: RangeBudgetOptions;
  readonly #clock: Clock;
  readonly #metrics: RangeBudgetDependencies["metrics"];
  readonly #timers: DeadlineTimers;
  /** In the order of their coming. */
  readonly #waiters = new Set<Waiter>();
  #bytes = 0;

  constructor(options: RangeBudgetOptions, dependencies: RangeBudgetDependencies) {
    this.#options = options;
    this.#clock = dependencies.clock;
    this.#metrics = dependencies.metrics;
    this.#timers = new DeadlineTimers({ stepMs: DEADLINE_STEP_MS }, dependencies);
  }

  /** Reserved now; above the limit only by what `resize` added. */
  get bytes(): number {
    return this.#bytes;
  }

  get waiting(): number {
    return this.#waiters.size;
  }

  /**
   * Reserves `bytes`, or the whole budget where they are more: such a read is alone then, instead of waiting for ever. Who holds a reservation must
   * not wait for a second one.
   *
   * @param call is asked for its signal only where the read must wait.
   * @throws RangeBudgetError; what the signal was aborted with.
   */
  async acquire(
    bytes: number,
    call: { readonly signal: AbortSignal; readonly deadlineMs: number },
  ): Promise<RangeReservation> {
    const reserved = Math.min(bytes, this.#options.bytesMax);
    if (this.#waiters.size === 0 && this.#fits(reserved)) {
      return this.#reserve(reserved);
    }
    if (this.#waiters.size >= this.#options.waitersMax) {
      throw this.#refusal("queueFull");
    }
    return await this.#wait(reserved, call);
  }

  /** Counts what is in memory already. Never waits, may be above the limit: others wait the longer. */
  hold(bytes: number): RangeReservation {
    return this.#reserve(bytes);
  }

  async #wait(
    bytes: number,
    call: { readonly signal: AbortSignal; readonly deadlineMs: number },
  ): Promise<RangeReservation> {
    const { signal, deadlineMs } = call;
    signal.throwIfAborted();
    return await new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiters.delete(waiter);
        timer[Symbol.dispose]();
        signal.removeEventListener("abort", abandon);
      };
      const expire = (): void => {
        leave();
        reject(this.#refusal("expired"));
        this.#grantNext();
      };
      const abandon = (): void => {
        if (this.#clock.now() >= deadlineMs) {
          // A front aborts at the deadline too; which of both timers is first must not decide over the answer.
          expire();
          return;
        }
        leave();
        reject(signal.reason);
        this.#grantNext();
      };
      const waiter: Waiter = {
        bytes,
        grant: (reservation) => {
          leave();
          resolve(reservation);
        },
      };
      const timer = this.#timers.add(deadlineMs, expire);
      signal.addEventListener("abort", abandon, { once: true });
      this.#waiters.add(waiter);
    });
  }

  #fits(bytes: number): boolean {
    return this.#bytes + bytes <= this.#options.bytesMax;
  }

  #reserve(bytes: number): RangeReservation {
    let held = bytes;
    let isReleased = false;
    this.#add(held);
    const resize = (bytesNow: number): void => {
      if (!isReleased) {
        this.#add(bytesNow - held);
        held = bytesNow;
        this.#grantNext();
      }
    };
    return {
      resize,
      release: () => {
        resize(0);
        isReleased = true;
      },
    };
  }

  #add(bytes: number): void {
    this.#bytes += bytes;
    this.#metrics.rangeBytesReserved(bytes);
  }

  #grantNext(): void {
    for (const waiter of this.#waiters) {
      if (!this.#fits(waiter.bytes)) {
        return;
      }
      waiter.grant(this.#reserve(waiter.bytes));
    }
  }

  #refusal(code: RangeRefusal): RangeBudgetError {
    this.#metrics.rangeRefused(code);
    const { bytesMax, waitersMax } = this.#options;
    return new RangeBudgetError(
      code === "queueFull"
        ? `${waitersMax} reads wait already until answers of ${bytesMax} bytes have left: try again later`
        : `the deadline passed before answers in flight were below their limit of ${bytesMax} bytes: try again later`,
      { code },
    );
  }
}
