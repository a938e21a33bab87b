const MIB = 1024 * 1024;

/** Of the limit: the rest is for buffers of sockets, the runtime, the binding's own structures and spikes. */
const PLANNED_SHARE = 0.7;
/** Less than this beside the heap and RocksDB flushes tiny files all the time. */
const CACHES_BYTES_MIN = 24 * MIB;
/** More brings nothing at the sizes of state that one node holds. */
const CACHES_BYTES_MAX = 768 * MIB;
/** What a heap that must share a small limit leaves to the caches. */
const CACHES_SHARE = 0.3;
/** Of the limit, for answers of reads in flight: as much as the smallest limit has beside its heap and its caches. */
const RANGES_SHARE = 0.07;
/** More brings nothing: reads are computed one after another, and clients take answers about as fast. */
const RANGES_BYTES_MAX = 256 * MIB;
/** Of the answers' share: a value read by its key must not wait for lists, nor for clients that take theirs slowly. */
const KEYS_SHARE = 0.25;
/** No answer is larger, however much memory there is. */
const RANGE_ANSWER_BYTES_MAX = 16 * MIB;
/** What an answer takes beside its largest value: the key, the header. */
const ANSWER_OVERHEAD_BYTES = 64 * 1024;
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
  /** Answers of reads, from before they are read until they have left. */
  readonly rangeBytes: number;
}

/** How a plan's `rangeBytes` are used. */
export interface RangeShares {
  /** All answers with the value of a single key. */
  readonly keysBytesMax: number;
  /** All other answers. */
  readonly rangesBytesMax: number;
  /** One answer with the value of a single key. */
  readonly keyAnswerBytesMax: number;
  /** One other answer. */
  readonly rangeAnswerBytesMax: number;
  /** One other answer while it is read: small records take several times their bytes as objects. */
  readonly rangeReadBytesMax: number;
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

/** Shares memory out so that heap, memtables, caches and answers together stay under 70 % of the limit. */
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
  const rangeBytes = Math.min(RANGES_BYTES_MAX, Math.floor(limitBytes * RANGES_SHARE));
  const restBytes = budgetBytes - heapLimitBytes - rangeBytes;
  if (restBytes < CACHES_BYTES_MIN) {
    const besideHeapBytes = Math.max(
      CACHES_BYTES_MIN + rangeBytes,
      Math.floor(budgetBytes * CACHES_SHARE),
    );
    const oldBytes = Math.max(OLD_BYTES_MIN, budgetBytes - besideHeapBytes - YOUNG_BYTES);
    return {
      kind: "heapTooLarge",
      oldSpaceMib: toMib(oldBytes),
      plan: shareCaches(CACHES_BYTES_MIN, { limitBytes, heapBytes: heapLimitBytes, rangeBytes }),
    };
  }
  return {
    kind: "plan",
    plan: shareCaches(Math.min(restBytes, CACHES_BYTES_MAX), {
      limitBytes,
      heapBytes: heapLimitBytes,
      rangeBytes,
    }),
  };
}

/**
 * Shares `rangeBytes` out. A list may take a third of what lists have, and two while it is read: so a small node reads one at a time, which its heap
 * can bear, and goes on to the next while a client takes the last one slowly. What one put may have written can always be read: where `requestBytesMax` is larger than a share, the share grows.
 */
export function shareRangeBytes(facts: {
  readonly rangeBytes: number;
  readonly requestBytesMax: number;
}): RangeShares {
  const keyAnswerBytesMax = facts.requestBytesMax + ANSWER_OVERHEAD_BYTES;
  const keysBytes = Math.floor(facts.rangeBytes * KEYS_SHARE);
  const rangesBytes = facts.rangeBytes - keysBytes;
  const rangeAnswerBytesMax = Math.max(
    keyAnswerBytesMax,
    Math.min(RANGE_ANSWER_BYTES_MAX, Math.floor(rangesBytes / 3)),
  );
  const rangeReadBytesMax = 2 * rangeAnswerBytesMax;
  return {
    keysBytesMax: Math.max(keysBytes, keyAnswerBytesMax),
    rangesBytesMax: Math.max(rangesBytes, rangeReadBytesMax),
    keyAnswerBytesMax,
    rangeAnswerBytesMax,
    rangeReadBytesMax,
  };
}

function shareCaches(
  cachesBytes: number,
  rest: Pick<MemoryPlan, "limitBytes" | "heapBytes" | "rangeBytes">,
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
