import type { ConfState, Entry, EntryId, HardState, LogIndex, Term } from "../raft/types.ts";
import { EMPTY_CONF_STATE, INITIAL_HARD_STATE } from "../raft/types.ts";
import { assert } from "../utils/assert.ts";
import {
  type ApplyOperations,
  EMPTY_MEMBER_BOOK,
  type IdentityAssignment,
  type MemberBook,
  type PersistOperations,
  type StoreIdentity,
} from "./types.ts";

/**
 * Everything about a store but its entries and rows: small, immutable, kept in memory, and the same for every implementation.
 * Each durable write is a pure step from one StoreState to the next, and what changed is what must be written.
 *
 * Invariants: `firstIndex <= lastIndex + 1`; `firstIndex - 1 <= applied.index <= hardState.commit <= lastIndex`.
 */
export interface StoreState {
  readonly identity: StoreIdentity;
  readonly hardState: HardState;
  readonly log: LogBounds;
  readonly applied: AppliedState;
}

/** Which generation of keys is current, and the log in it. The last index is a stored value, never found by scanning. */
export interface LogBounds {
  readonly generation: number;
  readonly firstIndex: LogIndex;
  readonly lastIndex: LogIndex;
  /** Term of the entry at `firstIndex - 1`, which is gone. */
  readonly previousTerm: Term;
}

/** What the state machine's rows stand at. */
export interface AppliedState extends EntryId {
  readonly confState: ConfState;
  readonly memberBook: MemberBook;
}

/** Generations count from 1: the keys of one snapshot's life. */
export const FIRST_GENERATION = 1;

export function createStoreState(storeId: string): StoreState {
  return {
    identity: { kind: "unassigned", storeId },
    hardState: INITIAL_HARD_STATE,
    log: { generation: FIRST_GENERATION, firstIndex: 1, lastIndex: 0, previousTerm: 0 },
    applied: {
      index: 0,
      term: 0,
      confState: EMPTY_CONF_STATE,
      memberBook: EMPTY_MEMBER_BOOK,
    },
  };
}

/** The first entry that is removed from the stored log before `entries` are appended, or null where none is. */
export function truncatedFrom(bounds: LogBounds, entries: readonly Entry[]): LogIndex | null {
  const first = entries[0];
  return first === undefined || first.index > bounds.lastIndex ? null : first.index;
}

function assertContiguous(entries: readonly Entry[], bounds: LogBounds): void {
  const first = entries[0];
  if (first === undefined) {
    return;
  }
  assert(
    first.index >= bounds.firstIndex && first.index <= bounds.lastIndex + 1,
    `entries must continue the log [${bounds.firstIndex}, ${bounds.lastIndex}], found a first index of ${first.index}`,
  );
  let previous: Entry | null = null;
  for (const entry of entries) {
    assert(
      previous === null || (entry.index === previous.index + 1 && entry.term >= previous.term),
      `entries must be contiguous with terms that do not fall, found ${entry.term}/${entry.index} after ${previous?.term}/${previous?.index}`,
    );
    previous = entry;
  }
}

/**
 * The state once `operations` are written: the snapshot first, then the entries, then HardState and commit index.
 *
 * @throws InvariantError when they would break an invariant of the log: nothing may be written then.
 */
export function statePersisted(state: StoreState, operations: PersistOperations): StoreState {
  const { snapshot, entries, hardState, commitIndex } = operations;
  let { log, applied } = state;
  if (snapshot !== null) {
    const { index, term, confState } = snapshot.metadata;
    assert(
      index > applied.index && snapshot.generation > log.generation,
      `a snapshot must go forward from index ${applied.index} and generation ${log.generation}, found ${index} and ${snapshot.generation}`,
    );
    log = {
      generation: snapshot.generation,
      firstIndex: index + 1,
      lastIndex: index,
      previousTerm: term,
    };
    applied = { index, term, confState, memberBook: snapshot.memberBook };
  }
  const commitBefore = Math.max(state.hardState.commit, applied.index);
  assertContiguous(entries, log);
  const truncated = truncatedFrom(log, entries);
  assert(
    truncated === null || truncated > commitBefore,
    `a committed entry must not be replaced: commit index ${commitBefore}, first new entry ${truncated}`,
  );
  const last = entries.at(-1);
  if (last !== undefined) {
    log = { ...log, lastIndex: last.index };
  }
  const next = hardState ?? state.hardState;
  assert(
    next.term >= state.hardState.term,
    `the term must not fall: stored ${state.hardState.term}, new ${next.term}`,
  );
  const commit = Math.max(commitBefore, next.commit, commitIndex ?? 0);
  assert(
    commit <= log.lastIndex,
    `the commit index must not pass the log: commit ${commit}, last index ${log.lastIndex}`,
  );
  return { ...state, log, applied, hardState: withCommit(state.hardState, next, commit) };
}

/** Keeps the object where nothing changed: a changed one is what is written. */
function withCommit(stored: HardState, next: HardState, commit: LogIndex): HardState {
  return stored.term === next.term && stored.vote === next.vote && stored.commit === commit
    ? stored
    : { term: next.term, vote: next.vote, commit };
}

/**
 * The state once an apply batch is written.
 *
 * @throws InvariantError when it goes back, or past the log.
 */
export function stateApplied(state: StoreState, operations: ApplyOperations): StoreState {
  const { appliedIndex, appliedTerm } = operations;
  assert(
    appliedIndex > state.applied.index && appliedIndex <= state.log.lastIndex,
    `an apply batch must go forward inside the log: applied ${state.applied.index}, last index ${state.log.lastIndex}, found ${appliedIndex}`,
  );
  return {
    ...state,
    applied: {
      index: appliedIndex,
      term: appliedTerm,
      confState: operations.confState ?? state.applied.confState,
      memberBook: operations.memberBook ?? state.applied.memberBook,
    },
    hardState: withCommit(
      state.hardState,
      state.hardState,
      Math.max(state.hardState.commit, appliedIndex),
    ),
  };
}

/** The state once entries up to `index`, whose last has `term`, are forgotten. */
export function stateCompacted(
  state: StoreState,
  { index, term }: { readonly index: LogIndex; readonly term: Term },
): StoreState {
  assert(
    index >= state.log.firstIndex && index <= state.applied.index,
    `compaction must stay in [${state.log.firstIndex}, ${state.applied.index}], found ${index}`,
  );
  return { ...state, log: { ...state.log, firstIndex: index + 1, previousTerm: term } };
}

/** True where the volume already has the identity that it is to be given. */
export function isSameAssignment(
  identity: StoreIdentity,
  { clusterId, nodeId }: IdentityAssignment,
): boolean {
  return (
    identity.kind === "assigned" && identity.clusterId === clusterId && identity.nodeId === nodeId
  );
}

/** The state once an unassigned volume has its identity. A cluster starts as if from a snapshot, committed and applied. */
export function stateAssigned(state: StoreState, assignment: IdentityAssignment): StoreState {
  assert(state.identity.kind === "unassigned", "only an unassigned volume is given an identity");
  const identity: StoreIdentity = {
    kind: "assigned",
    storeId: state.identity.storeId,
    clusterId: assignment.clusterId,
    nodeId: assignment.nodeId,
  };
  if (assignment.initial === null) {
    return { ...state, identity };
  }
  const { metadata, memberBook } = assignment.initial;
  return {
    identity,
    hardState: { term: metadata.term, vote: null, commit: metadata.index },
    log: {
      ...state.log,
      firstIndex: metadata.index + 1,
      lastIndex: metadata.index,
      previousTerm: metadata.term,
    },
    applied: {
      index: metadata.index,
      term: metadata.term,
      confState: metadata.confState,
      memberBook,
    },
  };
}

/** What of the invariants a stored state breaks, as the end of a sentence; null where it holds. */
export function findStateInconsistency(state: StoreState): string | null {
  const { hardState, log, applied } = state;
  if (log.firstIndex > log.lastIndex + 1) {
    return `its first log index ${log.firstIndex} is more than one above its last ${log.lastIndex}`;
  }
  if (applied.index < log.firstIndex - 1) {
    return `its applied index ${applied.index} is below its first log index ${log.firstIndex}`;
  }
  if (applied.index > hardState.commit) {
    return `its applied index ${applied.index} is above its commit index ${hardState.commit}`;
  }
  if (hardState.commit > log.lastIndex) {
    return `its commit index ${hardState.commit} is above its last log index ${log.lastIndex}`;
  }
  return null;
}
