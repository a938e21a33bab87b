import type { Message } from "./message.ts";
import type { Entry, HardState, LogIndex, NodeId, Snapshot } from "./types.ts";

export type RoleName = "follower" | "preCandidate" | "candidate" | "leader";

/** Volatile, never stored. */
export interface SoftState {
  readonly leader: NodeId | null;
  readonly role: RoleName;
}

/** A linearizable read that may be served once `index` is applied. */
export interface ReadState {
  readonly index: LogIndex;
  /** The bytes given to `readIndex`. */
  readonly context: Uint8Array;
}

/**
 * What a step of the algorithm asks its host to do, in raft-rs's terms. Order: send `messages`; install `snapshot`; persist
 * `snapshot`'s metadata, `entries` and `hardState` in one atomic batch, synced if `mustSync`; send `persistedMessages`;
 * apply `committedEntries`. Between `ready()` and the last `advanceApply` nothing may step the node.
 */
export type Ready = LeadingReady | WaitingReady;

/** From a leader whose own term is durable: what it sends promises nothing about its own log, and may leave at once. */
export interface LeadingReady extends ReadyWork {
  readonly kind: "leading";
  readonly messages: readonly Message[];
}

/** From anybody else: whatever it sends is a promise, and waits for the disk. */
export interface WaitingReady extends ReadyWork {
  readonly kind: "waiting";
  readonly messages: readonly [];
}

/** What every Ready holds, in the order of doing it. */
export interface ReadyWork {
  /** 1, 2, 3, ... a node. */
  readonly number: number;
  /** Null where unchanged since the last Ready. */
  readonly softState: SoftState | null;
  /** Null where term, vote and commit are unchanged. */
  readonly hardState: HardState | null;
  readonly readStates: readonly ReadState[];
  /** To append, after everything stored from the first one's index on was removed. */
  readonly entries: readonly Entry[];
  readonly snapshot: Snapshot | null;
  /** Committed and durable on this node. */
  readonly committedEntries: readonly Entry[];
  /** May leave only when this Ready is durable. */
  readonly persistedMessages: readonly Message[];
  /** True when term or vote changed, or entries or a snapshot are present. False lets the commit index go back after a crash, which any quorum repairs. */
  readonly mustSync: boolean;
}

/** What `advanceAppend` finds out: by the node's own acknowledgement more may be committed. */
export interface LightReady {
  /** Null where it did not move; need not be stored. */
  readonly commitIndex: LogIndex | null;
  readonly committedEntries: readonly Entry[];
  readonly messages: readonly Message[];
}
