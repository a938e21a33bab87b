import { Progress } from "./progress.ts";
import type { RaftConfig } from "./config.ts";
import type { AckedIndexes } from "./quorum.ts";
import { ReadQueue } from "./read-index.ts";
import type { LogIndex, NodeId } from "./types.ts";

/** What a node is, each with only what it needs in that role. Transitions are in `Raft`. */
export type Role = FollowerRole | PreCandidateRole | CandidateRole | LeaderRole;

export interface FollowerRole {
  readonly name: "follower";
  leader: NodeId | null;
  /** raft-rs: a snapshot at or above this index was asked for; 0 for none. */
  requestedSnapshot: LogIndex;
}

/** Asks whether it would win an election, without a new term (thesis 9.6). */
export interface PreCandidateRole {
  readonly name: "preCandidate";
  readonly votes: Map<NodeId, boolean>;
}

export interface CandidateRole {
  readonly name: "candidate";
  readonly votes: Map<NodeId, boolean>;
}

export class LeaderRole {
  readonly name = "leader";
  /** Of every member, itself included, in ascending order of ids: what is sent must not depend on the order of arrival. */
  progress: Map<NodeId, Progress> = new Map();
  /** No configuration change is proposed while one at or below this index may be unapplied. */
  pendingConfIndex: LogIndex;
  /** Payload of the entries proposed in this term and not applied. */
  uncommittedBytes = 0;
  transferee: NodeId | null = null;
  readonly reads: ReadQueue;
  readonly matchIndexes: AckedIndexes = {
    ackedIndex: (id) => this.progress.get(id)?.match,
  };
  readonly ackedReads: AckedIndexes = {
    ackedIndex: (id) => this.progress.get(id)?.ackedRead,
  };

  constructor(pendingConfIndex: LogIndex, config: RaftConfig) {
    this.pendingConfIndex = pendingConfIndex;
    this.reads = new ReadQueue(config.maxPendingReads);
  }

  /**
   * Follows a change of the configuration: keeps what is known of those who stay, forgets those who left, on the way included,
   * and probes new members from `next`.
   */
  track(
    members: readonly NodeId[],
    change: {
      readonly dropped: ReadonlySet<NodeId>;
      readonly learners: readonly NodeId[];
      readonly next: LogIndex;
      readonly config: RaftConfig;
    },
  ): void {
    const { config, dropped, learners } = change;
    const tracked = new Map<NodeId, Progress>();
    for (const id of members) {
      const isLearner = learners.includes(id);
      const known = dropped.has(id) ? undefined : this.progress.get(id);
      if (known === undefined) {
        // A new member counts as active, or the next check of the quorum could depose the leader before it has answered once.
        tracked.set(
          id,
          new Progress({
            match: 0,
            next: Math.max(change.next, 1),
            isLearner,
            recentActive: true,
            maxInflightMessages: config.maxInflightMessages,
            maxInflightBytes: config.maxInflightBytes,
          }),
        );
      } else {
        known.isLearner = isLearner;
        tracked.set(id, known);
      }
    }
    this.progress = tracked;
  }
}
