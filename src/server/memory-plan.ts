const MIB = 1024 * 1024;

/** Of the limit: the rest is for buffers of sockets, the runtime, the binding's own structures and spikes. */
const PLANNED_SHARE = 0.7;
/** Less than this beside the heap and RocksDB flushes tiny files all the time. */
const CACHES_BYTES_MIN = 24 * MIB;
/** More brings nothing at the sizes of state that one node holds. */
const CACHES_BYTES_MAX = 768 * MIB;
/** What a heap that must share a small limit leaves to the caches. */
const CACHES_SHARE = 0.3;
export const SEMI_SPACE_MIB = 16;
/** V8 adds three semi-spaces to --max-old-space-size. */
const YOUNG_BYTES: number = 3 * SEMI_SPACE_MIB * MIB;
/** A node under load collects garbage all the time below this. */
const OLD_BYTES_MIN = 48 * MIB;

/** No plan keeps its promise below this limit. */
export const MEMORY_LIMIT_MIB_MIN = 192;

export interface MemoryPlan {
  readonly limitBytes: number;
  readonly heapBytes: number;
  /** RocksDB's memtables and block caches. */
  readonly databaseBytes: number;
  /** Recent log entries in memory. */
  readonly entryWindowBytes: number;
  /** The key-value machine's latest records. */
  readonly recordCacheBytes: number;
}

export type MemoryPlanResult =
  | { readonly kind: "plan"; readonly plan: MemoryPlan }
  /**
   * The heap may grow over its share. Its limit is fixed when Node.js starts: `oldSpaceMib` is the --max-old-space-size to start with. `plan` is the best
   * that this process can do.
   */
  | { readonly kind: "heapTooLarge"; readonly oldSpaceMib: number; readonly plan: MemoryPlan }
  /** A sentence. */
  | { readonly kind: "limitTooSmall"; readonly problem: string };

/** Shares memory out so that heap, memtables and caches together stay under 70 % of the limit. */
export function planMemory(facts: {
  readonly limitBytes: number;
  readonly heapLimitBytes: number;
}): MemoryPlanResult {
  const { limitBytes, heapLimitBytes } = facts;
  if (limitBytes < MEMORY_LIMIT_MIB_MIN * MIB) {
    return {
      kind: "limitTooSmall",
      problem: `a memory limit of ${toMib(limitBytes)} MiB is too small for a node: at least ${MEMORY_LIMIT_MIB_MIN} MiB are needed`,
    };
  }
  const budgetBytes = Math.floor(limitBytes * PLANNED_SHARE);
  const restBytes = budgetBytes - heapLimitBytes;
  if (restBytes < CACHES_BYTES_MIN) {
    const cachesBytes = Math.max(CACHES_BYTES_MIN, Math.floor(budgetBytes * CACHES_SHARE));
    const oldBytes = Math.max(OLD_BYTES_MIN, budgetBytes - cachesBytes - YOUNG_BYTES);
    return {
      kind: "heapTooLarge",
      oldSpaceMib: toMib(oldBytes),
      plan: shareCaches(CACHES_BYTES_MIN, { limitBytes, heapBytes: heapLimitBytes }),
    };
  }
  return {
    kind: "plan",
    plan: shareCaches(Math.min(restBytes, CACHES_BYTES_MAX), {
      limitBytes,
      heapBytes: heapLimitBytes,
    }),
  };
}

function shareCaches(
  cachesBytes: number,
  rest: Pick<MemoryPlan, "limitBytes" | "heapBytes">,
): MemoryPlan {
  const entryWindowBytes = Math.floor(cachesBytes * 0.2);
  const recordCacheBytes = Math.floor(cachesBytes * 0.1);
  return {
    ...rest,
    databaseBytes: cachesBytes - entryWindowBytes - recordCacheBytes,
    entryWindowBytes,
    recordCacheBytes,
  };
}

function toMib(bytes: number): number {
  return Math.floor(bytes / MIB);
}

/** The smallest of what was asked for, the control group's limit and the machine's memory. */
export function memoryLimit(facts: {
  readonly optionBytes: number | null;
  /** 0 or a huge number where there is no limit (process.constrainedMemory). */
  readonly constrainedBytes: number;
  readonly totalBytes: number;
}): number {
  const constrained = facts.constrainedBytes > 0 ? facts.constrainedBytes : facts.totalBytes;
  return Math.min(facts.optionBytes ?? facts.totalBytes, constrained, facts.totalBytes);
}
