import { assert } from "../utils/assert.ts";
import type { LogIndex } from "./types.ts";

/**
 * The append messages on their way to one peer: for each the index of its last entry and its bytes, oldest first, in a ring
 * that grows up to the limit. Full when the count or the bytes reach their limit; a single message may exceed the bytes.
 */
export class Inflights {
  readonly #countMax: number;
  readonly #bytesMax: number;
  #indexes: LogIndex[] = [];
  #sizes: number[] = [];
  #start = 0;
  #count = 0;
  #bytes = 0;

  constructor(limits: { readonly countMax: number; readonly bytesMax: number }) {
    this.#countMax = limits.countMax;
    this.#bytesMax = limits.bytesMax;
  }

  get count(): number {
    return this.#count;
  }

  /** The last index of the newest message; null when none is on its way. */
  newestIndex(): LogIndex | null {
    return this.#count === 0
      ? null
      : (this.#indexes[(this.#start + this.#count - 1) % this.#indexes.length] ?? null);
  }

  isFull(): boolean {
    return this.#count >= this.#countMax || this.#bytes >= this.#bytesMax;
  }

  add(lastIndex: LogIndex, bytes: number): void {
    assert(!this.isFull(), "cannot add to a full window of append messages");
    const capacity = this.#indexes.length;
    if (this.#count === capacity) {
      this.#grow(capacity);
    }
    const at = (this.#start + this.#count) % this.#indexes.length;
    this.#indexes[at] = lastIndex;
    this.#sizes[at] = bytes;
    this.#count += 1;
    this.#bytes += bytes;
  }

  /** The newest message grew up to `lastIndex`. */
  extendNewest(lastIndex: LogIndex, bytes: number): void {
    assert(this.#count > 0, "no append message is on its way");
    const at = (this.#start + this.#count - 1) % this.#indexes.length;
    this.#indexes[at] = lastIndex;
    this.#sizes[at] = (this.#sizes[at] ?? 0) + bytes;
    this.#bytes += bytes;
  }

  /** Forgets every message whose last index is at or below `index`: all of it arrived. */
  freeUpTo(index: LogIndex): void {
    while (this.#count > 0 && (this.#indexes[this.#start] ?? 0) <= index) {
      this.#bytes -= this.#sizes[this.#start] ?? 0;
      this.#start = (this.#start + 1) % this.#indexes.length;
      this.#count -= 1;
    }
  }

  reset(): void {
    this.#start = 0;
    this.#count = 0;
    this.#bytes = 0;
  }

  #grow(capacity: number): void {
    const larger = Math.min(Math.max(4, capacity * 2), this.#countMax);
    const indexes: LogIndex[] = [];
    const sizes: number[] = [];
    for (let offset = 0; offset < larger; offset += 1) {
      const from = (this.#start + offset) % Math.max(capacity, 1);
      indexes.push(offset < this.#count ? (this.#indexes[from] ?? 0) : 0);
      sizes.push(offset < this.#count ? (this.#sizes[from] ?? 0) : 0);
    }
    this.#indexes = indexes;
    this.#sizes = sizes;
    this.#start = 0;
  }
}
