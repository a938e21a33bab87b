import { assert } from "../utils/assert.ts";
import type { RaftLogger } from "./dependencies.ts";
import { countOfFitting, entryBytesOfAll, limitBytes, payloadBytesOfAll } from "./entry-size.ts";
import type { RaftStorage } from "./storage.ts";
import type { Entry, EntryId, LogIndex, Snapshot, Term } from "./types.ts";
import { UnstableLog } from "./unstable-log.ts";

export interface RaftLogOptions {
  readonly applied: LogIndex;
  readonly commit: LogIndex;
  /** Bytes of committed entries handed out and not applied. */
  readonly maxApplyingBytes: number;
}

const NO_ENTRIES: readonly Entry[] = [];

/** A page of committed entries that was handed out. */
interface Page {
  readonly lastIndex: LogIndex;
  readonly bytes: number;
  readonly payloadBytes: number;
}

/**
 * The whole log: what storage holds, then what is not durable yet.
 *
 * Invariants: applied <= applying <= committed <= lastIndex; every index above `firstIndex() - 1` up to `lastIndex()` has an entry.
 */
export class RaftLog {
  readonly unstable: UnstableLog;
  committed: LogIndex;
  /** The last index handed out to be applied. */
  applying: LogIndex;
  applied: LogIndex;
  readonly #storage: RaftStorage;
  readonly #logger: RaftLogger;
  readonly #maxApplyingBytes: number;
  readonly #pages: Page[] = [];
  #applyingBytes = 0;
  /** More is committed than the last page could hold, or the limit is reached. */
  #isApplyingPaused = false;

  constructor(
    options: RaftLogOptions,
    dependencies: { readonly storage: RaftStorage; readonly logger: RaftLogger },
  ) {
    this.#storage = dependencies.storage;
    this.#logger = dependencies.logger;
    this.#maxApplyingBytes = options.maxApplyingBytes;
    const first = this.#storage.firstIndex();
    const last = this.#storage.lastIndex();
    this.unstable = new UnstableLog(last + 1, this.#logger);
    // What a snapshot covers is committed, whatever the stored commit index says.
    this.committed = Math.max(options.commit, first - 1);
    this.applied = Math.max(options.applied, first - 1);
    this.applying = this.applied;
    assert(
      this.committed <= last,
      `the stored commit index ${options.commit} is above the last stored index ${last}`,
    );
    assert(
      this.applied <= this.committed,
      `the applied index ${options.applied} is above the stored commit index ${this.committed}`,
    );
  }

  firstIndex(): LogIndex {
    return this.unstable.firstIndex() ?? this.#storage.firstIndex();
  }

  lastIndex(): LogIndex {
    return this.unstable.lastIndex() ?? this.#storage.lastIndex();
  }

  /** Null where the entry is compacted or does not exist. */
  term(index: LogIndex): Term | null {
    const unstable = this.unstable.term(index);
    if (unstable !== null) {
      return unstable;
    }
    // The entry before the first one still has a term: a snapshot's, which an append after it is checked against.
    if (index + 1 < this.firstIndex() || index > this.lastIndex()) {
      return null;
    }
    const stored = this.#storage.term(index);
    return stored.kind === "term" ? stored.term : null;
  }

  lastEntryId(): EntryId {
    const index = this.lastIndex();
    const term = this.term(index);
    assert(term !== null, "the last entry, index {}, has no term", index);
    return { term, index };
  }

  matches(id: EntryId): boolean {
    return this.term(id.index) === id.term;
  }

  /** A candidate's log is up to date when it ends in a later term, or in the same term and is as long (Raft section 5.4.1). */
  isUpToDate(candidate: EntryId): boolean {
    const last = this.lastEntryId();
    return (
      candidate.term > last.term || (candidate.term === last.term && candidate.index >= last.index)
    );
  }

  /**
   * Appends what a leader sent, if it follows on `previous`, and takes its commit index as far as these entries reach.
   * Returns the last index that is known to agree with the leader's log, or null when `previous` is not in this log.
   */
  appendFromLeader(
    previous: EntryId,
    message: { readonly entries: readonly Entry[]; readonly commit: LogIndex },
  ): LogIndex | null {
    if (!this.matches(previous)) {
      return null;
    }
    const { entries } = message;
    const last = previous.index + entries.length;
    const conflict = this.#findConflict(entries);
    if (conflict !== null) {
      assert(
        conflict > this.committed,
        "entry {} conflicts with a committed entry [committed({})]",
        conflict,
        this.committed,
      );
      this.unstable.truncateAndAppend(entries.slice(conflict - previous.index - 1));
    }
    this.commitTo(Math.min(message.commit, last));
    return last;
  }

  /** Appends a leader's own entries. */
  append(entries: readonly Entry[]): void {
    const first = entries[0];
    if (first === undefined) {
      return;
    }
    assert(
      first.index > this.committed,
      "cannot replace entry {}: {} is committed",
      first.index,
      this.committed,
    );
    this.unstable.truncateAndAppend(entries);
  }

  /** The index of the first entry that is new here or has another term than the one here; null when all are here. */
  #findConflict(entries: readonly Entry[]): LogIndex | null {
    for (const entry of entries) {
      if (!this.matches(entry)) {
        if (entry.index <= this.lastIndex()) {
          this.#logger.info(
            `found conflict at index ${entry.index} [existing term: ${this.term(entry.index) ?? 0}, conflicting term: ${entry.term}]`,
          );
        }
        return entry.index;
      }
    }
    return null;
  }

  /**
   * The best guess at where this log and one that has `term` at `index` part: the highest index up to `index` whose term here is not
   * above `term`. Every entry after it is of a later term here than the other log can have there. Its term is 0 where it is not known.
   */
  findConflictByTerm(index: LogIndex, term: Term): EntryId {
    const mayAgree = (at: LogIndex): boolean => (this.term(at) ?? 0) <= term;
    if (mayAgree(index)) {
      return { index, term: this.term(index) ?? 0 };
    }
    // Terms never fall along a log, and those of compacted entries count as not known: halving the range asks for a few of them, not for all.
    let low = 0;
    let high = index;
    while (high - low > 1) {
      const middle = low + Math.floor((high - low) / 2);
      if (mayAgree(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return { index: low, term: low === 0 ? 0 : (this.term(low) ?? 0) };
  }

  commitTo(index: LogIndex): void {
    if (index > this.committed) {
      const last = this.lastIndex();
      assert(
        index <= last,
        "told to commit {}, but the last index is {}: this node has lost a part of its log",
        index,
        last,
      );
      this.committed = index;
    }
  }

  /** Only an entry of the leader's own term is committed by counting (Raft section 5.4.2). */
  maybeCommit(id: EntryId): boolean {
    if (id.term === 0 || id.index <= this.committed || !this.matches(id)) {
      return false;
    }
    this.commitTo(id.index);
    return true;
  }

  /** Replaces the whole log by a snapshot that is not installed yet. */
  restore(snapshot: Snapshot): void {
    const { index, term } = snapshot.metadata;
    this.#logger.info(
      `log [${this.describe()}] starts to restore snapshot [index: ${index}, term: ${term}]`,
    );
    this.committed = index;
    this.unstable.restore(snapshot);
  }

  describe(): string {
    const { unstable } = this;
    return `committed=${this.committed}, applied=${this.applied}, applying=${this.applying}, unstable.offset=${unstable.offset}, unstable.offsetInProgress=${unstable.offsetInProgress}, len(unstable.Entries)=${unstable.length}`;
  }

  /**
   * What may be handed out to be applied, one page. Entries that are not durable here only if `allowUnstable`.
   */
  nextCommittedEntries(allowUnstable: boolean): readonly Entry[] {
    if (!this.hasNextCommittedEntries(allowUnstable)) {
      return NO_ENTRIES;
    }
    return this.slice(
      { low: this.applying + 1, high: this.#maxAppliable(allowUnstable) + 1 },
      this.#maxApplyingBytes - this.#applyingBytes,
    );
  }

  hasNextCommittedEntries(allowUnstable: boolean): boolean {
    // A snapshot comes before the entries that follow it.
    return (
      !this.#isApplyingPaused &&
      this.unstable.snapshot === null &&
      this.#maxAppliable(allowUnstable) > this.applying
    );
  }

  #maxAppliable(allowUnstable: boolean): LogIndex {
    return allowUnstable ? this.committed : Math.min(this.committed, this.unstable.offset - 1);
  }

  /** `entries` were handed out. */
  acceptApplying(entries: readonly Entry[], allowUnstable: boolean): void {
    const last = entries.at(-1);
    if (last === undefined) {
      return;
    }
    const bytes = entryBytesOfAll(entries);
    this.#pages.push({
      lastIndex: last.index,
      bytes,
      payloadBytes: payloadBytesOfAll(entries),
    });
    this.applying = last.index;
    this.#applyingBytes += bytes;
    this.#isApplyingPaused =
      this.#applyingBytes >= this.#maxApplyingBytes ||
      last.index < this.#maxAppliable(allowUnstable);
  }

  /** Returns the payload bytes of the pages that are applied whole. */
  appliedTo(index: LogIndex): number {
    assert(
      index >= this.applied && index <= this.committed,
      "applied({}) is out of range [applied({}), committed({})]",
      index,
      this.applied,
      this.committed,
    );
    this.applied = index;
    this.applying = Math.max(this.applying, index);
    let payload = 0;
    let done = 0;
    for (const page of this.#pages) {
      if (page.lastIndex > index) {
        break;
      }
      payload += page.payloadBytes;
      this.#applyingBytes -= page.bytes;
      done += 1;
    }
    this.#pages.splice(0, done);
    this.#isApplyingPaused = this.#applyingBytes >= this.#maxApplyingBytes;
    return payload;
  }

  /** Entries from `low` to the end, as many as fit; null when `low` is compacted. */
  entriesFrom(low: LogIndex, maxBytes: number): readonly Entry[] | null {
    const last = this.lastIndex();
    if (low > last) {
      return NO_ENTRIES;
    }
    return low < this.firstIndex() ? null : this.slice({ low, high: last + 1 }, maxBytes);
  }

  /** Entries from `low` to `high` (exclusive), at least one, as many as fit. */
  slice(
    range: { readonly low: LogIndex; readonly high: LogIndex },
    maxBytes: number,
  ): readonly Entry[] {
    const { low, high } = range;
    const first = this.firstIndex();
    const last = this.lastIndex();
    assert(
      low >= first && low < high && high <= last + 1,
      "entries {} to {} are outside of the log, {} to {}",
      low,
      high,
      first,
      last,
    );
    const { offset } = this.unstable;
    if (low >= offset) {
      return this.unstable.slice(range, maxBytes);
    }
    const storedEnd = Math.min(high, offset);
    // Not the whole rest: a storage may read what it is asked for before it looks at sizes, and a peer that lacks all would have it read once a message.
    const readEnd = Math.min(storedEnd, low + countOfFitting(maxBytes));
    const read = this.#storage.entries(low, readEnd, maxBytes);
    assert(
      read.kind === "entries",
      "entries {} to {} cannot be read from storage: {}",
      low,
      readEnd,
      read.kind,
    );
    // The sizes of this room decide: a storage that returns more must not make pages or messages larger.
    const stored = limitBytes(read.entries, maxBytes);
    if (storedEnd === high || low + stored.length < storedEnd) {
      return stored;
    }
    const room = maxBytes - entryBytesOfAll(stored);
    if (room <= 0) {
      return stored;
    }
    const unstable = this.unstable.slice({ low: offset, high }, room);
    // One entry comes whether it fits or not: here one is there already.
    return entryBytesOfAll(unstable) > room ? stored : [...stored, ...unstable];
  }

  /** Null while storage is making one. */
  snapshot(): Snapshot | null {
    return this.unstable.snapshot ?? this.#storage.snapshot();
  }
}
