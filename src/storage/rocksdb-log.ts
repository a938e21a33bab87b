import type { Entry, LogIndex } from "../raft/types.ts";
import { decodeRun, encodeRun, entryRecordBytes } from "./entry-codec.ts";
import { fromLogKey, generationKey, logKey } from "./key-layout.ts";
import { createRecordCorruption } from "./record-codec.ts";
import type { KeyRange, RocksDb, StoredRow, WriteOperation } from "./rocksdb-binding.ts";
import type { LogBounds } from "./store-state.ts";

// The runs of entries in the log's column: how they are cut, found and read.

/** One value holds at most this much, or one entry: what is read to find a single entry in it. */
const RUN_BYTES_MAX = 256 * 1024;
/** Runs read ahead in one call: a cursor's next is cheap, and the reader may stop. */
const RUNS_PER_READ = 8;

/** The operations that append `entries`, which start where the truncated log ends. */
export function appendOperations(
  generation: number,
  entries: readonly Entry[],
): readonly WriteOperation[] {
  const operations: WriteOperation[] = [];
  let run: Entry[] = [];
  let runBytes = 0;
  const finishRun = (): void => {
    const first = run[0];
    if (first !== undefined) {
      const key = logKey(generation, first.index);
      operations.push({ column: "log", key, value: encodeRun(run) });
    }
    run = [];
    runBytes = 0;
  };
  for (const entry of entries) {
    const recordBytes = entryRecordBytes(entry);
    if (runBytes + recordBytes > RUN_BYTES_MAX) {
      finishRun();
    }
    run.push(entry);
    runBytes += recordBytes;
  }
  finishRun();
  return operations;
}

/** The operations that remove the entries from `from` on: whole runs, and the end of the run that `from` stands in. */
export function truncateOperations(
  db: RocksDb,
  bounds: LogBounds,
  from: LogIndex,
): readonly WriteOperation[] {
  const { generation, lastIndex } = bounds;
  const operations: WriteOperation[] = [];
  const tail = {
    column: "log",
    start: logKey(generation, from),
    end: logKey(generation, lastIndex + 1),
  } as const;
  for (const key of db.queryKeys(tail)) {
    operations.push({ column: "log", key, value: null });
  }
  if (from > bounds.firstIndex) {
    const run = findRun(db, generation, from - 1);
    const entries = decodeRun(run.value, run.firstIndex);
    const kept = entries.slice(0, from - run.firstIndex);
    if (kept.length < entries.length) {
      operations.push({ column: "log", key: run.key, value: encodeRun(kept) });
    }
  }
  return operations;
}

/** All keys of the generation below the run that `firstIndex` stands in, or all where the log is empty. */
export function compactedRange(db: RocksDb, bounds: LogBounds): KeyRange {
  const { generation, firstIndex, lastIndex } = bounds;
  const end =
    firstIndex > lastIndex
      ? logKey(generation, firstIndex)
      : findRun(db, generation, firstIndex).key;
  return { column: "log", start: generationKey(generation), end };
}

function findRun(
  db: RocksDb,
  generation: number,
  index: LogIndex,
): StoredRow & { readonly firstIndex: LogIndex } {
  const [row] = db.query(
    { column: "log", start: generationKey(generation), end: logKey(generation, index + 1) },
    { limit: 1, reverse: true },
  );
  if (row === undefined) {
    throw createRecordCorruption(`log entry ${index}`, "it is missing", { index });
  }
  return { ...row, firstIndex: fromLogKey(row.key) };
}

/**
 * The entries of `[low, high)`, which the log has, read as far as the caller goes on.
 *
 * @throws StorageError CORRUPTION naming the first entry that is missing or fails its check.
 */
export function* readEntries(
  db: RocksDb,
  generation: number,
  { low, high }: { readonly low: LogIndex; readonly high: LogIndex },
): Generator<Entry, void, undefined> {
  if (low >= high) {
    return;
  }
  const first = findRun(db, generation, low);
  let next = low;
  const cursor = db.openCursor(
    { column: "log", start: first.key, end: logKey(generation, high) },
    { reverse: false },
  );
  try {
    for (let rows = cursor.next(1); rows.length > 0; rows = cursor.next(RUNS_PER_READ)) {
      for (const { key, value } of rows) {
        const runIndex = fromLogKey(key);
        const entries = decodeRun(value, runIndex);
        if (runIndex > next || runIndex + entries.length <= next) {
          throw createRecordCorruption(`log entry ${next}`, "it is missing", { index: next });
        }
        for (const entry of entries.slice(next - runIndex, high - runIndex)) {
          yield entry;
          next += 1;
        }
      }
    }
  } finally {
    cursor.close();
  }
  if (next < high) {
    throw createRecordCorruption(`log entry ${next}`, "it is missing", { index: next });
  }
}
