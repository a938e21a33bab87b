/** Where a test may kill the process: before and after each batch that must be atomic. */
export const STORAGE_CRASH_POINTS = [
  "before-persist",
  "after-persist-write",
  "before-apply",
  "after-apply",
  "before-assign",
  "after-assign",
] as const;

export type StorageCrashPoint = (typeof STORAGE_CRASH_POINTS)[number];
