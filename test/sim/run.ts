import { SimClient } from "./clients.ts";
import type { CoverageCounts } from "./coverage.ts";
import { Nemesis } from "./faults.ts";
import { History } from "./history.ts";
import { Liveness } from "./liveness.ts";
import { Administrator, type MembershipDriver } from "./membership.ts";
import { createOperatorDriver } from "./operator/operator-driver.ts";
import { drawOptions, type SimOptions } from "./options.ts";
import { Simulation } from "./simulation.ts";
import type { TraceRecord } from "./trace.ts";
import { runOutsidePromises, type Violation, World } from "./world.ts";

/** All that one run depends on: the same twice is the same run. */
export interface RunDescription {
  readonly seed: number;
  /** Under faults; what follows until all agree comes on top. */
  readonly steps: number;
  /** In place of what the seed draws. */
  readonly overrides?: Partial<SimOptions>;
  /** Numbers of faults that do not come. */
  readonly skippedFaults?: readonly number[];
  /** Numbers of clients that ask nothing; the first is 1. */
  readonly skippedClients?: readonly number[];
}

export interface RunResult {
  readonly description: RunDescription;
  readonly options: SimOptions;
  /** Null where every check held. */
  readonly violation: Violation | null;
  readonly steps: number;
  readonly simulatedUs: number;
  readonly traceHash: number;
  readonly coverage: CoverageCounts;
  /** Numbers of the faults that came. */
  readonly faults: readonly number[];
  readonly operations: number;
}

export type TraceListener = (record: TraceRecord) => void;

export const DEFAULT_STEPS = 3000;
/** A healthy cluster that needs more than this to agree does not agree. */
const HEALING_STEPS_MAX = 300_000;
/** Looking whether all is well is much work for one step. */
const LOOK_EVERY_STEPS = 20;

/** Simulates one seed from its first event to the last check. */
export async function simulate(
  description: RunDescription,
  options: { readonly listener?: TraceListener } = {},
): Promise<RunResult> {
  return await runOutsidePromises(() => new Run(description, options.listener ?? null).perform());
}

class Run {
  readonly #description: RunDescription;
  readonly #world: World;
  readonly #simulation: Simulation;
  readonly #membership: MembershipDriver;
  readonly #nemesis: Nemesis;
  readonly #history: History;
  readonly #clients: readonly SimClient[];
  readonly #liveness: Liveness;

  constructor(description: RunDescription, listener: TraceListener | null) {
    this.#description = description;
    this.#world = new World({ seed: description.seed });
    if (listener !== null) {
      this.#world.trace.listen(listener);
    }
    const options = { ...drawOptions(description.seed), ...description.overrides };
    const simulation = new Simulation(options, { world: this.#world });
    this.#simulation = simulation;
    this.#membership = createMembership(simulation);
    this.#history = new History(options.clients);
    this.#nemesis = new Nemesis(
      { skipped: description.skippedFaults ?? [] },
      { simulation, membership: this.#membership },
    );
    this.#clients = Array.from(
      { length: options.clients.count },
      (_, at) => new SimClient({ number: at + 1 }, { simulation, history: this.#history }),
    ).filter(({ number }) => description.skippedClients?.includes(number) !== true);
    this.#liveness = new Liveness({
      simulation,
      membership: this.#membership,
      clients: this.#clients,
      history: this.#history,
    });
  }

  perform(): RunResult {
    const unhandled = (reason: unknown): void => {
      this.#world.violate("no-lost-error", `nobody awaited what failed: ${String(reason)}`);
    };
    process.on("unhandledRejection", unhandled);
    const { stackTraceLimit } = Error;
    // Where an error comes from matters to readers of a trace only, and costs as much as all of a step.
    Error.stackTraceLimit = this.#world.trace.isRead ? stackTraceLimit : 0;
    try {
      this.#underFaults();
      this.#heal();
      this.#lookBack();
    } finally {
      process.off("unhandledRejection", unhandled);
      Error.stackTraceLimit = stackTraceLimit;
    }
    return {
      description: this.#description,
      options: this.#simulation.options,
      violation: this.#world.violation,
      steps: this.#world.steps,
      simulatedUs: this.#world.nowUs,
      traceHash: this.#world.trace.hash,
      coverage: this.#simulation.coverage.counts,
      faults: this.#nemesis.done,
      operations: this.#history.operations.length,
    };
  }

  #underFaults(): void {
    this.#world.trace.emit({ kind: "phase", name: "under faults" });
    this.#membership.begin();
    this.#nemesis.start();
    for (const client of this.#clients) {
      client.start();
    }
    while (this.#world.steps < this.#description.steps && this.#step()) {
      // The step is all.
    }
    this.#nemesis.stop();
  }

  #heal(): void {
    if (this.#world.violation !== null) {
      return;
    }
    this.#membership.calm();
    for (const client of this.#clients) {
      client.stop();
    }
    if (this.#liveness.beginMajority()) {
      this.#await("available", this.#liveness.availableWithinUs, () =>
        this.#liveness.findUnavailable(),
      );
    }
    if (this.#world.violation !== null) {
      return;
    }
    this.#liveness.beginAll();
    this.#await("converged", this.#liveness.convergedWithinUs, () =>
      this.#liveness.findUnconverged(),
    );
  }

  #lookBack(): void {
    if (this.#world.violation === null) {
      this.#liveness.checkReplicas();
      this.#liveness.beginFinalReads();
      this.#await("available", this.#liveness.availableWithinUs, () =>
        this.#liveness.areFinalReadsDone ? null : "the last reads are not answered",
      );
    }
    // Also after another violation: what it did to the clients is what counts.
    const problem = this.#world.violation === null ? this.#history.findProblem() : null;
    if (problem !== null) {
      this.#world.violate(problem.check, problem.sentence);
    }
  }

  /** Steps until nothing is lacking; past the bound what is lacking is a violation. */
  #await(check: string, withinUs: number, findLack: () => string | null): void {
    const endUs = this.#world.nowUs + withinUs;
    const stepsMax = this.#world.steps + HEALING_STEPS_MAX;
    let lack = findLack();
    while (lack !== null) {
      for (let count = 0; count < LOOK_EVERY_STEPS; count++) {
        if (!this.#step()) {
          return;
        }
      }
      lack = findLack();
      if (lack !== null && (this.#world.nowUs > endUs || this.#world.steps > stepsMax)) {
        this.#world.violate(check, `without faults for ${withinUs / 1e6} s and still: ${lack}`);
        return;
      }
    }
  }

  #step(): boolean {
    const isDone = this.#world.step();
    this.#simulation.checkTouched();
    return isDone && this.#world.violation === null;
  }
}

function createMembership(simulation: Simulation): MembershipDriver {
  return simulation.options.operator
    ? createOperatorDriver(simulation)
    : new Administrator({ simulation });
}
