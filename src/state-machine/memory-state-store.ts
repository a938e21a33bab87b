import type { LogIndex } from "../raft/types.ts";
import { assert } from "../utils/assert.ts";
import type { KeyValueView, KeyValueWrite, RowRead, RowsRequest } from "../utils/key-value.ts";
import { OrderedRows } from "../utils/ordered-rows.ts";
import type { StateBatch, StateStage, StateStore } from "./types.ts";

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
  #rows = OrderedRows.EMPTY;

  get rows(): OrderedRows {
    return this.#rows;
  }

  write(writes: readonly KeyValueWrite[]): Promise<void> {
    this.#rows = this.#rows.written(writes);
    return Promise.resolve();
  }
}

/** The reference StateStore: everything in memory, and in one atomic step what a real one does in one write batch. It keeps the bytes that it is given: their writer must not change them. */
export class MemoryStateStore implements StateStore {
  #rows = OrderedRows.EMPTY;
  #appliedIndex: LogIndex = 0;

  view(): KeyValueView & { readonly appliedIndex: LogIndex } {
    const rows = this.#rows;
    let isOpen = true;
    return {
      appliedIndex: this.#appliedIndex,
      get: (key) => {
        assert(isOpen, "a read from a closed view");
        return rows.get(key);
      },
      scan: (range) => {
        assert(isOpen, "a scan of a closed view");
        return rows.scan(range);
      },
      close: () => {
        isOpen = false;
      },
    };
  }

  readonly readRows = ({ keys, bytesMax }: RowsRequest): readonly RowRead[] => {
    let bytes = 0;
    return keys.map((key) => {
      const value = bytes < bytesMax ? this.#rows.get(key) : undefined;
      bytes += value?.byteLength ?? 0;
      return value;
    });
  };

  /** Step 5 of a node: the batch's rows and the applied index become visible together. */
  commit(batch: { readonly writes: readonly KeyValueWrite[] }, appliedIndex: LogIndex): void {
    this.#rows = this.#rows.written(batch.writes);
    this.#appliedIndex = appliedIndex;
  }

  /** The staged rows become the state; open views keep the old one.  */
  install(stage: MemoryStateStage, appliedIndex: LogIndex): void {
    this.#rows = stage.rows;
    this.#appliedIndex = appliedIndex;
  }
}
