import type { LogIndex, NodeId, RaftStatus } from "../raft/index.ts";
import type { DeadlineTimers } from "../utils/deadline.ts";
import { createDeferred } from "../utils/deferred.ts";
import { RaftError } from "./errors.ts";

const TRANSFERS_PENDING_MAX = 16;

/** Who is to lead, and on which configuration that was planned; null: whoever is best, and on whichever is in force. */
export interface TransferRequest {
  readonly to: NodeId | null;
  readonly configurationIndex: LogIndex | null;
}

interface Transfer {
  readonly request: TransferRequest;
  readonly resolve: (leader: NodeId) => void;
  readonly reject: (error: RaftError) => void;
  readonly release: () => void;
  /** Whom the algorithm was asked to hand over to; null before. */
  target: NodeId | null;
}

/** Those who wait for leadership to arrive somewhere. */
export class LeadershipTransfers {
  readonly #deadlines: DeadlineTimers;
  readonly #transfers = new Set<Transfer>();

  constructor(dependencies: { readonly deadlines: DeadlineTimers }) {
    this.#deadlines = dependencies.deadlines;
  }

  get isStartDue(): boolean {
    return [...this.#transfers].some(({ target }) => target === null);
  }

  get isAnyPending(): boolean {
    return this.#transfers.size > 0;
  }

  /**
   * Resolves with the new leader when it leads.
   *
   * @throws RaftError PROPOSAL_DROPPED (queueFull) past the bound.
   */
  open(
    request: TransferRequest & {
      readonly deadlineMs: number;
      readonly signal: AbortSignal | undefined;
    },
  ): Promise<NodeId> {
    if (this.#transfers.size >= TRANSFERS_PENDING_MAX) {
      throw new RaftError(
        `${TRANSFERS_PENDING_MAX} leadership transfers wait already: try again when they are answered`,
        { code: "PROPOSAL_DROPPED", reason: "queueFull" },
      );
    }
    if (request.signal?.aborted === true) {
      throw createNotBegun("cancelled");
    }
    const { promise, resolve, reject } = createDeferred<NodeId>();
    const giveUp = (): void => this.#fail(transfer, createLate(transfer.target));
    const deadline = this.#deadlines.add(request.deadlineMs, giveUp);
    request.signal?.addEventListener("abort", giveUp, { once: true });
    const transfer: Transfer = {
      request,
      resolve,
      reject,
      release: () => {
        deadline[Symbol.dispose]();
        request.signal?.removeEventListener("abort", giveUp);
      },
      target: null,
    };
    this.#transfers.add(transfer);
    return promise;
  }

  /** Gives each one that is not begun to `start`, which returns whom it chose, or throws a RaftError where it cannot begin. */
  startWaiting(start: (request: TransferRequest) => NodeId): void {
    for (const transfer of this.#transfers) {
      if (transfer.target !== null) {
        continue;
      }
      try {
        transfer.target = start(transfer.request);
      } catch (error) {
        if (!(error instanceof RaftError)) {
          throw error;
        }
        this.#fail(transfer, error);
      }
    }
  }

  /** What the algorithm says after a turn: it gives up after an election timeout, and then leads on itself. */
  observe(status: Pick<RaftStatus, "id" | "role" | "leader" | "leadTransferee">): void {
    for (const transfer of this.#transfers) {
      const { target } = transfer;
      if (target === null) {
        continue;
      }
      if (status.leader === target) {
        this.#close(transfer);
        transfer.resolve(target);
      } else if (status.role === "leader" && status.leadTransferee !== target) {
        this.#fail(transfer, createGivenUp(target, status.id));
      } else if (status.role !== "leader" && status.leader !== null) {
        this.#fail(transfer, createGivenUp(target, status.leader));
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

function createLate(target: NodeId | null): RaftError {
  if (target === null) {
    return createNotBegun("expired");
  }
  return new RaftError(
    `leadership has not arrived at node ${target} in time: it may still, read the status`,
    { code: "OUTCOME_UNKNOWN", index: null },
  );
}

function createNotBegun(reason: "expired" | "cancelled"): RaftError {
  return new RaftError(`the hand-over of leadership did not begin: ${reason}`, {
    code: "PROPOSAL_DROPPED",
    reason,
  });
}

function createGivenUp(target: NodeId, leader: NodeId): RaftError {
  return new RaftError(
    `leadership did not go to node ${target}: node ${leader} leads; see whether node ${target} is up and keeps up, then try again`,
    { code: "RAFT", reason: "transferRefused" },
  );
}
