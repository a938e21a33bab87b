/** The resource `RaftCluster`, raft.crabmq.io/v1alpha1, as JSON. Ids and indexes are strings: JSON numbers lose 64-bit values. */
export const API_GROUP = "raft.crabmq.io";
export const API_VERSION = "v1alpha1";
export const KIND = "RaftCluster";
export const PLURAL = "raftclusters";
export const FINALIZER = "raft.crabmq.io/cleanup";

export interface ObjectMeta {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation: number;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly finalizers?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

export type RetentionPolicy = "Retain" | "Delete";

/** After the schema's defaults. */
export interface RaftClusterSpec {
  readonly replicas: number;
  readonly image?: string;
  readonly imagePullPolicy: "Always" | "IfNotPresent" | "Never";
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  readonly storage: {
    readonly size: string;
    readonly storageClassName?: string;
    readonly retentionPolicy: {
      readonly whenDeleted: RetentionPolicy;
      readonly whenScaled: RetentionPolicy;
    };
  };
  readonly resources?: {
    readonly requests?: Readonly<Record<string, string>>;
    readonly limits?: Readonly<Record<string, string>>;
  };
  readonly podTemplate?: {
    readonly metadata?: {
      readonly labels?: Readonly<Record<string, string>>;
      readonly annotations?: Readonly<Record<string, string>>;
    };
    readonly spec?: {
      readonly nodeSelector?: Readonly<Record<string, string>>;
      readonly tolerations?: readonly Readonly<Record<string, unknown>>[];
      readonly affinity?: Readonly<Record<string, unknown>>;
      readonly topologySpreadConstraints?: readonly Readonly<Record<string, unknown>>[];
      readonly priorityClassName?: string;
    };
  };
  readonly raft: {
    readonly tickMs: number;
    readonly electionTicks: number;
    readonly heartbeatTicks: number;
  };
  readonly membership: {
    /** A learner that lacks at most so many entries becomes a voter. */
    readonly promotionMaxLagEntries: number;
    /** From when on a new member whose pod is not heard from is given up. */
    readonly joinTimeoutSeconds: number;
  };
  readonly podDisruptionBudget: { readonly enabled: boolean };
  readonly terminationGracePeriodSeconds: number;
  readonly logLevel: "debug" | "info" | "warn" | "error";
  /** No write but to the status. */
  readonly paused: boolean;
}

export type ConditionType =
  | "Ready"
  | "Available"
  | "Initialized"
  | "Progressing"
  | "Degraded"
  | "ScaleBlocked"
  | "EvenSize"
  | "UpToDate"
  | "Paused"
  | "Reconciling"
  | "Stalled";

export interface Condition {
  readonly type: ConditionType;
  readonly status: "True" | "False" | "Unknown";
  /** CamelCase, stable: programs match on it. */
  readonly reason: string;
  /** A sentence for people. */
  readonly message: string;
  readonly observedGeneration: number;
  readonly lastTransitionTime: string;
}

export interface MemberStatus {
  readonly nodeID: string;
  readonly podName: string;
  /** -1 where neither a pod nor the address tells it. */
  readonly ordinal: number;
  readonly address: string;
  readonly role: "Voter" | "Learner";
  readonly ready: boolean;
  readonly storeID: string;
  /** Of a member that is a learner or not ready: what it lacks, rounded up to a power of two so that it does not change with every write. */
  readonly lagEntries?: number;
}

export interface BootstrapOperation {
  readonly type: "Bootstrap";
  readonly nodeID: string;
  readonly ordinal: number;
  readonly storeID: string;
  readonly startedAt: string;
}

/** Where a change of members stands; computed at every look, for people. */
export type OperationPhase =
  | "WaitingForPod"
  | "ReplacingStaleVolume"
  | "Joining"
  | "AddingLearner"
  | "CatchingUp"
  | "Promoting"
  | "RollingBack"
  | "MovingLeadership"
  | "Removing"
  | "StoppingPod"
  | "DeletingVolume"
  | "Finishing";

export interface AddMemberOperation {
  readonly type: "AddMember";
  readonly phase?: OperationPhase;
  readonly nodeID: string;
  readonly ordinal: number;
  /** Written before Join is sent to it: an id is never given to two stores. */
  readonly storeID?: string;
  /** The volume that was at the ordinal before; where a person may have left data on it, it is not deleted. */
  readonly volumeUID?: string;
  /** A volume found at the ordinal whose node was removed before: it has to go first. */
  readonly staleVolumeUID?: string;
  /** Why it is given up, where it did not come in time. */
  readonly abandonedBecause?: string;
  readonly startedAt: string;
}

export interface RemoveMemberOperation {
  readonly type: "RemoveMember";
  readonly phase?: OperationPhase;
  readonly nodeID: string;
  readonly ordinal: number;
  readonly storeID: string;
  /** Its volume when the removal was decided: no other is deleted for it. */
  readonly volumeUID?: string;
  readonly startedAt: string;
}

export interface ReplaceMemberOperation {
  readonly type: "ReplaceMember";
  readonly phase?: OperationPhase;
  readonly nodeID: string;
  readonly ordinal: number;
  readonly storeID: string;
  readonly replacesNodeID: string;
  readonly startedAt: string;
}

export type MembershipOperation =
  | AddMemberOperation
  | RemoveMemberOperation
  | ReplaceMemberOperation;

/** The one change in flight, written before it is executed; what a next operator goes on from. */
export type OperationStatus = BootstrapOperation | MembershipOperation;

/** A new member that never came: tried again after a pause, or when the spec changes. */
export interface JoinTimeoutStatus {
  readonly generation: number;
  readonly attempts: number;
  readonly retryAt: string;
  readonly message: string;
}

export interface RaftClusterStatus {
  readonly observedGeneration?: number;
  /** For people and the printer column; never read back. */
  readonly phase?: "Pending" | "Bootstrapping" | "Running" | "Scaling" | "Degraded" | "Deleting";
  readonly replicas?: number;
  readonly readyReplicas?: number;
  readonly selector?: string;
  /** The node image, resolved once. */
  readonly image?: string;
  /** Written before the bootstrap it names; from then on nothing is ever bootstrapped again. */
  readonly clusterID?: string;
  /** The lowest id not yet reserved; written before the id below it is used. */
  readonly nextNodeID?: string;
  readonly leader?: { readonly nodeID: string; readonly podName: string; readonly term: string };
  readonly members?: readonly MemberStatus[];
  readonly quorum?: {
    readonly voters: number;
    readonly healthyVoters: number;
    readonly required: number;
    readonly faultTolerance: number;
  };
  readonly operation?: OperationStatus;
  readonly joinTimeout?: JoinTimeoutStatus;
  readonly conditions?: readonly Condition[];
}

export interface RaftCluster {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly spec: RaftClusterSpec;
  readonly status?: RaftClusterStatus;
}
