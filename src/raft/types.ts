/**
 * Term, index and node id are plain numbers, never bigint (ADR 0006): bounded by 2^53 - 1, which at a million entries
 * a second lasts 285 years. They are checked once at every boundary (decode, disk, API) and trusted inside.
 */
export type Term = number;
/** Position of an entry in the replicated log; the first real entry of a cluster has an index above its bootstrap snapshot's. */
export type LogIndex = number;
/** A small integer from 1 up, handed out once by the operator and never reused. */
export type NodeId = number;

/** Term and index travel together: an index alone does not name an entry. */
export interface EntryId {
  readonly term: Term;
  readonly index: LogIndex;
}

export type EntryType = "normal" | "confChange" | "confChangeV2";

/**
 * One entry of the replicated log.
 *
 * `data` is empty for the entry that a new leader appends, and for the ConfChangeV2 that leaves a joint configuration: an entry's
 * meaning is decided by `type` first. `context` carries what the proposer needs to recognise its own entry (a proposal id).
 */
export interface Entry {
  readonly type: EntryType;
  readonly term: Term;
  readonly index: LogIndex;
  readonly data: Uint8Array;
  readonly context: Uint8Array;
}

/** What a node must never forget. `vote` is null where it has not voted in `term`. */
export interface HardState {
  readonly term: Term;
  readonly vote: NodeId | null;
  readonly commit: LogIndex;
}

/** A membership configuration, joint while `votersOutgoing` is not empty. Lists are ascending and free of duplicates. */
export interface ConfState {
  readonly voters: readonly NodeId[];
  readonly learners: readonly NodeId[];
  readonly votersOutgoing: readonly NodeId[];
  readonly learnersNext: readonly NodeId[];
  readonly autoLeave: boolean;
}

export interface SnapshotMetadata {
  readonly confState: ConfState;
  readonly index: LogIndex;
  readonly term: Term;
}

/**
 * A snapshot as the algorithm sees it. `data` is opaque to it: a small description from which the node finds the chunks of the
 * state, never the state itself.
 */
export interface Snapshot {
  readonly metadata: SnapshotMetadata;
  readonly data: Uint8Array;
}

export type ConfChangeType = "addNode" | "removeNode" | "addLearnerNode";

export interface ConfChangeSingle {
  readonly type: ConfChangeType;
  readonly nodeId: NodeId;
}

/** `auto` takes the simple path for one change and a joint configuration for more. */
export type ConfChangeTransition = "auto" | "implicit" | "explicit";

/** A change of one member, eraftpb's ConfChange. */
export interface ConfChange {
  readonly version: "v1";
  readonly change: ConfChangeSingle;
  readonly context: Uint8Array;
}

/** A change of any number of members, eraftpb's ConfChangeV2. No change at all leaves a joint configuration. */
export interface ConfChangeV2 {
  readonly version: "v2";
  readonly transition: ConfChangeTransition;
  readonly changes: readonly ConfChangeSingle[];
  readonly context: Uint8Array;
}

export type ConfChangeRequest = ConfChange | ConfChangeV2;

export const EMPTY_BYTES: Uint8Array = new Uint8Array(0);

export const EMPTY_CONF_STATE: ConfState = {
  voters: [],
  learners: [],
  votersOutgoing: [],
  learnersNext: [],
  autoLeave: false,
};

export const INITIAL_HARD_STATE: HardState = { term: 0, vote: null, commit: 0 };

/**
 * The gate for a term, an index or a node id that comes from outside (wire, disk, API).
 *
 * @throws RangeError naming `what` when the value is not an integer from 0 to 2^53 - 1.
 */
export function checkSafeInteger(value: number, what: string): number {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`${what} must be an integer from 0 to 2^53 - 1, found ${value}`);
  }
  return value;
}
