import type { RaftCluster } from "../api-types.ts";
import { ownedMeta, type Manifest } from "./manifest.ts";
import { DATA_VOLUME_NAME, peerServiceName, selectorLabels, statefulSetName } from "./names.ts";
import { buildPodTemplate, type PodTemplate } from "./pod-template.ts";

export interface StatefulSetManifest extends Manifest {
  readonly spec: {
    readonly replicas: number;
    readonly template: PodTemplate;
    readonly [field: string]: unknown;
  };
}

/**
 * The pods and volumes of the cluster. The StatefulSet keeps `size` pods alive and nothing more: Parallel, because a member that waits for a
 * lower ordinal could wait for ever for quorum; OnDelete, because only the operator knows when a member may restart; and it never deletes a
 * volume, because a volume may go only after its member's removal is committed.
 */
export function buildStatefulSet(
  cluster: RaftCluster,
  workload: { readonly size: number; readonly image: string },
): StatefulSetManifest {
  const { name } = cluster.metadata;
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: ownedMeta(cluster, statefulSetName(name)),
    spec: {
      replicas: workload.size,
      serviceName: peerServiceName(name),
      podManagementPolicy: "Parallel",
      updateStrategy: { type: "OnDelete" },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
      selector: { matchLabels: selectorLabels(name) },
      template: buildPodTemplate(cluster, workload.image),
      volumeClaimTemplates: [dataClaim(cluster)],
    },
  };
}

/** Immutable in the API: nothing in it may depend on what the schema lets a user change. No owner: the claim outlives the cluster if it shall. */
function dataClaim(cluster: RaftCluster): Readonly<Record<string, unknown>> {
  const { storage } = cluster.spec;
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: DATA_VOLUME_NAME, labels: selectorLabels(cluster.metadata.name) },
    spec: {
      accessModes: ["ReadWriteOnce"],
      ...(storage.storageClassName === undefined
        ? {}
        : { storageClassName: storage.storageClassName }),
      resources: { requests: { storage: storage.size } },
    },
  };
}
