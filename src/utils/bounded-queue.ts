import { assert } from "./assert.ts";

export interface BoundedQueueOptions {
  /** Items held at most. */
  readonly itemsMax: number;
  /** Sum of the items' sizes held at most; one item larger than that never enters. */
  readonly bytesMax: number;
}

/**
 * First in, first out, bounded by count and by bytes. Past a bound `push` refuses; what to do then is the caller's decision, never the queue's.
 * A ring that grows by doubling, so that `shift` costs the same with one item as with 100,000.
 */
export class BoundedQueue<T> {
  readonly #itemsMax: number;
  readonly #bytesMax: number;
  #slots: (readonly [T, number] | null)[] = Array.from({ length: 16 }, () => null);
  #first = 0;
  #size = 0;
  #bytes = 0;

  constructor(options: BoundedQueueOptions) {
    assert(options.itemsMax > 0 && options.bytesMax > 0, "a queue's bounds must be above 0");
    this.#itemsMax = options.itemsMax;
    this.#bytesMax = options.bytesMax;
  }

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Returns false, and keeps nothing, when the item would pass a bound. */
  push(item: T, sizeBytes: number): boolean {
    if (this.#size >= this.#itemsMax || this.#bytes + sizeBytes > this.#bytesMax) {
      return false;
    }
    if (this.#size === this.#slots.length) {
      this.#grow();
    }
    this.#slots[(this.#first + this.#size) % this.#slots.length] = [item, sizeBytes];
    this.#size += 1;
    this.#bytes += sizeBytes;
    return true;
  }

  /** The oldest item, left in place. */
  peek(): T | undefined {
    return this.#slots[this.#first]?.[0];
  }

  /** Takes the oldest item out. */
  shift(): T | undefined {
    const slot = this.#slots[this.#first];
    if (slot === null || slot === undefined) {
      return undefined;
    }
    this.#slots[this.#first] = null;
    this.#first = (this.#first + 1) % this.#slots.length;
    this.#size -= 1;
    this.#bytes -= slot[1];
    return slot[0];
  }

  #grow(): void {
    const slots: (readonly [T, number] | null)[] = Array.from(
      { length: this.#slots.length * 2 },
      () => null,
    );
    for (let offset = 0; offset < this.#size; offset++) {
      slots[offset] = this.#slots[(this.#first + offset) % this.#slots.length] ?? null;
    }
    this.#slots = slots;
    this.#first = 0;
  }
}
