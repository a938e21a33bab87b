import type { LogIndex, NodeId, Term } from "../raft/index.ts";
import type { CommandResult } from "../state-machine/types.ts";
import type { MemberAddress } from "../storage/types.ts";

/** `deadlineMs` is absolute, on the scale of the clock's `now()`. */
export interface RequestOptions {
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

export interface ProposalResult {
  readonly index: LogIndex;
  readonly term: Term;
  readonly result: CommandResult;
}

/** Membership calls are fenced: `configurationIndex` is the one of the member book that the caller planned on. */
export interface MembershipCall extends RequestOptions {
  readonly configurationIndex: LogIndex;
}

export interface AddLearnerRequest extends MembershipCall {
  readonly member: MemberAddress;
}

export interface AddPeerRequest extends MembershipCall {
  readonly nodeId: NodeId;
  /** A voter that leaves in the same change, or null. */
  readonly replacesNodeId: NodeId | null;
}

export interface RemovePeerRequest extends MembershipCall {
  readonly nodeId: NodeId;
}

export interface TransferLeadershipRequest extends RequestOptions {
  /** Null: the voter that has most of the log, of those that are heard from. */
  readonly nodeId: NodeId | null;
  /** The one that it was planned on; null or left out: whatever the configuration is. */
  readonly configurationIndex?: LogIndex | null;
}

/** A hash of the whole applied state, equal on members at the same index. */
export interface StateHash {
  readonly index: LogIndex;
  /** SHA-256. */
  readonly hash: Uint8Array;
}
