import type { Entry, LogIndex, Term } from "../raft/types.ts";

/** The term of every entry of the retained log, as the first index of each term: a handful of numbers. */
export class TermRuns {
  /** Ascending in both. The first may start below the log's first index. */
  #runs: { readonly firstIndex: LogIndex; readonly term: Term }[] = [];

  /** Null below the first entry that was appended; above the last one, the last one's term. */
  at(index: LogIndex): Term | null {
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#runs[middle]?.firstIndex ?? 0) <= index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return this.#runs[low - 1]?.term ?? null;
  }

  /** Forgets what stood at and above the first one's index, then appends. */
  append(entries: readonly Entry[]): void {
    const first = entries[0];
    if (first === undefined) {
      return;
    }
    while ((this.#runs.at(-1)?.firstIndex ?? -1) >= first.index) {
      this.#runs.pop();
    }
    for (const { index, term } of entries) {
      if (this.#runs.at(-1)?.term !== term) {
        this.#runs.push({ firstIndex: index, term });
      }
    }
  }

  /** Forgets the terms of entries below `firstIndex`. */
  compact(firstIndex: LogIndex): void {
    const kept = this.#runs.findIndex((_, at) => {
      const next = this.#runs[at + 1];
      return next === undefined || next.firstIndex > firstIndex;
    });
    this.#runs.splice(0, Math.max(kept, 0));
  }

  clear(): void {
    this.#runs = [];
  }
}
