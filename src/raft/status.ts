import type { Progress } from "./progress.ts";
import type { Raft } from "./raft.ts";
import type { RoleName } from "./ready.ts";
import type { ConfState, LogIndex, NodeId, Term } from "./types.ts";

/** What a leader knows of one member. */
export interface ProgressStatus {
  readonly id: NodeId;
  readonly state: "probe" | "replicate" | "snapshot";
  /** Highest index known to be durable there. */
  readonly match: LogIndex;
  /** Next index to send. */
  readonly next: LogIndex;
  /** Entries that it lacks: the leader's last index minus `match`. */
  readonly lag: number;
  readonly isLearner: boolean;
  readonly isPaused: boolean;
  /** Heard from since the last check of the quorum, at most two election timeouts ago. */
  readonly recentActive: boolean;
  /** Null but in state `snapshot`. */
  readonly pendingSnapshot: LogIndex | null;
  readonly inflightMessages: number;
  readonly isInflightFull: boolean;
}

export interface RaftStatus {
  readonly id: NodeId;
  readonly term: Term;
  readonly vote: NodeId | null;
  readonly commit: LogIndex;
  readonly applied: LogIndex;
  readonly firstIndex: LogIndex;
  readonly lastIndex: LogIndex;
  readonly leader: NodeId | null;
  readonly role: RoleName;
  readonly confState: ConfState;
  /** Ascending by id, this node included; null but on a leader. */
  readonly progress: readonly ProgressStatus[] | null;
  /** A configuration change at or below this index may still wait to be applied; 0 but on a leader. */
  readonly pendingConfIndex: LogIndex;
  readonly leadTransferee: NodeId | null;
  /** Bytes proposed and not applied; 0 but on a leader. */
  readonly uncommittedBytes: number;
}

export function describeStatus(raft: Raft): RaftStatus {
  const { log, role } = raft;
  const lastIndex = log.lastIndex();
  const isLeader = role.name === "leader";
  return {
    id: raft.id,
    term: raft.term,
    vote: raft.vote,
    commit: log.committed,
    applied: log.applied,
    firstIndex: log.firstIndex(),
    lastIndex,
    leader: raft.leader,
    role: role.name,
    confState: raft.confState,
    progress: isLeader
      ? [...role.progress].map(([id, progress]) => describePeer(id, progress, lastIndex))
      : null,
    pendingConfIndex: isLeader ? role.pendingConfIndex : 0,
    leadTransferee: isLeader ? role.transferee : null,
    uncommittedBytes: isLeader ? role.uncommittedBytes : 0,
  };
}

function describePeer(id: NodeId, progress: Progress, lastIndex: LogIndex): ProgressStatus {
  const { state, match } = progress;
  return {
    id,
    state: state.name,
    match,
    next: progress.next,
    lag: Math.max(0, lastIndex - match),
    isLearner: progress.isLearner,
    isPaused: progress.isPaused(),
    recentActive: progress.recentActive,
    pendingSnapshot: state.name === "snapshot" ? state.pendingIndex : null,
    inflightMessages: progress.inflights.count,
    isInflightFull: progress.inflights.isFull(),
  };
}
