import { API_GROUP, API_VERSION, KIND, PLURAL } from "../api-types.ts";
import type { ResourceKind } from "./kube-object.ts";

/** Every kind that the operator reads or writes; the RBAC rules name exactly these. */
export const RAFT_CLUSTERS: ResourceKind = {
  group: API_GROUP,
  version: API_VERSION,
  plural: PLURAL,
  kind: KIND,
};
export const STATEFUL_SETS: ResourceKind = {
  group: "apps",
  version: "v1",
  plural: "statefulsets",
  kind: "StatefulSet",
};
export const PODS: ResourceKind = { group: "", version: "v1", plural: "pods", kind: "Pod" };
export const VOLUME_CLAIMS: ResourceKind = {
  group: "",
  version: "v1",
  plural: "persistentvolumeclaims",
  kind: "PersistentVolumeClaim",
};
export const SERVICES: ResourceKind = {
  group: "",
  version: "v1",
  plural: "services",
  kind: "Service",
};
export const SECRETS: ResourceKind = {
  group: "",
  version: "v1",
  plural: "secrets",
  kind: "Secret",
};
export const SERVICE_ACCOUNTS: ResourceKind = {
  group: "",
  version: "v1",
  plural: "serviceaccounts",
  kind: "ServiceAccount",
};
export const POD_DISRUPTION_BUDGETS: ResourceKind = {
  group: "policy",
  version: "v1",
  plural: "poddisruptionbudgets",
  kind: "PodDisruptionBudget",
};
export const LEASES: ResourceKind = {
  group: "coordination.k8s.io",
  version: "v1",
  plural: "leases",
  kind: "Lease",
};
export const EVENTS: ResourceKind = {
  group: "events.k8s.io",
  version: "v1",
  plural: "events",
  kind: "Event",
};
