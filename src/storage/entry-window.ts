import type { Entry, LogIndex } from "../raft/types.ts";
import { entryPayloadBytes } from "./log-bounds.ts";

/** What an entry object costs beside its payload, roughly: small entries must not make the bound a lie. */
const ENTRY_OVERHEAD_BYTES = 200;
/** Dropped slots at the front before the list is moved together. */
const DROPPED_MAX = 1024;

/**
 * The newest entries of the durable log, as many as fit into `bytesMax`, so that replication and apply do not read the disk.
 *
 * Invariant: it holds exactly the entries of `[firstIndex, lastIndex]` of the log. Every append truncates it first, even when the
 * entries are too big to be kept: a window that keeps a tail which the log has lost replicates ghosts.
 */
export class EntryWindow {
  readonly #bytesMax: number;
  /** Undefined below `#head`: a dropped entry's bytes must not be held. */
  #entries: (Entry | undefined)[] = [];
  /** Position of the first entry that is still in the window. */
  #head = 0;
  #bytes = 0;

  constructor(options: { readonly bytesMax: number }) {
    this.#bytesMax = options.bytesMax;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Null while it is empty. */
  get firstIndex(): LogIndex | null {
    return this.#entries[this.#head]?.index ?? null;
  }

  append(entries: readonly Entry[]): void {
    const first = entries[0];
    if (first === undefined) {
      return;
    }
    this.#truncate(first.index);
    for (const entry of entries) {
      this.#entries.push(entry);
      this.#bytes += costOf(entry);
    }
    while (this.#bytes > this.#bytesMax) {
      this.#dropFirst();
    }
  }

  /** Forgets entries below `firstIndex`. */
  compact(firstIndex: LogIndex): void {
    while ((this.firstIndex ?? firstIndex) < firstIndex) {
      this.#dropFirst();
    }
  }

  clear(): void {
    this.#entries = [];
    this.#head = 0;
    this.#bytes = 0;
  }

  /** Entries of `[low, high)` where the window has all of them; null where the disk must be asked. */
  read(low: LogIndex, high: LogIndex): readonly Entry[] | null {
    const first = this.firstIndex;
    if (first === null || low < first) {
      return null;
    }
    const start = this.#head + low - first;
    return this.#entries.slice(start, start + high - low).filter((entry) => entry !== undefined);
  }

  #truncate(from: LogIndex): void {
    while ((this.#last()?.index ?? -1) >= from) {
      const dropped = this.#entries.pop();
      this.#bytes -= dropped === undefined ? 0 : costOf(dropped);
    }
    if (this.#head >= this.#entries.length) {
      this.clear();
    }
  }

  #last(): Entry | null {
    return this.#entries.length > this.#head ? (this.#entries.at(-1) ?? null) : null;
  }

  #dropFirst(): void {
    const dropped = this.#entries[this.#head];
    this.#bytes -= dropped === undefined ? 0 : costOf(dropped);
    this.#entries[this.#head] = undefined;
    this.#head += 1;
    if (this.#head >= this.#entries.length) {
      this.clear();
    } else if (this.#head >= DROPPED_MAX) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
  }
}

function costOf(entry: Entry): number {
  return entryPayloadBytes(entry) + ENTRY_OVERHEAD_BYTES;
}
