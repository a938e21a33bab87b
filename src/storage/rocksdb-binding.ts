import type { RowRead } from "../utils/key-value.ts";
import type { ColumnName } from "./key-layout.ts";
import {
  type ImportBinding,
  importBinding,
  loadBinding,
  type Native,
  type NativeBinding,
  type NativeRow,
} from "./rocksdb-native.ts";
import { createClosedError } from "./storage-errors.ts";
import { StorageError, type StorageErrorDetail } from "./types.ts";

const NO_SPACE = /No space left on device|Disk quota exceeded/;
const DATA_FILE = /\S*(?:\d+\.(?:sst|log)|MANIFEST-\d+|CURRENT)/;

/**
 * What went wrong, from the binding's code. It has no code for a full disk nor for the file that is damaged, so these two are read from
 * the text of the pinned RocksDB version, here only.
 */
function translate(
  error: unknown,
  failed: {
    readonly attempt: string;
    readonly path: string;
    readonly fallback: StorageErrorDetail;
  },
): StorageError {
  if (error instanceof StorageError) {
    return error;
  }
  const { attempt, path, fallback } = failed;
  const text = error instanceof Error ? error.message : String(error);
  const code: unknown =
    typeof error === "object" && error !== null ? Reflect.get(error, "code") : null;
  const where = `cannot ${attempt} the database in ${path}`;
  if (NO_SPACE.test(text)) {
    return new StorageError(
      `${where}: the disk is full; free space or enlarge the volume, then start again (${text})`,
      { code: "DISK_FULL" },
      { cause: error },
    );
  }
  switch (code) {
    case "LEVEL_CORRUPTION": {
      const file = DATA_FILE.exec(text)?.[0] ?? null;
      return new StorageError(
        `${where}: ${file ?? "a file"} is damaged; replace this member by a new one on an empty volume, or restore the volume (${text})`,
        { code: "CORRUPTION", file, index: null },
        { cause: error },
      );
    }
    case "LEVEL_LOCKED":
      return new StorageError(
        `${where}: another process has it open; stop that process first (${text})`,
        { code: "LOCKED", path },
        { cause: error },
      );
    default:
      return new StorageError(`${where}: ${text}`, fallback, { cause: error });
  }
}

export interface WriteOperation {
  readonly column: ColumnName;
  readonly key: Uint8Array;
  /** Null deletes the key. */
  readonly value: Uint8Array | null;
}

export interface KeyRange {
  readonly column: ColumnName;
  /** Inclusive. */
  readonly start: Uint8Array;
  /** Exclusive. */
  readonly end: Uint8Array;
}

export interface StoredRow {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

export interface ColumnMemory {
  /** What the memtables of the column use at most. */
  readonly memtableBytes: number;
  readonly cacheBytes: number;
}

export interface RocksDbOptions {
  readonly path: string;
  readonly columns: Readonly<Record<ColumnName, ColumnMemory>>;
}

/** The binding lets six memtables of a quarter of its "budget" exist at once. */
const MEMTABLE_BUDGET_SHARE = 4 / 6;

/** The widest of the binding's own limits. */
const INT32_MAX = 2 ** 31 - 1;

/** What one `next` of a cursor copies, but for its last row. */
const CURSOR_BYTES_MAX = 1024 * 1024;

/**
 * An open database, and the one gate to the binding: what it gives back is checked or copied here, and its errors become StorageErrors
 * here. All but open and close is synchronous. Every method throws StorageError.
 */
export class RocksDb {
  readonly #binding: NativeBinding;
  readonly #db: Native;
  readonly #columns: Readonly<Record<string, Native>>;
  readonly #path: string;
  #isOpen = true;

  private constructor(
    binding: NativeBinding,
    parts: {
      readonly db: Native;
      readonly columns: Readonly<Record<string, Native>>;
      readonly path: string;
    },
  ) {
    this.#binding = binding;
    this.#db = parts.db;
    this.#columns = parts.columns;
    this.#path = parts.path;
  }

  /** @throws StorageError UNSUPPORTED_PLATFORM, LOCKED, CORRUPTION, DISK_FULL or OPEN_FAILED. */
  static async open(
    options: RocksDbOptions,
    dependencies: { readonly importBinding?: ImportBinding } = {},
  ): Promise<RocksDb> {
    const { path, columns } = options;
    const binding = await loadBinding(dependencies.importBinding ?? importBinding);
    const db = binding.db_init(path);
    const columnOptions = Object.entries(columns).map(([name, memory]) => [
      name,
      {
        compaction: "level",
        memtableMemoryBudget: Math.floor(memory.memtableBytes * MEMTABLE_BUDGET_SHARE),
        cacheSize: memory.cacheBytes,
        cacheIndexAndFilterBlocks: true,
        // The log lives too briefly for a compaction to pay.
        compression: name === "state",
      },
    ]);
    const opened = await new Promise<Readonly<Record<string, Native>>>((resolve, reject) => {
      binding.db_open(
        db,
        {
          createIfMissing: true,
          // The check of the write-ahead log reads its records as they are.
          walCompression: false,
          cacheSize: 0,
          columns: Object.fromEntries(columnOptions),
        },
        (error, opened) => {
          if (opened === undefined) {
            reject(
              translate(error, {
                attempt: "open",
                path,
                fallback: { code: "OPEN_FAILED", path },
              }),
            );
          } else {
            resolve(opened);
          }
        },
      );
    });
    return new RocksDb(binding, { db, columns: opened, path });
  }

  /** The database that another thread of this process has open; that thread closes it, after this one is done with it. */
  static async attach(options: {
    readonly handle: bigint;
    readonly path: string;
  }): Promise<RocksDb> {
    const binding = await loadBinding(importBinding);
    const db = binding.db_init(options.handle);
    const columns = binding.db_open(db, {}, () => undefined);
    if (columns === undefined) {
      throw createClosedError();
    }
    return new RocksDb(binding, { db, columns, path: options.path });
  }

  /** For `attach`. */
  get handle(): bigint {
    this.#checkOpen();
    return this.#binding.db_get_handle(this.#db);
  }

  /** One atomic batch, in the order given; with `sync` durable when it returns. */
  write(operations: readonly WriteOperation[], options: { readonly sync: boolean }): void {
    this.#run("write to", { code: "WRITE_FAILED" }, () => {
      const batch = this.#binding.batch_init();
      for (const { column, key, value } of operations) {
        if (value === null) {
          this.#binding.batch_del(batch, key, { column: this.#columns[column] });
        } else {
          this.#binding.batch_put(batch, key, value, { column: this.#columns[column] });
        }
      }
      this.#binding.batch_write(this.#db, batch, { sync: options.sync });
    });
  }

  /** Deletes the keys of the range, whatever their number, in a small write of its own; not synced. */
  deleteRange({ column, start, end }: KeyRange): void {
    this.#run("write to", { code: "WRITE_FAILED" }, () => {
      this.#binding.db_clear(this.#db, { column: this.#columns[column], gte: start, lt: end });
    });
  }

  get(column: ColumnName, key: Uint8Array): Uint8Array | null {
    const [value] = this.#run("read", { code: "READ_FAILED" }, () =>
      this.#binding.db_get_many_sync(this.#db, [key], { column: this.#columns[column] }),
    );
    if (value === null) {
      throw new StorageError(`cannot read the database in ${this.#path}: the read was aborted`, {
        code: "READ_FAILED",
      });
    }
    return value ?? null;
  }

  /** A read for each key. Values beyond `bytesMax` together are not read. */
  getMany(
    column: ColumnName,
    { keys, bytesMax }: { readonly keys: readonly Uint8Array[]; readonly bytesMax: number },
  ): readonly RowRead[] {
    const rows = this.#run("read", { code: "READ_FAILED" }, () =>
      this.#binding.db_get_many_sync(this.#db, keys, {
        column: this.#columns[column],
        highWaterMarkBytes: Math.min(bytesMax, INT32_MAX),
      }),
    );
    // The binding says undefined for a row that is not there, and null for one that it did not read.
    return rows.map((row) => (row === undefined ? null : (row ?? undefined)));
  }

  /** The first rows of the range, or the last ones from its end on. */
  query(
    { column, start, end }: KeyRange,
    { limit, reverse = false }: { readonly limit: number; readonly reverse?: boolean },
  ): readonly StoredRow[] {
    const { rows } = this.#run("read", { code: "READ_FAILED" }, () =>
      this.#binding.db_query(this.#db, {
        column: this.#columns[column],
        gte: start,
        lt: end,
        limit,
        reverse,
        keyEncoding: "buffer",
        valueEncoding: "buffer",
      }),
    );
    return toRows(rows);
  }

  /** All keys of the range, without their values. */
  queryKeys({ column, start, end }: KeyRange): readonly Uint8Array[] {
    const { rows } = this.#run("read", { code: "READ_FAILED" }, () =>
      this.#binding.db_query(this.#db, {
        column: this.#columns[column],
        gte: start,
        lt: end,
        values: false,
        keyEncoding: "buffer",
      }),
    );
    return rows.filter((key) => key !== null && key !== undefined);
  }

  /** A cursor over the range as it is now: it sees no later write, and holds the files of this moment until it is closed. */
  openCursor(
    { column, start, end }: KeyRange,
    { reverse }: { readonly reverse: boolean },
  ): RocksDbCursor {
    const iterator = this.#run("read", { code: "READ_FAILED" }, () =>
      this.#binding.iterator_init(this.#db, {
        column: this.#columns[column],
        gte: start,
        lt: end,
        reverse,
        keyEncoding: "buffer",
        valueEncoding: "buffer",
        fillCache: true,
        highWaterMarkBytes: CURSOR_BYTES_MAX,
      }),
    );
    let isOpen = true;
    // The binding aborts the process when an iterator is moved past its end, or after an error.
    let isFinished = false;
    const read = <T>(body: () => T): T => {
      if (!isOpen) {
        throw createClosedError();
      }
      return this.#run("read", { code: "READ_FAILED" }, body);
    };
    return {
      seek: (target): void => {
        isFinished = true;
        read(() => this.#binding.iterator_seek(iterator, target));
        isFinished = false;
      },
      next: (count) => {
        if (isFinished || count <= 0) {
          return [];
        }
        isFinished = true;
        const { rows, finished } = read(() => this.#binding.iterator_nextv_sync(iterator, count));
        isFinished = finished;
        return toRows(rows);
      },
      close: (): void => {
        if (isOpen && this.#isOpen) {
          this.#binding.iterator_close(iterator);
        }
        isOpen = false;
      },
    };
  }

  /** Syncs the write-ahead log and closes. Idempotent. */
  async close(): Promise<void> {
    if (!this.#isOpen) {
      return;
    }
    this.#isOpen = false;
    await new Promise<void>((resolve, reject) => {
      this.#binding.db_close(this.#db, (error) => {
        if (error === null || error === undefined) {
          resolve();
        } else {
          reject(
            translate(error, {
              attempt: "close",
              path: this.#path,
              fallback: { code: "WRITE_FAILED" },
            }),
          );
        }
      });
    });
  }

  #run<T>(attempt: string, fallback: StorageErrorDetail, body: () => T): T {
    this.#checkOpen();
    try {
      return body();
    } catch (error) {
      throw translate(error, { attempt, path: this.#path, fallback });
    }
  }

  #checkOpen(): void {
    if (!this.#isOpen) {
      throw createClosedError();
    }
  }
}

export interface RocksDbCursor {
  /** Goes to the first key at or above `target` (below it, in reverse: at or below). A target outside the range finds nothing. */
  seek(target: Uint8Array): void;
  /** Rows from there on, at most `count` and not many more bytes than a mebibyte; empty at the end. */
  next(count: number): readonly StoredRow[];
  /** Idempotent. */
  close(): void;
}

function toRows(flat: readonly NativeRow[]): readonly StoredRow[] {
  const rows: StoredRow[] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const key = flat[at];
    const value = flat[at + 1];
    if (key !== null && key !== undefined && value !== null && value !== undefined) {
      rows.push({ key, value });
    }
  }
  return rows;
}
