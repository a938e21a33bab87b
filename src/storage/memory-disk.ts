import type { Entry } from "../raft/types.ts";
import { assert } from "../utils/assert.ts";
import type { OrderedRows } from "../utils/ordered-rows.ts";
import type { StoreState } from "./store-state.ts";

/** All that a MemoryStorage holds at one moment; immutable, so that any moment can be gone back to. */
export interface MemoryImage {
  readonly state: StoreState;
  /** Only the first `entryCount` belong to this image: a later one may have appended to the same list. */
  readonly entries: Entry[];
  readonly entryCount: number;
  readonly rows: OrderedRows;
  /** By generation; nothing reads them before the switch. */
  readonly staged: ReadonlyMap<number, OrderedRows>;
}

/** Unsynced images kept at most; the oldest then counts as written back, as on any disk. */
const UNSYNCED_IMAGES_MAX = 1024;

/**
 * The medium under a MemoryStorage: it outlives the store that is open on it, and forgets what was not synced when it crashes. For
 * tests and simulation.
 */
export class MemoryDisk {
  #durable: MemoryImage | null = null;
  #unsynced: MemoryImage[] = [];
  #inFlight: MemoryImage | null = null;
  #isOpen = false;

  /** What was written last, or null on a new disk. */
  get image(): MemoryImage | null {
    return this.#unsynced.at(-1) ?? this.#durable;
  }

  /** What no crash can take away any more, or null on a new disk. */
  get durable(): MemoryImage | null {
    return this.#durable;
  }

  /** What a write that has begun and not ended will lead to; a crash may find it on the medium, as a whole. */
  get inFlight(): MemoryImage | null {
    return this.#inFlight;
  }

  /** Writes that a crash may take away. */
  get unsyncedCount(): number {
    return this.#unsynced.length;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  acquire(): void {
    assert(!this.#isOpen, "a memory disk is open in one store at a time");
    this.#isOpen = true;
  }

  release(): void {
    this.#isOpen = false;
  }

  /** A write begins that leads to `image`; null: it has ended. */
  begin(image: MemoryImage | null): void {
    this.#inFlight = image;
  }

  write(image: MemoryImage, { sync }: { readonly sync: boolean }): void {
    if (sync) {
      this.#durable = image;
      this.#unsynced = [];
      return;
    }
    this.#unsynced.push(image);
    if (this.#unsynced.length > UNSYNCED_IMAGES_MAX) {
      this.#durable = this.#unsynced.shift() ?? this.#durable;
    }
  }

  /**
   * The process is killed, or the power fails: of the unsynced writes the oldest `unsyncedKept` survive, in order and each as a
   * whole, as those of a write-ahead log do; where all of them do, the write in flight may as well. The store that was open on it must not be used any more.
   */
  crash({
    unsyncedKept,
    inFlightKept = false,
  }: {
    readonly unsyncedKept: number;
    readonly inFlightKept?: boolean;
  }): void {
    const kept = this.#unsynced.slice(0, unsyncedKept);
    const isWhole = kept.length === this.#unsynced.length;
    this.#durable =
      (inFlightKept && isWhole ? this.#inFlight : null) ?? kept.at(-1) ?? this.#durable;
    this.#unsynced = [];
    this.#inFlight = null;
    this.#isOpen = false;
  }
}
