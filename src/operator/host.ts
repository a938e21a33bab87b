import type { RaftCluster, RaftClusterStatus } from "./api-types.ts";

export interface ClusterKey {
  readonly namespace: string;
  readonly name: string;
}

/** A volume claim (Kubernetes) or a folder (local) that belongs to the cluster, whether or not a pod uses it. */
export interface VolumeObservation {
  readonly ordinal: number;
  readonly name: string;
  readonly uid: string;
  readonly terminating: boolean;
  /** Why no pod can use it, in the host's words; absent where nothing is known against it. */
  readonly problem?: string;
}

/** Of a pod that is being deleted. */
export interface PodTermination {
  /** When its grace period ends, RFC 3339. */
  readonly dueAt: string;
  /** Why one may outlast it, and what a person does about that, in the host's words. */
  readonly ifOverdue: string;
}

/** A pod (Kubernetes) or a child process (local). */
export interface PodObservation {
  readonly ordinal: number;
  readonly name: string;
  readonly uid: string;
  /** Its process is started and it is not being deleted: worth dialling. */
  readonly running: boolean;
  readonly terminating: boolean;
  /** Absent where it is not being deleted, or where the host itself sees to its end (local). */
  readonly termination?: PodTermination;
  /** Passes its readiness probe. */
  readonly ready: boolean;
  readonly restarts: number;
  /** Why it does not run, in the host's words (ImagePullBackOff, Unschedulable, exit code); null when it runs. */
  readonly problem: string | null;
  /** `host:port` of its admin port, reachable from the operator. */
  readonly adminAddress: string;
  /** `host:port` of its peer port, as members dial it. */
  readonly peerAddress: string;
  /** It runs the template that the spec asks for now. */
  readonly upToDate: boolean;
  /**
   * Where `upToDate` is false: "spec" when a field of the spec, or the image, changed since the pod was made; "operatorDefaults" when the templates differ only by
   * what a newer operator writes for the same spec. Only "spec" makes the operator replace a pod; absent counts as "operatorDefaults", so an upgrade restarts nothing.
   * (Kubernetes: an annotation on the template with a hash of what comes from spec and image, compared with the pod's.)
   */
  readonly outdatedBy?: "spec" | "operatorDefaults";
}

export interface WorkloadObservation {
  /** The number of pods asked for (StatefulSet.spec.replicas). */
  readonly size: number;
  /** The image of its template. */
  readonly image: string;
  /** Its template equals what `ensure` would write for this spec and image. */
  readonly upToDate: boolean;
  /** Where a person finds out why a pod is not made, in the host's words; absent where there is no such place. */
  readonly whereToAsk?: string;
}

/** Everything that a reconcile decides from, read live, but what the nodes themselves say. */
export interface HostObservation {
  readonly cluster: RaftCluster;
  /** Null before the first `ensure`. */
  readonly workload: WorkloadObservation | null;
  readonly pods: readonly PodObservation[];
  readonly volumes: readonly VolumeObservation[];
}

export interface WorkloadRequest {
  readonly size: number;
  readonly image: string;
  /** Pods that a drain of machines must leave. */
  readonly minAvailable: number;
  /** The size that this was decided on; null where there was no workload. */
  readonly observedSize: number | null;
}

export interface ClusterEvent {
  readonly type: "Normal" | "Warning";
  /** CamelCase. */
  readonly reason: string;
  /** What the operator was doing, CamelCase (events.k8s.io `action`). */
  readonly action: string;
  readonly message: string;
}

/**
 * Where a cluster's pods and volumes live. Kubernetes and the local machine implement it, under one compliance suite. No method decides anything about
 * membership, and each is idempotent: an operator killed after any of them starts over.
 */
export interface Host {
  /** Null where the resource does not exist. */
  observe(key: ClusterKey, signal: AbortSignal): Promise<HostObservation | null>;
  /**
   * Makes everything that the cluster runs on exist as the spec says, with `size` pods of `image`. Never deletes a pod or a volume of an ordinal below `size`, and no volume at all.
   * @throws HostError CONFLICT when the workload has neither the size that was observed nor the one asked for: somebody else scales it, nothing is changed about its size.
   */
  ensure(cluster: RaftCluster, workload: WorkloadRequest, signal: AbortSignal): Promise<void>;
  addFinalizer(cluster: RaftCluster, signal: AbortSignal): Promise<void>;
  /** After it the resource is gone. */
  removeFinalizer(cluster: RaftCluster, signal: AbortSignal): Promise<void>;
  /** Removes the workload and its pods, waiting for nothing; volumes stay. */
  deleteWorkload(cluster: RaftCluster, signal: AbortSignal): Promise<void>;
  /** Only a volume that still has this uid is deleted. */
  deleteVolume(
    cluster: RaftCluster,
    volume: { readonly ordinal: number; readonly uid: string },
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * Stops a pod so that the workload makes it anew from its present template, on the same volume; only a pod that still has this uid. Idempotent: a pod that is gone or has another uid is no error.
   * Waits for nothing.
   */
  deletePod(
    cluster: RaftCluster,
    pod: { readonly ordinal: number; readonly uid: string },
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * Replaces the status of exactly this version of the resource and returns the resource as stored.
   * @throws HostError CONFLICT when it was changed meanwhile: nothing is written, the reconcile starts over.
   */
  writeStatus(
    cluster: RaftCluster,
    status: RaftClusterStatus,
    signal: AbortSignal,
  ): Promise<RaftCluster>;
  recordEvent(cluster: RaftCluster, event: ClusterEvent): void;
  /** The token that the cluster's admin ports demand; null before the first `ensure`. */
  adminToken(cluster: RaftCluster, signal: AbortSignal): Promise<string | null>;
}

export type HostErrorDetail =
  | { readonly code: "CONFLICT" }
  | { readonly code: "NOT_FOUND"; readonly what: string }
  | { readonly code: "FORBIDDEN"; readonly what: string }
  | { readonly code: "INVALID"; readonly what: string }
  /** Worth another try after `retryAfterMs`, or by the queue's own backoff. */
  | { readonly code: "UNAVAILABLE"; readonly retryAfterMs: number | null };

export class HostError extends Error {
  override readonly name = "HostError";
  readonly detail: HostErrorDetail;

  constructor(message: string, detail: HostErrorDetail, options?: ErrorOptions) {
    super(message, options);
    this.detail = detail;
  }

  get code(): HostErrorDetail["code"] {
    return this.detail.code;
  }
}
