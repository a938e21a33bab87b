import type { IdentityAssignment, MemberAddress } from "../storage/types.ts";
import { assert } from "../utils/assert.ts";

/**
 * Where every log starts: a snapshot that all members of the cluster's first configuration share. Not index 0, so that a member which
 * joins with an empty log can never be taken for one that has it (etcd and raft-rs do the same).
 */
export const INITIAL_SNAPSHOT_INDEX = 1;
export const INITIAL_SNAPSHOT_TERM = 1;

/**
 * The state that a cluster's first members start from: they vote, and are applied up to a snapshot that holds nothing. Each of them is assigned this very
 * state; Bootstrap gives it to the one member that it makes. Pure, so that two calls with the same members give an equal assignment, which Storage accepts twice.
 *
 * @throws InvariantError where there is no member, or two have one id.
 */
export function initialClusterState(
  ...firstMembers: readonly MemberAddress[]
): NonNullable<IdentityAssignment["initial"]> {
  const members = firstMembers.toSorted((left, right) => left.nodeId - right.nodeId);
  const voters = members.map(({ nodeId }) => nodeId);
  const highestNodeId = voters.at(-1);
  assert(highestNodeId !== undefined, "a cluster starts with at least one member");
  assert(new Set(voters).size === voters.length, "two of a cluster's first members have one id");
  return {
    metadata: {
      index: INITIAL_SNAPSHOT_INDEX,
      term: INITIAL_SNAPSHOT_TERM,
      confState: {
        voters,
        learners: [],
        votersOutgoing: [],
        learnersNext: [],
        autoLeave: false,
      },
    },
    memberBook: { members, highestNodeId, configurationIndex: INITIAL_SNAPSHOT_INDEX },
  };
}
