import type { NodeId } from "../raft/index.ts";
import type { DeadlineTimers } from "../utils/deadline.ts";
import { createDeferred } from "../utils/deferred.ts";
import { RaftError } from "./errors.ts";

const TRANSFERS_PENDING_MAX = 16;

interface Transfer {
  readonly to: NodeId;
  readonly resolve: () => void;
  readonly reject: (error: RaftError) => void;
  readonly release: () => void;
  isStarted: boolean;
}

/** Those who wait for leadership to arrive somewhere. The algorithm gives up after one election timeout; whoever waits is told at the deadline. */
export class LeadershipTransfers {
  readonly #deadlines: DeadlineTimers;
  readonly #transfers = new Set<Transfer>();

  constructor(dependencies: { readonly deadlines: DeadlineTimers }) {
    this.#deadlines = dependencies.deadlines;
  }

  get isStartDue(): boolean {
    return [...this.#transfers].some(({ isStarted }) => !isStarted);
  }

  /**
   * Resolves when `to` leads.
   *
   * @throws RaftError PROPOSAL_DROPPED (queueFull) past the bound.
   */
  open(request: {
    readonly to: NodeId;
    readonly deadlineMs: number;
    readonly signal: AbortSignal | undefined;
  }): Promise<void> {
    if (this.#transfers.size >= TRANSFERS_PENDING_MAX) {
      throw new RaftError(
        `${TRANSFERS_PENDING_MAX} leadership transfers wait already: try again when they are answered`,
        { code: "PROPOSAL_DROPPED", reason: "queueFull" },
      );
    }
    const { promise, resolve, reject } = createDeferred<undefined>();
    const giveUp = (): void =>
      this.#fail(
        transfer,
        new RaftError(
          `leadership has not arrived at node ${request.to} in time: it may still, read the status`,
          { code: "OUTCOME_UNKNOWN", index: null },
        ),
      );
    const deadline = this.#deadlines.add(request.deadlineMs, giveUp);
    request.signal?.addEventListener("abort", giveUp, { once: true });
    const transfer: Transfer = {
      to: request.to,
      resolve: () => resolve(undefined),
      reject,
      release: () => {
        deadline[Symbol.dispose]();
        request.signal?.removeEventListener("abort", giveUp);
      },
      isStarted: false,
    };
    this.#transfers.add(transfer);
    return promise;
  }

  /** Gives each one that is not begun to `start`, which throws a RaftError where it cannot begin. */
  startWaiting(start: (to: NodeId) => void): void {
    for (const transfer of this.#transfers) {
      if (transfer.isStarted) {
        continue;
      }
      transfer.isStarted = true;
      try {
        start(transfer.to);
      } catch (error) {
        if (!(error instanceof RaftError)) {
          throw error;
        }
        this.#fail(transfer, error);
      }
    }
  }

  leaderIs(leader: NodeId | null): void {
    for (const transfer of this.#transfers) {
      if (transfer.to === leader) {
        this.#close(transfer);
        transfer.resolve();
      }
    }
  }

  stop(cause: Error | null): void {
    for (const transfer of this.#transfers) {
      const options = cause === null ? {} : { cause };
      this.#fail(
        transfer,
        new RaftError(
          "the node stopped while leadership was handed over",
          { code: "STOPPED" },
          options,
        ),
      );
    }
  }

  #fail(transfer: Transfer, error: RaftError): void {
    this.#close(transfer);
    transfer.reject(error);
  }

  #close(transfer: Transfer): void {
    this.#transfers.delete(transfer);
    transfer.release();
  }
}
