import { InvariantError } from "../../utils/assert.ts";
import type { Clock } from "../../utils/clock.ts";
import type { Logger } from "../../utils/logger.ts";
import { type ClusterKey, HostError } from "../host.ts";
import { CallDeadline, pause } from "./call-deadline.ts";
import { Informer, type InformerChange, type InformerOptions } from "./informer.ts";
import type { KubeClient } from "./kube-client.ts";
import type { KubeObject, ResourceKind } from "./kube-object.ts";
import type { RuntimeMetrics } from "./runtime-metrics.ts";
import { StopSignal } from "./stop-signal.ts";
import { WorkQueue, type WorkQueueOptions } from "./work-queue.ts";

export interface Reconciler {
  /** Brings one resource a step closer to its spec; called with the name only, so whatever happened before it decides from what it reads. */
  reconcile(
    key: ClusterKey,
    signal: AbortSignal,
  ): Promise<{ readonly requeueAfterMs: number | null }>;
}

/** One kind that is watched, and whose resource it speaks of. */
export interface WatchedKind {
  readonly kind: ResourceKind;
  readonly labelSelector?: string;
  /** The resource's own kind: its objects are what is reconciled periodically. */
  readonly primary: boolean;
  /** Null: nothing of ours. */
  readonly toKey: (object: KubeObject) => ClusterKey | null;
}

export interface MainLoopOptions {
  /** The `controller` label of its metrics. */
  readonly controller: string;
  /** Empty: all namespaces. */
  readonly namespaces: readonly string[];
  readonly workers: number;
  readonly watched: readonly WatchedKind[];
  /** Every resource is reconciled at least this often, whatever events were lost. */
  readonly resyncMs: number;
  /** One reconcile at most; its signal aborts then. */
  readonly reconcileTimeoutMs: number;
  /** What is running when the loop is to stop may go on for this long; then its signal aborts. */
  readonly drainMs: number;
  readonly informer: Omit<InformerOptions, "kind" | "namespace" | "labelSelector">;
  readonly queue: Omit<WorkQueueOptions, "name">;
}

export interface MainLoopDependencies {
  readonly client: KubeClient;
  readonly reconciler: Reconciler;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly metrics: RuntimeMetrics;
}

/**
 * Watches and reconciles. `watch` runs in every replica, so that a standby is warm and its readiness true; `reconcile` only in the one that leads.
 * Events only say which resource to look at; a missed one costs latency, because every resource is looked at again each `resyncMs`.
 */
export class MainLoop {
  readonly #options: MainLoopOptions;
  readonly #reconciler: Reconciler;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #logger: Logger;
  readonly #metrics: RuntimeMetrics;
  readonly #queue: WorkQueue;
  readonly #informers: readonly { readonly primary: boolean; readonly informer: Informer }[];
  /** Keys come in at every time, but only a leader's queue takes them. */
  #leading = false;

  constructor(options: MainLoopOptions, dependencies: MainLoopDependencies) {
    this.#options = options;
    this.#reconciler = dependencies.reconciler;
    this.#clock = dependencies.clock;
    this.#random = dependencies.random;
    this.#logger = dependencies.logger;
    this.#metrics = dependencies.metrics;
    this.#queue = new WorkQueue(
      { ...options.queue, name: options.controller },
      { clock: dependencies.clock, metrics: dependencies.metrics },
    );
    this.#metrics.maxConcurrentReconciles.set({ controller: options.controller }, options.workers);
    const namespaces = options.namespaces.length === 0 ? [null] : options.namespaces;
    this.#informers = options.watched.flatMap((watched) =>
      namespaces.map((namespace) => ({
        primary: watched.primary,
        informer: this.#createInformer(watched, namespace, dependencies),
      })),
    );
  }

  /** True once every kind was listed completely. */
  get hasSynced(): boolean {
    return this.#informers.every(({ informer }) => informer.hasSynced);
  }

  /** What does not work now, one sentence a kind. */
  get failures(): readonly string[] {
    return this.#informers.flatMap(({ informer }) =>
      informer.failure === null ? [] : [informer.failure],
    );
  }

  /** Follows every watched kind until the signal aborts. */
  async watch(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#informers.map(({ informer }) => informer.run(signal)));
  }

  /**
   * Reconciles until `stop` aborts, and returns when no reconcile runs any more: those running may end within `drainMs`. When `fence` aborts (the Lease is lost),
   * every running reconcile is aborted at once.
   *
   * @throws InvariantError of a reconcile: a bug of this program, which must end.
   */
  async reconcile(signals: {
    readonly stop: AbortSignal;
    readonly fence: AbortSignal;
  }): Promise<void> {
    const { stop, fence } = signals;
    const ending = new AbortController();
    const end = (): void => ending.abort();
    stop.addEventListener("abort", end, { once: true });
    fence.addEventListener("abort", end, { once: true });
    if (stop.aborted || fence.aborted) {
      end();
    }
    const work = new StopSignal(
      { drainMs: this.#options.drainMs },
      { stop, fence, clock: this.#clock },
    );
    this.#queue.clear();
    this.#leading = true;
    try {
      const parts = [this.#resync(ending.signal)];
      for (let worker = 0; worker < this.#options.workers; worker++) {
        parts.push(this.#work({ take: ending.signal, run: work.signal }));
      }
      // A part that fails ends the others, and all of them are waited for: nothing may still write after this returns.
      const results = await Promise.allSettled(
        parts.map((part) =>
          part.catch((error: unknown) => {
            end();
            work.abort();
            throw error;
          }),
        ),
      );
      for (const result of results) {
        if (result.status === "rejected") {
          throw result.reason;
        }
      }
    } finally {
      this.#leading = false;
      this.#queue.clear();
      work[Symbol.dispose]();
      stop.removeEventListener("abort", end);
      fence.removeEventListener("abort", end);
    }
  }

  #createInformer(
    watched: WatchedKind,
    namespace: string | null,
    dependencies: MainLoopDependencies,
  ): Informer {
    return new Informer(
      {
        ...this.#options.informer,
        kind: watched.kind,
        namespace,
        ...(watched.labelSelector === undefined ? {} : { labelSelector: watched.labelSelector }),
      },
      {
        client: dependencies.client,
        clock: dependencies.clock,
        random: dependencies.random,
        logger: dependencies.logger,
        metrics: dependencies.metrics,
        onChange: (change: InformerChange) => this.#enqueue(watched.toKey(change.object)),
      },
    );
  }

  #enqueue(key: ClusterKey | null): void {
    if (key === null || !this.#leading) {
      return;
    }
    if (!this.#queue.add(textOf(key))) {
      this.#logger.warn("the work queue is full: the resource waits for the next resync", {
        cluster: textOf(key),
      });
    }
  }

  /** Enqueues everything known at once, then each time after `resyncMs`. */
  async #resync(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      for (const { primary, informer } of this.#informers) {
        for (const object of primary ? informer.objects() : []) {
          const { namespace, name } = object.metadata;
          this.#enqueue({ namespace: namespace ?? "", name });
        }
      }
      const delayMs = this.#options.resyncMs * (0.9 + 0.1 * this.#random());
      await pause(delayMs, { clock: this.#clock, signal });
    }
  }

  async #work(signals: { readonly take: AbortSignal; readonly run: AbortSignal }): Promise<void> {
    for (;;) {
      const key = await this.#queue.take(signals.take);
      if (key === null) {
        return;
      }
      const controller = this.#options.controller;
      this.#metrics.activeWorkers.inc({ controller });
      const startMs = this.#clock.now();
      try {
        await this.#reconcileOne(key, signals.run);
      } finally {
        this.#queue.done(key);
        this.#metrics.activeWorkers.dec({ controller });
        this.#metrics.reconcileTimeSeconds.observe(
          { controller },
          (this.#clock.now() - startMs) / 1000,
        );
      }
    }
  }

  async #reconcileOne(key: string, signal: AbortSignal): Promise<void> {
    const deadline = new CallDeadline(
      { timeoutMs: this.#options.reconcileTimeoutMs },
      { parent: signal, clock: this.#clock },
    );
    try {
      const { requeueAfterMs } = await this.#reconciler.reconcile(keyOf(key), deadline.signal);
      this.#queue.forget(key);
      this.#count(requeueAfterMs === null ? "success" : "requeue_after");
      if (requeueAfterMs !== null) {
        this.#queue.addAfter(key, requeueAfterMs);
      }
    } catch (error) {
      if (error instanceof InvariantError) {
        this.#metrics.reconcilePanicsTotal.inc({ controller: this.#options.controller });
        throw error;
      }
      if (!signal.aborted) {
        this.#putBack(key, error);
      }
    } finally {
      deadline[Symbol.dispose]();
    }
  }

  #putBack(key: string, error: unknown): void {
    if (error instanceof HostError && error.code === "CONFLICT") {
      // Somebody else changed the resource meanwhile: expected, and the next look sees their change.
      this.#count("requeue");
      const delayMs = this.#queue.retry(key);
      this.#logger.debug("reconcile starts over: the resource changed meanwhile", {
        cluster: key,
        delayMs,
      });
      return;
    }
    this.#count("error");
    this.#metrics.reconcileErrorsTotal.inc({ controller: this.#options.controller });
    const askedMs =
      error instanceof HostError && error.detail.code === "UNAVAILABLE"
        ? error.detail.retryAfterMs
        : null;
    const delayMs = this.#queue.retry(key, askedMs ?? 0);
    this.#logger.error("reconcile failed", { cluster: key, error: textOfError(error), delayMs });
  }

  #count(result: string): void {
    this.#metrics.reconcileTotal.inc({ controller: this.#options.controller, result });
  }
}

function textOf(key: ClusterKey): string {
  return `${key.namespace}/${key.name}`;
}

function keyOf(text: string): ClusterKey {
  const slash = text.indexOf("/");
  return { namespace: text.slice(0, slash), name: text.slice(slash + 1) };
}

/** A HostError's message says all there is; of any other error the place it comes from is wanted too. */
function textOfError(error: unknown): string {
  if (error instanceof HostError) {
    return error.message;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
