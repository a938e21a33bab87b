import { Buffer } from "node:buffer";
import type { LogIndex } from "../raft/types.ts";
import { assert } from "../utils/assert.ts";
import type { KeyValue, KeyValueView, ScanRange } from "../utils/key-value.ts";
import { fromRowKey, generationEnd, generationKey, rowKey, stateRecordKey } from "./key-layout.ts";
import { createRecordCorruption, decodeApplied } from "./record-codec.ts";
import type { RocksDb, RocksDbCursor } from "./rocksdb-binding.ts";

/** Rows that a cursor is asked for at first, and at most; what is read past the range's end is copied for nothing. */
const ROWS_PER_READ_FIRST = 16;
const ROWS_PER_READ_MAX = 256;

/**
 * The rows of one generation as they were when it was made. The binding has no snapshots, but an iterator is one: it sees no later
 * write, however long it lives. It goes one way only, so a frozen state holds two.
 *
 * The applied index is read through the same iterators, from the record that every apply batch writes: it cannot differ from the
 * rows. Until it is released for the last time a frozen state keeps the memtables and files of its moment from being freed.
 */
export class FrozenState {
  readonly appliedIndex: LogIndex;
  readonly #generation: number;
  readonly #forward: RocksDbCursor;
  readonly #backward: RocksDbCursor;
  #users = 1;

  constructor(options: { readonly generation: number }, dependencies: { readonly db: RocksDb }) {
    const { generation } = options;
    const range = {
      column: "state",
      start: generationKey(generation),
      end: generationEnd(generation),
    } as const;
    // A write of the other thread may fall between the two; the next try then finds both behind it.
    for (;;) {
      const forward = dependencies.db.openCursor(range, { reverse: false });
      const backward = dependencies.db.openCursor(range, { reverse: true });
      const appliedIndex = readAppliedIndex(forward, generation);
      if (appliedIndex === readAppliedIndex(backward, generation)) {
        this.#generation = generation;
        this.appliedIndex = appliedIndex;
        this.#forward = forward;
        this.#backward = backward;
        return;
      }
      forward.close();
      backward.close();
    }
  }

  /** One more who must call `release`. */
  retain(): this {
    assert(this.#users > 0, "a released state must not be used");
    this.#users += 1;
    return this;
  }

  release(): void {
    this.#users -= 1;
    if (this.#users === 0) {
      this.#forward.close();
      this.#backward.close();
    }
  }

  get(key: Uint8Array): Uint8Array | null {
    const target = rowKey(this.#generation, key);
    this.#forward.seek(target);
    const [row] = this.#forward.next(1);
    return row !== undefined && Buffer.compare(row.key, target) === 0 ? row.value : null;
  }

  scan({ start, end, reverse = false, limit, bytesMax }: ScanRange): readonly KeyValue[] {
    const first = rowKey(this.#generation, start);
    const last = end === null ? generationKey(this.#generation + 1) : rowKey(this.#generation, end);
    const cursor = reverse ? this.#backward : this.#forward;
    cursor.seek(reverse ? last : first);
    const rows: KeyValue[] = [];
    let bytes = 0;
    let wanted = ROWS_PER_READ_FIRST;
    for (;;) {
      const read = cursor.next(Math.min(limit - rows.length, wanted));
      for (const { key, value } of read) {
        const isAtEnd = Buffer.compare(key, last) >= 0;
        if (reverse ? Buffer.compare(key, first) < 0 : isAtEnd) {
          return rows;
        }
        // In reverse, a seek stops on the range's end itself, which is not in the range.
        if (!isAtEnd) {
          const row = { key: fromRowKey(key), value };
          rows.push(row);
          bytes += row.key.length + value.length;
          if (bytes >= (bytesMax ?? Number.POSITIVE_INFINITY)) {
            return rows;
          }
        }
      }
      if (read.length === 0 || rows.length >= limit) {
        return rows;
      }
      wanted = Math.min(wanted * 2, ROWS_PER_READ_MAX);
    }
  }
}

function readAppliedIndex(cursor: RocksDbCursor, generation: number): LogIndex {
  const key = stateRecordKey(generation, "applied");
  cursor.seek(key);
  const [row] = cursor.next(1);
  if (row === undefined || Buffer.compare(row.key, key) !== 0) {
    throw createRecordCorruption("applied record", "it is missing");
  }
  return decodeApplied(row.value).index;
}

/** One reader's share of a frozen state. */
export class RocksDbStateView implements KeyValueView {
  readonly appliedIndex: LogIndex;
  #state: FrozenState | null;

  /** Takes over one use of `state`. */
  constructor(state: FrozenState) {
    this.#state = state;
    this.appliedIndex = state.appliedIndex;
  }

  get(key: Uint8Array): Uint8Array | null {
    return this.#open().get(key);
  }

  scan(range: ScanRange): readonly KeyValue[] {
    return this.#open().scan(range);
  }

  close(): void {
    this.#state?.release();
    this.#state = null;
  }

  #open(): FrozenState {
    assert(this.#state !== null, "a closed view must not be read");
    return this.#state;
  }
}
