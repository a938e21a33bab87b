import type { MessageOf } from "../raft/message.ts";
import { BoundedQueue, type BoundedQueueOptions } from "../utils/bounded-queue.ts";
import type { SizedMessage } from "./message-codec.ts";
import type { PeerMessage } from "./types.ts";

interface WaitingMessage {
  readonly sized: SizedMessage;
  /** Kept where whoever sent it wants it back if it does not leave. */
  readonly proposal: MessageOf<"propose"> | null;
}

/** What was dropped from a queue. */
export interface DroppedMessages {
  readonly count: number;
  readonly proposals: readonly MessageOf<"propose">[];
}

/**
 * Messages that wait for one peer, in two lanes: what carries entries, and everything else, which goes first. So heartbeats and votes do not stand
 * behind megabytes. Within a lane the order is kept: an append that overtook another one would be refused. Between lanes the algorithm needs none.
 */
export class OutgoingQueue {
  readonly #control: BoundedQueue<WaitingMessage>;
  readonly #entries: BoundedQueue<WaitingMessage>;

  /** The bounds hold for each lane. */
  constructor(options: BoundedQueueOptions) {
    this.#control = new BoundedQueue(options);
    this.#entries = new BoundedQueue(options);
  }

  get size(): number {
    return this.#control.size + this.#entries.size;
  }

  get bytes(): number {
    return this.#control.bytes + this.#entries.bytes;
  }

  /** False when it is full. */
  push(message: PeerMessage, sized: SizedMessage): boolean {
    const proposal = message.type === "propose" ? message : null;
    const lane = message.type === "append" || proposal !== null ? this.#entries : this.#control;
    return lane.push({ sized, proposal }, sized.sizeBytes);
  }

  /** The next frame's messages: as many as `bytesMax` holds, at least one where one waits. */
  take(bytesMax: number): readonly SizedMessage[] {
    const taken: SizedMessage[] = [];
    let bytes = 0;
    for (const lane of [this.#control, this.#entries]) {
      for (let next = lane.peek(); next !== undefined; next = lane.peek()) {
        const { sized } = next;
        if (taken.length > 0 && bytes + sized.sizeBytes > bytesMax) {
          return taken;
        }
        bytes += sized.sizeBytes;
        taken.push(sized);
        lane.shift();
      }
    }
    return taken;
  }

  clear(): DroppedMessages {
    const { size: count } = this;
    const proposals: MessageOf<"propose">[] = [];
    for (const lane of [this.#control, this.#entries]) {
      for (let next = lane.shift(); next !== undefined; next = lane.shift()) {
        if (next.proposal !== null) {
          proposals.push(next.proposal);
        }
      }
    }
    return { count, proposals };
  }
}
