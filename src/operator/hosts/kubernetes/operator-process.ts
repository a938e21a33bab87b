import { randomBytes, randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { collectDefaultMetrics, Registry } from "prom-client";
import type { Clock } from "../../../utils/clock.ts";
import type { Logger } from "../../../utils/logger.ts";
import { AdminClient, type AdminApi } from "../../admin-client.ts";
import { API_GROUP } from "../../api-types.ts";
import { ClusterReconciler } from "../../cluster-reconciler.ts";
import { OPERATOR_NAME } from "../../resources/names.ts";
import { EVENT_RECORDER_DEFAULTS, EventRecorder } from "../../runtime/event-recorder.ts";
import { HealthServer } from "../../runtime/http.ts";
import { INFORMER_DEFAULTS } from "../../runtime/informer.ts";
import { KUBE_CLIENT_DEFAULTS, KubeClient } from "../../runtime/kube-client.ts";
import type { KubeTransport } from "../../runtime/kube-transport.ts";
import { LEASE_DEFAULTS, LeaseElection } from "../../runtime/lease-election.ts";
import { MainLoop, type Reconciler } from "../../runtime/main-loop.ts";
import { RuntimeMetrics } from "../../runtime/runtime-metrics.ts";
import { KubernetesHost } from "./kubernetes-host.ts";
import type { AdminDial } from "./observation.ts";
import { WATCHED_KINDS } from "./watched-kinds.ts";

export interface OperatorProcessOptions {
  /** Empty: all. */
  readonly namespaces: readonly string[];
  readonly defaultNodeImage: string;
  /** Null: no election, this process works at once; only where nothing else does. */
  readonly lease: { readonly namespace: string; readonly name: string } | null;
  readonly listenHttp: { readonly host: string; readonly port: number };
  readonly workers: number;
  readonly adminDial: AdminDial;
  readonly resyncMs: number;
  readonly reconcileTimeoutMs: number;
  readonly drainMs: number;
}

export interface OperatorProcessDependencies {
  readonly transport: KubeTransport;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly crashPoint: (name: string) => void;
}

const CLUSTERS_MAX = 10_000;
/** For the last events when the process stops. */
const EVENTS_DRAIN_MS = 3_000;

/** Everything of the operator in one process, wired. */
export class OperatorProcess {
  readonly #options: OperatorProcessOptions;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #http: HealthServer;
  readonly #events: EventRecorder;
  readonly #loop: MainLoop;
  readonly #election: LeaseElection | null;

  constructor(options: OperatorProcessOptions, dependencies: OperatorProcessDependencies) {
    const { clock, logger } = dependencies;
    this.#options = options;
    this.#clock = clock;
    this.#logger = logger;
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    const metrics = new RuntimeMetrics({ registry });
    const client = new KubeClient(KUBE_CLIENT_DEFAULTS, {
      transport: dependencies.transport,
      clock,
      metrics,
    });
    const shared = { client, clock, unixMs: Date.now, random: Math.random, logger, metrics };
    const identity = `${hostname()}_${randomUUID()}`;
    this.#events = new EventRecorder(
      {
        ...EVENT_RECORDER_DEFAULTS,
        controller: `${API_GROUP}/${OPERATOR_NAME}`,
        instance: identity,
      },
      shared,
    );
    this.#loop = new MainLoop(
      {
        controller: "raftcluster",
        namespaces: options.namespaces,
        workers: options.workers,
        watched: WATCHED_KINDS,
        resyncMs: options.resyncMs,
        reconcileTimeoutMs: options.reconcileTimeoutMs,
        drainMs: options.drainMs,
        informer: INFORMER_DEFAULTS,
        queue: { backoff: { baseMs: 200, maxMs: 300_000 }, keysMax: CLUSTERS_MAX },
      },
      { ...shared, reconciler: this.#createReconciler(client, dependencies) },
    );
    this.#election =
      options.lease === null
        ? null
        : new LeaseElection({ ...LEASE_DEFAULTS, ...options.lease, identity }, shared);
    this.#http = new HealthServer(options.listenHttp, {
      registry,
      readiness: () => this.#notReadyCauses(),
    });
  }

  /**
   * Works until the signal aborts, then stops in order: no new reconcile, the running ones, the Lease, the last events.
   *
   * @throws ListenError where the HTTP port is taken, LeaseLostError where work outlived the Lease, InvariantError for a bug.
   */
  async run(signal: AbortSignal): Promise<void> {
    const port = await this.#http.listen();
    this.#logger.info("operator started", { httpPort: port, namespaces: this.#options.namespaces });
    const background = new AbortController();
    const drain = new AbortController();
    const watching = this.#loop.watch(background.signal);
    const recording = this.#events.run(background.signal, drain.signal);
    try {
      await this.#lead(signal);
    } finally {
      background.abort();
      const timer = this.#clock.after(EVENTS_DRAIN_MS, () => drain.abort());
      await Promise.all([watching, recording]);
      timer[Symbol.dispose]();
      await this.#http.close();
      this.#logger.info("operator stopped");
    }
  }

  async #lead(signal: AbortSignal): Promise<void> {
    if (this.#election === null) {
      await this.#loop.reconcile({ stop: signal, fence: new AbortController().signal });
      return;
    }
    await this.#election.run(signal, (fence) => this.#loop.reconcile({ stop: signal, fence }));
  }

  #notReadyCauses(): readonly string[] {
    const causes = [...this.#loop.failures];
    if (!this.#loop.hasSynced) {
      causes.push("not every kind has been listed yet");
    }
    if (this.#election !== null && this.#election.failure !== null) {
      causes.push(this.#election.failure);
    }
    return causes;
  }

  #createReconciler(client: KubeClient, dependencies: OperatorProcessDependencies): Reconciler {
    const host = new KubernetesHost(
      { adminDial: this.#options.adminDial },
      {
        client,
        events: this.#events,
        newToken: () => randomBytes(32).toString("base64url"),
      },
    );
    const admin: AdminApi = new AdminClient();
    return new ClusterReconciler(
      { defaultImage: this.#options.defaultNodeImage },
      {
        host,
        admin,
        logger: dependencies.logger,
        now: Date.now,
        newClusterId: randomUUID,
        crashPoint: dependencies.crashPoint,
      },
    );
  }
}
