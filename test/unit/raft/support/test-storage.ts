import type {
  ConfState,
  EntriesResult,
  Entry,
  HardState,
  InitialState,
  LogIndex,
  RaftStorage,
  Snapshot,
  TermResult,
} from "../../../../src/raft/index.ts";
import { EMPTY_BYTES, EMPTY_CONF_STATE, INITIAL_HARD_STATE } from "../../../../src/raft/index.ts";

/** A durable log as plain as can be: an array that starts after a snapshot. */
export class TestStorage implements RaftStorage {
  hardState: HardState = INITIAL_HARD_STATE;
  /** What the log starts after. */
  base: Snapshot = {
    metadata: { index: 0, term: 0, confState: EMPTY_CONF_STATE },
    data: EMPTY_BYTES,
  };
  log: Entry[] = [];
  confState: ConfState = EMPTY_CONF_STATE;
  /** What `snapshot()` gives; null while one is being made. */
  sendable: () => Snapshot | null = () => this.base;

  initialState(): InitialState {
    return { hardState: this.hardState, confState: this.confState };
  }

  entries(low: LogIndex, high: LogIndex, maxBytes: number): EntriesResult {
    if (low < this.firstIndex()) {
      return { kind: "compacted" };
    }
    if (high > this.lastIndex() + 1) {
      return { kind: "unavailable" };
    }
    const entries: Entry[] = [];
    let bytes = 0;
    for (const entry of this.log.slice(low - this.firstIndex(), high - this.firstIndex())) {
      bytes += entry.data.length + entry.context.length;
      if (bytes > maxBytes && entries.length > 0) {
        break;
      }
      entries.push(entry);
    }
    return { kind: "entries", entries };
  }

  term(index: LogIndex): TermResult {
    const { metadata } = this.base;
    if (index === metadata.index) {
      return { kind: "term", term: metadata.term };
    }
    if (index < metadata.index) {
      return { kind: "compacted" };
    }
    const entry = this.log[index - this.firstIndex()];
    return entry === undefined ? { kind: "unavailable" } : { kind: "term", term: entry.term };
  }

  firstIndex(): LogIndex {
    return this.base.metadata.index + 1;
  }

  lastIndex(): LogIndex {
    return this.base.metadata.index + this.log.length;
  }

  snapshot(): Snapshot | null {
    return this.sendable();
  }

  append(entries: readonly Entry[]): void {
    const first = entries[0];
    if (first !== undefined) {
      this.log = [...this.log.slice(0, first.index - this.firstIndex()), ...entries];
    }
  }

  applySnapshot(snapshot: Snapshot): void {
    this.base = snapshot;
    this.log = [];
    this.confState = snapshot.metadata.confState;
  }

  /** Drops everything up to `index`. */
  compact(index: LogIndex): void {
    const term = this.term(index);
    if (term.kind !== "term") {
      throw new Error(`cannot compact to ${index}: ${term.kind}`);
    }
    this.log = this.log.slice(index + 1 - this.firstIndex());
    this.base = {
      metadata: { index, term: term.term, confState: this.confState },
      data: this.base.data,
    };
  }
}
