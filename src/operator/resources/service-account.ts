import type { RaftCluster } from "../api-types.ts";
import { ownedMeta, type Manifest } from "./manifest.ts";
import { serviceAccountName } from "./names.ts";

export interface ServiceAccountManifest extends Manifest {
  readonly automountServiceAccountToken: false;
}

/** An account without any right, and without a token in the pod: nodes never talk to the API server. */
export function buildServiceAccount(cluster: RaftCluster): ServiceAccountManifest {
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: ownedMeta(cluster, serviceAccountName(cluster.metadata.name)),
    automountServiceAccountToken: false,
  };
}
