/** Names, labels, annotations and ports of everything that the operator makes for one cluster. Other code never spells them out. */

export interface ClusterName {
  readonly namespace: string;
  readonly name: string;
}

/** The listening ports of every node (design.md section 7). */
export const CLIENT_PORT = 2379;
export const PEER_PORT = 2380;
export const HTTP_PORT = 2381;
export const ADMIN_PORT = 2382;

/** A user cannot set it in `podTemplate` (the schema reserves the prefix), so a selector on it alone finds exactly this cluster's objects. */
export const CLUSTER_LABEL = "raft.crabmq.io/cluster";
/** Hash of the pod template as built here; a pod carries that of the template that it was made from. */
export const TEMPLATE_HASH_ANNOTATION = "raft.crabmq.io/template-hash";
/** Hash of what the template was built from: equal while `TEMPLATE_HASH_ANNOTATION` differs means that only the operator's own defaults changed. */
export const TEMPLATE_INPUT_HASH_ANNOTATION = "raft.crabmq.io/template-input-hash";

/** The field manager of server-side apply and the value of `app.kubernetes.io/managed-by`. */
export const OPERATOR_NAME = "raft-operator";
export const CONTAINER_NAME = "node";
export const DATA_VOLUME_NAME = "data";
/** The key of the admin token in its Secret, and the name of the file that a node reads it from. */
export const TOKEN_KEY = "token";

export function statefulSetName(clusterName: string): string {
  return clusterName;
}

/** The headless Service: every pod has an address in it, ready or not. */
export function peerServiceName(clusterName: string): string {
  return `${clusterName}-peers`;
}

/** The Service for clients: ready pods only. */
export function clientServiceName(clusterName: string): string {
  return `${clusterName}-client`;
}

export function podDisruptionBudgetName(clusterName: string): string {
  return clusterName;
}

/** Never the bare cluster name: a cluster called `default` must not touch its namespace's ServiceAccount. */
export function serviceAccountName(clusterName: string): string {
  return `${clusterName}-node`;
}

export function tokenSecretName(clusterName: string): string {
  return `${clusterName}-admin-token`;
}

export function podName(clusterName: string, ordinal: number): string {
  return `${clusterName}-${ordinal}`;
}

/** The ordinal of this cluster's pod; null for any other name. */
export function podOrdinal(clusterName: string, name: string): number | null {
  return ordinalAfter(`${clusterName}-`, name);
}

export function claimName(clusterName: string, ordinal: number): string {
  return `${DATA_VOLUME_NAME}-${clusterName}-${ordinal}`;
}

/** The ordinal of this cluster's volume claim; null for any other name. */
export function claimOrdinal(clusterName: string, name: string): number | null {
  return ordinalAfter(`${DATA_VOLUME_NAME}-${clusterName}-`, name);
}

/** The stable name of a pod: `<pod>.<service>.<namespace>.svc`, which any cluster domain completes. */
export function podHost(cluster: ClusterName, ordinal: number): string {
  return `${podName(cluster.name, ordinal)}.${peerServiceName(cluster.name)}.${cluster.namespace}.svc`;
}

export function peerAddress(cluster: ClusterName, ordinal: number): string {
  return `${podHost(cluster, ordinal)}:${PEER_PORT}`;
}

export function adminAddress(cluster: ClusterName, ordinal: number): string {
  return `${podHost(cluster, ordinal)}:${ADMIN_PORT}`;
}

/** What selects the cluster's pods and claims. Immutable in a StatefulSet, so it must never gain a label. */
export function selectorLabels(clusterName: string): Readonly<Record<string, string>> {
  return { [CLUSTER_LABEL]: clusterName };
}

/** The same as text: for `status.selector` (the scale subresource) and for lists. */
export function selectorText(clusterName: string): string {
  return `${CLUSTER_LABEL}=${clusterName}`;
}

/** The labels of every object of the cluster. No version among them: that would change a pod template with each operator. */
export function objectLabels(clusterName: string): Readonly<Record<string, string>> {
  return {
    "app.kubernetes.io/name": "raftcluster",
    "app.kubernetes.io/instance": clusterName,
    "app.kubernetes.io/component": "node",
    "app.kubernetes.io/managed-by": OPERATOR_NAME,
    ...selectorLabels(clusterName),
  };
}

function ordinalAfter(prefix: string, name: string): number | null {
  if (!name.startsWith(prefix)) {
    return null;
  }
  const text = name.slice(prefix.length);
  return /^(0|[1-9][0-9]{0,8})$/.test(text) ? Number(text) : null;
}
