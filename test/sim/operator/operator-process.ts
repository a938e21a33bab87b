import { ClusterReconciler } from "../../../src/operator/cluster-reconciler.ts";
import { HostError } from "../../../src/operator/host.ts";
import { SILENT_LOGGER } from "../../../src/utils/logger.ts";
import type { Random } from "../../support/random.ts";
import type { Simulation } from "../simulation.ts";
import type { ApiServer } from "./api-server.ts";
import { KEY } from "./api-state.ts";
import type { OperatorChecks } from "./operator-checks.ts";
import type { OperatorOptions } from "./operator-options.ts";
import { OperatorWire } from "./operator-wire.ts";
import type { Pods } from "./pods.ts";
import { SimAdmin } from "./sim-admin.ts";
import { SimHost } from "./sim-host.ts";

/** What an operator waits before it looks again at what is under way, in its own time. */
const LOOK_MS = 2000;
const EPOCH_MS = 1_700_000_000_000;
const RETRY_FIRST_MS = 200;
const RETRY_MAX_MS = 20_000;
/** Steps that an operator takes before it is killed at the edge of one, at most. */
const STEPS_TO_DEATH_MAX = 12;

class OperatorDied extends Error {
  override readonly name = "OperatorDied";
}

export interface OperatorProcessDependencies {
  readonly simulation: Simulation;
  readonly api: ApiServer;
  readonly pods: Pods;
  readonly checks: OperatorChecks;
}

interface OperatorLife {
  readonly wire: OperatorWire;
  readonly reconciler: ClusterReconciler;
  /** Aborted when the Lease is lost. */
  fence: AbortController;
  isWorking: boolean;
  isDirty: boolean;
  failures: number;
  wakeAtUs: number;
}

/** One process of the operator: the real reconciler, woken by watch events that may be lost and by its own timers, killed between any two things that it does. */
export class SimOperatorProcess {
  readonly #options: OperatorOptions & { readonly name: string };
  readonly #dependencies: OperatorProcessDependencies;
  readonly #random: Random;
  readonly #tickUs: number;
  /** Simulated microseconds in a millisecond of the operator's time. */
  readonly #usPerMs: number;
  #life: OperatorLife;
  #isCalm = false;
  #stepsToDeath = Infinity;
  #lives = 0;

  constructor(
    options: OperatorOptions & { readonly name: string },
    dependencies: OperatorProcessDependencies,
  ) {
    const { simulation } = dependencies;
    this.#options = options;
    this.#dependencies = dependencies;
    this.#random = simulation.world.random(`operator-${options.name}`);
    this.#tickUs = simulation.options.tickMs * 1000;
    this.#usPerMs = (options.ticksPerLook * this.#tickUs) / LOOK_MS;
    this.#life = this.#createLife();
  }

  start(): void {
    this.#dependencies.api.watch(() => this.#noticed());
    this.#wakeAfter(this.#life, 0);
    this.#planDeath();
    this.#planPause();
  }

  /** Nothing of it happens any more, not even what is on its way, until `goOn`. */
  hold(): void {
    this.#isCalm = true;
    this.#stepsToDeath = Infinity;
    this.#life.wire.cut();
    this.#life.wire.die();
  }

  /** It starts anew, and nothing befalls it any more. */
  goOn(): void {
    this.#life = this.#createLife();
    this.#life.wire.calm();
    this.#wakeAfter(this.#life, 0);
  }

  #createLife(): OperatorLife {
    const { simulation, api, pods, checks } = this.#dependencies;
    const { world } = simulation;
    const { wireDelayTicks, wireLossPercent, staleMeanTicks } = this.#options;
    this.#lives += 1;
    const name = `${this.#options.name}.${this.#lives}`;
    const random = this.#random;
    const wire = new OperatorWire(
      {
        delayMeanUs: wireDelayTicks * this.#tickUs,
        lossPercent: wireLossPercent,
        timeoutUs: 5 * LOOK_MS * this.#usPerMs,
      },
      { world, random },
    );
    const host = new SimHost(
      {
        name,
        staleMeanUs: this.#isCalm ? 0 : staleMeanTicks * this.#tickUs,
        toUnixMs: (atUs) => this.#toUnixMs(atUs),
      },
      { wire, api, pods, simulation, checks, random },
    );
    const admin = new SimAdmin({ name, usPerMs: this.#usPerMs }, { wire, pods, simulation });
    const reconciler = new ClusterReconciler(
      { defaultImage: "raftcluster:1" },
      {
        host,
        admin,
        logger: SILENT_LOGGER,
        now: () => this.#toUnixMs(world.nowUs),
        newClusterId: () => `cluster-${random.below(1_000_000_000)}`,
        crashPoint: (point) => this.#passCrashPoint(wire, point),
      },
    );
    return {
      wire,
      reconciler,
      fence: new AbortController(),
      isWorking: false,
      isDirty: false,
      failures: 0,
      wakeAtUs: Infinity,
    };
  }

  #toUnixMs(atUs: number): number {
    return EPOCH_MS + Math.floor(atUs / this.#usPerMs);
  }

  /** A watch event; it may be lost, and is never early. */
  #noticed(): void {
    if (this.#isCalm || !this.#random.chance(this.#options.watchLossPercent)) {
      this.#wakeAfter(this.#life, this.#random.exponential(this.#tickUs / 10));
    }
  }

  /** Or sooner, where it is due sooner. */
  #wakeAfter(life: OperatorLife, delayUs: number): void {
    const { world } = this.#dependencies.simulation;
    const atUs = world.nowUs + delayUs;
    if (life.wakeAtUs <= atUs || life.wire.isDead) {
      return;
    }
    life.wakeAtUs = atUs;
    life.wire.schedule(delayUs, () => {
      if (life.wakeAtUs === atUs) {
        life.wakeAtUs = Infinity;
        this.#work(life);
      }
    });
  }

  #work(life: OperatorLife): void {
    if (life.isWorking) {
      life.isDirty = true;
      return;
    }
    life.isWorking = true;
    const { fence } = life;
    life.reconciler.reconcile(KEY, fence.signal).then(
      ({ requeueAfterMs }) => {
        life.failures = 0;
        this.#end(life, requeueAfterMs === null ? Infinity : requeueAfterMs * this.#usPerMs);
      },
      (error: unknown) => this.#failed(life, fence, error),
    );
  }

  #failed(life: OperatorLife, fence: AbortController, error: unknown): void {
    if (life.wire.isDead) {
      return;
    }
    if (!(error instanceof HostError) && !fence.signal.aborted) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#dependencies.simulation.world.violate(
        "operator-runs",
        `operator ${this.#options.name} failed: ${text}`,
      );
    }
    const delayMs = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** life.failures);
    life.failures += 1;
    this.#end(life, delayMs * this.#usPerMs);
  }

  #end(life: OperatorLife, requeueAfterUs: number): void {
    life.isWorking = false;
    if (life.isDirty) {
      life.isDirty = false;
      this.#wakeAfter(life, 0);
    } else if (requeueAfterUs < Infinity) {
      this.#wakeAfter(life, requeueAfterUs);
    }
  }

  #passCrashPoint(wire: OperatorWire, point: string): void {
    if (wire.isDead) {
      throw new OperatorDied("the operator is dead");
    }
    this.#stepsToDeath -= 1;
    if (this.#stepsToDeath <= 0) {
      this.#die(point);
      throw new OperatorDied(`the operator died at ${point}`);
    }
  }

  #die(at: string): void {
    const { simulation } = this.#dependencies;
    const { world, coverage } = simulation;
    this.#stepsToDeath = Infinity;
    this.#life.wire.die();
    coverage.add("operatorCrashes");
    world.trace.emit({ kind: "operator", text: `${this.#options.name} is killed ${at}` });
    world.schedule(this.#random.exponential(2 * this.#tickUs), () => {
      if (!this.#isCalm) {
        this.#life = this.#createLife();
        this.#wakeAfter(this.#life, 0);
      }
    });
  }

  /** Half of the deaths come at the edge of a step, the others at any time. */
  #planDeath(): void {
    const { crashMeanTicks } = this.#options;
    if (crashMeanTicks === Infinity) {
      return;
    }
    const delayUs = this.#random.exponential(crashMeanTicks * this.#tickUs);
    this.#dependencies.simulation.world.schedule(delayUs, () => {
      if (this.#isCalm) {
        return;
      }
      if (!this.#life.wire.isDead) {
        if (this.#random.chance(50)) {
          this.#die("in the middle");
        } else {
          this.#stepsToDeath = this.#random.between(1, STEPS_TO_DEATH_MAX);
        }
      }
      this.#planDeath();
    });
  }

  /** It sleeps through whatever happens, and goes on with what it has seen; or it loses its Lease and breaks off. */
  #planPause(): void {
    const { pauseMeanTicks } = this.#options;
    if (pauseMeanTicks === Infinity) {
      return;
    }
    const { world } = this.#dependencies.simulation;
    world.schedule(this.#random.exponential(pauseMeanTicks * this.#tickUs), () => {
      if (this.#isCalm) {
        return;
      }
      const life = this.#life;
      if (this.#random.chance(70)) {
        const ticks = this.#random.exponential(15);
        world.trace.emit({
          kind: "operator",
          text: `${this.#options.name} sleeps ${Math.ceil(ticks)} ticks`,
        });
        life.wire.pause(ticks * this.#tickUs);
      } else {
        world.trace.emit({ kind: "operator", text: `${this.#options.name} loses its Lease` });
        life.fence.abort(new Error("the Lease is lost"));
        life.fence = new AbortController();
      }
      this.#planPause();
    });
  }
}
