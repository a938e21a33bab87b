import type { RaftCluster, RaftClusterStatus } from "../../api-types.ts";
import { FINALIZER } from "../../api-types.ts";
import {
  type ClusterEvent,
  type ClusterKey,
  type Host,
  HostError,
  type HostObservation,
  type WorkloadRequest,
} from "../../host.ts";
import { buildResources } from "../../resources/index.ts";
import type { Manifest } from "../../resources/manifest.ts";
import {
  CLUSTER_LABEL,
  claimName,
  podDisruptionBudgetName,
  podName,
  podOrdinal,
  selectorText,
  statefulSetName,
  TOKEN_KEY,
  tokenSecretName,
} from "../../resources/names.ts";
import type { StatefulSetManifest } from "../../resources/stateful-set.ts";
import { buildTokenSecret } from "../../resources/token-secret.ts";
import type { EventRecorder } from "../../runtime/event-recorder.ts";
import { integerAt, listAt, textAt } from "../../runtime/json.ts";
import type { KubeClient } from "../../runtime/kube-client.ts";
import {
  POD_DISRUPTION_BUDGETS,
  PODS,
  RAFT_CLUSTERS,
  SECRETS,
  SERVICE_ACCOUNTS,
  SERVICES,
  STATEFUL_SETS,
  VOLUME_CLAIMS,
} from "../../runtime/kube-kinds.ts";
import {
  describeRef,
  type KubeObject,
  type ObjectRef,
  type ResourceKind,
} from "../../runtime/kube-object.ts";
import { observePod, observeVolume, observeWorkload, type AdminDial } from "./observation.ts";
import { toRaftCluster } from "./raft-cluster.ts";

export interface KubernetesHostOptions {
  /** How nodes are dialled: by the name of their pod, which only a program in a pod can resolve, or by the pod's address, which serves an operator outside the cluster. */
  readonly adminDial: AdminDial;
}

export interface KubernetesHostDependencies {
  readonly client: KubeClient;
  readonly events: EventRecorder;
  /** A new random token for the admin and peer ports of one cluster. */
  readonly newToken: () => string;
}

/**
 * Pods of a StatefulSet and their volume claims. Every read is live: a decision made on a cache could be made twice. Every write is server-side apply or guarded by a
 * version or a uid, so that an operator that slept through its Lease changes nothing that it has not seen.
 */
export class KubernetesHost implements Host {
  readonly #options: KubernetesHostOptions;
  readonly #client: KubeClient;
  readonly #events: EventRecorder;
  readonly #newToken: () => string;

  constructor(options: KubernetesHostOptions, dependencies: KubernetesHostDependencies) {
    this.#options = options;
    this.#client = dependencies.client;
    this.#events = dependencies.events;
    this.#newToken = dependencies.newToken;
  }

  async observe(key: ClusterKey, signal: AbortSignal): Promise<HostObservation | null> {
    const found = await this.#client.get({ kind: RAFT_CLUSTERS, ...key }, signal);
    if (found === null) {
      return null;
    }
    const cluster = toRaftCluster(found);
    const scope = { namespace: key.namespace, labelSelector: selectorText(key.name) };
    const [statefulSet, pods, claims] = await Promise.all([
      this.#client.get(
        { kind: STATEFUL_SETS, namespace: key.namespace, name: statefulSetName(key.name) },
        signal,
      ),
      this.#client.list(PODS, scope, signal),
      this.#client.list(VOLUME_CLAIMS, scope, signal),
    ]);
    const workload = statefulSet === null ? null : observeWorkload(cluster, statefulSet);
    return {
      cluster,
      workload,
      pods: pods.items
        .flatMap((pod) => observePod({ cluster, pod, workload, dial: this.#options.adminDial }))
        .sort((left, right) => left.ordinal - right.ordinal),
      volumes: claims.items
        .flatMap((claim) => observeVolume(key.name, claim))
        .sort((left, right) => left.ordinal - right.ordinal),
    };
  }

  async ensure(
    cluster: RaftCluster,
    workload: WorkloadRequest,
    signal: AbortSignal,
  ): Promise<void> {
    const resources = buildResources(cluster, workload);
    await this.#applyOurs(cluster, SERVICE_ACCOUNTS, resources.serviceAccount, signal);
    await this.#ensureToken(cluster, signal);
    await this.#applyOurs(cluster, SERVICES, resources.peerService, signal);
    await this.#applyOurs(cluster, SERVICES, resources.clientService, signal);
    if (resources.podDisruptionBudget === null) {
      await this.#deleteBudget(cluster, signal);
    } else {
      await this.#applyOurs(cluster, POD_DISRUPTION_BUDGETS, resources.podDisruptionBudget, signal);
    }
    await this.#applyStatefulSet(cluster, { manifest: resources.statefulSet, workload }, signal);
  }

  async addFinalizer(cluster: RaftCluster, signal: AbortSignal): Promise<void> {
    const finalizers = cluster.metadata.finalizers ?? [];
    if (!finalizers.includes(FINALIZER)) {
      await this.#writeFinalizers(cluster, [...finalizers, FINALIZER], signal);
    }
  }

  async removeFinalizer(cluster: RaftCluster, signal: AbortSignal): Promise<void> {
    const finalizers = cluster.metadata.finalizers ?? [];
    if (!finalizers.includes(FINALIZER)) {
      return;
    }
    try {
      await this.#writeFinalizers(
        cluster,
        finalizers.filter((finalizer) => finalizer !== FINALIZER),
        signal,
      );
    } catch (error) {
      if (!(error instanceof HostError && error.code === "NOT_FOUND")) {
        throw error;
      }
    }
  }

  async deleteWorkload(cluster: RaftCluster, signal: AbortSignal): Promise<void> {
    const { namespace, name } = cluster.metadata;
    const ref = { kind: STATEFUL_SETS, namespace, name: statefulSetName(name) };
    const found = await this.#client.get(ref, signal);
    if (found !== null && found.metadata.deletionTimestamp === undefined) {
      assertOurs(cluster, ref, found);
      await this.#deleteExactly(ref, found.metadata.uid, signal);
    }
    // The garbage collector would, in its own time; it may be down together with its machine.
    const pods = await this.#client.list(
      PODS,
      { namespace, labelSelector: selectorText(name) },
      signal,
    );
    for (const { metadata } of pods.items) {
      if (metadata.deletionTimestamp === undefined && podOrdinal(name, metadata.name) !== null) {
        await this.#deleteExactly(
          { kind: PODS, namespace, name: metadata.name },
          metadata.uid,
          signal,
        );
      }
    }
  }

  async deleteVolume(
    cluster: RaftCluster,
    volume: { readonly ordinal: number; readonly uid: string },
    signal: AbortSignal,
  ): Promise<void> {
    const { namespace, name } = cluster.metadata;
    await this.#deleteExactly(
      { kind: VOLUME_CLAIMS, namespace, name: claimName(name, volume.ordinal) },
      volume.uid,
      signal,
    );
  }

  async deletePod(
    cluster: RaftCluster,
    pod: { readonly ordinal: number; readonly uid: string },
    signal: AbortSignal,
  ): Promise<void> {
    const { namespace, name } = cluster.metadata;
    await this.#deleteExactly(
      { kind: PODS, namespace, name: podName(name, pod.ordinal) },
      pod.uid,
      signal,
    );
  }

  async writeStatus(
    cluster: RaftCluster,
    status: RaftClusterStatus,
    signal: AbortSignal,
  ): Promise<RaftCluster> {
    return toRaftCluster(
      await this.#client.replaceStatus(refOf(cluster), { ...cluster, status }, signal),
    );
  }

  recordEvent(cluster: RaftCluster, event: ClusterEvent): void {
    this.#events.record(cluster, event);
  }

  async adminToken(cluster: RaftCluster, signal: AbortSignal): Promise<string | null> {
    const ref = tokenRef(cluster);
    const secret = await this.#client.get(ref, signal);
    if (secret === null) {
      return null;
    }
    const token = Buffer.from(textAt(secret, "data", TOKEN_KEY) ?? "", "base64").toString("utf8");
    if (token.trim() === "") {
      throw new HostError(
        `${describeRef(ref)} holds no "${TOKEN_KEY}": set it, or delete the Secret and restart the pods so that a new one is made`,
        { code: "INVALID", what: ref.name },
      );
    }
    return token.trim();
  }

  async #applyOurs(
    cluster: RaftCluster,
    kind: ResourceKind,
    manifest: Manifest,
    signal: AbortSignal,
  ): Promise<void> {
    const { namespace, name } = manifest.metadata;
    const found = await this.#client.get({ kind, namespace, name }, signal);
    if (found !== null) {
      assertOurs(cluster, { kind, namespace, name }, found);
    }
    await this.#client.apply(kind, manifest, signal);
  }

  async #applyStatefulSet(
    cluster: RaftCluster,
    wanted: { readonly manifest: StatefulSetManifest; readonly workload: WorkloadRequest },
    signal: AbortSignal,
  ): Promise<void> {
    const { manifest, workload } = wanted;
    const { namespace, name } = manifest.metadata;
    const ref = { kind: STATEFUL_SETS, namespace, name };
    const found = await this.#client.get(ref, signal);
    const size = found === null ? null : (integerAt(found, "spec", "replicas") ?? 1);
    if (found !== null) {
      assertOurs(cluster, ref, found);
    }
    if (size !== workload.observedSize && size !== workload.size) {
      throw new HostError(
        `${describeRef(ref)} was scaled meanwhile: ${size ?? 0} pods, ${workload.observedSize ?? 0} were expected`,
        { code: "CONFLICT" },
      );
    }
    // With its version: what is decided on one size must not be done to another.
    const resourceVersion =
      found !== null && size !== workload.size ? found.metadata.resourceVersion : undefined;
    const versioned =
      resourceVersion === undefined
        ? manifest
        : { ...manifest, metadata: { ...manifest.metadata, resourceVersion } };
    try {
      await this.#client.apply(STATEFUL_SETS, versioned, signal);
    } catch (error) {
      if (error instanceof HostError && error.code === "INVALID") {
        throw new HostError(
          `the StatefulSet ${manifest.metadata.namespace}/${manifest.metadata.name} does not take what the spec asks for; spec.storage.size and spec.storage.storageClassName cannot change once it exists: ${error.message}`,
          error.detail,
          { cause: error },
        );
      }
      throw error;
    }
  }

  /** Created once and never overwritten: running nodes use it. */
  async #ensureToken(cluster: RaftCluster, signal: AbortSignal): Promise<void> {
    const ref = tokenRef(cluster);
    const found = await this.#client.get(ref, signal);
    if (found === null) {
      await this.#client.create(SECRETS, buildTokenSecret(cluster, this.#newToken()), signal);
      return;
    }
    assertOurs(cluster, ref, found);
    const owners = listAt(found, "metadata", "ownerReferences");
    const owned = owners.some((owner) => textAt(owner, "uid") === cluster.metadata.uid);
    if (owners.length > 0 && !owned) {
      throw new HostError(
        `${describeRef(ref)} still belongs to a deleted RaftCluster of this name: waiting for the garbage collector to remove it`,
        { code: "UNAVAILABLE", retryAfterMs: 2000 },
      );
    }
  }

  async #deleteBudget(cluster: RaftCluster, signal: AbortSignal): Promise<void> {
    const { namespace, name } = cluster.metadata;
    const ref = {
      kind: POD_DISRUPTION_BUDGETS,
      namespace,
      name: podDisruptionBudgetName(name),
    };
    const found = await this.#client.get(ref, signal);
    if (found !== null && isOurs(cluster, found)) {
      await this.#client.delete(
        ref,
        { uid: found.metadata.uid, propagation: "Background" },
        signal,
      );
    }
  }

  async #deleteExactly(ref: ObjectRef, uid: string, signal: AbortSignal): Promise<void> {
    try {
      await this.#client.delete(ref, { uid, propagation: "Background" }, signal);
    } catch (error) {
      // Another object has the name by now: the one that was meant is gone, and this one must stay.
      if (!(error instanceof HostError && error.code === "CONFLICT")) {
        throw error;
      }
    }
  }

  async #writeFinalizers(
    cluster: RaftCluster,
    finalizers: readonly string[],
    signal: AbortSignal,
  ): Promise<void> {
    const { resourceVersion, uid } = cluster.metadata;
    await this.#client.mergePatch(
      refOf(cluster),
      { metadata: { resourceVersion, uid, finalizers } },
      signal,
    );
  }
}

function refOf(cluster: RaftCluster): ObjectRef {
  const { namespace, name } = cluster.metadata;
  return { kind: RAFT_CLUSTERS, namespace, name };
}

function tokenRef(cluster: RaftCluster): ObjectRef {
  const { namespace, name } = cluster.metadata;
  return { kind: SECRETS, namespace, name: tokenSecretName(name) };
}

function isOurs(cluster: RaftCluster, object: KubeObject): boolean {
  return object.metadata.labels?.[CLUSTER_LABEL] === cluster.metadata.name;
}

/** An object that somebody else made under a name that we need is left alone. */
function assertOurs(cluster: RaftCluster, ref: ObjectRef, found: KubeObject): void {
  if (!isOurs(cluster, found)) {
    throw new HostError(
      `${describeRef(ref)} exists and is not this RaftCluster's (it has no label ${CLUSTER_LABEL}=${cluster.metadata.name}): delete or rename it, or give the RaftCluster another name`,
      { code: "INVALID", what: describeRef(ref) },
    );
  }
}
