import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import type { Clock } from "../../../utils/clock.ts";
import type { Logger } from "../../../utils/logger.ts";
import { AdminError } from "../../admin-client.ts";
import type { AdminApi } from "../../admin-client.ts";
import { ClusterReconciler } from "../../cluster-reconciler.ts";
import { HostError } from "../../host.ts";
import type { ClusterEvent } from "../../host.ts";
import { LocalHost, clusterFolder } from "./local-host.ts";
import type { LocalHostOptions } from "./local-host.ts";

export interface LocalOperatorOptions extends LocalHostOptions {
  /** For each process when the operator stops. */
  readonly stopGraceMs: number;
}

export interface LocalOperatorDependencies {
  readonly admin: AdminApi;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Unix time in milliseconds. */
  readonly now: () => number;
  readonly event: (event: ClusterEvent) => void;
  readonly crashPoint?: (name: string) => void;
}

/** The resource may be changed by another program, and a node says nothing by itself: looked at this often. */
const LOOK_EVERY_MS = 500;
const PROGRESS_MS = 150;
const FAILURE_FIRST_MS = 200;
const FAILURE_MAX_MS = 5000;
const LOCAL_IMAGE = "local";

/** The operator of one local cluster: the same reconciler as in Kubernetes, over processes and folders. */
export class LocalOperator {
  readonly #options: LocalOperatorOptions;
  readonly #dependencies: LocalOperatorDependencies;
  readonly #host: LocalHost;
  readonly #reconciler: ClusterReconciler;
  /** Ends the sleep between two looks. */
  #wake: () => void = () => undefined;
  #isRung = false;

  constructor(options: LocalOperatorOptions, dependencies: LocalOperatorDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
    this.#host = new LocalHost(options, { ...dependencies, changed: () => this.#ring() });
    this.#reconciler = new ClusterReconciler(
      {
        defaultImage: LOCAL_IMAGE,
        steadyRequeueMs: LOOK_EVERY_MS,
        progressRequeueMs: PROGRESS_MS,
      },
      {
        ...dependencies,
        host: this.#host,
        newClusterId: () => randomBytes(16).toString("hex"),
      },
    );
  }

  /**
   * Runs the cluster until the signal is aborted ("stopped": its processes are ended in order, everything stays on disk) or its resource is gone ("deleted").
   *
   * What the host or a node refuses is tried again; anything else is a bug and thrown.
   *
   * @throws HostError UNAVAILABLE when another process runs it.
   */
  async run(signal: AbortSignal): Promise<"stopped" | "deleted"> {
    let outcome: "stopped" | "deleted" = "stopped";
    try {
      await this.#host.open(signal);
      outcome = await this.#loop(signal);
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    } finally {
      await this.#host.close({ processes: "stop", graceMs: this.#options.stopGraceMs });
    }
    if (outcome === "deleted") {
      await this.#removeIfEmpty();
    }
    return outcome;
  }

  async #loop(signal: AbortSignal): Promise<"stopped" | "deleted"> {
    let failures = 0;
    while (!signal.aborted) {
      let delayMs = LOOK_EVERY_MS;
      try {
        const result = await this.#reconciler.reconcile(this.#options.key, signal);
        failures = 0;
        if (!(await this.#host.exists())) {
          return "deleted";
        }
        delayMs = Math.min(LOOK_EVERY_MS, result.requeueAfterMs ?? LOOK_EVERY_MS);
      } catch (error) {
        if (signal.aborted) {
          break;
        }
        if (!(error instanceof HostError || error instanceof AdminError)) {
          throw error;
        }
        delayMs = Math.min(FAILURE_MAX_MS, FAILURE_FIRST_MS * 2 ** failures);
        failures = Math.min(failures + 1, 10);
        this.#dependencies.logger.warn("reconcile failed", {
          reason: error.message,
          retryInMs: delayMs,
        });
      }
      await this.#sleep(delayMs, signal);
    }
    return "stopped";
  }

  async #removeIfEmpty(): Promise<void> {
    const { root, key } = this.#options;
    if (!(await this.#host.hasVolumes())) {
      await rm(clusterFolder(root, key), { recursive: true, force: true });
    }
  }

  #ring(): void {
    this.#isRung = true;
    this.#wake();
  }

  /** Until the time is over, something changed, or the signal; a ring before it is not lost. The timer keeps the process alive: running the cluster is what it is for. */
  #sleep(delayMs: number, signal: AbortSignal): Promise<void> {
    if (this.#isRung || signal.aborted) {
      this.#isRung = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", wake);
        this.#isRung = false;
        resolve();
      };
      const timer = setTimeout(wake, delayMs);
      signal.addEventListener("abort", wake, { once: true });
      this.#wake = wake;
    });
  }
}
