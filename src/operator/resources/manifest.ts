import { API_GROUP, API_VERSION, KIND, type RaftCluster } from "../api-types.ts";
import { objectLabels } from "./names.ts";

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller: boolean;
  readonly blockOwnerDeletion: boolean;
}

export interface ManifestMeta {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences: readonly OwnerReference[];
}

/** An object as server-side apply sends it: plain JSON, only the fields that the operator owns, no `undefined`. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ManifestMeta;
}

/** The metadata of an object that lives and dies with its cluster. */
export function ownedMeta(cluster: RaftCluster, name: string): ManifestMeta {
  return {
    name,
    namespace: cluster.metadata.namespace,
    labels: objectLabels(cluster.metadata.name),
    ownerReferences: [
      {
        apiVersion: `${API_GROUP}/${API_VERSION}`,
        kind: KIND,
        name: cluster.metadata.name,
        uid: cluster.metadata.uid,
        controller: true,
        blockOwnerDeletion: true,
      },
    ],
  };
}
