import type { Assessment } from "../assess.ts";
import type { PodObservation } from "../host.ts";
import type { ClusterObservation } from "../observe.ts";
import { MembershipView } from "./membership-view.ts";
import { transferFrom } from "./scale-in.ts";
import type { Step } from "./step.ts";

/**
 * The next pod to replace because it runs an older spec. One that serves nobody goes at once, for it may be what everything else waits for. A healthy voter goes only while every
 * other one is healthy and no change of members is in flight; the leader goes last, after it has handed over. Of a single member the change of the spec asked for a restart's outage.
 */
export function planRoll(facts: {
  readonly observation: ClusterObservation;
  readonly assessment: Assessment;
  readonly nowMs: number;
}): Step | null {
  const { observation, assessment } = facts;
  const { leader, members, quorum, unhealthy } = assessment;
  const isUnderWay = observation.pods.some(({ pod }) => pod.terminating);
  // From an old template it would come back as it was, and be replaced again without end.
  if (isUnderWay || observation.workload?.upToDate !== true) {
    return null;
  }
  // Ready by its own word: without a leader all are unhealthy, but for the time of an election it can still vote.
  const counts = ({ name, ready }: PodObservation): boolean =>
    members.some(
      ({ podName, role }) =>
        podName === name && role === "Voter" && (ready || !unhealthy.includes(podName)),
    );
  const rank = (pod: PodObservation): number =>
    counts(pod) ? (leader?.pod.uid === pod.uid ? 2 : 1) : 0;
  const [next] = observation.pods
    .map(({ pod }) => pod)
    .filter((pod) => !pod.upToDate && pod.outdatedBy === "spec")
    .sort((left, right) => rank(left) - rank(right));
  if (next === undefined) {
    return null;
  }
  const { operation } = observation.cluster.status ?? {};
  const isQuiet =
    (operation === undefined || operation.type === "Bootstrap") &&
    members.every(({ podName, ready }) => ready || podName === next.name);
  const safe = !counts(next) || quorum.voters <= 1 || isQuiet;
  const leads = leader?.pod.uid === next.uid;
  const view = leads ? MembershipView.of(facts) : null;
  return safe
    ? {
        kind: "deletePod",
        ordinal: next.ordinal,
        uid: next.uid,
        podName: next.name,
        handOver: view === null ? null : transferFrom(view, String(view.leader.nodeId)),
      }
    : null;
}
