import { assert } from "../utils/assert.ts";
import type { RaftLogger } from "./dependencies.ts";
import { endOfFitting } from "./entry-size.ts";
import type { Entry, EntryId, LogIndex, Snapshot, Term } from "./types.ts";

const NO_ENTRIES: readonly Entry[] = [];

/**
 * The end of the log that is not known to be durable, and a received snapshot that is not installed yet.
 *
 *   storage ... offset-1 | offset ... offsetInProgress-1 | offsetInProgress ...
 *    durable             | handed out, not acknowledged   | to be handed out
 */
export class UnstableLog {
  /** Index of the first entry here, whether there is one or not. */
  offset: LogIndex;
  offsetInProgress: LogIndex;
  snapshot: Snapshot | null = null;
  snapshotInProgress = false;
  #entries: Entry[] = [];
  readonly #logger: RaftLogger;

  constructor(offset: LogIndex, logger: RaftLogger) {
    this.offset = offset;
    this.offsetInProgress = offset;
    this.#logger = logger;
  }

  get length(): number {
    return this.#entries.length;
  }

  /** The first index of a log that starts from a snapshot held here. */
  firstIndex(): LogIndex | null {
    return this.snapshot === null ? null : this.snapshot.metadata.index + 1;
  }

  lastIndex(): LogIndex | null {
    if (this.#entries.length > 0) {
      return this.offset + this.#entries.length - 1;
    }
    return this.snapshot === null ? null : this.snapshot.metadata.index;
  }

  term(index: LogIndex): Term | null {
    if (index < this.offset) {
      return this.snapshot?.metadata.index === index ? this.snapshot.metadata.term : null;
    }
    return this.#entries[index - this.offset]?.term ?? null;
  }

  /** What was not handed out yet. */
  nextEntries(): readonly Entry[] {
    return this.hasNextEntries()
      ? this.#entries.slice(this.offsetInProgress - this.offset)
      : NO_ENTRIES;
  }

  hasNextEntries(): boolean {
    return this.offset + this.#entries.length > this.offsetInProgress;
  }

  nextSnapshot(): Snapshot | null {
    return this.snapshotInProgress ? null : this.snapshot;
  }

  /** Everything here is on its way to the disk. */
  acceptInProgress(): void {
    this.offsetInProgress = this.offset + this.#entries.length;
    this.snapshotInProgress = this.snapshot !== null;
  }

  /**
   * Everything up to `id` is durable. An entry that was replaced since it was handed out has another term here, and stays.
   */
  stableTo(id: EntryId): void {
    const term = this.term(id.index);
    if (term === null) {
      this.#logger.info(`entry at index ${id.index} missing from unstable log; ignoring`);
      return;
    }
    if (id.index < this.offset) {
      this.#logger.info(`entry at index ${id.index} matched unstable snapshot; ignoring`);
      return;
    }
    if (term !== id.term) {
      this.#logger.info(
        `entry at (index,term)=(${id.index},${id.term}) mismatched with entry at (${id.index},${term}) in unstable log; ignoring`,
      );
      return;
    }
    this.#entries = this.#entries.slice(id.index + 1 - this.offset);
    this.offset = id.index + 1;
    this.offsetInProgress = Math.max(this.offsetInProgress, this.offset);
  }

  stableSnapshotTo(index: LogIndex): void {
    if (this.snapshot?.metadata.index === index) {
      this.snapshot = null;
      this.snapshotInProgress = false;
    }
  }

  /** The log is replaced by `snapshot`. */
  restore(snapshot: Snapshot): void {
    this.offset = snapshot.metadata.index + 1;
    this.offsetInProgress = this.offset;
    this.#entries = [];
    this.snapshot = snapshot;
    this.snapshotInProgress = false;
  }

  /** Appends `entries`, a run without gaps, after removing everything from its first index on. */
  truncateAndAppend(entries: readonly Entry[]): void {
    const first = entries[0]?.index ?? 0;
    const end = this.offset + this.#entries.length;
    if (first < end && first > this.offset) {
      this.#logger.info(`truncate the unstable entries before index ${first}`);
      this.#entries.length = first - this.offset;
      this.offsetInProgress = Math.min(this.offsetInProgress, first);
    } else if (first <= this.offset && first !== end) {
      // A part of the durable log is replaced as well: it is removed when these are persisted.
      this.#logger.info(`replace the unstable entries from index ${first}`);
      this.#entries = [];
      this.offset = first;
      this.offsetInProgress = first;
    }
    const last = this.offset + this.#entries.length - 1;
    assert(first === last + 1, "entries from {} leave a gap after index {}", first, last);
    for (const entry of entries) {
      this.#entries.push(entry);
    }
  }

  /** From `low` (inclusive) to `high` (exclusive), both within; at least one, as many as fit. */
  slice(
    range: { readonly low: LogIndex; readonly high: LogIndex },
    maxBytes: number,
  ): readonly Entry[] {
    const { low, high } = range;
    const last = this.offset + this.#entries.length - 1;
    assert(
      low >= this.offset && low <= high && high <= last + 1,
      "the unstable log has {} to {}, asked for {} to {}",
      this.offset,
      last,
      low,
      high,
    );
    const start = low - this.offset;
    const end = high - this.offset;
    return this.#entries.slice(start, endOfFitting(this.#entries, { start, end, maxBytes }));
  }
}
