import type { MemberStatus } from "./api-types.ts";
import type { NodeMember } from "./admin-client.ts";
import type { PodObservation } from "./host.ts";
import { assignedPods, identify, leaderOf } from "./identity.ts";
import type { AssignedPod, Identity } from "./identity.ts";
import type { ClusterObservation } from "./observe.ts";

export interface Quorum {
  readonly voters: number;
  readonly healthyVoters: number;
  readonly required: number;
  readonly faultTolerance: number;
}

export interface Assessment {
  readonly identity: Identity;
  /** The leader of the cluster that status names, by its own word and the highest term. */
  readonly leader: AssignedPod | null;
  /** From the leader's committed configuration; without a leader as last recorded. */
  readonly members: readonly MemberStatus[];
  readonly quorum: Quorum;
  /** Pod names of voters whose node is not healthy by the leader's and its own word; a pod that only its host does not call ready yet is not among them. */
  readonly unhealthy: readonly string[];
  /** Voters whose pod is started but did not answer: not known to be down. */
  readonly silentVoters: number;
}

export function assess(observation: ClusterObservation): Assessment {
  const status = observation.cluster.status ?? {};
  const identity = identify(observation);
  const clusterId =
    status.clusterID ?? (identity.kind === "adoptable" ? identity.clusterId : undefined);
  const own = assignedPods(observation).filter(({ node }) => node.clusterId === clusterId);
  const leader = leaderOf(own);
  const members = membersOf({ observation, leader, own });
  const voters = members.filter((member) => member.role === "Voter");
  const healthyVoters = voters.filter((member) => isHealthy(member, leader, own)).length;
  const required = voters.length === 0 ? 0 : Math.floor(voters.length / 2) + 1;
  return {
    identity,
    leader,
    members,
    quorum: {
      voters: voters.length,
      healthyVoters,
      required,
      faultTolerance: Math.max(0, healthyVoters - required),
    },
    unhealthy: voters
      .filter((member) => !isHealthy(member, leader, own))
      .map((member) => member.podName),
    silentVoters: voters.filter((member) =>
      observation.pods.some(
        ({ pod, report }) =>
          pod.ordinal === member.ordinal && pod.running && report.kind === "unreachable",
      ),
    ).length,
  };
}

function membersOf(facts: {
  readonly observation: ClusterObservation;
  readonly leader: AssignedPod | null;
  readonly own: readonly AssignedPod[];
}): readonly MemberStatus[] {
  const { observation, leader, own } = facts;
  const recorded = observation.cluster.status?.members ?? [];
  if (leader === null) {
    return recorded.map((member) => ({ ...member, ready: false }));
  }
  return leader.node.members
    .map((member): MemberStatus => {
      const pod = podOf({ member, own, observation });
      const previous = recorded.find(({ nodeID }) => nodeID === String(member.nodeId));
      const entry = {
        nodeID: String(member.nodeId),
        podName: pod?.name ?? previous?.podName ?? "",
        ordinal: pod?.ordinal ?? previous?.ordinal ?? ordinalFrom(member.address),
        address: member.address,
        role: member.role,
        storeID: member.storeId,
      };
      const ready = pod?.ready === true && isHealthy(entry, leader, own);
      const lags = (!ready || member.role === "Learner") && member.matchIndex > 0;
      const lagEntries = lags ? roundedLag(leader.node.commitIndex - member.matchIndex) : null;
      return { ...entry, ready, ...(lagEntries === null ? {} : { lagEntries }) };
    })
    .sort((left, right) => Number(left.nodeID) - Number(right.nodeID));
}

/** Up to the next power of two: a number that changed at every look would be a write of the status at every look. */
function roundedLag(entries: number): number {
  return entries <= 0 ? 0 : 2 ** Math.ceil(Math.log2(entries));
}

/** The ordinal in `<pod>-<ordinal>.<service>...`; -1 where an address has none (then its pod, if there is one, was found by address). */
function ordinalFrom(address: string): number {
  return Number(/^[^.]*-(\d+)\./.exec(address)?.[1] ?? -1);
}

function podOf(facts: {
  readonly member: NodeMember;
  readonly own: readonly AssignedPod[];
  readonly observation: ClusterObservation;
}): PodObservation | null {
  const { member, own, observation } = facts;
  const answered = own.find(
    ({ node }) => node.nodeId === member.nodeId && node.storeId === member.storeId,
  );
  const sameAddress = observation.pods.find(({ pod }) => pod.peerAddress === member.address);
  return answered?.pod ?? sameAddress?.pod ?? null;
}

/** It answered, on the store of the member book, in the leader's term, ready by its own word. */
export function isHealthy(
  member: Pick<MemberStatus, "nodeID" | "storeID">,
  leader: AssignedPod | null,
  own: readonly AssignedPod[],
): boolean {
  return own.some(
    ({ node }) =>
      leader !== null &&
      String(node.nodeId) === member.nodeID &&
      node.storeId === member.storeID &&
      node.term === leader.node.term &&
      node.ready &&
      !node.stopping,
  );
}
