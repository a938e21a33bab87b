import type { Clock } from "../../utils/clock.ts";
import type { Logger } from "../../utils/logger.ts";
import { HostError } from "../host.ts";
import { CallDeadline, pause } from "./call-deadline.ts";
import { integerAt, textAt } from "./json.ts";
import type { KubeClient } from "./kube-client.ts";
import { LEASES } from "./kube-kinds.ts";
import type { KubeObject, ObjectRef } from "./kube-object.ts";
import { microTime } from "./micro-time.ts";
import type { RuntimeMetrics } from "./runtime-metrics.ts";

export interface LeaseElectionOptions {
  readonly namespace: string;
  readonly name: string;
  /** Unique to this process. */
  readonly identity: string;
  /** Others may take the Lease when they saw it unchanged for this long. */
  readonly leaseDurationMs: number;
  /** Without a successful renewal for this long the work is aborted; less than `leaseDurationMs`, and the difference is what the work has to end. */
  readonly renewDeadlineMs: number;
  /** Between two attempts to take or renew it. */
  readonly retryPeriodMs: number;
}

export const LEASE_DEFAULTS: Pick<
  LeaseElectionOptions,
  "leaseDurationMs" | "renewDeadlineMs" | "retryPeriodMs"
> = { leaseDurationMs: 15_000, renewDeadlineMs: 10_000, retryPeriodMs: 2_000 };

/** Why the work's signal aborts when the Lease is lost. */
export class LeaseLostError extends Error {
  override readonly name = "LeaseLostError";
}

/** What was seen of the Lease, and when by our own clock: its times are another machine's and are never compared with ours. */
interface Sighting {
  readonly resourceVersion: string;
  readonly holder: string;
  readonly durationMs: number;
  readonly transitions: number;
  readonly sinceMs: number;
}

type Attempt = "held" | "refused";

/**
 * At most one process works at a time, as long as every process ends its work within `leaseDurationMs - renewDeadlineMs` of the abort.
 *
 *     candidate -- took the Lease --> leader
 *     leader -- not renewed in time, or taken by another --> work aborted and waited for --> candidate
 *     leader -- signal --> work ends --> Lease released
 */
export class LeaseElection {
  readonly #options: LeaseElectionOptions;
  readonly #client: KubeClient;
  readonly #clock: Clock;
  readonly #unixMs: () => number;
  readonly #random: () => number;
  readonly #logger: Logger;
  readonly #metrics: RuntimeMetrics;
  readonly #ref: ObjectRef;
  #seen: Sighting | null = null;
  #isLeader = false;
  #failure: string | null = null;

  constructor(
    options: LeaseElectionOptions,
    dependencies: {
      readonly client: KubeClient;
      readonly clock: Clock;
      /** Unix time in milliseconds, for people who read the Lease. */
      readonly unixMs: () => number;
      readonly random: () => number;
      readonly logger: Logger;
      readonly metrics: RuntimeMetrics;
    },
  ) {
    this.#options = options;
    this.#client = dependencies.client;
    this.#clock = dependencies.clock;
    this.#unixMs = dependencies.unixMs;
    this.#random = dependencies.random;
    this.#logger = dependencies.logger;
    this.#metrics = dependencies.metrics;
    this.#ref = { kind: LEASES, namespace: options.namespace, name: options.name };
    this.#measure(false);
  }

  get isLeader(): boolean {
    return this.#isLeader;
  }

  /** Why the last attempt to take or renew the Lease failed; null while the API server answers. */
  get failure(): string | null {
    return this.#failure;
  }

  /**
   * Calls `lead` each time the Lease is taken, until the signal aborts. `lead` gets a signal (the fence) that aborts when the Lease is lost, and must
   * end when either aborts.
   *
   * @throws LeaseLostError when the work did not end before others may take the Lease: the process must exit at once.
   * @throws whatever `lead` throws; the Lease is released first.
   */
  async run(signal: AbortSignal, lead: (fence: AbortSignal) => Promise<void>): Promise<void> {
    while (!signal.aborted) {
      const startMs = this.#clock.now();
      if ((await this.#attempt(signal)) === "held") {
        await this.#lead({ signal, heldSinceMs: startMs, lead });
      } else {
        const delayMs = this.#options.retryPeriodMs * (1 + 0.2 * this.#random());
        await pause(delayMs, { clock: this.#clock, signal });
      }
    }
  }

  async #lead(term: {
    readonly signal: AbortSignal;
    readonly heldSinceMs: number;
    readonly lead: (fence: AbortSignal) => Promise<void>;
  }): Promise<void> {
    const fence = new AbortController();
    const ended = new AbortController();
    this.#isLeader = true;
    this.#measure(true);
    this.#logger.info("leading", { lease: this.#options.name, identity: this.#options.identity });
    const work = term.lead(fence.signal).finally(() => ended.abort());
    const renewal = this.#renewUntilLost({
      ended: ended.signal,
      heldSinceMs: term.heldSinceMs,
      fence,
    });
    try {
      await Promise.race([work, this.#overdue(fence.signal, ended.signal)]);
      await work;
    } finally {
      ended.abort();
      await renewal;
      this.#isLeader = false;
      this.#measure(false);
      this.#logger.info("no longer leading", { lease: this.#options.name });
      if (!fence.signal.aborted) {
        await this.#release();
      }
    }
  }

  /** Rejects when the fenced work is still running at the time when others may begin. */
  async #overdue(fence: AbortSignal, ended: AbortSignal): Promise<void> {
    await untilAborted(fence, ended);
    if (ended.aborted) {
      return;
    }
    const graceMs = this.#options.leaseDurationMs - this.#options.renewDeadlineMs;
    await pause(graceMs, { clock: this.#clock, signal: ended });
    if (!ended.aborted) {
      throw new LeaseLostError(
        `the lease ${this.#options.namespace}/${this.#options.name} was lost and the work did not end within ${graceMs} ms`,
      );
    }
  }

  async #renewUntilLost(term: {
    readonly ended: AbortSignal;
    readonly heldSinceMs: number;
    readonly fence: AbortController;
  }): Promise<void> {
    const { ended, fence } = term;
    const { renewDeadlineMs, retryPeriodMs } = this.#options;
    const lose = (why: string): void => {
      this.#logger.error("the lease is lost: all work is aborted", {
        lease: this.#options.name,
        why,
      });
      fence.abort(new LeaseLostError(`the lease ${this.#options.name} is lost: ${why}`));
    };
    // Counted from before the request that succeeded: the server may have stored it at any time since.
    let renewedMs = term.heldSinceMs;
    const leftMsNow = (): number => renewedMs + renewDeadlineMs - this.#clock.now();
    while (!ended.aborted) {
      const pauseMs = Math.min(retryPeriodMs, leftMsNow());
      if (pauseMs > 0) {
        await pause(pauseMs, { clock: this.#clock, signal: ended });
      }
      if (ended.aborted) {
        return;
      }
      const leftMs = leftMsNow();
      if (leftMs <= 0) {
        lose(this.#failure ?? `not renewed for ${renewDeadlineMs} ms`);
        return;
      }
      const startMs = this.#clock.now();
      // An attempt that hangs must not outlive the deadline.
      const deadline = new CallDeadline(
        { timeoutMs: leftMs },
        { parent: ended, clock: this.#clock },
      );
      try {
        const attempt = await this.#attempt(deadline.signal);
        if (attempt === "held") {
          renewedMs = startMs;
        } else if (this.#takenByAnother()) {
          lose(`held by ${this.#seen?.holder ?? "nobody"}`);
          return;
        }
      } finally {
        deadline[Symbol.dispose]();
      }
    }
  }

  /** One try to take or renew the Lease. Never throws: a try that fails is repeated by the caller. */
  async #attempt(signal: AbortSignal): Promise<Attempt> {
    try {
      const attempt = await this.#takeOrRenew(signal);
      this.#failure = null;
      return attempt;
    } catch (error) {
      if (error instanceof HostError && error.code === "CONFLICT") {
        // Another candidate was quicker, which is no failure: the next try sees who.
        this.#failure = null;
        return "refused";
      }
      const failure = error instanceof Error ? error.message : String(error);
      if (!signal.aborted && failure !== this.#failure) {
        this.#logger.warn("lease not taken or renewed: trying again", {
          lease: this.#options.name,
          failure,
        });
      }
      this.#failure = failure;
      return "refused";
    }
  }

  async #takeOrRenew(signal: AbortSignal): Promise<Attempt> {
    const lease = await this.#client.get(this.#ref, signal);
    if (lease === null) {
      this.#observe(await this.#client.create(LEASES, this.#manifest({ transitions: 0 }), signal));
      return "held";
    }
    const seen = this.#observe(lease);
    const mine = seen.holder === this.#options.identity;
    const expired = this.#clock.now() - seen.sinceMs >= seen.durationMs;
    if (!mine && seen.holder !== "" && !expired) {
      return "refused";
    }
    const nowText = microTime(this.#unixMs());
    const written = await this.#client.mergePatch(
      this.#ref,
      {
        metadata: { resourceVersion: seen.resourceVersion },
        spec: {
          holderIdentity: this.#options.identity,
          leaseDurationSeconds: Math.ceil(this.#options.leaseDurationMs / 1000),
          renewTime: nowText,
          ...(mine ? {} : { acquireTime: nowText, leaseTransitions: seen.transitions + 1 }),
        },
      },
      signal,
    );
    this.#observe(written);
    return "held";
  }

  #takenByAnother(): boolean {
    return this.#failure === null && this.#seen?.holder !== this.#options.identity;
  }

  /** Starts the Lease's time anew whenever it changed, by our own clock. */
  #observe(lease: KubeObject): Sighting {
    const { resourceVersion } = lease.metadata;
    if (this.#seen?.resourceVersion !== resourceVersion) {
      this.#seen = {
        resourceVersion,
        holder: textAt(lease, "spec", "holderIdentity") ?? "",
        // Its holder's own promise, where that is longer than ours.
        durationMs: Math.max(
          this.#options.leaseDurationMs,
          (integerAt(lease, "spec", "leaseDurationSeconds") ?? 0) * 1000,
        ),
        transitions: integerAt(lease, "spec", "leaseTransitions") ?? 0,
        sinceMs: this.#clock.now(),
      };
    }
    return this.#seen;
  }

  /** So that the next leader need not wait. One try: it expires anyway. */
  async #release(): Promise<void> {
    const seen = this.#seen;
    if (seen === null || seen.holder !== this.#options.identity) {
      return;
    }
    const deadline = new CallDeadline(
      { timeoutMs: this.#options.retryPeriodMs },
      { parent: new AbortController().signal, clock: this.#clock },
    );
    try {
      await this.#client.mergePatch(
        this.#ref,
        {
          metadata: { resourceVersion: seen.resourceVersion },
          spec: {
            holderIdentity: "",
            leaseDurationSeconds: 1,
            renewTime: microTime(this.#unixMs()),
          },
        },
        deadline.signal,
      );
    } catch (error) {
      const failure = error instanceof HostError ? error.message : String(error);
      this.#logger.warn("lease not released: it expires by itself", {
        lease: this.#options.name,
        failure,
      });
    } finally {
      deadline[Symbol.dispose]();
    }
  }

  #manifest(facts: { readonly transitions: number }): LeaseManifest {
    const nowText = microTime(this.#unixMs());
    return {
      apiVersion: "coordination.k8s.io/v1",
      kind: "Lease",
      metadata: { name: this.#options.name, namespace: this.#options.namespace },
      spec: {
        holderIdentity: this.#options.identity,
        leaseDurationSeconds: Math.ceil(this.#options.leaseDurationMs / 1000),
        acquireTime: nowText,
        renewTime: nowText,
        leaseTransitions: facts.transitions,
      },
    };
  }

  #measure(leading: boolean): void {
    this.#metrics.leaderElectionMasterStatus.set({ name: this.#options.name }, leading ? 1 : 0);
  }
}

interface LeaseManifest {
  readonly apiVersion: "coordination.k8s.io/v1";
  readonly kind: "Lease";
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

function untilAborted(...signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      for (const signal of signals) {
        signal.removeEventListener("abort", finish);
      }
      resolve();
    };
    for (const signal of signals) {
      signal.addEventListener("abort", finish, { once: true });
    }
    if (signals.some((signal) => signal.aborted)) {
      finish();
    }
  });
}
