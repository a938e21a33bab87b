import type { RaftCluster } from "../../api-types.ts";
import type { PodObservation, VolumeObservation, WorkloadObservation } from "../../host.ts";
import {
  ADMIN_PORT,
  adminAddress,
  claimOrdinal,
  CONTAINER_NAME,
  peerAddress,
  podOrdinal,
  TEMPLATE_HASH_ANNOTATION,
  TEMPLATE_INPUT_HASH_ANNOTATION,
} from "../../resources/names.ts";
import { buildPodTemplate } from "../../resources/pod-template.ts";
import { integerAt, listAt, textAt } from "../../runtime/json.ts";
import type { KubeObject } from "../../runtime/kube-object.ts";
import { isReady, isRunning, podProblem, restartsOf } from "./pod-problem.ts";

/** By the pod's name in DNS, or by its address. */
export type AdminDial = "podName" | "podAddress";

/** Compares hashes that the builders wrote, never the template as stored: the API server fills in defaults, which would look like a change. */
export function observeWorkload(
  cluster: RaftCluster,
  statefulSet: KubeObject,
): WorkloadObservation {
  const image = imageOf(statefulSet);
  const built = buildPodTemplate(cluster, image).metadata.annotations;
  const stored = ["spec", "template", "metadata", "annotations"];
  return {
    size: integerAt(statefulSet, "spec", "replicas") ?? 1,
    image,
    upToDate:
      textAt(statefulSet, ...stored, TEMPLATE_HASH_ANNOTATION) === built[TEMPLATE_HASH_ANNOTATION],
    whereToAsk: `kubectl describe statefulset ${statefulSet.metadata.name} --namespace ${statefulSet.metadata.namespace ?? "default"}`,
  };
}

/** Empty for a pod that carries the label but is not one of the StatefulSet's. */
export function observePod(facts: {
  readonly cluster: RaftCluster;
  readonly pod: KubeObject;
  readonly workload: WorkloadObservation | null;
  readonly dial: AdminDial;
}): readonly PodObservation[] {
  const { cluster, pod } = facts;
  const { name, uid, deletionTimestamp } = pod.metadata;
  const ordinal = podOrdinal(cluster.metadata.name, name);
  if (ordinal === null) {
    return [];
  }
  return [
    {
      ordinal,
      name,
      uid,
      running: isRunning(pod),
      terminating: deletionTimestamp !== undefined,
      ...(deletionTimestamp === undefined
        ? {}
        : { termination: { dueAt: deletionTimestamp, ifOverdue: ifOverdue(pod) } }),
      ready: isReady(pod),
      restarts: restartsOf(pod),
      problem: podProblem(pod),
      adminAddress: adminAddressOf(facts, ordinal),
      peerAddress: peerAddress(cluster.metadata, ordinal),
      ...freshnessOf(facts),
    },
  ];
}

/** A kubelet that is alive ends a pod when its grace period does; what is left then waits for a machine that may never answer. */
function ifOverdue({ metadata, ...rest }: KubeObject): string {
  const machine = textAt(rest, "spec", "nodeName");
  const command = `kubectl delete pod ${metadata.name} --namespace ${metadata.namespace ?? "default"} --force`;
  return machine === null
    ? `no machine was found for it, so nothing of it runs: ${command}`
    : `its machine ${machine} may be dead or cut off, and the pod may still run there and write to its volume: once that machine is switched off or fenced for certain, ${command}`;
}

function adminAddressOf(
  facts: { readonly cluster: RaftCluster; readonly pod: KubeObject; readonly dial: AdminDial },
  ordinal: number,
): string {
  const ip = textAt(facts.pod, "status", "podIP");
  if (facts.dial === "podName" || ip === null || ip === "") {
    return adminAddress(facts.cluster.metadata, ordinal);
  }
  return ip.includes(":") ? `[${ip}]:${ADMIN_PORT}` : `${ip}:${ADMIN_PORT}`;
}

/** Which hash differs says who changed the template: what it is built from belongs to the user, the rest to this operator (design.md section 6). */
function freshnessOf(facts: {
  readonly cluster: RaftCluster;
  readonly pod: KubeObject;
  readonly workload: WorkloadObservation | null;
}): Pick<PodObservation, "upToDate" | "outdatedBy"> {
  const { cluster, pod, workload } = facts;
  const image = cluster.spec.image ?? cluster.status?.image ?? workload?.image;
  // Without all three there is nothing to compare with: no reason to replace a pod.
  if (image === undefined) {
    return { upToDate: false, outdatedBy: "operatorDefaults" };
  }
  const built = buildPodTemplate(cluster, image).metadata.annotations;
  const equals = (annotation: string): boolean =>
    textAt(pod, "metadata", "annotations", annotation) === built[annotation];
  if (!equals(TEMPLATE_INPUT_HASH_ANNOTATION)) {
    return { upToDate: false, outdatedBy: "spec" };
  }
  return equals(TEMPLATE_HASH_ANNOTATION)
    ? { upToDate: true }
    : { upToDate: false, outdatedBy: "operatorDefaults" };
}

function imageOf(statefulSet: KubeObject): string {
  const containers = listAt(statefulSet, "spec", "template", "spec", "containers");
  const node = containers.find((container) => textAt(container, "name") === CONTAINER_NAME);
  return textAt(node, "image") ?? "";
}

/** Empty for a claim that carries the label but is not one of the StatefulSet's. */
export function observeVolume(
  clusterName: string,
  claim: KubeObject,
): readonly VolumeObservation[] {
  const { name, uid, deletionTimestamp } = claim.metadata;
  const ordinal = claimOrdinal(clusterName, name);
  const problem = claimProblem(claim);
  return ordinal === null
    ? []
    : [
        {
          ordinal,
          name,
          uid,
          terminating: deletionTimestamp !== undefined,
          ...(problem === null ? {} : { problem }),
        },
      ];
}

/** A claim that waits for its first pod to find a machine is Pending too: the fact is told, not blamed. */
function claimProblem(claim: KubeObject): string | null {
  const phase = textAt(claim, "status", "phase");
  const storageClass = textAt(claim, "spec", "storageClassName");
  return phase === "Pending" || phase === "Lost"
    ? `its volume claim ${claim.metadata.name} is ${phase}${storageClass === null ? ", and the cluster has no default StorageClass" : ` (StorageClass ${storageClass})`}`
    : null;
}
