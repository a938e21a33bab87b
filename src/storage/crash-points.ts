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

/** Called at each point by name; the server kills its own process where RAFT_CRASH_AT names it. */
export type CrashPointHook = (name: StorageCrashPoint) => void;

export const NO_CRASH_POINTS: CrashPointHook = () => undefined;
