import {
  FINALIZER,
  type RaftCluster,
  type RaftClusterStatus,
} from "../../../src/operator/api-types.ts";
import {
  type ClusterEvent,
  type ClusterKey,
  type Host,
  HostError,
  type HostObservation,
  type PodObservation,
  type WorkloadRequest,
} from "../../../src/operator/host.ts";
import type { Random } from "../../support/random.ts";
import type { Simulation } from "../simulation.ts";
import type { ApiServer } from "./api-server.ts";
import { type ApiState, type StoredPod, templateOf } from "./api-state.ts";
import type { OperatorChecks } from "./operator-checks.ts";
import { CallLost, type OperatorWire } from "./operator-wire.ts";
import type { Pods } from "./pods.ts";

export interface SimHostOptions {
  /** How old what is read may be, each object for itself; 0: all of one moment, and the present one. */
  readonly staleMeanUs: number;
  readonly name: string;
  /** Simulated time as the operator's Unix time. */
  readonly toUnixMs: (atUs: number) => number;
}

/** The host port of one operator process over the simulated API server: each method is the calls that the Kubernetes host makes, one after another. */
export class SimHost implements Host {
  readonly #options: SimHostOptions;
  readonly #wire: OperatorWire;
  readonly #api: ApiServer;
  readonly #pods: Pods;
  readonly #simulation: Simulation;
  readonly #checks: OperatorChecks;
  readonly #random: Random;

  constructor(
    options: SimHostOptions,
    dependencies: {
      readonly wire: OperatorWire;
      readonly api: ApiServer;
      readonly pods: Pods;
      readonly simulation: Simulation;
      readonly checks: OperatorChecks;
      readonly random: Random;
    },
  ) {
    this.#options = options;
    this.#wire = dependencies.wire;
    this.#api = dependencies.api;
    this.#pods = dependencies.pods;
    this.#simulation = dependencies.simulation;
    this.#checks = dependencies.checks;
    this.#random = dependencies.random;
  }

  async observe(_key: ClusterKey, signal: AbortSignal): Promise<HostObservation | null> {
    const cluster = await this.#call(signal, () => this.#read().cluster);
    if (cluster === null) {
      return null;
    }
    const { world } = this.#simulation;
    const askedUs = world.nowUs;
    return await this.#call(signal, () => {
      const { set } = this.#read();
      // A list is never older than its request, so that an operator sees what it has done itself.
      const { pods } = this.#read(world.nowUs - askedUs);
      const { claims } = this.#read(world.nowUs - askedUs);
      const workload =
        set === null
          ? null
          : {
              size: set.size,
              image: set.image,
              upToDate: set.template === templateOf(cluster, set.image),
            };
      const image = cluster.spec.image ?? cluster.status?.image ?? set?.image ?? null;
      return {
        cluster,
        workload,
        pods: [...pods.values()].map((pod) => this.#observePod(cluster, pod, image)),
        volumes: [...claims.values()]
          .map(({ ordinal, name, uid, isTerminating }) => ({
            ordinal,
            name,
            uid,
            terminating: isTerminating,
          }))
          .sort((left, right) => left.ordinal - right.ordinal),
      };
    });
  }

  async ensure(
    cluster: RaftCluster,
    workload: WorkloadRequest,
    signal: AbortSignal,
  ): Promise<void> {
    const { size, image, observedSize } = workload;
    const version = await this.#call(signal, () => {
      const { set, token } = this.#api.state;
      if (token === null) {
        this.#api.change({ token: "token" });
      }
      const present = set?.size ?? null;
      if (present !== observedSize && present !== size) {
        throw conflict(`it was scaled meanwhile: ${present} pods, ${observedSize} were expected`);
      }
      return set !== null && set.size !== size ? set.version : null;
    });
    await this.#call(signal, () => {
      const { set } = this.#api.state;
      if (version !== null && set?.version !== version) {
        throw conflict("the StatefulSet was changed meanwhile");
      }
      const template = templateOf(cluster, image);
      const isSame =
        set !== null &&
        set.size === size &&
        set.template === template &&
        set.ownerUid === cluster.metadata.uid;
      if (!isSame) {
        this.#tell(`scales from ${set?.size ?? 0} to ${size} pods`);
        this.#checks.scaling({ from: set?.size ?? 0, to: size, by: this.#options.name });
        this.#api.change({
          set: {
            uid: set?.uid ?? this.#api.newUid("set"),
            ownerUid: cluster.metadata.uid,
            version: this.#api.newVersion(),
            size,
            image,
            template,
          },
        });
      }
    });
  }

  async addFinalizer(cluster: RaftCluster, signal: AbortSignal): Promise<void> {
    await this.#call(signal, () => this.#api.writeFinalizers(cluster, [FINALIZER]));
  }

  async removeFinalizer(cluster: RaftCluster, signal: AbortSignal): Promise<void> {
    await this.#call(signal, () => {
      if (this.#api.state.cluster !== null) {
        this.#api.writeFinalizers(cluster, []);
        this.#tell("lets the resource go");
      }
    });
  }

  async deleteWorkload(_cluster: RaftCluster, signal: AbortSignal): Promise<void> {
    await this.#call(signal, () => {
      this.#tell("deletes the workload");
      this.#api.change({ set: null });
    });
    await this.#call(signal, () => {
      for (const pod of this.#api.state.pods.values()) {
        this.#pods.terminate(pod);
      }
    });
  }

  async deleteVolume(
    cluster: RaftCluster,
    volume: { readonly ordinal: number; readonly uid: string },
    signal: AbortSignal,
  ): Promise<void> {
    await this.#call(signal, () => {
      const claim = this.#api.state.claims.get(volume.ordinal);
      if (claim?.uid === volume.uid) {
        this.#tell(`deletes ${claim.name}`);
        this.#checks.deletingClaim(claim, cluster);
        this.#api.putClaim({ ...claim, isTerminating: true });
      }
    });
  }

  async deletePod(
    cluster: RaftCluster,
    pod: { readonly ordinal: number; readonly uid: string },
    signal: AbortSignal,
  ): Promise<void> {
    await this.#call(signal, () => {
      const stored = this.#api.state.pods.get(pod.ordinal);
      if (stored?.uid === pod.uid && stored.terminationDueUs === null) {
        this.#tell(`deletes ${stored.name}`);
        this.#checks.deletingPod(stored, cluster, this.#options.name);
        this.#pods.terminate(stored);
      }
    });
  }

  async writeStatus(
    cluster: RaftCluster,
    status: RaftClusterStatus,
    signal: AbortSignal,
  ): Promise<RaftCluster> {
    return await this.#call(signal, () => {
      const before = this.#api.state.cluster?.status;
      const stored = this.#api.writeStatus(cluster, status);
      this.#checks.writingStatus(before, status);
      if (JSON.stringify(before?.operation) !== JSON.stringify(status.operation)) {
        this.#tell(`writes operation ${JSON.stringify(status.operation ?? null)}`);
      }
      return stored;
    });
  }

  recordEvent(_cluster: RaftCluster, event: ClusterEvent): void {
    this.#tell(`${event.reason}: ${event.message}`);
  }

  adminToken(_cluster: RaftCluster, _signal: AbortSignal): Promise<string | null> {
    return Promise.resolve(this.#api.state.token);
  }

  /** Each read of its own moment. */
  #read(ageUsMax = Number.POSITIVE_INFINITY): ApiState {
    const { staleMeanUs } = this.#options;
    return staleMeanUs === 0 || this.#random.chance(50)
      ? this.#api.state
      : this.#api.stateBefore(Math.min(ageUsMax, this.#random.exponential(staleMeanUs)));
  }

  #observePod(cluster: RaftCluster, pod: StoredPod, image: string | null): PodObservation {
    const { ordinal, name, uid, terminationDueUs } = pod;
    const isRunning = pod.phase === "running" && terminationDueUs === null;
    const upToDate = image !== null && pod.template === templateOf(cluster, image);
    const { address } = this.#simulation.process(ordinal);
    return {
      ordinal,
      name,
      uid,
      running: isRunning,
      terminating: terminationDueUs !== null,
      ready: pod.isReady && isRunning,
      restarts: pod.restarts,
      problem: isRunning ? null : "ContainerCreating",
      ...(terminationDueUs === null
        ? {}
        : {
            termination: {
              dueAt: new Date(this.#options.toUnixMs(terminationDueUs)).toISOString(),
              ifOverdue: "delete it by force",
            },
          }),
      adminAddress: String(ordinal),
      peerAddress: address,
      upToDate,
      ...(upToDate ? {} : { outdatedBy: image === null ? "operatorDefaults" : "spec" }),
    };
  }

  #tell(text: string): void {
    this.#simulation.world.trace.emit({
      kind: "operator",
      text: `${this.#options.name} ${text}`,
    });
  }

  async #call<T>(signal: AbortSignal, execute: () => T): Promise<T> {
    try {
      return await this.#wire.call<T>(
        ({ resolve, reject }) => {
          try {
            resolve(execute());
          } catch (error) {
            reject(error);
          }
        },
        { signal },
      );
    } catch (error) {
      if (error instanceof CallLost) {
        throw new HostError(
          "no answer from the API server in time",
          { code: "UNAVAILABLE", retryAfterMs: null },
          { cause: error },
        );
      }
      throw error;
    }
  }
}

function conflict(message: string): HostError {
  return new HostError(message, { code: "CONFLICT" });
}
