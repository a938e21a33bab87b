import type { ConfState, LogIndex, NodeId, ProgressStatus, RoleName, Term } from "../raft/index.ts";
import type { MemberBook } from "../storage/types.ts";
import type { IncomingSnapshot } from "./incoming-snapshots.ts";

/** The part of a NodeStatus that is cheap to ask for. */
export type NodePosition = Pick<NodeStatus, "nodeId" | "clusterId" | "term">;

/** What one node knows at one moment. Everything but `memberBook` and `applied` is volatile. */
export interface NodeStatus {
  readonly nodeId: NodeId;
  readonly clusterId: string;
  readonly role: RoleName;
  readonly leader: NodeId | null;
  readonly term: Term;
  readonly commit: LogIndex;
  /** Applied to the state machine and written. */
  readonly applied: LogIndex;
  readonly firstIndex: LogIndex;
  readonly lastIndex: LogIndex;
  readonly confState: ConfState;
  readonly memberBook: MemberBook;
  /** Null but on a leader. */
  readonly progress: readonly ProgressStatus[] | null;
  readonly leadTransferee: NodeId | null;
  /** The state that a peer is sending to this node; null where none is on its way. */
  readonly incomingSnapshot: IncomingSnapshot | null;
  /** A sentence: which peer refuses this node, and why. Null where none does, and while there is a leader. */
  readonly refusal: string | null;
  readonly pendingProposals: number;
  readonly pendingProposalBytes: number;
  readonly pendingReads: number;
  readonly inboxMessages: number;
  readonly missedTicks: number;
}
