import type { EntriesResult, InitialState, TermResult } from "../../src/raft/storage.ts";
import type { LogIndex, Snapshot } from "../../src/raft/types.ts";
import { MemoryDisk, type MemoryImage } from "../../src/storage/memory-disk.ts";
import { MemoryStorage } from "../../src/storage/memory-storage.ts";
import type {
  ApplyOperations,
  IdentityAssignment,
  LogSizesView,
  MemberBook,
  PersistOperations,
  StagedState,
  Storage,
  StoreIdentity,
} from "../../src/storage/types.ts";
import { createStoreState, stateAssigned } from "../../src/storage/store-state.ts";
import { StorageError } from "../../src/storage/types.ts";
import type {
  KeyValueView,
  KeyValueWrite,
  RowRead,
  RowsRequest,
} from "../../src/utils/key-value.ts";
import { OrderedRows } from "../../src/utils/ordered-rows.ts";
import type { Random } from "../support/random.ts";

/** `failing`: the next write ends all writing of this life. `full`: every write does, until it is good again. */
export type VolumeHealth = "good" | "failing" | "full";

export interface SimVolumeOptions {
  readonly storeId: string;
  /** Of a sync, on average. */
  readonly syncMeanUs: number;
  /** Percent of the writes without a sync that take time at all. */
  readonly slowWritePercent: number;
}

/** What of the process that has a volume open matters to it. */
export interface VolumeUser {
  readonly isDead: boolean;
  sleep(delayUs: number): Promise<void>;
}

/** Told of each write, before the store is asked and after it has written. */
export interface StorageObserver {
  persisting(operations: PersistOperations): void;
  persisted(operations: PersistOperations): void;
  applying(operations: ApplyOperations): void;
  applied(operations: ApplyOperations): void;
  compacted(index: LogIndex): void;
}

/** A disk that outlives its processes. What was written and not synced may be gone after a crash, a suffix of whole batches. */
export class SimVolume {
  readonly storeId: string;
  readonly #options: SimVolumeOptions;
  readonly #random: Random;
  #disk = new MemoryDisk();
  health: VolumeHealth = "good";
  /** How much slower than usual. */
  slowness = 1;

  constructor(options: SimVolumeOptions, dependencies: { readonly random: Random }) {
    this.storeId = options.storeId;
    this.#options = options;
    this.#random = dependencies.random;
  }

  /** What no crash can take away. */
  get durable(): MemoryImage | null {
    return this.#disk.durable;
  }

  /** What was written last. */
  get written(): MemoryImage | null {
    return this.#disk.image;
  }

  get identity(): StoreIdentity {
    return this.#disk.image?.state.identity ?? { kind: "unassigned", storeId: this.storeId };
  }

  /** Gives an empty volume its identity before anybody runs on it, as if that had been long ago. */
  assign(assignment: IdentityAssignment): void {
    this.#disk.write(
      {
        state: stateAssigned(createStoreState(this.storeId), assignment),
        entries: [],
        entryCount: 0,
        rows: OrderedRows.EMPTY,
        staged: new Map(),
      },
      { sync: true },
    );
  }

  open(user: VolumeUser, observer: StorageObserver): SimStorage {
    const inner = new MemoryStorage(
      { disk: this.#disk, storeId: this.storeId },
      { beforeWrite: async ({ sync }) => await this.#write(user, sync) },
    );
    return new SimStorage(inner, { user, observer });
  }

  /** The process has died. Returns how many unsynced writes are gone. */
  crash(): number {
    const { unsyncedCount } = this.#disk;
    const unsyncedKept = this.#random.weighted([
      [4, 0],
      [3, this.#random.below(unsyncedCount + 1)],
      [3, unsyncedCount],
    ]);
    this.#disk.crash({ unsyncedKept, inFlightKept: this.#random.chance(50) });
    // What the dead life still holds is not this disk any more.
    const { durable } = this.#disk;
    this.#disk = new MemoryDisk();
    if (durable !== null) {
      this.#disk.write(durable, { sync: true });
    }
    return unsyncedCount - unsyncedKept;
  }

  async #write(user: VolumeUser, sync: boolean): Promise<void> {
    const { syncMeanUs, slowWritePercent } = this.#options;
    if (sync || this.#random.chance(slowWritePercent)) {
      await user.sleep((1 + this.#random.exponential(syncMeanUs)) * this.slowness);
    }
    const { health } = this;
    if (health === "good") {
      return;
    }
    if (health === "failing") {
      this.health = "good";
      throw new StorageError("the simulated disk has failed a write", { code: "WRITE_FAILED" });
    }
    throw new StorageError("the simulated disk is full", { code: "DISK_FULL" });
  }
}

/** A process's view of its volume; nothing is written any more once the process is dead. */
export class SimStorage implements Storage {
  readonly inner: MemoryStorage;
  readonly #user: VolumeUser;
  readonly #observer: StorageObserver;

  constructor(
    inner: MemoryStorage,
    dependencies: { readonly user: VolumeUser; readonly observer: StorageObserver },
  ) {
    this.inner = inner;
    this.#user = dependencies.user;
    this.#observer = dependencies.observer;
  }

  identity(): StoreIdentity {
    return this.inner.identity();
  }
  initialState(): InitialState {
    return this.inner.initialState();
  }
  entries(low: LogIndex, high: LogIndex, maxBytes: number): EntriesResult {
    return this.inner.entries(low, high, maxBytes);
  }
  term(index: LogIndex): TermResult {
    return this.inner.term(index);
  }
  firstIndex(): LogIndex {
    return this.inner.firstIndex();
  }
  lastIndex(): LogIndex {
    return this.inner.lastIndex();
  }
  snapshot(): Snapshot | null {
    return this.inner.snapshot();
  }
  memberBook(): MemberBook {
    return this.inner.memberBook();
  }
  appliedIndex(): LogIndex {
    return this.inner.appliedIndex();
  }
  readRows(request: RowsRequest): readonly RowRead[] {
    return this.inner.readRows(request);
  }
  stateView(): KeyValueView & { readonly appliedIndex: LogIndex } {
    return this.inner.stateView();
  }
  logSizes(): LogSizesView {
    return this.inner.logSizes();
  }
  usage(): { readonly diskBytes: number; readonly memoryBytes: number } {
    return this.inner.usage();
  }
  close(): Promise<void> {
    return this.#user.isDead ? Promise.resolve() : this.inner.close();
  }

  async assign(assignment: IdentityAssignment): Promise<void> {
    await this.#write(() => this.inner.assign(assignment));
  }

  async writeBatch(operations: PersistOperations): Promise<void> {
    this.#observer.persisting(operations);
    await this.#write(() => this.inner.writeBatch(operations));
    this.#observer.persisted(operations);
  }

  async apply(operations: ApplyOperations): Promise<void> {
    this.#observer.applying(operations);
    await this.#write(() => this.inner.apply(operations));
    this.#observer.applied(operations);
  }

  async compact(index: LogIndex): Promise<void> {
    await this.#write(() => this.inner.compact(index));
    this.#observer.compacted(index);
  }

  async stage(): Promise<StagedState> {
    const staged = await this.#write(() => this.inner.stage());
    return {
      generation: staged.generation,
      write: (writes: readonly KeyValueWrite[]) => this.#write(() => staged.write(writes)),
      discard: () => this.#write(() => staged.discard()),
    };
  }

  /** A dead process waits for ever: it is not there to be told anything. */
  async #write<T>(write: () => Promise<T>): Promise<T> {
    if (!this.#user.isDead) {
      const written = await write();
      if (!this.#user.isDead) {
        return written;
      }
    }
    return await new Promise<T>(() => undefined);
  }
}
