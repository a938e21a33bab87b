import type { LogIndex, NodeId } from "./types.ts";

/** Every option of the algorithm. `checkRaftConfig` tells what is wrong with one; `RawNode` refuses to start on it. */
export interface RaftConfig {
  /** This node's id, an integer from 1. Danger: an id used before by another volume has votes that this one does not know of. */
  readonly nodeId: NodeId;
  /**
   * The last index that the state machine has applied, durably. 0 on a new node. Danger: above the truth, entries are never applied;
   * below it, they come out a second time.
   */
  readonly applied: LogIndex;
  /**
   * Ticks without a leader until a node campaigns; the timeout is drawn anew from [n, 2n). Default 10. Danger: near the heartbeat
   * interval plus the round trip, healthy leaders are deposed.
   */
  readonly electionTicks: number;
  /** Ticks between a leader's heartbeats, below `electionTicks`. Default 1. */
  readonly heartbeatTicks: number;
  /** Bytes of entries in one append message; one entry is always sent, whatever its size. Default 1 MiB. Danger: 0 means one entry a message. */
  readonly maxAppendBytes: number;
  /** Append messages on their way to one peer. Default 256. Danger: 1 makes replication wait for every answer. */
  readonly maxInflightMessages: number;
  /** Bytes of entries on their way to one peer, at least `maxAppendBytes`. Default 16 MiB. Danger: the transport must be able to hold this for every peer. */
  readonly maxInflightBytes: number;
  /** Bytes of committed entries handed out and not yet applied; at least one entry is handed out. Default 8 MiB. */
  readonly maxCommittedBytesPerReady: number;
  /** Bytes of entries that a leader has proposed and not applied; more are refused with `logFull`, empty ones never. Default 32 MiB. */
  readonly maxUncommittedBytes: number;
  /** Reads that wait at a leader; more are refused with `readQueueFull`. Default 4096. */
  readonly maxPendingReads: number;
  /** Asks for votes without raising the term first (thesis 9.6), so that a node that was cut off does not depose a leader. Default true. */
  readonly preVote: boolean;
  /** A leader that has not heard from a quorum for one election timeout steps down, and votes are refused while a leader is alive. Default true. */
  readonly checkQuorum: boolean;
  /** A leader that applied its own removal or demotion steps down. Default true. Danger when false: it goes on leading, drops every proposal and keeps others from campaigning. */
  readonly stepDownOnRemoval: boolean;
  /** A follower drops proposals instead of forwarding them to its leader. Default false. */
  readonly disableProposalForwarding: boolean;
  /**
   * Lets a configuration change into the log while another is not yet applied. Default false. Danger: only for hosts that check the changes
   * themselves when they apply them; two leaders in one term otherwise.
   */
  readonly disableConfChangeValidation: boolean;
  /**
   * Reads always go through a quorum. `leaseBased` exists because etcd's scripts set it: it makes `forgetLeader` a refused operation and
   * changes nothing else. Default "safe".
   */
  readonly readOnly: "safe" | "leaseBased";
  /** raft-rs: a vote is refused to a candidate of lower priority whose log is not longer. Default 0. Danger: it delays elections when the preferred nodes are down. */
  readonly priority: number;
  /** raft-rs: entries proposed between two Readies go to a peer as one append message where `maxAppendBytes` allows. Default true. */
  readonly batchAppend: boolean;
  /**
   * raft-rs: vote requests and refusals carry the sender's commit index, so that a node which lacks the news of a membership change learns
   * of it from the election that it would otherwise block. Default true.
   */
  readonly commitInVotes: boolean;
  /**
   * True (default, raft-rs): `Ready.committedEntries` were durable before this Ready, and what its own persistence makes committed comes from
   * `advanceAppend`. False (etcd): a Ready may commit entries that it also asks to persist, and LightReady is always empty.
   * Danger when false: a host that applies before it persisted has applied what a crash takes back.
   */
  readonly lightReady: boolean;
}

export const DEFAULT_RAFT_CONFIG: Omit<RaftConfig, "nodeId" | "applied"> = {
  electionTicks: 10,
  heartbeatTicks: 1,
  maxAppendBytes: 1024 * 1024,
  maxInflightMessages: 256,
  maxInflightBytes: 16 * 1024 * 1024,
  maxCommittedBytesPerReady: 8 * 1024 * 1024,
  maxUncommittedBytes: 32 * 1024 * 1024,
  maxPendingReads: 4096,
  preVote: true,
  checkQuorum: true,
  stepDownOnRemoval: true,
  disableProposalForwarding: false,
  disableConfChangeValidation: false,
  readOnly: "safe",
  priority: 0,
  batchAppend: true,
  commitInVotes: true,
  lightReady: true,
};

type NumberField = {
  [K in keyof RaftConfig]: RaftConfig[K] extends number ? K : never;
}[keyof RaftConfig];

const LEAST: readonly (readonly [NumberField, number])[] = [
  ["nodeId", 1],
  ["applied", 0],
  ["electionTicks", 2],
  ["heartbeatTicks", 1],
  ["maxAppendBytes", 0],
  ["maxInflightMessages", 1],
  ["maxInflightBytes", 1],
  ["maxCommittedBytesPerReady", 1],
  ["maxUncommittedBytes", 1],
  ["maxPendingReads", 1],
];

/** One sentence for each thing wrong with `config`; empty when it can be used. */
export function checkRaftConfig(config: RaftConfig): readonly string[] {
  const problems: string[] = [];
  for (const [field, least] of LEAST) {
    const value = config[field];
    if (!Number.isSafeInteger(value) || value < least) {
      problems.push(`${field} must be an integer from ${least} to 2^53 - 1, found ${value}`);
    }
  }
  if (!Number.isSafeInteger(config.priority)) {
    problems.push(`priority must be an integer, found ${config.priority}`);
  }
  if (config.heartbeatTicks >= config.electionTicks) {
    problems.push(
      `heartbeatTicks must be below electionTicks (${config.electionTicks}), found ${config.heartbeatTicks}`,
    );
  }
  if (config.maxInflightBytes < config.maxAppendBytes) {
    problems.push(
      `maxInflightBytes must be at least maxAppendBytes (${config.maxAppendBytes}), found ${config.maxInflightBytes}`,
    );
  }
  if (config.readOnly === "leaseBased" && !config.checkQuorum) {
    problems.push('readOnly "leaseBased" needs checkQuorum, which is off');
  }
  return problems;
}
