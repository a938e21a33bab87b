import type { OperationStatus } from "../api-types.ts";
import type { Assessment } from "../assess.ts";
import { discoverySize } from "../identity.ts";
import type { ClusterObservation } from "../observe.ts";
import { MembershipView, majorityOf } from "./membership-view.ts";
import { leavesOrdinal } from "./scale-out.ts";

export interface WorkloadFacts {
  readonly observation: ClusterObservation;
  readonly assessment: Assessment;
  readonly nowMs: number;
}

/**
 * The number of pods that must exist: one of every member and of the one that is being added. It only ever shrinks by the word of a leader that a quorum follows, and never below
 * a member's ordinal; that is also how a workload that somebody scaled by hand is put right.
 */
export function workloadSize(facts: WorkloadFacts): number {
  const { observation, assessment } = facts;
  const { cluster, workload } = observation;
  const { operation, clusterID } = cluster.status ?? {};
  if (clusterID === undefined) {
    return discoverySize(observation);
  }
  const view = MembershipView.of(facts);
  const ordinals = [
    ...assessment.members.map(({ ordinal }) => ordinal),
    ...(operation === undefined ? [] : ordinalsOf(operation, view)),
  ];
  const known =
    ordinals.length === 0 ? observation.volumes.map(({ ordinal }) => ordinal) : ordinals;
  const size = Math.max(1, ...known.map((ordinal) => ordinal + 1));
  const { healthyVoters, required } = assessment.quorum;
  const mayShrink = view !== null && !view.leader.joint && healthyVoters >= required;
  return mayShrink ? size : Math.max(size, workload?.size ?? 0);
}

function ordinalsOf(operation: OperationStatus, view: MembershipView | null): readonly number[] {
  const isLeft =
    view !== null &&
    (operation.type === "RemoveMember" ||
      (operation.type === "AddMember" && leavesOrdinal(view, operation)));
  return isLeft ? [] : [operation.ordinal];
}

/**
 * Pods that a drain must leave: all but as many as the cluster can spare. While a member comes or goes there is one pod more than voters, a learner's counts as ready, and a drain could
 * take a voter for it; so what can be spared is that of the smaller configuration, before the change and until its pod is gone, not only the workload made smaller. A voter
 * that lost its volume is spared already, though its pod runs. Nothing is spared as long as nobody knows the voters.
 */
export function minAvailable(facts: WorkloadFacts, size: number): number {
  const { observation, assessment } = facts;
  const { operation } = observation.cluster.status ?? {};
  const { voters } = assessment.quorum;
  const pods = observation.pods.filter(({ pod }) => !pod.terminating).length;
  const isVoter = (nodeID: string): boolean =>
    assessment.members.some((member) => member.nodeID === nodeID && member.role === "Voter");
  const leaves = operation?.type === "RemoveMember" && isVoter(operation.nodeID);
  const isLost = operation?.type === "ReplaceMember" && isVoter(operation.replacesNodeID);
  const staying = voters - (leaves ? 1 : 0);
  const lost = Math.max(isLost ? 1 : 0, votersReplaced(assessment));
  const spare = Math.max(0, staying - majorityOf(staying) - lost);
  return Math.max(1, Math.max(size, pods) - spare);
}

/** Voters in whose place a learner runs already, though no operation in status speaks of it (status was wiped). */
function votersReplaced({ members }: Assessment): number {
  const learners = new Set(
    members.filter(({ role }) => role === "Learner").map(({ ordinal }) => ordinal),
  );
  return members.filter(({ role, ordinal }) => role === "Voter" && learners.has(ordinal)).length;
}
