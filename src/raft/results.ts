import type { EntryId, NodeId } from "./types.ts";

/**
 * Why a leader put an empty normal entry in the place of a configuration change, keeping its context. `pending`: another one may be
 * unapplied. `malformed`: its bytes cannot be read. `invalid`: no configuration can come of it, such as one without voters.
 */
export type ConfChangeRefusal = "pending" | "alreadyJoint" | "notJoint" | "malformed" | "invalid";

/**
 * `noLeader`: nobody to give it to. `logFull`: `maxUncommittedBytes` is reached. `transferring`: leadership is being handed over.
 * `notMember`: this leader has removed itself. `forwardingDisabled`: this node does not lead and may not forward.
 */
export type DropReason =
  | "noLeader"
  | "logFull"
  | "transferring"
  | "notMember"
  | "forwardingDisabled";

export type ProposeResult =
  | {
      readonly kind: "appended";
      /** The first entry; the others of a batch follow it without a gap. */
      readonly entry: EntryId;
      /** Not null when an empty normal entry stands in the place of the proposed configuration change. */
      readonly refusal: ConfChangeRefusal | null;
    }
  | { readonly kind: "forwarded"; readonly to: NodeId }
  | { readonly kind: "dropped"; readonly reason: DropReason };

/**
 * `localMessage`: a type that never travels between nodes. `unknownPeer`: an answer from a node outside the configuration.
 * `alreadyLeader`, `notPromotable` (not a voter, or its snapshot is not installed), `unappliedConfChange`: no campaign.
 * `snapshotPending`: one was asked for already. `logNotCommitted`: a snapshot cannot be asked for now, try again. `lowerTerm`, `lease`: of no use or refused by the term rules. `malformed`: no node that follows the algorithm sends it.
 */
export type IgnoreReason =
  | DropReason
  | "localMessage"
  | "unknownPeer"
  | "alreadyLeader"
  | "notPromotable"
  | "unappliedConfChange"
  | "readQueueFull"
  | "snapshotPending"
  | "logNotCommitted"
  | "lowerTerm"
  | "malformed"
  | "lease";

export type StepResult =
  | { readonly kind: "stepped" }
  | { readonly kind: "ignored"; readonly reason: IgnoreReason };

export const STEPPED: StepResult = { kind: "stepped" };

export function ignored(reason: IgnoreReason): StepResult {
  return { kind: "ignored", reason };
}
