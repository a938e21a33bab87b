import type { ConfState, Entry, HardState, LogIndex, Snapshot, Term } from "./types.ts";

export interface InitialState {
  readonly hardState: HardState;
  readonly confState: ConfState;
}

/** `compacted`: below the first index kept. `unavailable`: above the last index. */
export type LogReadFailure = "compacted" | "unavailable";
export type TermResult =
  | { readonly kind: "term"; readonly term: Term }
  | { readonly kind: LogReadFailure };
export type EntriesResult =
  | { readonly kind: "entries"; readonly entries: readonly Entry[] }
  | { readonly kind: LogReadFailure };

/**
 * The synchronous read port of the algorithm onto the durable log; `storage/` extends it by the writes. It sees what was persisted,
 * nothing newer. A read that fails for another reason than those below throws, and that stops the node.
 */
export interface RaftStorage {
  initialState(): InitialState;
  /** Entries from `low` (inclusive) to `high` (exclusive), at least one, then as many as fit into `maxBytes` of payload. */
  entries(low: LogIndex, high: LogIndex, maxBytes: number): EntriesResult;
  /** Also answers for `firstIndex() - 1`, the last index of the snapshot that the log starts from. */
  term(index: LogIndex): TermResult;
  /** Index of the first entry kept; one above the snapshot's where none is. */
  firstIndex(): LogIndex;
  lastIndex(): LogIndex;
  /** The newest snapshot that can be sent, or null while it is being made: the algorithm asks again later. */
  snapshot(): Snapshot | null;
}
