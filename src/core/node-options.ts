import { DEFAULT_RAFT_CONFIG, type NodeId, type RaftConfig } from "../raft/index.ts";
import type { Storage } from "../storage/types.ts";
import { RaftError } from "./errors.ts";

/** Past any of these a request gets an error of its own; nothing grows without bound. */
export interface RaftNodeLimits {
  /** Protocol messages that wait for the run loop. */
  readonly inboxMessagesMax: number;
  readonly inboxBytesMax: number;
  /** Proposals without an answer, waiting and appended together. */
  readonly proposalsPendingMax: number;
  readonly proposalsPendingBytesMax: number;
  /** Bytes of one proposal. */
  readonly proposalBytesMax: number;
  readonly readsPendingMax: number;
  /** Membership changes without an answer. */
  readonly configChangesPendingMax: number;
  /** Proposals that go into the log in one turn, and so share one sync. */
  readonly batchEntriesMax: number;
  readonly batchBytesMax: number;
}

/** `raft-node` takes its own defaults from here; what proposals may take is there bounded by its memory, too. */
export const DEFAULT_RAFT_NODE_LIMITS: RaftNodeLimits = {
  inboxMessagesMax: 4096,
  // With the proposals' share below what a memory plan leaves free in a container of 256 MiB.
  inboxBytesMax: 32 * 1024 * 1024,
  proposalsPendingMax: 5000,
  proposalsPendingBytesMax: 64 * 1024 * 1024,
  proposalBytesMax: 1.5 * 1024 * 1024,
  readsPendingMax: 10_000,
  configChangesPendingMax: 16,
  // One turn's entries share one sync; more than this only adds to its latency.
  batchEntriesMax: 2048,
  batchBytesMax: 4 * 1024 * 1024,
};

export interface RaftNodeOptions {
  readonly nodeId: NodeId;
  readonly clusterId: string;
  readonly tickMs: number;
  readonly raft: Partial<Omit<RaftConfig, "nodeId" | "applied">>;
  readonly limits: RaftNodeLimits;
  /** Applied entries that stay in the log, for members that are a little behind. */
  readonly logRetainEntries: number;
  /** Bytes of the log that stay at most, about; four times as many where a member that is being sent them needs them. */
  readonly logRetainBytes: number;
}

/** What `raft-node` starts with, too, where nobody says otherwise: its options take their defaults from here. */
export const DEFAULT_RAFT_NODE_OPTIONS: Omit<RaftNodeOptions, "nodeId" | "clusterId"> = {
  tickMs: 100,
  raft: {},
  limits: DEFAULT_RAFT_NODE_LIMITS,
  logRetainEntries: 10_000,
  logRetainBytes: 64 * 1024 * 1024,
};

/** @throws RangeError with every sentence that is wrong with the options; the algorithm's own are checked by RaftCore. */
export function checkNodeOptions(options: RaftNodeOptions): void {
  const problems: string[] = [];
  const counts: readonly (readonly [string, number, number])[] = [
    ["nodeId", options.nodeId, 1],
    ["tickMs", options.tickMs, 1],
    ["logRetainEntries", options.logRetainEntries, 0],
    ["logRetainBytes", options.logRetainBytes, 0],
    ...Object.entries(options.limits).map(
      ([name, value]: [string, number]): readonly [string, number, number] => [
        `limits.${name}`,
        value,
        1,
      ],
    ),
  ];
  for (const [name, value, least] of counts) {
    if (!Number.isSafeInteger(value) || value < least) {
      problems.push(`${name} must be an integer from ${least} to 2^53 - 1, found ${value}`);
    }
  }
  const maxUncommittedBytes =
    options.raft.maxUncommittedBytes ?? DEFAULT_RAFT_CONFIG.maxUncommittedBytes;
  if (options.limits.batchBytesMax > maxUncommittedBytes) {
    problems.push(
      `limits.batchBytesMax must be at most raft.maxUncommittedBytes (${maxUncommittedBytes}), found ${options.limits.batchBytesMax}`,
    );
  }
  if (problems.length > 0) {
    throw new RangeError(`the node options cannot be used: ${problems.join("; ")}`);
  }
}

/** @throws RaftError STORAGE when the volume belongs to nobody, or to another node or cluster. */
export function checkIdentity(options: RaftNodeOptions, storage: Storage): void {
  const identity = storage.identity();
  if (identity.kind === "unassigned") {
    throw new RaftError(
      `node ${options.nodeId} cannot start on volume ${identity.storeId}, which belongs to no cluster yet: bootstrap or join it first`,
      { code: "STORAGE" },
    );
  }
  if (identity.nodeId !== options.nodeId || identity.clusterId !== options.clusterId) {
    throw new RaftError(
      `node ${options.nodeId} of cluster ${options.clusterId} cannot start on volume ${identity.storeId}, which belongs to node ${identity.nodeId} of cluster ${identity.clusterId}`,
      { code: "STORAGE" },
    );
  }
}
