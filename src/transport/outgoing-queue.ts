import { BoundedQueue, type BoundedQueueOptions } from "../utils/bounded-queue.ts";
import type { SizedMessage } from "./message-codec.ts";
import type { PeerMessage } from "./types.ts";

/**
 * Messages that wait for one peer, in two lanes: what carries entries, and everything else, which goes first. So heartbeats and votes do not stand
 * behind megabytes. Within a lane the order is kept: an append that overtook another one would be refused. Between lanes the algorithm needs none.
 */
export class OutgoingQueue {
  readonly #control: BoundedQueue<SizedMessage>;
  readonly #entries: BoundedQueue<SizedMessage>;

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
  push(type: PeerMessage["type"], message: SizedMessage): boolean {
    const lane = type === "append" || type === "propose" ? this.#entries : this.#control;
    return lane.push(message, message.sizeBytes);
  }

  /** The next frame's messages: as many as `bytesMax` holds, at least one where one waits. */
  take(bytesMax: number): readonly SizedMessage[] {
    const taken: SizedMessage[] = [];
    let bytes = 0;
    for (const lane of [this.#control, this.#entries]) {
      for (let next = lane.peek(); next !== undefined; next = lane.peek()) {
        if (taken.length > 0 && bytes + next.sizeBytes > bytesMax) {
          return taken;
        }
        bytes += next.sizeBytes;
        taken.push(next);
        lane.shift();
      }
    }
    return taken;
  }

  /** Gives how many are lost. */
  clear(): number {
    const { size } = this;
    for (const lane of [this.#control, this.#entries]) {
      while (lane.size > 0) {
        lane.shift();
      }
    }
    return size;
  }
}
