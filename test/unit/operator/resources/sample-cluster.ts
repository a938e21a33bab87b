import type { RaftCluster, RaftClusterSpec } from "../../../../src/operator/api-types.ts";

/** The spec as the schema's defaults leave it. */
export const MINIMAL_SPEC: RaftClusterSpec = {
  replicas: 1,
  imagePullPolicy: "IfNotPresent",
  storage: {
    size: "10Gi",
    retentionPolicy: { whenDeleted: "Retain", whenScaled: "Delete" },
  },
  resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "1Gi" } },
  raft: { tickMs: 100, electionTicks: 10, heartbeatTicks: 1 },
  membership: { promotionMaxLagEntries: 100, joinTimeoutSeconds: 600 },
  podDisruptionBudget: { enabled: true },
  terminationGracePeriodSeconds: 60,
  logLevel: "info",
  paused: false,
};

export function sampleCluster(spec: Partial<RaftClusterSpec> = {}): RaftCluster {
  return {
    apiVersion: "raft.crabmq.io/v1alpha1",
    kind: "RaftCluster",
    metadata: {
      name: "demo",
      namespace: "team-a",
      uid: "11111111-2222-3333-4444-555555555555",
      resourceVersion: "7",
      generation: 1,
    },
    spec: { ...MINIMAL_SPEC, ...spec },
  };
}
