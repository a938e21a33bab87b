import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Clock } from "../../../utils/clock.ts";
import type { Logger } from "../../../utils/logger.ts";
import { FINALIZER } from "../../api-types.ts";
import type { RaftCluster, RaftClusterStatus } from "../../api-types.ts";
import { HostError } from "../../host.ts";
import type {
  ClusterEvent,
  ClusterKey,
  Host,
  HostObservation,
  PodObservation,
  WorkloadObservation,
  WorkloadRequest,
} from "../../host.ts";
import { writeDurably } from "./durable-file.ts";
import { FileLock } from "./file-lock.ts";
import { LocalStore, nextVersion } from "./local-store.ts";
import { LocalPods } from "./local-pods.ts";
import type { LocalState, LocalTemplate, PodRecord } from "./local-store.ts";
import { buildTemplate } from "./local-template.ts";
import { LocalVolumes } from "./local-volumes.ts";
import { choosePorts } from "./ports.ts";
import { probeReadiness } from "./readiness-probe.ts";
import { errorCode } from "./process-identity.ts";

export interface LocalHostOptions {
  /** Everything of all local clusters; one folder a cluster in it. */
  readonly root: string;
  readonly key: ClusterKey;
  /** Program and first arguments of a node process, such as the path of Node.js and of raft-node.js. */
  readonly nodeCommand: readonly [string, ...string[]];
  readonly nodeEnvironment: Readonly<Record<string, string>>;
  readonly readyDeadlineMs?: number;
}

export interface LocalHostDependencies {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Something changed that a reconcile should look at. */
  readonly changed: () => void;
  readonly event: (event: ClusterEvent) => void;
}

/** Where the files of a local cluster are. */
export function clusterFolder(root: string, key: ClusterKey): string {
  return join(resolve(root), key.namespace, key.name);
}

/**
 * Child processes as pods and folders as volumes, one cluster an instance. The resource, its status and what must be found again after a crash are in one state file; an instance that
 * is open holds the cluster's run lock, so there is one owner of the processes at a time.
 */
export class LocalHost implements Host {
  readonly #options: Required<LocalHostOptions>;
  readonly #dependencies: LocalHostDependencies;
  readonly #folder: string;
  readonly #tokenFile: string;
  readonly #store: LocalStore;
  readonly #volumes: LocalVolumes;
  readonly #runLock: FileLock;
  readonly #pods: LocalPods;

  constructor(options: LocalHostOptions, dependencies: LocalHostDependencies) {
    this.#options = { readyDeadlineMs: 1000, ...options };
    this.#dependencies = dependencies;
    this.#folder = clusterFolder(options.root, options.key);
    this.#tokenFile = join(this.#folder, "admin-token");
    this.#store = new LocalStore({ folder: this.#folder });
    this.#volumes = new LocalVolumes({ folder: volumesFolder(this.#folder) });
    this.#runLock = runLock(this.#folder);
    this.#pods = new LocalPods(
      {
        clusterName: options.key.name,
        logFolder: join(this.#folder, "logs"),
        tokenFile: this.#tokenFile,
        nodeCommand: options.nodeCommand,
        nodeEnvironment: options.nodeEnvironment,
      },
      { ...dependencies, store: this.#store, volumes: this.#volumes },
    );
  }

  /**
   * Takes the cluster over: goes on with processes that an earlier instance left, ends those that belong to no pod, and starts the others.
   *
   * @throws HostError UNAVAILABLE when another process runs this cluster.
   */
  async open(signal: AbortSignal): Promise<void> {
    await this.#runLock.acquire({ waitMs: 0, signal });
    await this.#volumes.clean();
    await this.#pods.takeOver(signal);
  }

  /** `stop`: every process is stopped first. `leave`: they go on, to be adopted by the next instance. Idempotent. */
  async close(options: {
    readonly processes: "stop" | "leave";
    readonly graceMs: number;
  }): Promise<void> {
    await this.#pods.close(options);
    await this.#runLock.release();
  }

  /** Whether there is a resource. */
  async exists(): Promise<boolean> {
    return (await this.#store.read()).resource !== null;
  }

  /** Whether any data is left. */
  async hasVolumes(): Promise<boolean> {
    return hasVolumes(this.#folder, this.#options.key);
  }

  async observe(key: ClusterKey, signal: AbortSignal): Promise<HostObservation | null> {
    const state = await this.#store.read();
    const { resource } = state;
    if (!this.#isOurs(key) || resource === null) {
      return null;
    }
    const pods = await Promise.all(
      state.pods.map((record) => this.#observePod(state, record, signal)),
    );
    return {
      cluster: resource,
      workload: observeWorkload(state, resource),
      pods: pods.flatMap((pod) => (pod === null ? [] : [pod])),
      volumes: await this.#volumes.list(resource.metadata.name),
    };
  }

  async ensure(
    cluster: RaftCluster,
    { size, image, observedSize }: WorkloadRequest,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#ensureToken();
    const template = buildTemplate(cluster.spec);
    await this.#store.change(async (state) => {
      requireSame(state, cluster);
      const before = state.workload?.size ?? null;
      if (before !== observedSize && before !== size) {
        throw new HostError(
          `${cluster.metadata.name} was scaled meanwhile: ${before ?? 0} pods, ${observedSize ?? 0} were expected`,
          { code: "CONFLICT" },
        );
      }
      const ports = await addPorts(state.ports, size);
      const same =
        before === size &&
        state.workload?.image === image &&
        state.workload.template.hash === template.hash &&
        ports === state.ports;
      return same ? state : { ...state, ports, workload: { size, image, template } };
    }, signal);
    await this.#pods.stopFrom(size, graceMsOf(cluster));
    await this.#pods.start(signal);
  }

  async addFinalizer(cluster: RaftCluster, signal: AbortSignal): Promise<void> {
    await this.#changeResource(cluster, signal, (resource) =>
      nextVersion(resource, {
        finalizers: [...new Set([...(resource.metadata.finalizers ?? []), FINALIZER])],
      }),
    );
  }

  async removeFinalizer(cluster: RaftCluster, signal: AbortSignal): Promise<void> {
    await this.#changeResource(cluster, signal, (resource) => {
      const finalizers = (resource.metadata.finalizers ?? []).filter((name) => name !== FINALIZER);
      const isGone = finalizers.length === 0 && resource.metadata.deletionTimestamp !== undefined;
      return isGone ? null : nextVersion(resource, { finalizers });
    });
  }

  async deleteWorkload(cluster: RaftCluster, signal: AbortSignal): Promise<void> {
    await this.#store.change((state) => {
      requireSame(state, cluster);
      return state.workload === null ? state : { ...state, workload: null };
    }, signal);
    await this.#pods.stopFrom(0, graceMsOf(cluster));
  }

  async deleteVolume(
    _cluster: RaftCluster,
    volume: { readonly ordinal: number; readonly uid: string },
    signal: AbortSignal,
  ): Promise<void> {
    const { pods } = await this.#store.read();
    if (pods.some((pod) => pod.volumeUid === volume.uid)) {
      throw new HostError(`volume ${volume.ordinal} cannot be deleted while its process exists`, {
        code: "UNAVAILABLE",
        retryAfterMs: 200,
      });
    }
    signal.throwIfAborted();
    await this.#volumes.delete(volume);
  }

  async deletePod(
    cluster: RaftCluster,
    pod: { readonly ordinal: number; readonly uid: string },
    signal: AbortSignal,
  ): Promise<void> {
    const { pods } = await this.#store.read();
    signal.throwIfAborted();
    if (pods.some(({ uid }) => uid === pod.uid)) {
      this.#pods.stop(pod.uid, graceMsOf(cluster));
    }
  }

  async writeStatus(
    cluster: RaftCluster,
    status: RaftClusterStatus,
    signal: AbortSignal,
  ): Promise<RaftCluster> {
    const resource = await this.#changeResource(cluster, signal, (before) => ({
      ...nextVersion(before),
      status,
    }));
    if (resource === null) {
      throw new HostError("the resource is gone", { code: "NOT_FOUND", what: "resource" });
    }
    return resource;
  }

  recordEvent(_cluster: RaftCluster, event: ClusterEvent): void {
    this.#dependencies.event(event);
  }

  adminToken(): Promise<string | null> {
    return readToken(this.#folder);
  }

  #isOurs({ namespace, name }: ClusterKey): boolean {
    const { key } = this.#options;
    return key.namespace === namespace && key.name === name;
  }

  async #changeResource(
    seen: RaftCluster,
    signal: AbortSignal,
    change: (resource: RaftCluster) => RaftCluster | null,
  ): Promise<RaftCluster | null> {
    const { resource } = await this.#store.change((state) => {
      const before = requireSame(state, seen);
      if (before.metadata.resourceVersion !== seen.metadata.resourceVersion) {
        throw new HostError(
          `${seen.metadata.name} was changed meanwhile: version ${before.metadata.resourceVersion}, expected ${seen.metadata.resourceVersion}`,
          { code: "CONFLICT" },
        );
      }
      return { ...state, resource: change(before) };
    }, signal);
    return resource;
  }

  async #ensureToken(): Promise<void> {
    if ((await readToken(this.#folder)) === null) {
      await writeDurably(this.#tokenFile, `${randomBytes(32).toString("hex")}\n`, 0o600);
    }
  }

  async #observePod(
    state: LocalState,
    record: PodRecord,
    signal: AbortSignal,
  ): Promise<PodObservation | null> {
    const ports = state.ports[record.ordinal];
    const process = this.#pods.processOf(record.uid);
    if (ports === undefined) {
      return null;
    }
    const running = process?.running ?? false;
    const { template } = state.workload ?? record;
    const upToDate = record.template.hash === template.hash;
    return {
      ordinal: record.ordinal,
      name: `${this.#options.key.name}-${record.ordinal}`,
      uid: record.uid,
      running,
      terminating: process?.terminating ?? false,
      ready:
        running &&
        (await probeReadiness({
          port: ports.http,
          deadlineMs: this.#options.readyDeadlineMs,
          signal,
        })),
      restarts: process?.restarts ?? record.restarts,
      problem: process === null ? "it is not started" : process.problem,
      adminAddress: `127.0.0.1:${ports.admin}`,
      peerAddress: `127.0.0.1:${ports.peer}`,
      upToDate,
      ...(upToDate ? {} : { outdatedBy: outdatedBy(record.template, template) }),
    };
  }
}

/** The lock of whoever runs the processes of the cluster in this folder. */
export function runLock(folder: string): FileLock {
  return new FileLock({
    folder: join(folder, "run.lock"),
    what: `running the cluster in ${folder}`,
  });
}

/** Whether any data is left of the cluster in this folder. */
export async function hasVolumes(folder: string, { name }: ClusterKey): Promise<boolean> {
  return (await new LocalVolumes({ folder: volumesFolder(folder) }).list(name)).length > 0;
}

function volumesFolder(folder: string): string {
  return join(folder, "volumes");
}

/** The token of the cluster in this folder; null before there is one. */
export async function readToken(folder: string): Promise<string | null> {
  try {
    return (await readFile(join(folder, "admin-token"), "utf8")).trim();
  } catch (error) {
    if (errorCode(error) === "ENOENT") {
      return null;
    }
    throw error;
  }
}

/** @throws HostError NOT_FOUND when the resource is gone, CONFLICT when another one has its name now. */
function requireSame(state: LocalState, seen: RaftCluster): RaftCluster {
  const { resource } = state;
  if (resource === null) {
    throw new HostError(`${seen.metadata.name} is gone`, { code: "NOT_FOUND", what: "resource" });
  }
  if (resource.metadata.uid !== seen.metadata.uid) {
    throw new HostError(`${seen.metadata.name} is another resource now`, { code: "CONFLICT" });
  }
  return resource;
}

function observeWorkload(state: LocalState, resource: RaftCluster): WorkloadObservation | null {
  const { workload } = state;
  return workload === null
    ? null
    : {
        size: workload.size,
        image: workload.image,
        upToDate: workload.template.hash === buildTemplate(resource.spec).hash,
      };
}

function outdatedBy(has: LocalTemplate, wanted: LocalTemplate): "spec" | "operatorDefaults" {
  return has.inputHash === wanted.inputHash ? "operatorDefaults" : "spec";
}

/** The same object where every ordinal has its ports. */
async function addPorts(before: LocalState["ports"], size: number): Promise<LocalState["ports"]> {
  let ports = before;
  for (let ordinal = 0; ordinal < size; ordinal += 1) {
    if (ports[ordinal] === undefined) {
      const taken = Object.values(ports).flatMap((set) => Object.values(set));
      ports = { ...ports, [ordinal]: await choosePorts(new Set(taken)) };
    }
  }
  return ports;
}

function graceMsOf(cluster: RaftCluster): number {
  return cluster.spec.terminationGracePeriodSeconds * 1000;
}
