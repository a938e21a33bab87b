import type { BootstrapOperation, RaftClusterStatus } from "./api-types.ts";
import type { AssignedNodeStatus } from "./admin-client.ts";
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

/** Pure. */
export function identify(observation: ClusterObservation): Identity {
  const status = observation.cluster.status ?? {};
  return status.clusterID === undefined
    ? identifyNew(observation)
    : identifyKnown(observation, status, status.clusterID);
}

/** The number of pods that must exist so that every volume can say what it is before a cluster is made or adopted. */
export function discoverySize({ workload, volumes }: ClusterObservation): number {
  return Math.max(1, workload?.size ?? 0, ...volumes.map(({ ordinal }) => ordinal + 1));
}

export function assignedPods(observation: ClusterObservation): readonly AssignedPod[] {
  return observation.pods.flatMap(({ pod, report }) =>
    report.kind === "answered" && report.status.state === "Assigned"
      ? [{ pod, node: report.status }]
      : [],
  );
}

/** Who calls itself leader in the highest term, and is not on its way out. */
export function leaderOf(own: readonly AssignedPod[]): AssignedPod | null {
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
  const size = discoverySize(observation);
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
  if (status.operation?.type === "Bootstrap") {
    return identifyReserved(observation, status.operation);
  }
  const leader = leaderOf(assignedPods(observation));
  if (leader !== null) {
    const stranger = strangerTo(leader, assignedPods(observation));
    return stranger === null ? { kind: "established" } : { kind: "mismatch", message: stranger };
  }
  return identifyLeaderless(observation, status, clusterId);
}

/** While nobody leads, volumes that are known to be gone may be so many that nobody ever will. */
function identifyLeaderless(
  observation: ClusterObservation,
  status: RaftClusterStatus,
  clusterId: string,
): Identity {
  const recorded = status.members ?? [];
  if (recorded.length === 0 && observation.pods.length > 0 && observation.pods.every(isEmpty)) {
    return {
      kind: "volumeLost",
      message: `status.clusterID is ${clusterId}, but every volume is empty: restore one, or delete this resource and its volumes to start over`,
    };
  }
  const voters = recorded.filter(({ role }) => role === "Voter");
  const lost = voters.filter(({ ordinal }) =>
    observation.pods.some((seen) => seen.pod.ordinal === ordinal && isEmpty(seen)),
  );
  const [first] = lost;
  if (first === undefined || voters.length - lost.length > voters.length / 2) {
    return { kind: "established" };
  }
  const whose = lost
    .map(({ podName, nodeID, storeID }) => `${podName} (node ${nodeID} on store ${storeID})`)
    .join(", ");
  return {
    kind: "volumeLost",
    message: `the volumes of ${lost.length} of ${voters.length} voters are empty, and without a majority no other is ever made in their place: ${whose}; restore them, or delete this resource and its volumes to start over`,
  };
}

function isEmpty({ report }: ObservedPod): boolean {
  return report.kind === "answered" && report.status.state === "Unassigned";
}

function identifyReserved(
  observation: ClusterObservation,
  operation: BootstrapOperation,
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
