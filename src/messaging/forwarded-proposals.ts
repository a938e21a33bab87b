import type { RaftCore } from "../core/raft-core.ts";
import type { MessageOf } from "../raft/index.ts";
import { BoundedQueue } from "../utils/bounded-queue.ts";
import type { NodeMetrics } from "../utils/metrics.ts";
import { messageBytes } from "./message-size.ts";

type Forwarded = MessageOf<"propose">;

export interface ForwardedProposalsOptions {
  readonly messagesMax: number;
  readonly bytesMax: number;
}

export interface ForwardedProposalsDependencies {
  readonly core: Pick<RaftCore, "receiveForwarded">;
  readonly metrics: NodeMetrics;
}

/**
 * Proposals that other members forward to this one. Raft has no answer for one that the leader cannot append yet, so it waits here, in order, until the log
 * has room or leadership was handed over. One that came for another term than the present is dropped: its proposer finds that out by itself, by the first entry of a
 * higher term. One beyond the bounds is dropped too, and its proposer waits until its deadline.
 */
export class ForwardedProposals {
  readonly #core: Pick<RaftCore, "receiveForwarded">;
  readonly #metrics: NodeMetrics;
  readonly #waiting: BoundedQueue<Forwarded>;
  #isHeld = false;

  constructor(options: ForwardedProposalsOptions, dependencies: ForwardedProposalsDependencies) {
    this.#core = dependencies.core;
    this.#metrics = dependencies.metrics;
    this.#waiting = new BoundedQueue({
      itemsMax: options.messagesMax,
      bytesMax: options.bytesMax,
    });
  }

  /** True when a turn would bring one forward. */
  get hasWork(): boolean {
    return !this.#isHeld && this.#waiting.size > 0;
  }

  /** Something has changed: those that wait are tried again. */
  release(): void {
    this.#isHeld = false;
  }

  route(message: Forwarded): void {
    if (this.#waiting.size > 0 || !this.#step(message)) {
      if (!this.#waiting.push(message, messageBytes(message))) {
        this.#metrics.messagesDroppedTotal.inc();
      }
    }
  }

  /** As many as the log takes. While they are held nothing is tried: each refused try is a line in the log. */
  routeWaiting(): void {
    if (this.#isHeld) {
      return;
    }
    for (let next = this.#waiting.peek(); next !== undefined; next = this.#waiting.peek()) {
      if (!this.#step(next)) {
        return;
      }
      this.#waiting.shift();
    }
  }

  /** False where it may enter the log later. */
  #step(message: Forwarded): boolean {
    const result = this.#core.receiveForwarded(message);
    this.#isHeld =
      result.kind === "ignored" &&
      (result.reason === "logFull" || result.reason === "transferring");
    return !this.#isHeld;
  }
}
