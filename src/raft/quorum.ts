import type { ConfState, LogIndex, NodeId } from "./types.ts";

/** Pure arithmetic of majorities and of joint majorities, where both halves must agree (Raft thesis, section 4.3). */

/** What is known of the voters; a voter without an answer has none, which is not the same as having acknowledged index 0. */
export interface AckedIndexes {
  ackedIndex(id: NodeId): LogIndex | undefined;
}

export type VoteResult = "won" | "lost" | "pending";

/** The two halves of a configuration; `votersOutgoing` is empty outside a joint one. */
export type Voters = Pick<ConfState, "voters" | "votersOutgoing">;

/**
 * The highest index that a majority has acknowledged. Infinity for no voters at all, so that a half that does not exist
 * never holds the other one back.
 */
export function majorityCommittedIndex(voters: readonly NodeId[], acked: AckedIndexes): LogIndex {
  const count = voters.length;
  if (count === 0) {
    return Number.POSITIVE_INFINITY;
  }
  if (count === 1) {
    return acked.ackedIndex(voters[0] ?? 0) ?? 0;
  }
  const ascending: LogIndex[] = [];
  for (const id of voters) {
    ascending.push(acked.ackedIndex(id) ?? 0);
  }
  sortAscending(ascending);
  // A majority holds every element from this one on; for two of three that is the second.
  return ascending[count - (Math.floor(count / 2) + 1)] ?? 0;
}

/** By insertion: for the few members that a cluster has this is far cheaper than a sort with a comparator. */
function sortAscending(values: LogIndex[]): void {
  if (values.length > 16) {
    values.sort((a, b) => a - b);
    return;
  }
  for (let end = 1; end < values.length; end += 1) {
    const value = values[end] ?? 0;
    let at = end;
    while (at > 0 && (values[at - 1] ?? 0) > value) {
      values[at] = values[at - 1] ?? 0;
      at -= 1;
    }
    values[at] = value;
  }
}

/** The highest index that a majority of each half has acknowledged. */
export function jointCommittedIndex(voters: Voters, acked: AckedIndexes): LogIndex {
  const incoming = majorityCommittedIndex(voters.voters, acked);
  return voters.votersOutgoing.length === 0
    ? incoming
    : Math.min(incoming, majorityCommittedIndex(voters.votersOutgoing, acked));
}

/** `votes` has an entry for each node that answered: true for yes. No voters at all have won. */
export function majorityVoteResult(
  voters: readonly NodeId[],
  votes: ReadonlyMap<NodeId, boolean>,
): VoteResult {
  let granted = 0;
  let missing = 0;
  for (const id of voters) {
    const vote = votes.get(id);
    if (vote === undefined) {
      missing += 1;
    } else if (vote) {
      granted += 1;
    }
  }
  const quorum = Math.floor(voters.length / 2) + 1;
  if (voters.length === 0 || granted >= quorum) {
    return "won";
  }
  return granted + missing >= quorum ? "pending" : "lost";
}

export function jointVoteResult(voters: Voters, votes: ReadonlyMap<NodeId, boolean>): VoteResult {
  const incoming = majorityVoteResult(voters.voters, votes);
  const outgoing = majorityVoteResult(voters.votersOutgoing, votes);
  if (incoming === outgoing) {
    return incoming;
  }
  return incoming === "lost" || outgoing === "lost" ? "lost" : "pending";
}
