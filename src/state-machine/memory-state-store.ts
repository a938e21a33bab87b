import { Buffer } from "node:buffer";
import type { LogIndex } from "../raft/types.ts";
import { assert } from "../utils/assert.ts";
import type { KeyValue, KeyValueView, KeyValueWrite, ScanRange } from "../utils/key-value.ts";
import type { StateBatch, StateStage, StateStore } from "./types.ts";

/** A chunk that grows past this is split in two. */
const CHUNK_ROWS_MAX = 256;

/** Keys as byte strings, which compare as the bytes do. */
interface Chunk {
  readonly keys: string[];
  readonly values: Uint8Array[];
  /** The chunk may be changed in place while this is the rows' epoch, or while no view is open. */
  epoch: number;
}

/** Gathers the writes of one apply batch, for `MemoryStateStore.commit`. */
export class MemoryStateBatch implements StateBatch {
  readonly #writes: KeyValueWrite[] = [];

  get writes(): readonly KeyValueWrite[] {
    return this.#writes;
  }

  write(write: KeyValueWrite): void {
    this.#writes.push(write);
  }
}

/** Rows of a snapshot that is being received, for `MemoryStateStore.install`. */
export class MemoryStateStage implements StateStage {
  readonly #rows = new SortedRows();

  get rows(): SortedRows {
    return this.#rows;
  }

  write(writes: readonly KeyValueWrite[]): Promise<void> {
    this.#rows.write(writes);
    return Promise.resolve();
  }
}

/** The reference StateStore: everything in memory, and in one atomic step what a real one does in one write batch. It keeps the bytes that it is given: their writer must not change them. */
export class MemoryStateStore implements StateStore {
  #rows = new SortedRows();
  #appliedIndex: LogIndex = 0;

  view(): KeyValueView & { readonly appliedIndex: LogIndex } {
    return { ...this.#rows.view(), appliedIndex: this.#appliedIndex };
  }

  /** Step 5 of a node: the batch's rows and the applied index become visible together. */
  commit(batch: { readonly writes: readonly KeyValueWrite[] }, appliedIndex: LogIndex): void {
    this.#rows.write(batch.writes);
    this.#appliedIndex = appliedIndex;
  }

  /** The staged rows become the state; open views keep the old one. The stage must not be written to any more. */
  install(stage: MemoryStateStage, appliedIndex: LogIndex): void {
    this.#rows = stage.rows;
    this.#appliedIndex = appliedIndex;
  }
}

/** Rows in key order, in chunks that are copied before a change while a view may still read them. */
class SortedRows {
  /** None is empty. */
  #chunks: Chunk[] = [];
  #chunksEpoch = 0;
  #epoch = 0;
  #openViews = 0;

  view(): KeyValueView {
    this.#epoch += 1;
    this.#openViews += 1;
    const chunks = this.#chunks;
    let isOpen = true;
    return {
      get: (key) => {
        assert(isOpen, "a read from a closed view");
        return getRow(chunks, toByteString(key));
      },
      scan: (range) => {
        assert(isOpen, "a scan of a closed view");
        return scanRows(chunks, range);
      },
      close: () => {
        this.#openViews -= isOpen ? 1 : 0;
        isOpen = false;
      },
    };
  }

  write(writes: readonly KeyValueWrite[]): void {
    for (const write of writes) {
      const key = toByteString(write.key);
      if (write.op === "put") {
        this.#put(key, write.value);
      } else {
        this.#delete(key);
      }
    }
  }

  #put(key: string, value: Uint8Array): void {
    const number = Math.max(chunkOf(this.#chunks, key), 0);
    const chunk = this.#own(number);
    const at = lowerBound(chunk.keys, key);
    if (chunk.keys[at] === key) {
      chunk.values[at] = value;
      return;
    }
    chunk.keys.splice(at, 0, key);
    chunk.values.splice(at, 0, value);
    if (chunk.keys.length > CHUNK_ROWS_MAX) {
      // Rows that come in ascending order leave full chunks behind.
      const half = at === chunk.keys.length - 1 ? at : CHUNK_ROWS_MAX >>> 1;
      const upper = { keys: chunk.keys.splice(half), values: chunk.values.splice(half) };
      this.#chunks.splice(number + 1, 0, { ...upper, epoch: this.#epoch });
    }
  }

  #delete(key: string): void {
    const number = chunkOf(this.#chunks, key);
    const found = this.#chunks[number];
    if (found === undefined || found.keys[lowerBound(found.keys, key)] !== key) {
      return;
    }
    const chunk = this.#own(number);
    const at = lowerBound(chunk.keys, key);
    chunk.keys.splice(at, 1);
    chunk.values.splice(at, 1);
    if (chunk.keys.length === 0) {
      this.#chunks.splice(number, 1);
    }
  }

  /** The chunk, as one that no open view reads; a new one where there is none. */
  #own(number: number): Chunk {
    const isShared = this.#openViews > 0;
    if (isShared && this.#chunksEpoch !== this.#epoch) {
      this.#chunks = [...this.#chunks];
      this.#chunksEpoch = this.#epoch;
    }
    const chunk = this.#chunks[number];
    if (chunk !== undefined && (!isShared || chunk.epoch === this.#epoch)) {
      return chunk;
    }
    const own: Chunk = {
      keys: [...(chunk?.keys ?? [])],
      values: [...(chunk?.values ?? [])],
      epoch: this.#epoch,
    };
    this.#chunks[number] = own;
    return own;
  }
}

function getRow(chunks: readonly Chunk[], key: string): Uint8Array | null {
  const chunk = chunks[chunkOf(chunks, key)];
  const at = chunk === undefined ? 0 : lowerBound(chunk.keys, key);
  return chunk?.keys[at] === key ? (chunk.values[at] ?? null) : null;
}

function scanRows(chunks: readonly Chunk[], range: ScanRange): readonly KeyValue[] {
  const { reverse = false, limit } = range;
  assert(limit >= 1, `a scan's limit must be at least 1, found ${limit}`);
  const start = toByteString(range.start);
  const end = range.end === null ? null : toByteString(range.end);
  const step = reverse ? -1 : 1;
  const from =
    reverse && end === null ? chunks.length - 1 : chunkOf(chunks, reverse ? (end ?? "") : start);
  const rows: KeyValue[] = [];
  for (let number = reverse ? from : Math.max(from, 0); number >= 0; number += step) {
    const chunk = chunks[number];
    if (chunk === undefined) {
      break;
    }
    const low = lowerBound(chunk.keys, start);
    const high = end === null ? chunk.keys.length : lowerBound(chunk.keys, end);
    for (let at = reverse ? high - 1 : low; reverse ? at >= low : at < high; at += step) {
      rows.push({
        key: Buffer.from(chunk.keys[at] ?? "", "latin1"),
        value: chunk.values[at] ?? new Uint8Array(0),
      });
      if (rows.length >= limit) {
        return rows;
      }
    }
    if (reverse ? low > 0 : high < chunk.keys.length) {
      break;
    }
  }
  return rows;
}

/** The chunk whose range of keys has `key`; -1 where it is below all. */
function chunkOf(chunks: readonly Chunk[], key: string): number {
  let low = 0;
  let high = chunks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((chunks[middle]?.keys[0] ?? "") <= key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

/** The first position whose key is `key` or above it. */
function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? "") < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function toByteString(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
