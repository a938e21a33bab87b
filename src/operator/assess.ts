import type { MemberStatus, RaftClusterStatus } from "./api-types.ts";
import type { AssignedNodeStatus, NodeMember } from "./admin-client.ts";
import type { PodObservation } from "./host.ts";
import type { ClusterObservation, ObservedPod } from "./observe.ts";

export interface AssignedPod {
  readonly pod: PodObservation;
  readonly node: AssignedNodeStatus;
}

/** Whose volumes these are (design.md section 6); what may be done to the nodes follows from it and from nothing else. */
export type Identity =
  /** No cluster id yet, and some pod has not said what it is. */
  | { readonly kind: "undecided"; readonly message: string }
  | {
      readonly kind: "allUnassigned";
      readonly first: { readonly pod: PodObservation; readonly storeId: string };
    }
  /** A cluster lives on the volumes but status does not know it. */
  | { readonly kind: "adoptable"; readonly leader: AssignedPod | null; readonly clusterId: string }
  | { readonly kind: "mismatch"; readonly message: string }
  /** Reserved in status, not yet done as far as the pod says. */
  | {
      readonly kind: "bootstrapDue";
      readonly pod: PodObservation;
      readonly storeId: string;
      readonly nodeId: number;
    }
  | { readonly kind: "bootstrapUnknown"; readonly message: string }
  /** The store that status names is gone; nothing is ever made in its place. */
  | { readonly kind: "volumeLost"; readonly message: string }
  | { readonly kind: "established" };

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
  /** Pod names of members whose node is not healthy by the leader's and its own word; a pod that only its host does not call ready yet is not among them. */
  readonly unhealthy: readonly string[];
  /** Voters whose pod is started but did not answer: not known to be down. */
  readonly silentVoters: number;
}

/** The number of pods that must exist so that every known volume can say what it is; `status.clusterID` fixes it to the recorded members. */
export function requiredSize(observation: ClusterObservation): number {
  const { cluster, workload, volumes } = observation;
  const status = cluster.status ?? {};
  const recorded = [
    ...(status.members ?? []).map((member) => member.ordinal),
    ...(status.operation === undefined ? [] : [status.operation.ordinal]),
  ];
  const known =
    status.clusterID === undefined || recorded.length === 0
      ? volumes.map((volume) => volume.ordinal)
      : recorded;
  return Math.max(1, workload?.size ?? 0, ...known.map((ordinal) => ordinal + 1));
}

export function assess(observation: ClusterObservation): Assessment {
  const status = observation.cluster.status ?? {};
  const identity =
    status.clusterID === undefined
      ? identifyNew(observation)
      : identifyKnown(observation, status, status.clusterID);
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
    unhealthy: members
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

function assignedPods(observation: ClusterObservation): readonly AssignedPod[] {
  return observation.pods.flatMap(({ pod, report }) =>
    report.kind === "answered" && report.status.state === "Assigned"
      ? [{ pod, node: report.status }]
      : [],
  );
}

function leaderOf(own: readonly AssignedPod[]): AssignedPod | null {
  return own
    .filter(({ node }) => node.leading && !node.stopping)
    .reduce<AssignedPod | null>(
      (best, candidate) =>
        best === null || candidate.node.term > best.node.term ? candidate : best,
      null,
    );
}

function identifyNew(observation: ClusterObservation): Identity {
  const assigned = assignedPods(observation);
  const clusterIds = [...new Set(assigned.map(({ node }) => node.clusterId))].sort();
  const [clusterId] = clusterIds;
  if (clusterId !== undefined) {
    if (clusterIds.length > 1) {
      const whose = assigned.map(({ pod, node }) => `${pod.name} of ${node.clusterId}`).join(", ");
      return {
        kind: "mismatch",
        message: `the volumes belong to different clusters (${whose}): remove the volumes that do not belong here, nothing is written to any node meanwhile`,
      };
    }
    const leader = leaderOf(assigned);
    const stranger = leader === null ? null : strangerTo(leader, assigned);
    return stranger === null
      ? { kind: "adoptable", leader, clusterId }
      : { kind: "mismatch", message: stranger };
  }
  const silent = silentPods(observation);
  if (silent.length > 0) {
    return {
      kind: "undecided",
      message: `waiting for ${silent.join(", ")}: what is on a volume must be known before a cluster is made`,
    };
  }
  const [first] = observation.pods;
  if (
    first === undefined ||
    first.pod.ordinal !== 0 ||
    first.report.kind !== "answered" ||
    first.report.status.state !== "Unassigned"
  ) {
    return { kind: "undecided", message: "waiting for the pod of ordinal 0" };
  }
  return {
    kind: "allUnassigned",
    first: { pod: first.pod, storeId: first.report.status.storeId },
  };
}

/** A sentence where a node carries an id of the committed configuration on another volume than the member book's; null where all agree. */
function strangerTo(leader: AssignedPod, assigned: readonly AssignedPod[]): string | null {
  const book = new Map(leader.node.members.map((member) => [member.nodeId, member]));
  const stranger = assigned.find(({ node }) => {
    const member = book.get(node.nodeId);
    return member !== undefined && member.storeId !== node.storeId;
  });
  return stranger === undefined
    ? null
    : `${stranger.pod.name} calls itself node ${stranger.node.nodeId} on store ${stranger.node.storeId}, but the leader's configuration has that node on another store`;
}

/** Pods up to the required size that have not said what they are, each with why. */
function silentPods(observation: ClusterObservation): readonly string[] {
  const silent: string[] = [];
  const size = requiredSize(observation);
  for (let ordinal = 0; ordinal < size; ordinal += 1) {
    const seen = observation.pods.find(({ pod }) => pod.ordinal === ordinal);
    if (seen === undefined) {
      silent.push(`${observation.cluster.metadata.name}-${ordinal} (it does not exist yet)`);
    } else if (seen.report.kind === "unreachable") {
      silent.push(`${seen.pod.name} (${seen.report.reason})`);
    }
  }
  return silent;
}

function identifyKnown(
  observation: ClusterObservation,
  status: RaftClusterStatus,
  clusterId: string,
): Identity {
  const foreign = assignedPods(observation).find(({ node }) => node.clusterId !== clusterId);
  if (foreign !== undefined) {
    return {
      kind: "mismatch",
      message: `the volume of ${foreign.pod.name} belongs to cluster ${foreign.node.clusterId}, status.clusterID is ${clusterId}: put back the right volume`,
    };
  }
  if (status.operation !== undefined) {
    return identifyReserved(observation, status.operation);
  }
  const leader = leaderOf(assignedPods(observation));
  const stranger = leader === null ? null : strangerTo(leader, assignedPods(observation));
  if (stranger !== null) {
    return { kind: "mismatch", message: stranger };
  }
  const recorded = status.members ?? [];
  if (recorded.length === 0 && observation.pods.length > 0 && observation.pods.every(isEmpty)) {
    return {
      kind: "volumeLost",
      message: `status.clusterID is ${clusterId}, but every volume is empty: restore one, or delete this resource and its volumes to start over`,
    };
  }
  const lost = recorded.find((member) =>
    observation.pods.some((seen) => seen.pod.ordinal === member.ordinal && isEmpty(seen)),
  );
  return lost === undefined
    ? { kind: "established" }
    : {
        kind: "volumeLost",
        message: `${lost.podName} has an empty volume; node ${lost.nodeID} was on store ${lost.storeID}, and no other is ever made in its place: restore that volume, or delete this resource and its volumes to start over`,
      };
}

function isEmpty({ report }: ObservedPod): boolean {
  return report.kind === "answered" && report.status.state === "Unassigned";
}

function identifyReserved(
  observation: ClusterObservation,
  operation: NonNullable<RaftClusterStatus["operation"]>,
): Identity {
  const seen = observation.pods.find(({ pod }) => pod.ordinal === operation.ordinal);
  if (seen === undefined || seen.report.kind === "unreachable") {
    const why = seen?.report.kind === "unreachable" ? seen.report.reason : "it does not exist yet";
    const name = seen?.pod.name ?? `${observation.cluster.metadata.name}-${operation.ordinal}`;
    return { kind: "bootstrapUnknown", message: `waiting for ${name} (${why})` };
  }
  const node = seen.report.status;
  if (node.storeId !== operation.storeID) {
    return {
      kind: "volumeLost",
      message: `the cluster was to be made on store ${operation.storeID}, but ${seen.pod.name} is on store ${node.storeId}: restore that volume, or delete this resource and its volumes to start over`,
    };
  }
  if (node.state === "Unassigned") {
    return {
      kind: "bootstrapDue",
      pod: seen.pod,
      storeId: node.storeId,
      nodeId: Number(operation.nodeID),
    };
  }
  return String(node.nodeId) === operation.nodeID
    ? { kind: "established" }
    : {
        kind: "mismatch",
        message: `${seen.pod.name} is node ${node.nodeId}, status.operation reserved node ${operation.nodeID} for it`,
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
      const entry: MemberStatus = {
        nodeID: String(member.nodeId),
        podName: pod?.name ?? previous?.podName ?? "",
        ordinal: pod?.ordinal ?? previous?.ordinal ?? ordinalFrom(member.address),
        address: member.address,
        role: member.role,
        ready: false,
        storeID: member.storeId,
      };
      return { ...entry, ready: pod?.ready === true && isHealthy(entry, leader, own) };
    })
    .sort((left, right) => Number(left.nodeID) - Number(right.nodeID));
}

/** The ordinal in `<pod>-<ordinal>.<service>...`; 0 where an address has none (then its pod, if there is one, was found by address). */
function ordinalFrom(address: string): number {
  return Number(/^[^.]*-(\d+)\./.exec(address)?.[1] ?? 0);
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
function isHealthy(
  member: MemberStatus,
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
