import type { KeyRange, RocksDb, WriteOperation } from "./rocksdb-binding.ts";

/** Where batches are written: each call is one write of the database, in the order of the calls. */
export interface BatchWriter {
  /** One atomic batch; with `sync` durable when it resolves. @throws StorageError */
  write(operations: readonly WriteOperation[], options: { readonly sync: boolean }): Promise<void>;
  /** Not synced. @throws StorageError */
  deleteRange(range: KeyRange): Promise<void>;
  /** Waits for what is in flight. The database stays open. */
  close(): Promise<void>;
}

/** Writes in the calling thread, which stands still meanwhile, fsync included. */
export class ThreadBatchWriter implements BatchWriter {
  readonly #db: RocksDb;

  constructor(dependencies: { readonly db: RocksDb }) {
    this.#db = dependencies.db;
  }

  async write(
    operations: readonly WriteOperation[],
    options: { readonly sync: boolean },
  ): Promise<void> {
    this.#db.write(operations, options);
  }

  async deleteRange(range: KeyRange): Promise<void> {
    this.#db.deleteRange(range);
  }

  async close(): Promise<void> {}
}
