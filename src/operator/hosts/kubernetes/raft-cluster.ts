import type { RaftCluster } from "../../api-types.ts";
import { HostError } from "../../host.ts";
import { isRecord, valueAt } from "../../runtime/json.ts";
import type { KubeObject } from "../../runtime/kube-object.ts";

/**
 * The one gate through which a resource becomes typed. The API server has validated it against the definition's schema and filled in the defaults; what is checked here is
 * that the definition it did so by is one that this operator knows.
 *
 * @throws HostError INVALID when a field is missing that the schema of this version always fills in.
 */
export function toRaftCluster(object: KubeObject): RaftCluster {
  if (isRaftCluster(object)) {
    return object;
  }
  const what = REQUIRED_FIELDS.find(
    ({ path, type }) => typeof valueAt(object, ...path) !== type,
  )?.path.join(".");
  throw new HostError(
    `${object.kind} ${object.metadata.namespace ?? ""}/${object.metadata.name} has no ${what ?? "spec"}: its definition in this cluster is older than this operator; apply the definition that came with the operator`,
    { code: "INVALID", what: what ?? "spec" },
  );
}

const REQUIRED_FIELDS = [
  { path: ["metadata", "namespace"], type: "string" },
  { path: ["metadata", "generation"], type: "number" },
  { path: ["spec", "replicas"], type: "number" },
  { path: ["spec", "imagePullPolicy"], type: "string" },
  { path: ["spec", "storage", "size"], type: "string" },
  { path: ["spec", "storage", "retentionPolicy", "whenDeleted"], type: "string" },
  { path: ["spec", "storage", "retentionPolicy", "whenScaled"], type: "string" },
  { path: ["spec", "raft", "tickMs"], type: "number" },
  { path: ["spec", "raft", "electionTicks"], type: "number" },
  { path: ["spec", "raft", "heartbeatTicks"], type: "number" },
  { path: ["spec", "membership", "promotionMaxLagEntries"], type: "number" },
  { path: ["spec", "membership", "joinTimeoutSeconds"], type: "number" },
  { path: ["spec", "podDisruptionBudget", "enabled"], type: "boolean" },
  { path: ["spec", "terminationGracePeriodSeconds"], type: "number" },
  { path: ["spec", "logLevel"], type: "string" },
  { path: ["spec", "paused"], type: "boolean" },
] as const;

function isRaftCluster(object: unknown): object is RaftCluster {
  const status = valueAt(object, "status");
  return (
    REQUIRED_FIELDS.every(({ path, type }) => typeof valueAt(object, ...path) === type) &&
    (status === undefined || isRecord(status))
  );
}
