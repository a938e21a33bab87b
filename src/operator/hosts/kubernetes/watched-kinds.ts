import { CLUSTER_LABEL } from "../../resources/names.ts";
import { PODS, RAFT_CLUSTERS, STATEFUL_SETS, VOLUME_CLAIMS } from "../../runtime/kube-kinds.ts";
import type { KubeObject, ResourceKind } from "../../runtime/kube-object.ts";
import type { WatchedKind } from "../../runtime/main-loop.ts";

/** What makes a cluster worth another look: its resource, and what the operator made for it. */
export const WATCHED_KINDS: readonly WatchedKind[] = [
  {
    kind: RAFT_CLUSTERS,
    primary: true,
    toKey: ({ metadata }) => ({ namespace: metadata.namespace ?? "", name: metadata.name }),
  },
  owned(STATEFUL_SETS),
  owned(PODS),
  owned(VOLUME_CLAIMS),
];

function owned(kind: ResourceKind): WatchedKind {
  return {
    kind,
    labelSelector: CLUSTER_LABEL,
    primary: false,
    toKey: ({ metadata }: KubeObject) => {
      const name = metadata.labels?.[CLUSTER_LABEL];
      return name === undefined ? null : { namespace: metadata.namespace ?? "", name };
    },
  };
}
