import { assert, assertNever } from "../utils/assert.ts";
import { Inflights } from "./inflights.ts";
import type { OpenAppend } from "./replication.ts";
import type { LogIndex } from "./types.ts";

/**
 * What a leader knows of one peer. Transitions:
 *
 *   probe      -> replicate   it acknowledged an append
 *   replicate  -> probe       it rejected one, or was reported unreachable
 *   any        -> snapshot    the entry that it needs next is compacted
 *   snapshot   -> probe       reported finished (next after the snapshot) or failed (next after match)
 *   snapshot   -> replicate   it acknowledged an index from which the log can go on
 */
export type ProgressState =
  /** Where the logs part is not known: one append a round trip. `isPaused` while one is on its way. */
  | { readonly name: "probe"; isPaused: boolean }
  /** Appends are sent ahead of their acknowledgements. `isPaused` when the window is full. */
  | { readonly name: "replicate"; isPaused: boolean }
  /** A snapshot is on its way: no appends. */
  | { readonly name: "snapshot"; readonly pendingIndex: LogIndex };

export interface ProgressOptions {
  readonly match: LogIndex;
  readonly next: LogIndex;
  readonly isLearner: boolean;
  readonly recentActive: boolean;
  readonly maxInflightMessages: number;
  readonly maxInflightBytes: number;
}

/** Invariant: `match < next`, and every entry below `next` was sent or is known to be there. */
export class Progress {
  match: LogIndex;
  next: LogIndex;
  isLearner: boolean;
  /** Heard from since the last check of the quorum. */
  recentActive: boolean;
  state: ProgressState = { name: "probe", isPaused: false };
  /** The highest number of a read that it has confirmed. */
  ackedRead = 0;
  /** raft-rs: it asked for a snapshot at or above this index; 0 for none. */
  requestedSnapshot: LogIndex = 0;
  /** Belongs to the present state: a message of an earlier one is not in the window. */
  openAppend: OpenAppend | null = null;
  readonly inflights: Inflights;
  /** The highest commit index sent to it, as far as it may have used it. */
  #sentCommit: LogIndex = 0;

  constructor(options: ProgressOptions) {
    this.match = options.match;
    this.next = options.next;
    this.isLearner = options.isLearner;
    this.recentActive = options.recentActive;
    this.inflights = new Inflights({
      countMax: options.maxInflightMessages,
      bytesMax: options.maxInflightBytes,
    });
  }

  becomeProbe(): void {
    const pending = this.state.name === "snapshot" ? this.state.pendingIndex : 0;
    this.next = Math.max(this.match + 1, pending + 1);
    this.#enter({ name: "probe", isPaused: false });
    this.#sentCommit = Math.min(this.#sentCommit, this.next - 1);
  }

  becomeReplicate(): void {
    this.next = this.match + 1;
    this.#enter({ name: "replicate", isPaused: false });
  }

  becomeSnapshot(index: LogIndex): void {
    this.next = index + 1;
    this.requestedSnapshot = 0;
    this.#enter({ name: "snapshot", pendingIndex: index });
    this.#sentCommit = index;
  }

  /** The snapshot did not arrive: start again from what is known to be there. */
  abortSnapshot(): void {
    this.#enter({ name: "probe", isPaused: false });
    this.becomeProbe();
  }

  isPaused(): boolean {
    return this.state.name === "snapshot" || this.state.isPaused;
  }

  pause(): void {
    if (this.state.name !== "snapshot") {
      this.state.isPaused = true;
    }
  }

  resume(): void {
    if (this.state.name !== "snapshot") {
      this.state.isPaused = false;
    }
  }

  /** An append message was made for it, empty or not. */
  sentEntries(count: number, bytes: number): void {
    const state = this.state;
    switch (state.name) {
      case "replicate":
        if (count > 0) {
          this.next += count;
          this.inflights.add(this.next - 1, bytes);
        }
        // A message that fills the window, or that is sent while it is full, is a probe: wait for its answer or for a heartbeat's.
        state.isPaused = this.inflights.isFull();
        return;
      case "probe":
        if (count > 0) {
          state.isPaused = true;
        }
        return;
      case "snapshot":
        assert(false, "nothing is appended to a peer that waits for a snapshot");
        return;
      default:
        assertNever(state);
    }
  }

  /** Entries joined the newest append message, which has not left yet. */
  extendedEntries(count: number, bytes: number): void {
    this.next += count;
    this.inflights.extendNewest(this.next - 1, bytes);
    if (this.inflights.isFull()) {
      this.pause();
    }
  }

  sentCommit(commit: LogIndex): void {
    this.#sentCommit = commit;
  }

  /** True when telling it `commit` could move its own commit index: it has been sent entries that it does not know to be committed. */
  canBumpCommit(commit: LogIndex): boolean {
    return commit > this.#sentCommit && this.#sentCommit < this.next - 1;
  }

  /** It has everything up to `index`; false when that is no news. */
  acknowledge(index: LogIndex): boolean {
    if (index <= this.match) {
      return false;
    }
    this.match = index;
    this.next = Math.max(this.next, index + 1);
    this.resume();
    return true;
  }

  /** An acknowledgement of `match` again is what was waited for: of a probe, or of a snapshot that it asked for. */
  hasAnswered(): boolean {
    const { state } = this;
    return (
      state.name === "probe" || (state.name === "snapshot" && this.match >= state.pendingIndex)
    );
  }

  /**
   * It rejected an append after `rejected`; the logs may agree at `hint`. False when that answers an older message than the last one.
   */
  reject(rejected: LogIndex, hint: LogIndex): boolean {
    if (this.state.name === "replicate") {
      if (rejected <= this.match) {
        return false;
      }
      this.next = this.match + 1;
    } else {
      if (this.next - 1 !== rejected) {
        return false;
      }
      this.next = Math.max(Math.min(rejected, hint + 1), this.match + 1);
      this.resume();
    }
    this.#sentCommit = Math.min(this.#sentCommit, this.next - 1);
    return true;
  }

  #enter(state: ProgressState): void {
    this.state = state;
    this.inflights.reset();
    this.openAppend = null;
  }
}
