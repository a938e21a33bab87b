import type { RaftCluster, RaftClusterSpec } from "../../../src/operator/api-types.ts";
import type { ClusterKey } from "../../../src/operator/host.ts";

export const KEY: ClusterKey = { namespace: "default", name: "demo" };

/** A StatefulSet. */
export interface StoredSet {
  readonly uid: string;
  readonly ownerUid: string;
  readonly version: number;
  readonly size: number;
  readonly image: string;
  /** What its pods are made from: see `templateOf`. */
  readonly template: string;
}

export interface StoredPod {
  readonly ordinal: number;
  readonly name: string;
  readonly uid: string;
  readonly template: string;
  /** As the kubelet last reported it, which may be a while ago. */
  readonly phase: "pending" | "running";
  readonly isReady: boolean;
  readonly restarts: number;
  /** Of the claim that it was started with; null before its start. */
  readonly claimUid: string | null;
  /** When its grace period ends, simulated time; null where it is not being deleted. */
  readonly terminationDueUs: number | null;
}

/** A PersistentVolumeClaim. */
export interface StoredClaim {
  readonly ordinal: number;
  readonly name: string;
  readonly uid: string;
  /** It is gone once no pod uses it. */
  readonly isTerminating: boolean;
}

/** All objects at one moment; never changed in place, so that an old moment can be read. */
export interface ApiState {
  readonly cluster: RaftCluster | null;
  readonly set: StoredSet | null;
  readonly pods: ReadonlyMap<number, StoredPod>;
  readonly claims: ReadonlyMap<number, StoredClaim>;
  readonly token: string | null;
}

export const EMPTY_STATE: ApiState = {
  cluster: null,
  set: null,
  pods: new Map(),
  claims: new Map(),
  token: null,
};

/** Two pods with the same one were made alike. */
export function templateOf(cluster: RaftCluster, image: string): string {
  return `${image} ${cluster.spec.logLevel}`;
}

export function makeSpec(
  changes: Partial<RaftClusterSpec> & Pick<RaftClusterSpec, "replicas">,
): RaftClusterSpec {
  return {
    imagePullPolicy: "IfNotPresent",
    storage: { size: "1Gi", retentionPolicy: { whenDeleted: "Retain", whenScaled: "Delete" } },
    raft: { tickMs: 100, electionTicks: 10, heartbeatTicks: 1 },
    membership: { promotionMaxLagEntries: 100, joinTimeoutSeconds: 600 },
    podDisruptionBudget: { enabled: true },
    terminationGracePeriodSeconds: 60,
    logLevel: "info",
    paused: false,
    ...changes,
  };
}
