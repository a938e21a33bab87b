import type { EntryId, LogIndex, NodeId, ProgressStatus } from "../raft/index.ts";
import type { StateMachine } from "../state-machine/types.ts";
import type { LogSizesView, Storage } from "../storage/types.ts";
import type { CrashPointHook } from "../utils/crash-point.ts";
import type { NodeCrashPoint } from "./crash-points.ts";

/** Compactions are this share of what is retained: each costs a range of tombstones, whatever its length. */
const STRIDE_SHARE = 0.1;
const STRIDE_ENTRIES_MIN = 64;
/**
 * A member that follows, slowly, has the log kept for it up to this many times the bytes that are retained, or up to the bytes of the snapshot that it was
 * sent where those are more.
 */
const FOLLOWER_RETAIN_FACTOR = 4;

export interface LogRetention {
  /** Applied entries that stay in the log, at most and, where they are small enough, at least. */
  readonly retainEntries: number;
  /** Bytes of the log that stay, about. */
  readonly retainBytes: number;
}

export interface CompactionFacts extends LogRetention {
  readonly firstIndex: LogIndex;
  readonly appliedIndex: LogIndex;
  readonly machineAppliedIndex: LogIndex;
  readonly sizes: LogSizesView;
  /** Of the members, null but on a leader; asked for only when a cut is due. */
  readonly progress: () => readonly ProgressStatus[] | null;
  /** What this member was sent of the state as its last snapshot, so far; 0 where it was sent none. */
  readonly snapshotBytesSent: (nodeId: NodeId) => number;
}

/**
 * Where the log may be cut, or null while a cut would gain less than a stride. What is retained is bounded by entries and by bytes, whichever is less.
 *
 * Never above the durable index of the state machine: a machine with a store of its own is brought up to date from the log. And not above what a member
 * still needs that the leader is replicating to: it would need the whole state for being a little behind. But a slow one must not fill the disk, so this
 * holds up to a bound.
 */
export function findCompactionIndex(facts: CompactionFacts): LogIndex | null {
  const { appliedIndex, retainEntries, retainBytes, sizes } = facts;
  const byBytes = sizes.bytes > retainBytes ? sizes.indexBefore(retainBytes) : null;
  const wanted = Math.min(
    Math.max(appliedIndex - retainEntries, byBytes ?? 0),
    appliedIndex,
    facts.machineAppliedIndex,
  );
  if (!isWorthACut(wanted, facts)) {
    return null;
  }
  const index = Math.min(wanted, ...(facts.progress() ?? []).map((peer) => findFloor(peer, facts)));
  return isWorthACut(index, facts) ? index : null;
}

function isWorthACut(index: LogIndex, facts: CompactionFacts): boolean {
  const { firstIndex, retainEntries, retainBytes, sizes } = facts;
  const stride = Math.max(STRIDE_ENTRIES_MIN, Math.floor(retainEntries * STRIDE_SHARE));
  return (
    index - firstIndex + 1 >= stride ||
    (index >= firstIndex && sizes.bytesThrough(index) >= retainBytes * STRIDE_SHARE)
  );
}

/**
 * Up to where this member lets the log be cut: below what it will be sent, be it what it lacks or what follows on the snapshot that it is being sent. Infinity
 * for one that needs more than the log has, or that is not heard from. Who is being sent a snapshot counts either way: the transport gives up one that takes
 * nothing.
 */
function findFloor(peer: ProgressStatus, facts: CompactionFacts): LogIndex {
  const { firstIndex, retainBytes, sizes } = facts;
  const next = findNext(peer, firstIndex);
  if ((!peer.recentActive && peer.pendingSnapshot === null) || next < firstIndex) {
    return Number.POSITIVE_INFINITY;
  }
  const keptBytesMax = Math.max(
    retainBytes * FOLLOWER_RETAIN_FACTOR,
    facts.snapshotBytesSent(peer.id),
  );
  return Math.max(next - 1, sizes.indexBefore(keptBytesMax) ?? 0);
}

/**
 * What one member will be sent next. A snapshot that has arrived is no longer pending, and what it brought is not in `match` before the member's own
 * answer: until then only `next` knows of it, and a cut above would cost the member another whole state.
 */
function findNext(
  { match, next, pendingSnapshot }: ProgressStatus,
  firstIndex: LogIndex,
): LogIndex {
  const known = Math.max(match, pendingSnapshot ?? 0) + 1;
  return known >= firstIndex ? known : next;
}

export interface LogCompactorDependencies {
  readonly storage: Storage;
  readonly stateMachine: Pick<StateMachine, "appliedIndex">;
  /** The leader's view of the members, null on others. */
  readonly progress: () => readonly ProgressStatus[] | null;
  readonly snapshotBytesSent: (nodeId: NodeId) => number;
  readonly crashPoint: CrashPointHook<NodeCrashPoint>;
}

/** Keeps the log short. One of the run loop's writes: between two Readies, never beside one. */
export class LogCompactor {
  readonly #options: LogRetention;
  readonly #dependencies: LogCompactorDependencies;

  constructor(options: LogRetention, dependencies: LogCompactorDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
  }

  /** @throws StorageError, fatal. */
  async compactIfDue(): Promise<void> {
    const { storage, stateMachine, progress, snapshotBytesSent } = this.#dependencies;
    const index = findCompactionIndex({
      retainEntries: this.#options.retainEntries,
      retainBytes: this.#options.retainBytes,
      firstIndex: storage.firstIndex(),
      appliedIndex: storage.appliedIndex(),
      machineAppliedIndex: stateMachine.appliedIndex(),
      sizes: storage.logSizes(),
      progress,
      snapshotBytesSent,
    });
    if (index !== null) {
      await this.#compact(index);
    }
  }

  /** Cuts all that is applied, whoever may need it. Returns where the log begins after. @throws StorageError, fatal. */
  async compactAll(): Promise<EntryId> {
    const { storage, stateMachine } = this.#dependencies;
    const index = Math.min(storage.appliedIndex(), stateMachine.appliedIndex());
    if (index >= storage.firstIndex()) {
      await this.#compact(index);
    }
    const before = storage.firstIndex() - 1;
    const found = storage.term(before);
    return { index: before, term: found.kind === "term" ? found.term : 0 };
  }

  async #compact(index: LogIndex): Promise<void> {
    const { storage, crashPoint } = this.#dependencies;
    crashPoint("node-before-compact");
    await storage.compact(index);
    crashPoint("node-after-compact");
  }
}
