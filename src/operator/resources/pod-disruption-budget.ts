import type { RaftCluster } from "../api-types.ts";
import { ownedMeta, type Manifest } from "./manifest.ts";
import { podDisruptionBudgetName, selectorLabels } from "./names.ts";

export interface PodDisruptionBudgetManifest extends Manifest {
  readonly spec: {
    readonly minAvailable: number;
    readonly [field: string]: unknown;
  };
}

/** Lets a drain take as many pods as the quorum can spare: none of one or two, by design. What it may not take is decided by the plan, which knows the members. */
export function buildPodDisruptionBudget(
  cluster: RaftCluster,
  minAvailable: number,
): PodDisruptionBudgetManifest {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: ownedMeta(cluster, podDisruptionBudgetName(cluster.metadata.name)),
    spec: {
      minAvailable,
      // A pod that is not ready serves nobody: refusing to evict it would only block the drain.
      unhealthyPodEvictionPolicy: "AlwaysAllow",
      selector: { matchLabels: selectorLabels(cluster.metadata.name) },
    },
  };
}
