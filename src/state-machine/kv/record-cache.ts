/** What an entry costs beside its key and bytes: the Map's slot and two objects. */
const ENTRY_OVERHEAD_BYTES = 160;

/**
 * The records that were last written, as stored bytes by byte string. It says nothing of keys that it does not hold.
 *
 * Two generations in place of a list by time of use: a full young one becomes the old one and the old one is forgotten at once. A Map that loses
 * its oldest entry at each insertion costs more than the reads that it saves (measured: 7 microseconds a put against 3).
 */
export class RecordCache {
  readonly #youngBytesMax: number;
  #young = new Map<string, Uint8Array>();
  #youngBytes = 0;
  /** An entry counts only where the young generation has none of that key. */
  #old = new Map<string, Uint8Array>();

  constructor(options: { readonly bytesMax: number }) {
    this.#youngBytesMax = options.bytesMax / 2;
  }

  get(key: string): Uint8Array | null {
    return this.#young.get(key) ?? this.#old.get(key) ?? null;
  }

  set(key: string, record: Uint8Array): void {
    const cost = key.length + record.length + ENTRY_OVERHEAD_BYTES;
    if (cost > this.#youngBytesMax) {
      this.delete(key);
      return;
    }
    if (this.#youngBytes + cost > this.#youngBytesMax) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#youngBytes = 0;
    }
    // A record that is written again is counted again: the generation is over sooner, never too late.
    this.#youngBytes += cost;
    this.#young.set(key, record);
  }

  delete(key: string): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
    this.#youngBytes = 0;
  }
}
