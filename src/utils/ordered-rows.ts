import { Buffer } from "node:buffer";
import type { KeyValue, KeyValueWrite, ScanRange } from "./key-value.ts";

type Chunk = readonly KeyValue[];

/** Rows a chunk has at most; a fuller one is split in two. */
const CHUNK_ROWS_MAX = 64;

/** The first position in `length` that `isBelow` does not hold for. */
function partition(length: number, isBelow: (position: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBelow(middle)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function isKeyBelow(rows: Chunk, position: number, key: Uint8Array): boolean {
  const row = rows[position];
  return row !== undefined && Buffer.compare(row.key, key) < 0;
}

/**
 * Immutable rows in key order: a write makes a new value that shares all chunks but the touched one, so that a view is only a
 * reference to the value that it was taken from.
 */
export class OrderedRows {
  static readonly EMPTY: OrderedRows = new OrderedRows([]);

  /** No chunk is empty; keys ascend within and across chunks. */
  readonly #chunks: readonly Chunk[];

  private constructor(chunks: readonly Chunk[]) {
    this.#chunks = chunks;
  }

  get(key: Uint8Array): Uint8Array | null {
    const chunk = this.#chunks[this.#chunkOf(key)];
    if (chunk === undefined) {
      return null;
    }
    const row = chunk[partition(chunk.length, (at) => isKeyBelow(chunk, at, key))];
    return row !== undefined && Buffer.compare(row.key, key) === 0 ? row.value : null;
  }

  /** The writes in order; a key written twice keeps the last. */
  written(writes: readonly KeyValueWrite[]): OrderedRows {
    const chunks = [...this.#chunks];
    for (const write of writes) {
      const number = Math.min(findChunk(chunks, write.key), Math.max(chunks.length - 1, 0));
      chunks.splice(number, 1, ...rewrite(chunks[number] ?? [], write));
    }
    return new OrderedRows(chunks);
  }

  scan({ start, end, reverse = false, limit, bytesMax }: ScanRange): readonly KeyValue[] {
    const rows: KeyValue[] = [];
    let bytes = 0;
    for (const row of reverse ? this.#descending(end) : this.#ascending(start)) {
      const isPast = reverse
        ? Buffer.compare(row.key, start) < 0
        : end !== null && Buffer.compare(row.key, end) >= 0;
      if (isPast || rows.length >= limit || bytes >= (bytesMax ?? Number.POSITIVE_INFINITY)) {
        break;
      }
      rows.push(row);
      bytes += row.key.length + row.value.length;
    }
    return rows;
  }

  /** The chunk that has `key` or the next key above it. */
  #chunkOf(key: Uint8Array): number {
    return findChunk(this.#chunks, key);
  }

  *#ascending(start: Uint8Array): Generator<KeyValue> {
    for (let number = this.#chunkOf(start); number < this.#chunks.length; number += 1) {
      for (const row of this.#chunks[number] ?? []) {
        if (Buffer.compare(row.key, start) >= 0) {
          yield row;
        }
      }
    }
  }

  *#descending(end: Uint8Array | null): Generator<KeyValue> {
    const last = this.#chunks.length - 1;
    for (
      let number = end === null ? last : Math.min(this.#chunkOf(end), last);
      number >= 0;
      number -= 1
    ) {
      const chunk = this.#chunks[number] ?? [];
      for (let at = chunk.length - 1; at >= 0; at -= 1) {
        const row = chunk[at];
        if (row !== undefined && (end === null || Buffer.compare(row.key, end) < 0)) {
          yield row;
        }
      }
    }
  }
}

function findChunk(chunks: readonly Chunk[], key: Uint8Array): number {
  return partition(chunks.length, (number) => {
    const chunk = chunks[number] ?? [];
    return isKeyBelow(chunk, chunk.length - 1, key);
  });
}

/** What takes the place of `chunk`: nothing, one chunk or two halves. */
function rewrite(chunk: Chunk, write: KeyValueWrite): readonly Chunk[] {
  const at = partition(chunk.length, (position) => isKeyBelow(chunk, position, write.key));
  const row = chunk[at];
  const found = row !== undefined && Buffer.compare(row.key, write.key) === 0;
  const rows = [...chunk];
  if (write.op === "delete") {
    rows.splice(at, found ? 1 : 0);
  } else {
    // The bytes are the writer's: a store keeps a copy, as one on disk does.
    const copy = { key: new Uint8Array(write.key), value: new Uint8Array(write.value) };
    rows.splice(at, found ? 1 : 0, copy);
  }
  if (rows.length === 0) {
    return [];
  }
  const half = rows.length >>> 1;
  return rows.length > CHUNK_ROWS_MAX ? [rows.slice(0, half), rows.slice(half)] : [rows];
}
