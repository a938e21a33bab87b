import type { ColumnName } from "./key-layout.ts";
import type { ColumnMemory } from "./rocksdb-binding.ts";

const MEBIBYTE = 1024 * 1024;

/** Below it RocksDB would flush tiny files all the time. */
export const MEMORY_BUDGET_BYTES_MIN: number = 8 * MEBIBYTE;

/**
 * How a store shares out its memory. Memtables take most of it: what does not fit into them is written to files over and over. The
 * Raft state is a handful of records, and the log is read from the entry window, so only the state machine's rows get a real cache.
 */
export function shareMemory(budgetBytes: number): Readonly<Record<ColumnName, ColumnMemory>> {
  const share = (part: number, bytesMin: number): number =>
    Math.max(bytesMin, Math.floor(budgetBytes * part));
  return {
    default: { memtableBytes: share(0.05, MEBIBYTE / 2), cacheBytes: share(0.01, MEBIBYTE / 4) },
    log: { memtableBytes: share(0.35, MEBIBYTE), cacheBytes: share(0.04, MEBIBYTE / 4) },
    state: { memtableBytes: share(0.35, MEBIBYTE), cacheBytes: share(0.2, MEBIBYTE / 2) },
  };
}
