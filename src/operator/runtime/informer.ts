import type { Clock } from "../../utils/clock.ts";
import type { Logger } from "../../utils/logger.ts";
import { Backoff, type BackoffOptions } from "./backoff.ts";
import { CallDeadline, pause } from "./call-deadline.ts";
import type { WatchEvent } from "./kube-answer.ts";
import type { KubeClient } from "./kube-client.ts";
import { qualifiedName, type KubeObject, type ResourceKind } from "./kube-object.ts";
import type { RuntimeMetrics } from "./runtime-metrics.ts";

export interface InformerOptions {
  readonly kind: ResourceKind;
  /** Null: all namespaces. */
  readonly namespace: string | null;
  readonly labelSelector?: string;
  /** A complete list at least this often: it finds what lost watch events would have told. */
  readonly relistMs: number;
  /** The server ends a watch after this time; then it goes on from where it was. */
  readonly watchTimeoutSeconds: number;
  /** A watch without one byte for this long is taken for dead. */
  readonly silenceMsMax: number;
  readonly backoff: BackoffOptions;
}

export const INFORMER_DEFAULTS: Omit<InformerOptions, "kind" | "namespace"> = {
  relistMs: 300_000,
  watchTimeoutSeconds: 290,
  silenceMsMax: 150_000,
  backoff: { baseMs: 500, maxMs: 10_000 },
};

/**
 * What changed. An object that was deleted and made again under its name comes as `deleted` and `added`, also when the watch never told so.
 */
export interface InformerChange {
  readonly type: "added" | "updated" | "deleted";
  /** Its names, labels and version only: whoever decides something reads it anew. */
  readonly object: KubeObject;
}

export interface InformerDependencies {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly metrics: RuntimeMetrics;
  /** Must only enqueue. What it throws is logged and ends nothing. */
  readonly onChange: (change: InformerChange) => void;
}

/** A watch that failed this many times in a row is no longer resumed: a new list decides. */
const RESUMES_MAX = 5;
/** A failure that lasts is logged again after this many repetitions. */
const LOG_EVERY_FAILURES = 20;

/**
 * Knows every object of one kind by list and watch, and never gives up: each failure is followed by another attempt after a jittered backoff, and
 * each gap by a complete list. A lost event costs latency only, at most `relistMs`.
 *
 *     listing -- done --> watching -- server's timeout, connection lost --> watching (from the last version)
 *     watching -- version expired, relist due, failed 5 times --> listing
 */
export class Informer {
  readonly #options: InformerOptions;
  readonly #client: KubeClient;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #logger: Logger;
  readonly #metrics: RuntimeMetrics;
  readonly #onChange: (change: InformerChange) => void;
  readonly #backoff: Backoff;
  readonly #objects = new Map<string, KubeObject>();
  readonly #kindName: string;
  #resourceVersion = "";
  #synced = false;
  #failure: string | null = null;

  constructor(options: InformerOptions, dependencies: InformerDependencies) {
    this.#options = options;
    this.#client = dependencies.client;
    this.#clock = dependencies.clock;
    this.#random = dependencies.random;
    this.#logger = dependencies.logger;
    this.#metrics = dependencies.metrics;
    this.#onChange = dependencies.onChange;
    this.#backoff = new Backoff(options.backoff, { random: dependencies.random });
    this.#kindName = qualifiedName(options.kind);
  }

  get kindName(): string {
    return this.#kindName;
  }

  /** True after the first complete list. */
  get hasSynced(): boolean {
    return this.#synced;
  }

  /** Why the last list or watch failed; null while all is well. */
  get failure(): string | null {
    return this.#failure;
  }

  /** What is known now, by names, labels and version; may lag behind the server. */
  objects(): readonly KubeObject[] {
    return [...this.#objects.values()];
  }

  /** Runs until the signal aborts; never rejects before. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#relist(signal);
        await this.#watchUntilRelistDue(signal);
      } catch (error) {
        await this.#recover(error, signal);
      }
    }
  }

  async #relist(signal: AbortSignal): Promise<void> {
    const { kind, namespace, labelSelector } = this.#options;
    const found = await this.#client.list(
      kind,
      { namespace, ...(labelSelector === undefined ? {} : { labelSelector }) },
      signal,
    );
    const gone = new Map(this.#objects);
    for (const object of found.items) {
      gone.delete(keyOf(object));
      this.#put(object);
    }
    for (const object of gone.values()) {
      this.#remove(object);
    }
    this.#resourceVersion = found.resourceVersion;
    this.#synced = true;
    this.#metrics.informerRelistsTotal.inc({ kind: this.#kindName });
    this.#metrics.informerSynced.set({ kind: this.#kindName }, 1);
    this.#forgetFailure();
    this.#backoff.reset();
  }

  /** Returns when a list is due. */
  async #watchUntilRelistDue(signal: AbortSignal): Promise<void> {
    // Spread, so that the informers of all operators do not list in one moment after the API server's restart.
    const relistMs = this.#options.relistMs * (0.8 + 0.2 * this.#random());
    // By our own clock: a server or proxy that keeps a watch open for ever must not keep the list from being made.
    const due = new CallDeadline({ timeoutMs: relistMs }, { parent: signal, clock: this.#clock });
    const relistAtMs = this.#clock.now() + relistMs;
    try {
      while (!due.signal.aborted) {
        const startMs = this.#clock.now();
        try {
          if ((await this.#watch(relistAtMs - startMs, due.signal)) === "expired") {
            await pause(this.#backoff.nextMs(), { clock: this.#clock, signal });
            return;
          }
          // A server or proxy that closes every watch at once must not be asked in a tight loop.
          if (this.#clock.now() - startMs < 1000) {
            await pause(this.#backoff.nextMs(), { clock: this.#clock, signal: due.signal });
          }
        } catch (error) {
          if (due.signal.aborted) {
            return;
          }
          if (this.#backoff.failures >= RESUMES_MAX) {
            throw error;
          }
          await this.#recover(error, due.signal);
        }
      }
    } finally {
      due[Symbol.dispose]();
    }
  }

  #watch(leftMs: number, signal: AbortSignal): Promise<"closed" | "expired"> {
    const { kind, namespace, labelSelector, watchTimeoutSeconds, silenceMsMax } = this.#options;
    return this.#client.watch(
      kind,
      {
        namespace,
        ...(labelSelector === undefined ? {} : { labelSelector }),
        resourceVersion: this.#resourceVersion,
        timeoutSeconds: Math.max(1, Math.min(watchTimeoutSeconds, Math.ceil(leftMs / 1000))),
        silenceMsMax,
      },
      (event) => this.#receive(event),
      signal,
    );
  }

  #receive(event: WatchEvent): void {
    this.#forgetFailure();
    // The delay stays: a server that takes every watch and drops it at once must not be asked in a tight loop.
    if (event.type === "OPENED") {
      return;
    }
    this.#backoff.reset();
    if (event.type === "BOOKMARK") {
      if (event.resourceVersion !== "") {
        this.#resourceVersion = event.resourceVersion;
      }
      return;
    }
    this.#resourceVersion = event.object.metadata.resourceVersion;
    if (event.type === "DELETED") {
      this.#remove(event.object);
    } else {
      this.#put(event.object);
    }
  }

  #put(whole: KubeObject): void {
    const object = identityOf(whole);
    const key = keyOf(object);
    const known = this.#objects.get(key);
    this.#objects.set(key, object);
    this.#measure();
    if (known === undefined) {
      this.#report({ type: "added", object });
    } else if (known.metadata.uid !== object.metadata.uid) {
      this.#report({ type: "deleted", object: known });
      this.#report({ type: "added", object });
    } else if (known.metadata.resourceVersion !== object.metadata.resourceVersion) {
      this.#report({ type: "updated", object });
    }
  }

  #remove(object: KubeObject): void {
    const key = keyOf(object);
    const known = this.#objects.get(key);
    // A late report of an older object's end is no news of the one that has its name now.
    if (known?.metadata.uid === object.metadata.uid) {
      this.#objects.delete(key);
      this.#measure();
      this.#report({ type: "deleted", object: known });
    }
  }

  #report(change: InformerChange): void {
    try {
      this.#onChange(change);
    } catch (error) {
      this.#logger.error("change not taken: the relist repeats what is still true", {
        kind: this.#kindName,
        object: keyOf(change.object),
        error,
      });
    }
  }

  async #recover(error: unknown, signal: AbortSignal): Promise<void> {
    if (signal.aborted) {
      return;
    }
    const failures = this.#backoff.failures;
    const delayMs = this.#backoff.nextMs();
    this.#metrics.informerErrorsTotal.inc({ kind: this.#kindName });
    const failure = error instanceof Error ? error.message : String(error);
    const isNews = failure !== this.#failure || failures % LOG_EVERY_FAILURES === 0;
    this.#failure = failure;
    this.#logger[isNews ? "warn" : "debug"]("list or watch failed: trying again", {
      kind: this.#kindName,
      failure,
      failures: failures + 1,
      delayMs: Math.round(delayMs),
    });
    await pause(delayMs, { clock: this.#clock, signal });
  }

  #forgetFailure(): void {
    if (this.#failure !== null) {
      this.#logger.info("list and watch work again", { kind: this.#kindName });
    }
    this.#failure = null;
  }

  #measure(): void {
    this.#metrics.informerObjects.set({ kind: this.#kindName }, this.#objects.size);
  }
}

function keyOf(object: KubeObject): string {
  return `${object.metadata.namespace ?? ""}/${object.metadata.name}`;
}

/** What is remembered of each object: the rest would only fill memory, since nothing is decided from it. */
function identityOf({ apiVersion, kind, metadata }: KubeObject): KubeObject {
  const { name, namespace, uid, resourceVersion, labels } = metadata;
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      uid,
      resourceVersion,
      ...(namespace === undefined ? {} : { namespace }),
      ...(labels === undefined ? {} : { labels }),
    },
  };
}
