/**
 * One thing to measure. Both languages read it from one line of JSON and do the same: `go/main.go` is the other half of this contract.
 * An operation is an entry that is proposed and applied, or, where no entry is proposed, one call.
 */
export type Work =
  /** One core whose peers are played: they grant every vote and acknowledge every append. */
  | {
      readonly kind: "propose";
      readonly operations: number;
      readonly voters: number;
      /** Proposals between two Readies. */
      readonly batch: number;
      readonly payloadBytes: number;
      /** Entries that the log holds before. */
      readonly stored: number;
    }
  /** As many cores as voters, messages handed over in memory; done when all have applied all. */
  | {
      readonly kind: "cluster";
      readonly operations: number;
      readonly voters: number;
      readonly batch: number;
    }
  /** The committed index of a configuration whose voters are all at different indexes. */
  | {
      readonly kind: "quorum";
      readonly operations: number;
      readonly voters: number;
      readonly isJoint: boolean;
    }
  /** Appends leave one by one until as many are on their way, then the answers come in one by one. */
  | { readonly kind: "window"; readonly operations: number; readonly inFlight: number }
  /** A peer that has nothing is brought up to the leader's log, in messages of 4 KiB. An operation is an entry. */
  | { readonly kind: "catchUp"; readonly operations: number; readonly stored: number }
  /** A follower refuses an append that its whole log contradicts, and looks for the place where the logs part. */
  | { readonly kind: "reject"; readonly operations: number; readonly stored: number }
  /** As many reads wait for one round of heartbeats. Not in Go, which sends a round for each. */
  | { readonly kind: "read"; readonly operations: number; readonly waiting: number };

/** Nanoseconds an operation. */
export interface Measured {
  readonly wall: number;
  /** Of the whole process, the collector's and the compiler's threads included: what other work on the machine hardly changes. */
  readonly cpu: number;
}
