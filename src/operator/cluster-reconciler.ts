import { assertNever } from "../utils/assert.ts";
import type { Logger } from "../utils/logger.ts";
import { act } from "./act.ts";
import type { ActDependencies, ActingStep } from "./act.ts";
import { AdminError } from "./admin-client.ts";
import type { AdminApi } from "./admin-client.ts";
import type { StepFailure } from "./conditions.ts";
import { HostError } from "./host.ts";
import type { ClusterKey, Host } from "./host.ts";
import { observe } from "./observe.ts";
import type { ClusterObservation } from "./observe.ts";
import { plan } from "./plan.ts";
import type { Ensured, PlanContext } from "./plan.ts";
import { LEADER_STEPS } from "./plan/step.ts";
import type { WorkloadTarget } from "./plan/step.ts";

export interface ClusterReconcilerOptions {
  /** The node image where neither spec nor status names one (`--default-node-image`). */
  readonly defaultImage: string;
  /** Steps of one reconcile; past it the resource waits its turn again. Default 32. */
  readonly stepsMax?: number;
  /** Of each call to a node. Default 2000. */
  readonly adminDeadlineMs?: number;
  /** Of a call that waits for a commit or an election. Default 10000. */
  readonly leaderDeadlineMs?: number;
  /** Pods of one cluster asked at the same time. Default 9, the largest cluster. */
  readonly adminConcurrencyMax?: number;
  /** When to look again though all is well. Default 30000: a lost leader shows in no watch event. */
  readonly steadyRequeueMs?: number;
  /** When to look again while something is on its way. Default 2000. */
  readonly progressRequeueMs?: number;
  /** How long after an `ensure` that changed nothing the next is due. Default 60000. */
  readonly ensureEveryMs?: number;
}

export interface ClusterReconcilerDependencies {
  readonly host: Host;
  readonly admin: AdminApi;
  readonly logger: Logger;
  /** Unix time in milliseconds. */
  readonly now: () => number;
  /** A new random id, different every time. */
  readonly newClusterId: () => string;
  /** Called with the name before and after each step; a test, or RAFT_CRASH_AT, ends the operator in it. */
  readonly crashPoint?: (name: string) => void;
}

export interface ReconcileResult {
  /** When to look again though nothing changed; null: only when something does. */
  readonly requeueAfterMs: number | null;
}

interface LastEnsure extends WorkloadTarget {
  readonly uid: string;
  readonly generation: number;
  readonly atMs: number;
}

type StepOutcome =
  | { readonly kind: "done" }
  | { readonly kind: "again"; readonly requeueAfterMs: number }
  /** By the leader: what it was planned on may be of yesterday. */
  | { readonly kind: "refused"; readonly failure: StepFailure }
  | { readonly kind: "failed"; readonly failure: StepFailure; readonly error: Error };

/** A leader that refuses once had another configuration by then; one that refuses what was planned on a new look means it. */
const REFUSALS_MAX = 2;
/** Passes in a row: between two heartbeats a leader may think a moment long that it hears from nobody. */
const REFUSED_PASSES_TOLD = 3;
/** How soon a lost race is looked at again: the other writer is done already. */
const CONFLICT_REQUEUE_MS = 100;

/**
 * observe -> plan -> act, one step at a time, each from a fresh observation. Holds nothing that a decision is made from: an operator killed anywhere is replaced by a new one.
 */
export class ClusterReconciler {
  readonly #options: Required<ClusterReconcilerOptions>;
  readonly #dependencies: ClusterReconcilerDependencies;
  readonly #act: ActDependencies;
  /** Only spares the host writes that would change nothing; one entry a living resource. */
  readonly #lastEnsures = new Map<string, LastEnsure>();
  /** Only spares people a report of what is over at the next look; one entry a living resource. */
  readonly #refusedPasses = new Map<string, number>();

  constructor(options: ClusterReconcilerOptions, dependencies: ClusterReconcilerDependencies) {
    this.#options = {
      stepsMax: 32,
      adminDeadlineMs: 2000,
      leaderDeadlineMs: 10_000,
      adminConcurrencyMax: 9,
      steadyRequeueMs: 30_000,
      progressRequeueMs: 2000,
      ensureEveryMs: 60_000,
      ...options,
    };
    this.#dependencies = dependencies;
    this.#act = {
      host: dependencies.host,
      admin: dependencies.admin,
      crashPoint: dependencies.crashPoint ?? (() => undefined),
    };
  }

  /**
   * Brings one resource as far as it gets now. A lost race and a node that does not answer are no errors: they are looked at again.
   *
   * @throws HostError where the host fails; what a person must know then stands in the status, as far as it could be written.
   */
  async reconcile(key: ClusterKey, signal: AbortSignal): Promise<ReconcileResult> {
    const { logger } = this.#dependencies;
    let ensuredInThisPass = false;
    let refusals = 0;
    for (let steps = 0; steps < this.#options.stepsMax; steps += 1) {
      signal.throwIfAborted();
      const observation = await this.#observe(key, signal);
      if (observation === null) {
        return { requeueAfterMs: null };
      }
      const step = plan(observation, this.#context(observation, { ensuredInThisPass }));
      if (step.kind === "wait") {
        return { requeueAfterMs: step.requeueAfterMs };
      }
      logger.debug("reconcile step", { ...key, step: step.kind });
      const outcome = await this.#execute(step, observation, signal);
      if (outcome.kind === "again") {
        return { requeueAfterMs: outcome.requeueAfterMs };
      }
      if (outcome.kind === "refused") {
        refusals += 1;
        if (refusals < REFUSALS_MAX) {
          continue;
        }
        if (this.#countRefusal(key) >= REFUSED_PASSES_TOLD) {
          await this.#tellFailure(observation, outcome.failure, signal);
        }
        return { requeueAfterMs: this.#options.progressRequeueMs };
      }
      if (LEADER_STEPS.has(step.kind)) {
        this.#refusedPasses.delete(keyText(key));
      }
      if (outcome.kind === "failed") {
        await this.#tellFailure(observation, outcome.failure, signal);
        throw outcome.error;
      }
      if (step.kind === "writeStatus") {
        return { requeueAfterMs: step.requeueAfterMs };
      }
      if (step.kind === "ensure") {
        ensuredInThisPass = true;
        this.#rememberEnsure(observation, step.workload);
      }
    }
    logger.warn("reconcile did not settle", { ...key, stepsMax: this.#options.stepsMax });
    return { requeueAfterMs: this.#options.progressRequeueMs };
  }

  async #observe(key: ClusterKey, signal: AbortSignal): Promise<ClusterObservation | null> {
    const observation = await observe(
      {
        deadlineMs: this.#options.adminDeadlineMs,
        concurrencyMax: this.#options.adminConcurrencyMax,
      },
      this.#dependencies,
      { key, signal },
    );
    if (observation === null) {
      this.#lastEnsures.delete(keyText(key));
      this.#refusedPasses.delete(keyText(key));
    }
    return observation;
  }

  #countRefusal(key: ClusterKey): number {
    const count = (this.#refusedPasses.get(keyText(key)) ?? 0) + 1;
    this.#refusedPasses.set(keyText(key), count);
    return count;
  }

  #context(
    { cluster }: ClusterObservation,
    pass: { readonly ensuredInThisPass: boolean; readonly failure?: StepFailure },
  ): PlanContext {
    const nowMs = this.#dependencies.now();
    return {
      nowMs,
      defaults: {
        image: this.#options.defaultImage,
        steadyRequeueMs: this.#options.steadyRequeueMs,
        progressRequeueMs: this.#options.progressRequeueMs,
      },
      newClusterId: this.#dependencies.newClusterId(),
      ensured: this.#ensured(cluster.metadata, nowMs, pass.ensuredInThisPass),
      failure: pass.failure ?? null,
    };
  }

  #ensured(
    metadata: ClusterObservation["cluster"]["metadata"],
    nowMs: number,
    inThisPass: boolean,
  ): Ensured | null {
    const last = this.#lastEnsures.get(keyText(metadata));
    const isCurrent =
      last?.uid === metadata.uid &&
      last.generation === metadata.generation &&
      nowMs - last.atMs < this.#options.ensureEveryMs;
    return isCurrent
      ? { size: last.size, image: last.image, minAvailable: last.minAvailable, inThisPass }
      : null;
  }

  #rememberEnsure({ cluster: { metadata } }: ClusterObservation, workload: WorkloadTarget): void {
    this.#lastEnsures.set(keyText(metadata), {
      uid: metadata.uid,
      generation: metadata.generation,
      ...workload,
      atMs: this.#dependencies.now(),
    });
  }

  async #execute(
    step: ActingStep,
    observation: ClusterObservation,
    signal: AbortSignal,
  ): Promise<StepOutcome> {
    try {
      await act(step, this.#act, {
        observation,
        deadlineMs: this.#options.adminDeadlineMs,
        leaderDeadlineMs: this.#options.leaderDeadlineMs,
        signal,
      });
      return { kind: "done" };
    } catch (error) {
      signal.throwIfAborted();
      return this.#outcomeOf(step, error);
    }
  }

  #outcomeOf(step: ActingStep, error: unknown): StepOutcome {
    if (error instanceof AdminError) {
      if (error.code === "REFUSED" && LEADER_STEPS.has(step.kind)) {
        const failure = failureOf(step, error, false);
        return { kind: "refused", failure: { ...failure, blocksScaling: true } };
      }
      // Whether an unanswered call was executed shows in the next observation.
      return error.code === "UNREACHABLE"
        ? { kind: "again", requeueAfterMs: this.#options.progressRequeueMs }
        : failed(step, error, false);
    }
    if (!(error instanceof HostError)) {
      throw error;
    }
    switch (error.detail.code) {
      case "CONFLICT":
        return { kind: "again", requeueAfterMs: CONFLICT_REQUEUE_MS };
      case "NOT_FOUND":
        return failed(step, error, false);
      case "UNAVAILABLE":
        if (error.detail.retryAfterMs === null) {
          throw error;
        }
        return { kind: "again", requeueAfterMs: error.detail.retryAfterMs };
      case "FORBIDDEN":
      case "INVALID":
        return failed(step, error, true);
      default:
        return assertNever(error.detail);
    }
  }

  /** Best effort: the failure itself is thrown after it, and is what counts. */
  async #tellFailure(
    observation: ClusterObservation,
    failure: StepFailure,
    signal: AbortSignal,
  ): Promise<void> {
    const step = plan(
      observation,
      this.#context(observation, { ensuredInThisPass: false, failure }),
    );
    if (step.kind !== "writeStatus") {
      return;
    }
    const outcome = await this.#execute(step, observation, signal);
    if (outcome.kind !== "done") {
      this.#dependencies.logger.warn("failure could not be written to the status", {
        step: failure.step,
        failure: failure.message,
      });
    }
  }
}

function failed(step: ActingStep, error: Error, needsPerson: boolean): StepOutcome {
  return { kind: "failed", failure: failureOf(step, error, needsPerson), error };
}

function failureOf(step: ActingStep, error: Error, needsPerson: boolean): StepFailure {
  return { step: step.kind, message: error.message, needsPerson, blocksScaling: false };
}

function keyText({ namespace, name }: ClusterKey): string {
  return `${namespace}/${name}`;
}
