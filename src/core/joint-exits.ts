import type { LogIndex } from "../raft/index.ts";
import { createDeferred } from "../utils/deferred.ts";
import type { DeadlineTimers } from "../utils/deadline.ts";
import { RaftError } from "./errors.ts";

interface Waiter {
  /** The joint configuration's. */
  readonly index: LogIndex;
  readonly resolve: (index: LogIndex) => void;
  readonly reject: (error: RaftError) => void;
  readonly release: () => void;
}

/**
 * Those who wait for a joint configuration to be left. While it is in force, both halves must agree and the members that leave still count, so a change
 * of several members is done only then. The first configuration above it is the one that left it: no other change is accepted in between (Raft section 6).
 */
export class JointExits {
  readonly #deadlines: DeadlineTimers;
  readonly #waiters = new Set<Waiter>();

  constructor(dependencies: { readonly deadlines: DeadlineTimers }) {
    this.#deadlines = dependencies.deadlines;
  }

  /**
   * Resolves with the index of the configuration that left the joint one of `index`.
   *
   * @throws RaftError OUTCOME_UNKNOWN at the deadline, when the signal is aborted, and when the node stops: the leader leaves it as soon as it can.
   */
  async wait(request: {
    readonly index: LogIndex;
    readonly deadlineMs: number;
    readonly signal: AbortSignal | undefined;
  }): Promise<LogIndex> {
    const { index, deadlineMs, signal } = request;
    const { promise, resolve, reject } = createDeferred<LogIndex>();
    const deadline = this.#deadlines.add(deadlineMs, () =>
      this.#fail(waiter, "its deadline passed"),
    );
    const cancel = (): void => this.#fail(waiter, "the caller cancelled it");
    signal?.addEventListener("abort", cancel, { once: true });
    const waiter: Waiter = {
      index,
      resolve,
      reject,
      release: () => {
        deadline[Symbol.dispose]();
        signal?.removeEventListener("abort", cancel);
      },
    };
    this.#waiters.add(waiter);
    if (signal?.aborted === true) {
      cancel();
    }
    return await promise;
  }

  /** The configuration of `configurationIndex` is in force and written. */
  observe(configurationIndex: LogIndex): void {
    for (const waiter of this.#waiters) {
      if (configurationIndex > waiter.index) {
        this.#close(waiter);
        waiter.resolve(configurationIndex);
      }
    }
  }

  /** Answers all. */
  stop(cause: Error | null): void {
    for (const waiter of this.#waiters) {
      this.#fail(waiter, "the node stopped", cause === null ? {} : { cause });
    }
  }

  #fail(waiter: Waiter, why: string, options: ErrorOptions = {}): void {
    this.#close(waiter);
    waiter.reject(
      new RaftError(
        `the membership change at index ${waiter.index} is in force as a joint configuration, and when that is left is not known, because ${why}: read Status`,
        { code: "OUTCOME_UNKNOWN", index: waiter.index },
        options,
      ),
    );
  }

  #close(waiter: Waiter): void {
    this.#waiters.delete(waiter);
    waiter.release();
  }
}
