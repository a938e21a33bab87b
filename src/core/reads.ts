import type { LogIndex, NodeId, ReadState } from "../raft/index.ts";
import type { DeadlineTimers } from "../utils/deadline.ts";
import type { NodeMetrics } from "../utils/metrics.ts";
import { RaftError } from "./errors.ts";
import { RequestIds } from "./request-id.ts";

interface ReadWaiter {
  readonly resolve: (index: LogIndex) => void;
  readonly reject: (error: RaftError) => void;
  readonly release: () => void;
  /** The first round that asks for this read; null before. A later round's answer serves it as well, an earlier one's never. */
  joinedRound: number | null;
  /** Where a round confirmed it: the read point, not applied yet. */
  readIndex: LogIndex | null;
}

export interface ReadsOptions {
  readonly nodeId: NodeId;
  readonly startNonce: number;
  readonly pendingMax: number;
  /** Ticks until a round without an answer is repeated under a new sequence. */
  readonly retryTicks: number;
}

export interface ReadsDependencies {
  readonly deadlines: DeadlineTimers;
  readonly metrics: NodeMetrics;
}

/**
 * Linearizable read points by ReadIndex (thesis 6.4). Reads that wait share a round, one round is on its way at a time, and a round is named by a
 * sequence that is never used again, over restarts too: an old answer to a reused name would be a stale read.
 */
export class Reads {
  readonly #options: ReadsOptions;
  readonly #deadlines: DeadlineTimers;
  readonly #metrics: NodeMetrics;
  readonly #ids: RequestIds;
  readonly #waiters = new Set<ReadWaiter>();
  /** The round on its way, or null. */
  #round: number | null = null;
  #roundAgeTicks = 0;
  #unconfirmedCount = 0;

  constructor(options: ReadsOptions, dependencies: ReadsDependencies) {
    this.#options = options;
    this.#deadlines = dependencies.deadlines;
    this.#metrics = dependencies.metrics;
    this.#ids = new RequestIds(options);
  }

  get pendingCount(): number {
    return this.#waiters.size;
  }

  /** True when a round should begin. */
  get isRoundDue(): boolean {
    return this.#round === null && this.#unconfirmedCount > 0;
  }

  /**
   * Resolves with the read point once the state machine has applied it.
   *
   * @throws RaftError PROPOSAL_DROPPED (queueFull) past the bound.
   */
  open(request: {
    readonly deadlineMs: number;
    readonly signal: AbortSignal | undefined;
  }): Promise<LogIndex> {
    if (this.#waiters.size >= this.#options.pendingMax) {
      this.#metrics.readsTotal.inc({ outcome: "refused" });
      throw new RaftError(
        `${this.#waiters.size} reads wait already, allowed are ${this.#options.pendingMax}: try again later`,
        { code: "PROPOSAL_DROPPED", reason: "queueFull" },
      );
    }
    if (request.signal?.aborted === true) {
      throw createCancelled();
    }
    return new Promise((resolve, reject) => {
      const deadline = this.#deadlines.add(request.deadlineMs, () =>
        this.#fail(waiter, createTimedOut(waiter.readIndex), "timedOut"),
      );
      const cancel = (): void => this.#fail(waiter, createCancelled(), "cancelled");
      request.signal?.addEventListener("abort", cancel, { once: true });
      const waiter: ReadWaiter = {
        resolve,
        reject,
        release: () => {
          deadline[Symbol.dispose]();
          request.signal?.removeEventListener("abort", cancel);
        },
        joinedRound: null,
        readIndex: null,
      };
      this.#waiters.add(waiter);
      this.#unconfirmedCount += 1;
    });
  }

  /** Starts a round for every read without a read point. Returns its context. */
  beginRound(): Uint8Array {
    const round = this.#ids.nextSequence();
    this.#round = round;
    this.#roundAgeTicks = 0;
    for (const waiter of this.#waiters) {
      waiter.joinedRound ??= round;
    }
    return this.#ids.encode(round);
  }

  /** The round could not be asked for, or whoever was asked is gone: the next one is a new one. */
  abandonRound(): void {
    this.#round = null;
  }

  tick(): void {
    if (this.#round === null) {
      return;
    }
    this.#roundAgeTicks += 1;
    if (this.#roundAgeTicks >= this.#options.retryTicks) {
      this.abandonRound();
    }
  }

  /** Rounds are answered. An answer to an abandoned round still counts: it was asked after the reads it serves had begun. */
  confirmed(readStates: readonly ReadState[], appliedIndex: LogIndex): void {
    for (const { index, context } of readStates) {
      const round = this.#ids.sequenceOf(context);
      if (round !== null) {
        this.#confirmRound(round, index);
      }
    }
    this.applied(appliedIndex);
  }

  /** The state machine shows everything up to `index`. */
  applied(index: LogIndex): void {
    if (this.#waiters.size === this.#unconfirmedCount) {
      return;
    }
    for (const waiter of this.#waiters) {
      if (waiter.readIndex !== null && waiter.readIndex <= index) {
        this.#close(waiter, "confirmed");
        waiter.resolve(waiter.readIndex);
      }
    }
  }

  stop(cause: Error | null): void {
    const options = cause === null ? {} : { cause };
    for (const waiter of this.#waiters) {
      this.#fail(
        waiter,
        new RaftError("the node stopped before the read", { code: "STOPPED" }, options),
        "stopped",
      );
    }
  }

  #confirmRound(round: number, index: LogIndex): void {
    if (this.#round !== null && round >= this.#round) {
      this.#round = null;
    }
    for (const waiter of this.#waiters) {
      if (waiter.readIndex === null && waiter.joinedRound !== null && waiter.joinedRound <= round) {
        waiter.readIndex = index;
        this.#unconfirmedCount -= 1;
      }
    }
  }

  #fail(waiter: ReadWaiter, error: RaftError, outcome: string): void {
    this.#close(waiter, outcome);
    waiter.reject(error);
  }

  #close(waiter: ReadWaiter, outcome: string): void {
    if (this.#waiters.delete(waiter)) {
      this.#unconfirmedCount -= waiter.readIndex === null ? 1 : 0;
    }
    waiter.release();
    this.#metrics.readsTotal.inc({ outcome });
  }
}

function createTimedOut(readIndex: LogIndex | null): RaftError {
  if (readIndex === null) {
    return new RaftError(
      "no quorum confirmed a leader for the read before its deadline: try again later",
      { code: "NOT_LEADER", leader: null },
    );
  }
  return new RaftError(
    `this node did not apply the read point ${readIndex} before the read's deadline: try again later, or another node`,
    { code: "PROPOSAL_DROPPED", reason: "expired" },
  );
}

function createCancelled(): RaftError {
  return new RaftError("the caller cancelled the read", {
    code: "PROPOSAL_DROPPED",
    reason: "cancelled",
  });
}
