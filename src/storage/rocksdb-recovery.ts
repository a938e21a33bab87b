import { randomUUID } from "node:crypto";
import type { EntryWindow } from "./entry-window.ts";
import type { LogSizes } from "./log-sizes.ts";
import { generationKey } from "./key-layout.ts";
import { createRecordCorruption } from "./record-codec.ts";
import type { KeyRange, RocksDb } from "./rocksdb-binding.ts";
import { compactedRange, readEntries } from "./rocksdb-log.ts";
import { recordOperations } from "./rocksdb-records.ts";
import { createStoreState, type StoreState } from "./store-state.ts";
import { TermRuns } from "./term-runs.ts";

// What happens once, when a store is opened.

/** A new volume: its records, with a store id of its own, durable before anyone hears of it. */
export function createStore(db: RocksDb): StoreState {
  const state = createStoreState(randomUUID());
  db.write(recordOperations(null, state), { sync: true });
  return state;
}

/** Reads and checks the whole log once: its terms and sizes are kept, and its newest entries in the window. */
export function readLog(
  db: RocksDb,
  { log }: StoreState,
  { window, sizes }: { readonly window: EntryWindow; readonly sizes: LogSizes },
): TermRuns {
  const termRuns = new TermRuns();
  let term = log.previousTerm;
  const range = { low: log.firstIndex, high: log.lastIndex + 1 };
  for (const entry of readEntries(db, log.generation, range)) {
    if (entry.term < term) {
      throw createRecordCorruption(
        `log entry ${entry.index}`,
        `its term ${entry.term} is below ${term}, the term before it`,
        { index: entry.index },
      );
    }
    term = entry.term;
    termRuns.append([entry]);
    window.append([entry]);
    sizes.append([entry]);
  }
  return termRuns;
}

/** Rows and entries of other generations, and entries that a compaction cut off by a crash has left. */
export function deleteLeftovers(db: RocksDb, { log }: StoreState): void {
  const ranges = [
    ...generationRanges(0, log.generation),
    ...generationRanges(log.generation + 1, 0xffff_ffff),
    compactedRange(db, log),
  ];
  for (const range of ranges) {
    if (db.query(range, { limit: 1 }).length > 0) {
      db.deleteRange(range);
    }
  }
}

/** All keys of the generations from `first` up to but not including `end`. */
export function generationRanges(first: number, end: number): readonly KeyRange[] {
  const range = { start: generationKey(first), end: generationKey(end) };
  return [
    { column: "log", ...range },
    { column: "state", ...range },
  ];
}
