import type { RaftCluster } from "../api-types.ts";
import {
  buildPodDisruptionBudget,
  type PodDisruptionBudgetManifest,
} from "./pod-disruption-budget.ts";
import { buildServiceAccount, type ServiceAccountManifest } from "./service-account.ts";
import { buildClientService, buildPeerService, type ServiceManifest } from "./services.ts";
import { buildStatefulSet, type StatefulSetManifest } from "./stateful-set.ts";

export interface ClusterResources {
  readonly serviceAccount: ServiceAccountManifest;
  readonly peerService: ServiceManifest;
  readonly clientService: ServiceManifest;
  /** Null where the spec wants none: one that exists is to be deleted. */
  readonly podDisruptionBudget: PodDisruptionBudgetManifest | null;
  readonly statefulSet: StatefulSetManifest;
}

/**
 * Everything that the operator applies for a cluster, in the order to apply it in: the Services before the pods that are to have names. The token's Secret
 * is not among it, because it is random and created only once: `buildTokenSecret`; pods wait for it.
 */
export function buildResources(
  cluster: RaftCluster,
  workload: { readonly size: number; readonly image: string; readonly minAvailable: number },
): ClusterResources {
  return {
    serviceAccount: buildServiceAccount(cluster),
    peerService: buildPeerService(cluster),
    clientService: buildClientService(cluster),
    podDisruptionBudget: cluster.spec.podDisruptionBudget.enabled
      ? buildPodDisruptionBudget(cluster, workload.minAvailable)
      : null,
    statefulSet: buildStatefulSet(cluster, workload),
  };
}
