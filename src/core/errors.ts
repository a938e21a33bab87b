import type { LogIndex, NodeId } from "../raft/types.ts";

/** The seed's six kinds, and OutcomeUnknown and Stopped. Each carries the facts that its receiver needs. */
export type RaftErrorDetail =
  | { readonly code: "STORAGE" }
  | { readonly code: "TRANSPORT" }
  /** The algorithm refused: e.g. a configuration change while one is pending, a fence that does not hold. */
  | {
      readonly code: "RAFT";
      readonly reason:
        | "confChangeRefused"
        | "configurationChanged"
        | "wouldLoseQuorum"
        | "learnerBehind"
        | "notAMember"
        | "idReused"
        /** The address or the volume belongs to another member. */
        | "memberConflict"
        /** The request itself cannot be used, whatever the configuration is: a member without an address or a volume. */
        | "invalidMember"
        | "transferRefused";
    }
  /** The state machine refused the command, or failed. */
  | { readonly code: "STATE_MACHINE"; readonly rejection: string }
  | { readonly code: "NOT_LEADER"; readonly leader: NodeId | null }
  /**
   * It was never appended, or another entry took its place: safe to propose again. `expired` and `cancelled`: the deadline passed, or the
   * caller's signal fired, while it still waited for the log.
   */
  | {
      readonly code: "PROPOSAL_DROPPED";
      readonly reason: ProposalDropReason;
    }
  /** The deadline passed, or the node stopped, after it may have been appended: it may still commit. */
  | { readonly code: "OUTCOME_UNKNOWN"; readonly index: LogIndex | null }
  | { readonly code: "STOPPED" };

export type ProposalDropReason =
  | "noLeader"
  | "queueFull"
  | "tooLarge"
  | "transferring"
  | "overwritten"
  | "expired"
  | "cancelled";

export type RaftErrorCode = RaftErrorDetail["code"];

export class RaftError extends Error {
  override readonly name = "RaftError";
  readonly detail: RaftErrorDetail;

  constructor(message: string, detail: RaftErrorDetail, options?: ErrorOptions) {
    super(message, options);
    this.detail = detail;
  }

  get code(): RaftErrorCode {
    return this.detail.code;
  }
}
