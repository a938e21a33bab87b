import {
  type ConfState,
  EMPTY_BYTES,
  type EntriesResult,
  type Entry,
  type HardState,
  INITIAL_HARD_STATE,
  type InitialState,
  type LogIndex,
  type RaftStorage,
  type Snapshot,
  type Term,
  type TermResult,
} from "../../src/raft/index.ts";

/** The log starts after a snapshot at this index and term, as etcd's tests do. */
const BASE: { readonly index: LogIndex; readonly term: Term } = { index: 1, term: 1 };

/** A durable log in an array, synchronous and without copies: the counterpart of etcd's MemoryStorage. */
export class MemoryLog implements RaftStorage {
  hardState: HardState = INITIAL_HARD_STATE;
  readonly #confState: ConfState;
  #entries: Entry[] = [];

  constructor(confState: ConfState) {
    this.#confState = confState;
  }

  initialState(): InitialState {
    return { hardState: this.hardState, confState: this.#confState };
  }

  entries(low: LogIndex, high: LogIndex, maxBytes: number): EntriesResult {
    if (low < this.firstIndex()) {
      return { kind: "compacted" };
    }
    if (high > this.lastIndex() + 1) {
      return { kind: "unavailable" };
    }
    const start = low - this.firstIndex();
    const end = high - this.firstIndex();
    let bytes = 0;
    let at = start;
    while (at < end) {
      const entry = this.#entries[at];
      bytes += entry === undefined ? 0 : entry.data.length + entry.context.length;
      if (bytes > maxBytes && at > start) {
        break;
      }
      at += 1;
    }
    return { kind: "entries", entries: this.#entries.slice(start, at) };
  }

  term(index: LogIndex): TermResult {
    if (index === BASE.index) {
      return { kind: "term", term: BASE.term };
    }
    if (index < BASE.index) {
      return { kind: "compacted" };
    }
    const entry = this.#entries[index - this.firstIndex()];
    return entry === undefined ? { kind: "unavailable" } : { kind: "term", term: entry.term };
  }

  firstIndex(): LogIndex {
    return BASE.index + 1;
  }

  lastIndex(): LogIndex {
    return BASE.index + this.#entries.length;
  }

  snapshot(): Snapshot {
    return { metadata: { ...BASE, confState: this.#confState }, data: EMPTY_BYTES };
  }

  append(entries: readonly Entry[]): void {
    const first = entries[0];
    if (first === undefined) {
      return;
    }
    const kept = first.index - this.firstIndex();
    if (kept < this.#entries.length) {
      this.#entries = this.#entries.slice(0, kept);
    }
    for (const entry of entries) {
      this.#entries.push(entry);
    }
  }

  /** Entries of one term after the snapshot, up to `count` of them; committed unless `commit` says less. */
  fill(log: {
    readonly count: number;
    readonly term: Term;
    readonly data: Uint8Array;
    readonly commit: LogIndex;
  }): void {
    const { term, data, commit } = log;
    for (let at = 0; at < log.count; at += 1) {
      const index = this.firstIndex() + at;
      this.#entries.push({ type: "normal", term, index, data, context: EMPTY_BYTES });
    }
    this.hardState = { term, vote: null, commit };
  }
}
