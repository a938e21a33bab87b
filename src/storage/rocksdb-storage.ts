import type { EntriesResult, InitialState, TermResult } from "../raft/storage.ts";
import { EMPTY_BYTES, type LogIndex, type Snapshot, type Term } from "../raft/types.ts";
import { assert } from "../utils/assert.ts";
import { type CrashPointHook, NO_CRASH_POINTS } from "../utils/crash-point.ts";
import type { KeyValueView, KeyValueWrite, RowRead, RowsRequest } from "../utils/key-value.ts";
import { type Logger, SILENT_LOGGER } from "../utils/logger.ts";
import { type BatchWriter, ThreadBatchWriter } from "./batch-writer.ts";
import type { StorageCrashPoint } from "./crash-points.ts";
import { EntryWindow } from "./entry-window.ts";
import { rowKey } from "./key-layout.ts";
import { findReadFailure, limitEntries } from "./log-bounds.ts";
import { LogSizes } from "./log-sizes.ts";
import { MEMORY_BUDGET_BYTES_MIN, shareMemory } from "./memory-budget.ts";
import { type KeyRange, RocksDb, type WriteOperation } from "./rocksdb-binding.ts";
import {
  appendOperations,
  compactedRange,
  readEntries,
  truncateOperations,
} from "./rocksdb-log.ts";
import type { ImportBinding } from "./rocksdb-native.ts";
import { readStoreState, recordOperations } from "./rocksdb-records.ts";
import { createStore, deleteLeftovers, generationRanges, readLog } from "./rocksdb-recovery.ts";
import { FrozenState, RocksDbStateView } from "./rocksdb-state-view.ts";
import { createClosedError, createIdentityConflict } from "./storage-errors.ts";
import { folderBytes, prepareFolder } from "./store-folder.ts";
import {
  isSameAssignment,
  stateApplied,
  stateAssigned,
  stateCompacted,
  statePersisted,
  type StoreState,
  truncatedFrom,
} from "./store-state.ts";
import type { TermRuns } from "./term-runs.ts";
import type {
  ApplyOperations,
  IdentityAssignment,
  LogSizesView,
  MemberBook,
  PersistOperations,
  StagedState,
  Storage,
  StoreIdentity,
} from "./types.ts";
import { WorkerBatchWriter } from "./worker-batch-writer.ts";
import { WriteLatch } from "./write-latch.ts";

/** `thread`: a batch stops the calling thread until it is synced. `worker`: it goes on meanwhile, each batch costs a hop more. */
export type PersistIn = "thread" | "worker";

/**
 * Measured in one run (test/bench/storage-persist.ts, two cores): with a single client a worker has 0.85 of the thread's throughput,
 * from 16 entries a batch on 1.1 to 1.4 times, and the loop stalls for half as long or less.
 */
export const PERSIST_IN_DEFAULT: PersistIn = "worker";

export interface RocksDbStorageOptions {
  /** The folder of the database; made where it does not exist. */
  readonly path: string;
  readonly persistIn: PersistIn;
  /** Memtables and caches of RocksDB together, at most; at least MEMORY_BUDGET_BYTES_MIN. */
  readonly memoryBudgetBytes: number;
  /** Recent entries kept in memory, at most. 0 reads all from the database. */
  readonly windowBytesMax: number;
}

/** For a node of small rows that is one of several in its process. */
export const DEFAULT_ROCKSDB_STORAGE_OPTIONS: Omit<RocksDbStorageOptions, "path"> = {
  persistIn: PERSIST_IN_DEFAULT,
  memoryBudgetBytes: 32 * 1024 * 1024,
  windowBytesMax: 8 * 1024 * 1024,
};

/** What a store tells about itself while it runs. */
export interface StorageMetrics {
  /** One durable write of `bytes`, from the call until it was written (and synced, if so asked). */
  observeWrite(write: {
    readonly kind: "persist" | "apply";
    readonly synced: boolean;
    readonly bytes: number;
    readonly seconds: number;
  }): void;
}

export interface RocksDbStorageDependencies {
  readonly logger?: Logger;
  readonly metrics?: StorageMetrics | null;
  readonly crashPoint?: CrashPointHook<StorageCrashPoint>;
  readonly importBinding?: ImportBinding;
}

interface OpenStore {
  readonly db: RocksDb;
  readonly writer: BatchWriter;
  readonly state: StoreState;
  readonly termRuns: TermRuns;
  readonly window: EntryWindow;
  readonly sizes: LogSizes;
}

/**
 * The durable Storage: one RocksDB database. All that a read of the algorithm needs is in memory (bounds, term runs, the newest
 * entries); an older entry is read from the database, synchronously.
 */
export class RocksDbStorage implements Storage {
  readonly #options: RocksDbStorageOptions;
  readonly #logger: Logger;
  readonly #metrics: StorageMetrics | null;
  readonly #crashPoint: CrashPointHook<StorageCrashPoint>;
  readonly #db: RocksDb;
  readonly #writer: BatchWriter;
  readonly #termRuns: TermRuns;
  readonly #window: EntryWindow;
  readonly #sizes: LogSizes;
  readonly #latch = new WriteLatch();
  #state: StoreState;
  #generationHighest: number;
  /** The first entry that a write in flight removes: from there on the database may be ahead of what is read. */
  #truncating: LogIndex | null = null;
  /** What `stateView` gives to everyone until the rows change. */
  #frozen: FrozenState | null = null;
  #closing: Promise<void> | null = null;

  private constructor(
    options: RocksDbStorageOptions,
    dependencies: RocksDbStorageDependencies,
    open: OpenStore,
  ) {
    this.#options = options;
    this.#logger = dependencies.logger ?? SILENT_LOGGER;
    this.#metrics = dependencies.metrics ?? null;
    this.#crashPoint = dependencies.crashPoint ?? NO_CRASH_POINTS;
    this.#db = open.db;
    this.#writer = open.writer;
    this.#state = open.state;
    this.#termRuns = open.termRuns;
    this.#window = open.window;
    this.#sizes = open.sizes;
    this.#generationHighest = open.state.log.generation;
  }

  /**
   * Checks the files, opens the database, checks every record of the log, and draws a store id on a new volume.
   *
   * @throws StorageError CORRUPTION, NEWER_FORMAT, LOCKED, DISK_FULL, UNSUPPORTED_PLATFORM, READ_FAILED or OPEN_FAILED.
   */
  static async open(
    options: RocksDbStorageOptions,
    dependencies: RocksDbStorageDependencies = {},
  ): Promise<RocksDbStorage> {
    const { path, persistIn, memoryBudgetBytes } = options;
    assert(
      memoryBudgetBytes >= MEMORY_BUDGET_BYTES_MIN,
      `memoryBudgetBytes must be at least ${MEMORY_BUDGET_BYTES_MIN}, found ${memoryBudgetBytes}`,
    );
    await prepareFolder(path, { logger: dependencies.logger ?? SILENT_LOGGER });
    const db = await RocksDb.open({ path, columns: shareMemory(memoryBudgetBytes) }, dependencies);
    try {
      const state = readStoreState(db) ?? createStore(db);
      const window = new EntryWindow({ bytesMax: options.windowBytesMax });
      const sizes = new LogSizes();
      const termRuns = readLog(db, state, { window, sizes });
      deleteLeftovers(db, state);
      const writer =
        persistIn === "thread"
          ? new ThreadBatchWriter({ db })
          : await WorkerBatchWriter.start({ db, path });
      return new RocksDbStorage(options, dependencies, {
        db,
        writer,
        state,
        termRuns,
        window,
        sizes,
      });
    } catch (error) {
      await db.close();
      throw error;
    }
  }

  identity(): StoreIdentity {
    return this.#state.identity;
  }

  initialState(): InitialState {
    return { hardState: this.#state.hardState, confState: this.#state.applied.confState };
  }

  memberBook(): MemberBook {
    return this.#state.applied.memberBook;
  }

  appliedIndex(): LogIndex {
    return this.#state.applied.index;
  }

  firstIndex(): LogIndex {
    return this.#state.log.firstIndex;
  }

  lastIndex(): LogIndex {
    return this.#state.log.lastIndex;
  }

  term(index: LogIndex): TermResult {
    this.#checkOpen();
    const { log } = this.#state;
    if (index === log.firstIndex - 1) {
      return { kind: "term", term: log.previousTerm };
    }
    const failure = findReadFailure(log, { low: index, high: index + 1 });
    return failure === null ? { kind: "term", term: this.#termOf(index) } : { kind: failure };
  }

  entries(low: LogIndex, high: LogIndex, maxBytes: number): EntriesResult {
    this.#checkOpen();
    const { log } = this.#state;
    const failure = findReadFailure(log, { low, high });
    if (failure !== null) {
      return { kind: failure };
    }
    const recent = this.#window.read(low, high);
    if (recent !== null) {
      return limitEntries(recent, maxBytes);
    }
    assert(
      this.#truncating === null || high <= this.#truncating,
      `entries [${low}, ${high}) are read while a write replaces those from ${this.#truncating} on`,
    );
    return limitEntries(readEntries(this.#db, log.generation, { low, high }), maxBytes);
  }

  snapshot(): Snapshot {
    const { index, term, confState } = this.#state.applied;
    return { metadata: { index, term, confState }, data: EMPTY_BYTES };
  }

  async assign(assignment: IdentityAssignment): Promise<void> {
    this.#checkOpen();
    await this.#latch.exclusive("assign", async () => {
      const { identity } = this.#state;
      if (isSameAssignment(identity, assignment)) {
        return;
      }
      if (identity.kind === "assigned") {
        throw createIdentityConflict(identity, assignment);
      }
      const next = stateAssigned(this.#state, assignment);
      this.#crashPoint("before-assign");
      await this.#write(recordOperations(this.#state, next), { sync: true });
      this.#crashPoint("after-assign");
      this.#become(next);
    });
  }

  async writeBatch(operations: PersistOperations): Promise<void> {
    this.#checkOpen();
    await this.#latch.exclusive("writeBatch", async () => {
      const { snapshot, entries } = operations;
      const before = this.#state;
      const next = statePersisted(before, operations);
      // What a snapshot replaces is deleted with its whole generation.
      const truncated = snapshot === null ? truncatedFrom(before.log, entries) : null;
      const writes = [
        ...(truncated === null ? [] : truncateOperations(this.#db, before.log, truncated)),
        ...appendOperations(next.log.generation, entries),
        ...recordOperations(before, next),
      ];
      const sync = operations.mustSync || snapshot !== null;
      this.#crashPoint("before-persist");
      this.#truncating = truncated;
      try {
        await this.#measured("persist", writes, { sync });
      } finally {
        this.#truncating = null;
      }
      this.#crashPoint("after-persist-write");
      if (snapshot !== null) {
        this.#termRuns.clear();
        this.#window.clear();
        this.#sizes.clear();
      }
      this.#termRuns.append(entries);
      this.#window.append(entries);
      this.#sizes.append(entries);
      this.#become(next);
      if (snapshot !== null) {
        this.#generationHighest = Math.max(this.#generationHighest, snapshot.generation);
        this.#deleteInBackground(before.log.generation);
      }
    });
  }

  async apply(operations: ApplyOperations): Promise<void> {
    this.#checkOpen();
    await this.#latch.exclusive("apply", async () => {
      const next = stateApplied(this.#state, operations);
      const { generation } = next.log;
      const writes = [
        ...toRowOperations(generation, operations.stateWrites),
        ...recordOperations(this.#state, next),
      ];
      this.#crashPoint("before-apply");
      await this.#measured("apply", writes, { sync: operations.confState !== null });
      this.#crashPoint("after-apply");
      this.#become(next);
    });
  }

  async stage(): Promise<StagedState> {
    this.#checkOpen();
    this.#latch.check();
    this.#generationHighest += 1;
    const generation = this.#generationHighest;
    let isDiscarded = false;
    // A later one may have become the state meanwhile: that changes nothing here.
    const checkStaged = (): void => {
      this.#checkOpen();
      assert(
        !isDiscarded && generation !== this.#state.log.generation,
        `generation ${generation} is discarded or has become the state`,
      );
    };
    return {
      generation,
      write: async (writes: readonly KeyValueWrite[]): Promise<void> => {
        checkStaged();
        await this.#write(toRowOperations(generation, writes), { sync: false });
      },
      discard: async (): Promise<void> => {
        if (!isDiscarded) {
          checkStaged();
          isDiscarded = true;
          await this.#deleteRanges(generationRanges(generation, generation + 1));
        }
      },
    };
  }

  async compact(index: LogIndex): Promise<void> {
    this.#checkOpen();
    await this.#latch.exclusive("compact", async () => {
      if (index < this.#state.log.firstIndex) {
        return;
      }
      const next = stateCompacted(this.#state, { index, term: this.#termOf(index) });
      // First the bounds, then the entries: a crash between the two leaves entries below the first, which the next open deletes.
      await this.#write(recordOperations(this.#state, next), { sync: false });
      this.#termRuns.compact(next.log.firstIndex);
      this.#window.compact(next.log.firstIndex);
      this.#sizes.compact(next.log.firstIndex);
      this.#become(next);
      await this.#deleteRanges([compactedRange(this.#db, next.log)]);
    });
  }

  logSizes(): LogSizesView {
    return this.#sizes;
  }

  stateView(): KeyValueView & { readonly appliedIndex: LogIndex } {
    this.#checkOpen();
    this.#frozen ??= new FrozenState({ generation: this.#state.log.generation }, { db: this.#db });
    return new RocksDbStateView(this.#frozen.retain());
  }

  readRows({ keys, bytesMax }: RowsRequest): readonly RowRead[] {
    this.#checkOpen();
    const { generation } = this.#state.log;
    return this.#db.getMany("state", {
      keys: keys.map((key) => rowKey(generation, key)),
      bytesMax,
    });
  }

  usage(): { readonly diskBytes: number; readonly memoryBytes: number } {
    return {
      diskBytes: folderBytes(this.#options.path),
      memoryBytes: this.#options.memoryBudgetBytes + this.#window.bytes,
    };
  }

  /** Waits for what is in flight, syncs and closes. After a failed write it closes without a second error. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#latch.settled();
    await this.#writer.close();
    this.#thaw();
    try {
      await this.#db.close();
    } catch (error) {
      if (this.#latch.failure === null) {
        throw error;
      }
      // After a failed write RocksDB refuses to flush. The caller has that write's error: this one says nothing new.
      this.#logger.warn("the database was closed after a failed write", { error });
    }
  }

  /** The write is done: reads see it from now on. */
  #become(next: StoreState): void {
    if (next.applied !== this.#state.applied) {
      this.#thaw();
    }
    this.#state = next;
  }

  #thaw(): void {
    this.#frozen?.release();
    this.#frozen = null;
  }

  #termOf(index: LogIndex): Term {
    const term = this.#termRuns.at(index);
    assert(term !== null, `the term of entry ${index} must be known`);
    return term;
  }

  async #measured(
    kind: "persist" | "apply",
    operations: readonly WriteOperation[],
    options: { readonly sync: boolean },
  ): Promise<void> {
    const startedAtMs = performance.now();
    await this.#write(operations, options);
    this.#metrics?.observeWrite({
      kind,
      synced: options.sync,
      bytes: operations.reduce(
        (bytes, { key, value }) => bytes + key.byteLength + (value?.byteLength ?? 0),
        0,
      ),
      seconds: (performance.now() - startedAtMs) / 1000,
    });
  }

  async #write(
    operations: readonly WriteOperation[],
    options: { readonly sync: boolean },
  ): Promise<void> {
    if (operations.length > 0 || options.sync) {
      await this.#latch.run(() => this.#writer.write(operations, options));
    }
  }

  async #deleteRanges(ranges: readonly KeyRange[]): Promise<void> {
    for (const range of ranges) {
      await this.#latch.run(() => this.#writer.deleteRange(range));
    }
  }

  /** A failure is latched, so the next write reports it; what is left is deleted at the next open. */
  #deleteInBackground(generation: number): void {
    void this.#deleteRanges(generationRanges(generation, generation + 1)).catch(
      (error: unknown) => {
        this.#logger.error("cannot delete the state that a snapshot replaced", {
          generation,
          error,
        });
      },
    );
  }

  #checkOpen(): void {
    if (this.#closing !== null) {
      throw createClosedError();
    }
  }
}

function toRowOperations(
  generation: number,
  writes: readonly KeyValueWrite[],
): readonly WriteOperation[] {
  return writes.map((write) => ({
    column: "state",
    key: rowKey(generation, write.key),
    value: write.op === "put" ? write.value : null,
  }));
}
