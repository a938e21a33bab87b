import { randomUUID } from "node:crypto";
import type { EntriesResult, InitialState, TermResult } from "../raft/storage.ts";
import { EMPTY_BYTES, type Entry, type LogIndex, type Snapshot } from "../raft/types.ts";
import { assert } from "../utils/assert.ts";
import { type CrashPointHook, NO_CRASH_POINTS } from "../utils/crash-point.ts";
import type {
  KeyValueView,
  KeyValueWrite,
  RowRead,
  RowsRequest,
  ScanRange,
} from "../utils/key-value.ts";
import type { StorageCrashPoint } from "./crash-points.ts";
import { entryPayloadBytes, findReadFailure, limitEntries } from "./log-bounds.ts";
import { LogSizes } from "./log-sizes.ts";
import { MemoryDisk, type MemoryImage } from "./memory-disk.ts";
import { OrderedRows } from "../utils/ordered-rows.ts";
import {
  createStoreState,
  isSameAssignment,
  stateApplied,
  stateAssigned,
  stateCompacted,
  statePersisted,
} from "./store-state.ts";
import {
  type ApplyOperations,
  type IdentityAssignment,
  type LogSizesView,
  type MemberBook,
  type PersistOperations,
  type StagedState,
  type Storage,
  type StoreIdentity,
} from "./types.ts";
import { createClosedError, createIdentityConflict } from "./storage-errors.ts";
import { WriteLatch } from "./write-latch.ts";

/** What a MemoryStorage does before each of its writes; a test or simulation may wait here, or throw the StorageError of a bad disk. */
export type BeforeMemoryWrite = (write: { readonly sync: boolean }) => Promise<void>;

export interface MemoryStorageOptions {
  /** What to open; a new one where absent. */
  readonly disk?: MemoryDisk;
  /** The id of a new volume; random where absent. */
  readonly storeId?: string;
}

export interface MemoryStorageDependencies {
  readonly beforeWrite?: BeforeMemoryWrite;
  readonly crashPoint?: CrashPointHook<StorageCrashPoint>;
}

/** Storage without a disk, for tests, simulation and anyone who may lose it all. Same contract, same errors, same suite. */
export class MemoryStorage implements Storage {
  readonly #disk: MemoryDisk;
  readonly #beforeWrite: BeforeMemoryWrite;
  readonly #crashPoint: CrashPointHook<StorageCrashPoint>;
  readonly #latch = new WriteLatch();
  readonly #sizes = new LogSizes();
  #image: MemoryImage;
  #generationHighest: number;
  #closed = false;

  /** @throws InvariantError when another store is open on the disk. */
  constructor(options: MemoryStorageOptions = {}, dependencies: MemoryStorageDependencies = {}) {
    this.#disk = options.disk ?? new MemoryDisk();
    this.#disk.acquire();
    this.#beforeWrite = dependencies.beforeWrite ?? ((): Promise<void> => Promise.resolve());
    this.#crashPoint = dependencies.crashPoint ?? NO_CRASH_POINTS;
    const found = this.#disk.image;
    this.#image =
      found === null
        ? createImage(options.storeId ?? randomUUID())
        : { ...found, staged: new Map() };
    this.#disk.write(this.#image, { sync: true });
    this.#sizes.append(this.#image.entries.slice(0, this.#image.entryCount));
    this.#generationHighest = this.#image.state.log.generation;
  }

  identity(): StoreIdentity {
    return this.#image.state.identity;
  }

  initialState(): InitialState {
    const { hardState, applied } = this.#image.state;
    return { hardState, confState: applied.confState };
  }

  memberBook(): MemberBook {
    return this.#image.state.applied.memberBook;
  }

  appliedIndex(): LogIndex {
    return this.#image.state.applied.index;
  }

  firstIndex(): LogIndex {
    return this.#image.state.log.firstIndex;
  }

  lastIndex(): LogIndex {
    return this.#image.state.log.lastIndex;
  }

  term(index: LogIndex): TermResult {
    this.#checkOpen();
    const { log } = this.#image.state;
    if (index === log.firstIndex - 1) {
      return { kind: "term", term: log.previousTerm };
    }
    const failure = findReadFailure(log, { low: index, high: index + 1 });
    return failure === null ? { kind: "term", term: this.#entry(index).term } : { kind: failure };
  }

  entries(low: LogIndex, high: LogIndex, maxBytes: number): EntriesResult {
    this.#checkOpen();
    const { log } = this.#image.state;
    const failure = findReadFailure(log, { low, high });
    if (failure !== null) {
      return { kind: failure };
    }
    const start = low - log.firstIndex;
    return limitEntries(this.#image.entries.slice(start, start + high - low), maxBytes);
  }

  snapshot(): Snapshot {
    const { index, term, confState } = this.#image.state.applied;
    return { metadata: { index, term, confState }, data: EMPTY_BYTES };
  }

  async assign(assignment: IdentityAssignment): Promise<void> {
    await this.#write("assign", async () => {
      const { state } = this.#image;
      if (isSameAssignment(state.identity, assignment)) {
        return;
      }
      if (state.identity.kind === "assigned") {
        throw createIdentityConflict(state.identity, assignment);
      }
      this.#crashPoint("before-assign");
      await this.#commit({ ...this.#image, state: stateAssigned(state, assignment) }, true);
      this.#crashPoint("after-assign");
    });
  }

  async writeBatch(operations: PersistOperations): Promise<void> {
    await this.#write("writeBatch", async () => {
      const image = imagePersisted(this.#image, operations);
      this.#crashPoint("before-persist");
      await this.#commit(image, operations.mustSync);
      this.#crashPoint("after-persist-write");
      if (operations.snapshot !== null) {
        this.#sizes.clear();
      }
      this.#sizes.append(operations.entries);
    });
  }

  async apply(operations: ApplyOperations): Promise<void> {
    await this.#write("apply", async () => {
      const state = stateApplied(this.#image.state, operations);
      const rows = this.#image.rows.written(operations.stateWrites);
      this.#crashPoint("before-apply");
      await this.#commit({ ...this.#image, state, rows }, operations.confState !== null);
      this.#crashPoint("after-apply");
    });
  }

  async compact(index: LogIndex): Promise<void> {
    await this.#write("compact", async () => {
      const { state, entries, entryCount } = this.#image;
      if (index < state.log.firstIndex) {
        return;
      }
      const { term } = this.#entry(index);
      const kept = entries.slice(index + 1 - state.log.firstIndex, entryCount);
      await this.#commit(
        {
          ...this.#image,
          state: stateCompacted(state, { index, term }),
          entries: kept,
          entryCount: kept.length,
        },
        false,
      );
      this.#sizes.compact(index + 1);
    });
  }

  logSizes(): LogSizesView {
    return this.#sizes;
  }

  async stage(): Promise<StagedState> {
    this.#checkOpen();
    this.#generationHighest += 1;
    const generation = this.#generationHighest;
    await this.#writeStaged(generation, OrderedRows.EMPTY);
    return {
      generation,
      write: async (writes: readonly KeyValueWrite[]): Promise<void> => {
        const rows = this.#image.staged.get(generation);
        assert(rows !== undefined, `generation ${generation} is discarded or has become the state`);
        await this.#writeStaged(generation, rows.written(writes));
      },
      discard: async (): Promise<void> => {
        assert(
          generation !== this.#image.state.log.generation,
          `generation ${generation} has become the state`,
        );
        await this.#writeStaged(generation, null);
      },
    };
  }

  readRows({ keys, bytesMax }: RowsRequest): readonly RowRead[] {
    this.#checkOpen();
    const { rows } = this.#image;
    let bytes = 0;
    return keys.map((key) => {
      if (bytes >= bytesMax) {
        return undefined;
      }
      const value = rows.get(key);
      bytes += value?.byteLength ?? 0;
      return value;
    });
  }

  stateView(): KeyValueView & { readonly appliedIndex: LogIndex } {
    this.#checkOpen();
    return createView(this.#image.rows, this.#image.state.applied.index);
  }

  usage(): { readonly diskBytes: number; readonly memoryBytes: number } {
    const { entries, entryCount } = this.#image;
    let memoryBytes = 0;
    for (const entry of entries.slice(0, entryCount)) {
      memoryBytes += entryPayloadBytes(entry);
    }
    return { diskBytes: 0, memoryBytes };
  }

  close(): Promise<void> {
    if (!this.#closed) {
      this.#closed = true;
      this.#disk.release();
    }
    return Promise.resolve();
  }

  #entry(index: LogIndex): Entry {
    const entry = this.#image.entries[index - this.#image.state.log.firstIndex];
    assert(entry !== undefined, `entry ${index} must be in the log`);
    return entry;
  }

  async #write(name: string, write: () => Promise<void>): Promise<void> {
    this.#checkOpen();
    await this.#latch.exclusive(name, write);
  }

  /** What is read changes only when it is written. Rows staged meanwhile are kept. */
  async #commit(image: MemoryImage, sync: boolean): Promise<void> {
    this.#disk.begin({ ...image, staged: this.#image.staged });
    await this.#latch.run(() => this.#beforeWrite({ sync }));
    this.#disk.begin(null);
    const staged = new Map(this.#image.staged);
    staged.delete(image.state.log.generation);
    this.#image = { ...image, staged };
    this.#disk.write(this.#image, { sync });
  }

  async #writeStaged(generation: number, rows: OrderedRows | null): Promise<void> {
    this.#checkOpen();
    await this.#latch.run(async () => {
      await this.#beforeWrite({ sync: false });
      const staged = new Map(this.#image.staged);
      if (rows === null) {
        staged.delete(generation);
      } else {
        staged.set(generation, rows);
      }
      this.#image = { ...this.#image, staged };
      this.#disk.write(this.#image, { sync: false });
    });
  }

  #checkOpen(): void {
    if (this.#closed) {
      throw createClosedError();
    }
  }
}

function createImage(storeId: string): MemoryImage {
  return {
    state: createStoreState(storeId),
    entries: [],
    entryCount: 0,
    rows: OrderedRows.EMPTY,
    staged: new Map(),
  };
}

function imagePersisted(image: MemoryImage, operations: PersistOperations): MemoryImage {
  const state = statePersisted(image.state, operations);
  let { rows } = image;
  let entries = image.entries;
  let kept = image.entryCount;
  if (operations.snapshot !== null) {
    const staged = image.staged.get(operations.snapshot.generation);
    assert(
      staged !== undefined,
      `generation ${operations.snapshot.generation} was never staged, or is discarded`,
    );
    rows = staged;
    entries = [];
    kept = 0;
  }
  const first = operations.entries[0];
  if (first !== undefined) {
    kept = first.index - state.log.firstIndex;
    // Older images share the list: only one that ends where it ends may grow it.
    if (kept !== entries.length) {
      entries = entries.slice(0, kept);
    }
    entries.push(...operations.entries);
    kept = entries.length;
  }
  return { ...image, state, rows, entries, entryCount: kept };
}

function createView(
  rows: OrderedRows,
  appliedIndex: LogIndex,
): KeyValueView & { readonly appliedIndex: LogIndex } {
  let isOpen = true;
  const open = (): OrderedRows => {
    assert(isOpen, "a closed view must not be read");
    return rows;
  };
  return {
    appliedIndex,
    get: (key: Uint8Array): Uint8Array | null => open().get(key),
    scan: (range: ScanRange) => open().scan(range),
    close: (): void => {
      isOpen = false;
    },
  };
}
