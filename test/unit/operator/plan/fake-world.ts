import { AdminError } from "../../../../src/operator/admin-client.ts";
import type {
  AddLearnerNodeCall,
  AddNodeCall,
  AdminApi,
  AdminTarget,
  BootstrapCall,
  JoinCall,
  NodeStatus,
  RemoveNodeCall,
  TransferLeadershipCall,
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
  WorkloadRequest,
} from "../../../../src/operator/host.ts";
import { FakeRaft, refused } from "./fake-raft.ts";
import type { FakeMember } from "./fake-raft.ts";

export const KEY: ClusterKey = { namespace: "default", name: "demo" };

export function makeSpec(changes: Partial<RaftClusterSpec> = {}): RaftClusterSpec {
  return {
    replicas: 1,
    imagePullPolicy: "IfNotPresent",
    storage: { size: "10Gi", retentionPolicy: { whenDeleted: "Retain", whenScaled: "Delete" } },
    raft: { tickMs: 100, electionTicks: 10, heartbeatTicks: 1 },
    membership: { promotionMaxLagEntries: 100, joinTimeoutSeconds: 600 },
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
  /** False: it never becomes leader. */
  leads: boolean;
}

/**
 * A host and its nodes in memory, as simple as can be: a pod of each ordinal below the size, a volume of each pod, one FakeRaft for each cluster that lives on the volumes.
 * What a test wants to go wrong it sets from outside.
 */
export class FakeWorld implements Host, AdminApi {
  cluster: RaftCluster | null;
  workload: { size: number; image: string; upToDate: boolean; minAvailable: number } | null = null;
  readonly rafts: Map<string, FakeRaft> = new Map();
  readonly volumes: Map<number, FakeVolume> = new Map();
  readonly pods: Map<number, { uid: string; terminating: boolean; upToDate: boolean }> = new Map();
  /** Ordinals whose pods do not answer. */
  readonly silent: Set<number> = new Set();
  /** Ordinals whose pods have not started. */
  readonly starting: Set<number> = new Set();
  /** Why the pods of these ordinals have not started, in the host's words. */
  readonly problems: Map<number, string> = new Map();
  /** Why the volumes of these ordinals cannot be used, in the host's words. */
  readonly volumeProblems: Map<number, string> = new Map();
  /** Ordinals of which no pod is made, as by a quota. */
  readonly unmade: Set<number> = new Set();
  /** Where this host says to look for why. */
  whereToAsk: string | null = null;
  /** When pods that are being deleted should be gone; null: this host does not say. */
  terminationDueAt: string | null = null;
  /** Called after the disruption budget was written and before a pod is made or stopped. */
  budgetWritten: () => void = () => undefined;
  readonly bootstraps: BootstrapCall[] = [];
  /** What the operator must never do, found as it happens. */
  readonly violations: string[] = [];
  /** Store by node id: an id is one store's for ever. */
  readonly #joined = new Map<string, string>();
  readonly events: ClusterEvent[] = [];
  readonly writes: string[] = [];
  /** Pods vanish at once; false: they stay terminating until `finishTermination`. */
  terminatesAtOnce = true;
  /** Called after a bootstrap was executed and before it is answered. */
  bootstrapAnswer: () => void = () => undefined;
  /** Called after a change of members was executed and before it is answered. */
  leaderAnswer: (method: string) => void = () => undefined;
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
    const rafts = [...this.rafts.values()].map(({ configurationIndex }) => configurationIndex);
    return (
      this.writes.length +
      this.bootstraps.length +
      this.#terminated +
      this.#joined.size +
      rafts.reduce((sum, index) => sum + index, 0)
    );
  }

  addVolume(ordinal: number, identity: FakeIdentity | null = null): FakeVolume {
    const volume: FakeVolume = {
      uid: this.#uid("volume"),
      storeId: this.#uid("store"),
      identity,
      leads: true,
    };
    this.volumes.set(ordinal, volume);
    if (identity !== null) {
      const { storeId } = volume;
      this.raft(identity.clusterId).seed({
        nodeId: identity.nodeId,
        storeId,
        address: `peer-${ordinal}`,
      });
    }
    return volume;
  }

  raft(clusterId: string): FakeRaft {
    const existing = this.rafts.get(clusterId);
    const raft =
      existing ?? new FakeRaft(clusterId, { isUp: (member) => this.#upOrdinal(member) !== null });
    this.rafts.set(clusterId, raft);
    return raft;
  }

  /** The cluster that status names. */
  theRaft(): FakeRaft {
    return this.raft(this.current().status?.clusterID ?? "none");
  }

  /** Deletes pod and volume together, as a person does who loses a machine's disk. */
  loseVolume(ordinal: number): void {
    this.volumes.delete(ordinal);
    this.pods.delete(ordinal);
    this.#startMissing();
  }

  #upOrdinal(member: { readonly nodeId: number; readonly storeId: string }): number | null {
    for (const [ordinal, { storeId, identity }] of this.volumes) {
      const pod = this.pods.get(ordinal);
      if (storeId === member.storeId && identity?.nodeId === member.nodeId) {
        return pod?.terminating === false && !this.starting.has(ordinal) ? ordinal : null;
      }
    }
    return null;
  }

  /** Whatever the operator does to pods and members, a quorum that was there stays. */
  #guardQuorum(what: string, change: () => void): void {
    const before = [...this.rafts.values()].filter(({ hasQuorum }) => hasQuorum);
    change();
    for (const raft of before) {
      // A single member's restart is an outage by nature.
      if (!raft.hasQuorum && raft.voters.length > 1) {
        this.violations.push(`${what} cost the quorum of ${raft.clusterId}`);
      }
    }
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

  /** As `kubectl scale` does: the pods' template stays what it was. */
  setReplicas(replicas: number): void {
    const cluster = this.current();
    this.#store({
      ...cluster,
      metadata: { ...cluster.metadata, generation: cluster.metadata.generation + 1 },
      spec: { ...cluster.spec, replicas },
    });
  }

  setStorage(storage: RaftClusterSpec["storage"]): void {
    const cluster = this.current();
    this.#store({
      ...cluster,
      metadata: { ...cluster.metadata, generation: cluster.metadata.generation + 1 },
      spec: { ...cluster.spec, storage },
    });
  }

  /** As `kubectl scale statefulset` does. */
  scaleByHand(size: number): void {
    if (this.workload !== null) {
      this.workload.size = size;
      this.#stop([...this.pods.keys()].filter((ordinal) => ordinal >= size));
      this.#startMissing();
    }
  }

  isUp(member: FakeMember): boolean {
    return this.#upOrdinal(member) !== null;
  }

  noAnswer(): AdminError {
    return unreachable("the test");
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
      workload:
        this.workload === null
          ? null
          : {
              ...this.workload,
              ...(this.whereToAsk === null ? {} : { whereToAsk: this.whereToAsk }),
            },
      pods: [...this.pods].map(([ordinal, pod]) => this.#observePod(ordinal, pod)),
      volumes: [...this.volumes].map(([ordinal, { uid }]) => ({
        ordinal,
        name: `data-demo-${ordinal}`,
        uid,
        terminating: false,
        ...(this.volumeProblems.has(ordinal)
          ? { problem: this.volumeProblems.get(ordinal) ?? "" }
          : {}),
      })),
    });
  }

  ensure(
    _cluster: RaftCluster,
    { size, image, minAvailable, observedSize }: WorkloadRequest,
  ): Promise<void> {
    if (this.failEnsure !== null) {
      return Promise.reject(this.failEnsure);
    }
    const before = this.workload?.size ?? null;
    if (before !== observedSize && before !== size) {
      return Promise.reject(new HostError("it was scaled meanwhile", { code: "CONFLICT" }));
    }
    this.writes.push("ensure");
    this.workload = { size, image, minAvailable, upToDate: true };
    this.budgetWritten();
    this.#guardQuorum(`ensure of ${size}`, () => {
      this.#stop([...this.pods.keys()].filter((ordinal) => ordinal >= size));
      this.#startMissing();
    });
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
    const found = this.volumes.get(volume.ordinal);
    if (found?.uid === volume.uid) {
      const { identity } = found;
      const raft = identity === null ? undefined : this.rafts.get(identity.clusterId);
      const isMember = raft?.members.get(identity?.nodeId ?? 0)?.storeId === found.storeId;
      if (isMember && this.current().metadata.deletionTimestamp === undefined) {
        this.violations.push(`deleted the volume of member ${identity?.nodeId ?? 0}`);
      }
      if (this.pods.has(volume.ordinal)) {
        this.violations.push(`deleted the volume of pod ${volume.ordinal}, which exists`);
      }
      this.volumes.delete(volume.ordinal);
    }
    return Promise.resolve();
  }

  deletePod(_cluster: RaftCluster, pod: { ordinal: number; uid: string }): Promise<void> {
    this.writes.push("deletePod");
    if (this.pods.get(pod.ordinal)?.uid === pod.uid) {
      this.#guardQuorum(`deleting pod ${pod.ordinal}`, () => this.#stop([pod.ordinal]));
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
    const raft = this.raft(call.clusterId);
    if (raft.members.size === 0) {
      raft.seed({ nodeId: call.nodeId, storeId: call.storeId, address: call.peerAddress });
    }
    this.bootstrapAnswer();
    return Promise.resolve();
  }

  join(target: AdminTarget, call: JoinCall): Promise<void> {
    const ordinal = Number(target.address);
    const volume = this.volumes.get(ordinal);
    if (volume === undefined || this.silent.has(ordinal) || this.starting.has(ordinal)) {
      return Promise.reject(unreachable(target.address));
    }
    const { identity } = volume;
    const isSame = identity?.clusterId === call.clusterId && identity.nodeId === call.nodeId;
    if (volume.storeId !== call.storeId || (identity !== null && !isSame)) {
      return Promise.reject(refused("the volume has another identity"));
    }
    const key = `${call.clusterId}/${call.nodeId}`;
    const other = this.#joined.get(key);
    if (other !== undefined && other !== call.storeId) {
      this.violations.push(`node ${call.nodeId} was joined on ${other} and on ${call.storeId}`);
    }
    this.#joined.set(key, call.storeId);
    volume.identity = { clusterId: call.clusterId, nodeId: call.nodeId };
    this.leaderAnswer("join");
    return Promise.resolve();
  }

  addLearnerNode(target: AdminTarget, call: AddLearnerNodeCall): Promise<void> {
    return this.#callLeader(target, "addLearnerNode", (raft) => raft.addLearnerNode(call));
  }

  addNode(target: AdminTarget, call: AddNodeCall): Promise<void> {
    return this.#callLeader(target, "addNode", (raft) => raft.addNode(call));
  }

  removeNode(target: AdminTarget, call: RemoveNodeCall): Promise<void> {
    return this.#callLeader(target, "removeNode", (raft) => raft.removeNode(call));
  }

  transferLeadership(target: AdminTarget, call: TransferLeadershipCall): Promise<void> {
    return this.#callLeader(target, "transferLeadership", (raft) => raft.transferLeadership(call));
  }

  async #callLeader(
    target: AdminTarget,
    method: string,
    call: (raft: FakeRaft) => void,
  ): Promise<void> {
    const ordinal = Number(target.address);
    const identity = this.volumes.get(ordinal)?.identity;
    const pod = this.pods.get(ordinal);
    if (
      pod === undefined ||
      pod.terminating ||
      this.silent.has(ordinal) ||
      identity === null ||
      identity === undefined
    ) {
      await Promise.reject(unreachable(target.address));
      return;
    }
    const raft = this.raft(identity.clusterId);
    this.#settle(raft);
    if (raft.leaderId !== identity.nodeId) {
      throw refused(`node ${identity.nodeId} does not lead`);
    }
    this.#guardQuorum(method, () => call(raft));
    this.leaderAnswer(method);
  }

  #settle(raft: FakeRaft): void {
    raft.settle((member: FakeMember) => {
      const ordinal = this.#upOrdinal(member);
      return ordinal !== null && this.volumes.get(ordinal)?.leads === true;
    });
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

  message(type: string): string {
    const { conditions = [] } = this.current().status ?? {};
    return conditions.find((condition) => condition.type === type)?.message ?? "absent";
  }

  #statusOf({ storeId, identity }: FakeVolume): NodeStatus {
    if (identity === null) {
      return { state: "Unassigned", storeId, version: "0.1.0" };
    }
    const raft = this.raft(identity.clusterId);
    this.#settle(raft);
    const isMember = raft.members.get(identity.nodeId)?.storeId === storeId;
    const leads = isMember && raft.leaderId === identity.nodeId;
    const ready = isMember && raft.leaderId !== null;
    return {
      state: "Assigned",
      stopping: false,
      storeId,
      ...identity,
      leading: leads,
      leaderId: isMember ? raft.leaderId : null,
      term: isMember ? (raft.termOf?.(identity.nodeId) ?? raft.term) : 0,
      commitIndex: isMember ? raft.commitIndex : 0,
      appliedIndex: isMember ? raft.commitIndex : 0,
      members: isMember ? raft.describe() : [],
      configurationIndex: isMember ? raft.configurationIndex : null,
      highestNodeId: isMember ? raft.highestNodeId : 0,
      joint: false,
      leadTransfereeId: null,
      ready,
      notReadyReason: ready ? "" : "no leader",
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
      ready: running && volume !== undefined && this.#isReady(volume),
      restarts: 0,
      problem: running ? null : (this.problems.get(ordinal) ?? "ContainerCreating"),
      ...(pod.terminating && this.terminationDueAt !== null
        ? { termination: { dueAt: this.terminationDueAt, ifOverdue: "do something" } }
        : {}),
      adminAddress: String(ordinal),
      peerAddress: `peer-${ordinal}`,
      upToDate: pod.upToDate,
      ...(pod.upToDate ? {} : { outdatedBy: this.outdatedBy }),
    };
  }

  #isReady(volume: FakeVolume): boolean {
    const status = this.#statusOf(volume);
    return status.state === "Assigned" && status.ready;
  }

  #startMissing(): void {
    for (let ordinal = 0; ordinal < (this.workload?.size ?? 0); ordinal += 1) {
      if (!this.volumes.has(ordinal)) {
        this.addVolume(ordinal);
      }
      if (!this.pods.has(ordinal) && !this.unmade.has(ordinal)) {
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
