import type { IdentityAssignment, MemberAddress } from "../storage/types.ts";

/**
 * Where every log starts: a snapshot that all members of the cluster's first configuration share. Not index 0, so that a member which
 * joins with an empty log can never be taken for one that has it (etcd and raft-rs do the same).
 */
export const INITIAL_SNAPSHOT_INDEX = 1;
export const INITIAL_SNAPSHOT_TERM = 1;

/**
 * The state that Bootstrap gives to the first member: one voter, applied up to a snapshot that holds nothing. Pure, so that two calls with the same
 * member give an equal assignment, which Storage accepts twice.
 */
export function initialClusterState(
  member: MemberAddress,
): NonNullable<IdentityAssignment["initial"]> {
  return {
    metadata: {
      index: INITIAL_SNAPSHOT_INDEX,
      term: INITIAL_SNAPSHOT_TERM,
      confState: {
        voters: [member.nodeId],
        learners: [],
        votersOutgoing: [],
        learnersNext: [],
        autoLeave: false,
      },
    },
    memberBook: {
      members: [member],
      highestNodeId: member.nodeId,
      configurationIndex: INITIAL_SNAPSHOT_INDEX,
    },
  };
}
