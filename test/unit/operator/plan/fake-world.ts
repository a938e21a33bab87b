import { AdminError } from "../../../../src/operator/admin-client.ts";
import type {
  AdminApi,
  AdminTarget,
  BootstrapCall,
  NodeStatus,
} from "../../../../src/operator/admin-client.ts";
import { FINALIZER } from "../../../../src/operator/api-types.ts";
import type {
  RaftCluster,
  RaftClusterSpec,
  RaftClusterStatus,
} from "../../../../src/operator/api-types.ts";
import { HostError } from "../../../../src/operator/host.ts";
import type {
  ClusterEvent,
  ClusterKey,
  Host,
  HostObservation,
  PodObservation,
} from "../../../../src/operator/host.ts";

export const KEY: ClusterKey = { namespace: "default", name: "demo" };

export function makeSpec(changes: Partial<RaftClusterSpec> = {}): RaftClusterSpec {
  return {
    replicas: 1,
    imagePullPolicy: "IfNotPresent",
    storage: { size: "10Gi", retentionPolicy: { whenDeleted: "Retain", whenScaled: "Delete" } },
    raft: { tickMs: 100, electionTicks: 10, heartbeatTicks: 1 },
    podDisruptionBudget: { enabled: true },
    terminationGracePeriodSeconds: 60,
    logLevel: "info",
    paused: false,
    ...changes,
  };
}

export interface FakeIdentity {
  clusterId: string;
  nodeId: number;
}

export interface FakeVolume {
  uid: string;
  storeId: string;
  identity: FakeIdentity | null;
  /** The member book that this node would tell as leader; null: it is its only member. */
  leads: boolean;
}

/**
 * A host and its nodes in memory, as simple as can be: a pod of each ordinal below the size, a volume of each pod, a node that leads as soon as it has an identity.
 * What a test wants to go wrong it sets from outside.
 */
export class FakeWorld implements Host, AdminApi {
  cluster: RaftCluster | null;
  workload: { size: number; image: string; upToDate: boolean } | null = null;
  readonly volumes: Map<number, FakeVolume> = new Map();
  readonly pods: Map<number, { uid: string; terminating: boolean; upToDate: boolean }> = new Map();
  /** Ordinals whose pods do not answer. */
  readonly silent: Set<number> = new Set();
  /** Ordinals whose pods have not started. */
  readonly starting: Set<number> = new Set();
  readonly bootstraps: BootstrapCall[] = [];
  readonly events: ClusterEvent[] = [];
  readonly writes: string[] = [];
  /** Pods vanish at once; false: they stay terminating until `finishTermination`. */
  terminatesAtOnce = true;
  /** Called after a bootstrap was executed and before it is answered. */
  bootstrapAnswer: () => void = () => undefined;
  outdatedBy: "spec" | "operatorDefaults" = "spec";
  failEnsure: HostError | null = null;
  /** Pods that came to their end. */
  #terminated = 0;
  #uids = 0;

  constructor(spec: RaftClusterSpec = makeSpec()) {
    this.cluster = this.newCluster(spec);
  }

  newCluster(spec: RaftClusterSpec): RaftCluster {
    return {
      apiVersion: "raft.crabmq.io/v1alpha1",
      kind: "RaftCluster",
      metadata: {
        ...KEY,
        uid: this.#uid("cluster"),
        resourceVersion: "1",
        generation: 1,
      },
      spec,
    };
  }

  /** Grows with everything that anybody did. */
  get changes(): number {
    return this.writes.length + this.bootstraps.length + this.#terminated;
  }

  addVolume(ordinal: number, identity: FakeIdentity | null = null): FakeVolume {
    const volume: FakeVolume = {
      uid: this.#uid("volume"),
      storeId: this.#uid("store"),
      identity,
      leads: true,
    };
    this.volumes.set(ordinal, volume);
    return volume;
  }

  current(): RaftCluster {
    if (this.cluster === null) {
      throw new Error("the test deleted the cluster");
    }
    return this.cluster;
  }

  changeSpec(changes: Partial<RaftClusterSpec>): void {
    const cluster = this.current();
    this.#store({
      ...cluster,
      metadata: { ...cluster.metadata, generation: cluster.metadata.generation + 1 },
      spec: { ...cluster.spec, ...changes },
    });
    for (const pod of this.pods.values()) {
      pod.upToDate = false;
    }
    if (this.workload !== null) {
      this.workload.upToDate = false;
    }
  }

  wipeStatus(): void {
    const { status: _gone, ...rest } = this.current();
    this.#store(rest);
  }

  setStatus(status: RaftClusterStatus): void {
    this.#store({ ...this.current(), status });
  }

  delete(): void {
    const cluster = this.current();
    this.#store({
      ...cluster,
      metadata: { ...cluster.metadata, deletionTimestamp: "2026-01-01T00:00:00Z" },
    });
  }

  finishTermination(): void {
    for (const [ordinal, pod] of this.pods) {
      if (pod.terminating) {
        this.pods.delete(ordinal);
        this.#terminated += 1;
        this.#startMissing();
      }
    }
  }

  observe(): Promise<HostObservation | null> {
    if (this.cluster === null) {
      return Promise.resolve(null);
    }
    return Promise.resolve({
      cluster: this.cluster,
      workload: this.workload === null ? null : { ...this.workload },
      pods: [...this.pods].map(([ordinal, pod]) => this.#observePod(ordinal, pod)),
      volumes: [...this.volumes].map(([ordinal, { uid }]) => ({
        ordinal,
        name: `data-demo-${ordinal}`,
        uid,
        terminating: false,
      })),
    });
  }

  ensure(_cluster: RaftCluster, workload: { size: number; image: string }): Promise<void> {
    if (this.failEnsure !== null) {
      return Promise.reject(this.failEnsure);
    }
    this.writes.push("ensure");
    this.workload = { ...workload, upToDate: true };
    this.#startMissing();
    return Promise.resolve();
  }

  addFinalizer(cluster: RaftCluster): Promise<void> {
    return this.#write("addFinalizer", cluster, () => ({
      ...cluster,
      metadata: { ...cluster.metadata, finalizers: [FINALIZER] },
    }));
  }

  removeFinalizer(cluster: RaftCluster): Promise<void> {
    return this.#write("removeFinalizer", cluster, () => null);
  }

  deleteWorkload(): Promise<void> {
    this.writes.push("deleteWorkload");
    this.workload = null;
    this.#stop([...this.pods.keys()]);
    return Promise.resolve();
  }

  deleteVolume(_cluster: RaftCluster, volume: { ordinal: number; uid: string }): Promise<void> {
    this.writes.push("deleteVolume");
    if (this.volumes.get(volume.ordinal)?.uid === volume.uid) {
      this.volumes.delete(volume.ordinal);
    }
    return Promise.resolve();
  }

  deletePod(_cluster: RaftCluster, pod: { ordinal: number; uid: string }): Promise<void> {
    this.writes.push("deletePod");
    if (this.pods.get(pod.ordinal)?.uid === pod.uid) {
      this.#stop([pod.ordinal]);
    }
    return Promise.resolve();
  }

  async writeStatus(cluster: RaftCluster, status: RaftClusterStatus): Promise<RaftCluster> {
    await this.#write("writeStatus", cluster, () => ({ ...this.current(), status }));
    return this.current();
  }

  recordEvent(_cluster: RaftCluster, event: ClusterEvent): void {
    this.events.push(event);
  }

  adminToken(): Promise<string | null> {
    return Promise.resolve(this.workload === null ? null : "token");
  }

  status(target: AdminTarget): Promise<NodeStatus> {
    const ordinal = Number(target.address);
    const volume = this.volumes.get(ordinal);
    if (this.silent.has(ordinal) || volume === undefined || !this.pods.has(ordinal)) {
      return Promise.reject(unreachable(target.address));
    }
    return Promise.resolve(this.#statusOf(volume));
  }

  bootstrap(target: AdminTarget, call: BootstrapCall): Promise<void> {
    const volume = this.volumes.get(Number(target.address));
    if (volume === undefined || this.silent.has(Number(target.address))) {
      return Promise.reject(unreachable(target.address));
    }
    this.bootstraps.push(call);
    const { identity } = volume;
    const isSame = identity?.clusterId === call.clusterId && identity.nodeId === call.nodeId;
    if (volume.storeId !== call.storeId || (identity !== null && !isSame)) {
      const detail = { code: "REFUSED", address: target.address, grpcCode: 9 } as const;
      return Promise.reject(new AdminError("the volume has another identity", detail));
    }
    volume.identity = { clusterId: call.clusterId, nodeId: call.nodeId };
    this.bootstrapAnswer();
    return Promise.resolve();
  }

  /** Clusters that live on the volumes. */
  clusterIds(): string[] {
    const ids = [...this.volumes.values()].flatMap(({ identity }) =>
      identity === null ? [] : [identity.clusterId],
    );
    return [...new Set(ids)];
  }

  condition(type: string): string {
    const found = this.current().status?.conditions?.find((condition) => condition.type === type);
    return found === undefined ? "absent" : `${found.status}/${found.reason}`;
  }

  #statusOf({ storeId, identity, leads }: FakeVolume): NodeStatus {
    if (identity === null) {
      return { state: "Unassigned", storeId, version: "0.1.0" };
    }
    const members = [...this.volumes]
      .filter(([, volume]) => volume.identity?.clusterId === identity.clusterId)
      .map(([ordinal, volume]) => ({
        nodeId: volume.identity?.nodeId ?? 0,
        address: `peer-${ordinal}`,
        storeId: volume.storeId,
        role: "Voter" as const,
        matchIndex: 5,
        recentlyActive: true,
      }));
    return {
      state: "Assigned",
      stopping: false,
      storeId,
      ...identity,
      leading: leads,
      leaderId: leads ? identity.nodeId : null,
      term: 2,
      commitIndex: 5,
      appliedIndex: 5,
      members,
      configurationIndex: 1,
      highestNodeId: Math.max(...members.map(({ nodeId }) => nodeId)),
      joint: false,
      ready: leads,
      notReadyReason: leads ? "" : "no leader",
      version: "0.1.0",
    };
  }

  #observePod(
    ordinal: number,
    pod: { uid: string; terminating: boolean; upToDate: boolean },
  ): PodObservation {
    const running = !this.starting.has(ordinal) && !pod.terminating;
    const volume = this.volumes.get(ordinal);
    return {
      ordinal,
      name: `demo-${ordinal}`,
      uid: pod.uid,
      running,
      terminating: pod.terminating,
      ready: running && volume?.identity?.clusterId !== undefined && volume.leads,
      restarts: 0,
      problem: running ? null : "ContainerCreating",
      adminAddress: String(ordinal),
      peerAddress: `peer-${ordinal}`,
      upToDate: pod.upToDate,
      ...(pod.upToDate ? {} : { outdatedBy: this.outdatedBy }),
    };
  }

  #startMissing(): void {
    for (let ordinal = 0; ordinal < (this.workload?.size ?? 0); ordinal += 1) {
      if (!this.volumes.has(ordinal)) {
        this.addVolume(ordinal);
      }
      if (!this.pods.has(ordinal)) {
        this.pods.set(ordinal, { uid: this.#uid("pod"), terminating: false, upToDate: true });
      }
    }
  }

  #stop(ordinals: readonly number[]): void {
    for (const ordinal of ordinals) {
      const pod = this.pods.get(ordinal);
      if (pod !== undefined) {
        pod.terminating = true;
      }
    }
    if (this.terminatesAtOnce) {
      this.finishTermination();
    }
  }

  #write(name: string, seen: RaftCluster, next: () => RaftCluster | null): Promise<void> {
    if (this.cluster?.metadata.resourceVersion !== seen.metadata.resourceVersion) {
      return Promise.reject(
        new HostError("the resource was changed meanwhile", { code: "CONFLICT" }),
      );
    }
    this.writes.push(name);
    this.#store(next());
    return Promise.resolve();
  }

  #store(next: RaftCluster | null): void {
    const version = Number(this.cluster?.metadata.resourceVersion ?? 0) + 1;
    this.cluster =
      next === null
        ? null
        : { ...next, metadata: { ...next.metadata, resourceVersion: String(version) } };
  }

  #uid(what: string): string {
    this.#uids += 1;
    return `${what}-${this.#uids}`;
  }
}

function unreachable(address: string): AdminError {
  return new AdminError(`no answer from ${address}`, { code: "UNREACHABLE", address });
}
