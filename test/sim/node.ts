import type { RaftNode } from "../../src/node.ts";
import type { NodeId } from "../../src/raft/index.ts";
import type { PeerAddress } from "../../src/transport/types.ts";
import { assert } from "../../src/utils/assert.ts";
import type { SimVolume } from "./disk.ts";
import { Life, type Task } from "./life.ts";
import type { Simulation } from "./simulation.ts";

export { type AssignedParts, Life, type Task } from "./life.ts";

/** A place where a process lives, dies and comes back, with a volume of its own: a pod, or a machine. */
export class SimProcess {
  readonly place: number;
  readonly #simulation: Simulation;
  #volume: SimVolume;
  #life: Life | null = null;
  #lives = 0;
  #volumes = 0;
  #pausedUntilUs = 0;
  /** What came while it was paused. */
  #held: Task[] = [];
  /** Of the software that the next life runs. */
  version = 1;
  /** The process dies when it passes this one. */
  armedCrashPoint: string | null = null;

  constructor(
    options: { readonly place: number },
    dependencies: { readonly simulation: Simulation },
  ) {
    this.place = options.place;
    this.#simulation = dependencies.simulation;
    this.#volume = this.#createVolume();
  }

  get address(): string {
    return `place-${this.place}.sim.svc:2380`;
  }

  get volume(): SimVolume {
    return this.#volume;
  }

  /** Null while no process runs here. */
  get life(): Life | null {
    return this.#life;
  }

  /** The process, where it runs a node; null otherwise. */
  get assignedLife(): Life | null {
    return this.#life !== null && this.#life.parts !== null ? this.#life : null;
  }

  get isPaused(): boolean {
    return this.#pausedUntilUs > this.#simulation.world.nowUs;
  }

  /** The node that runs here; null where none does. */
  get node(): RaftNode | null {
    return this.#life?.parts?.node ?? null;
  }

  /** Of the volume, whether a process runs or not. */
  get nodeId(): NodeId | null {
    const { identity } = this.#volume;
    return identity.kind === "assigned" ? identity.nodeId : null;
  }

  peerAddress(nodeId: NodeId): PeerAddress {
    return { nodeId, address: this.address, storeId: this.#volume.storeId };
  }

  start(): void {
    assert(this.#life === null, `a process runs at place ${this.place} already`);
    this.#lives += 1;
    this.#pausedUntilUs = 0;
    const life = new Life({ process: this, number: this.#lives }, { simulation: this.#simulation });
    this.#life = life;
    this.#simulation.world.trace.emit({
      kind: "started",
      place: this.place,
      nodeId: this.nodeId,
      storeId: this.#volume.storeId,
      version: this.version,
    });
    life.begin();
  }

  /** The process is gone between two steps of it, or in the middle of one. Without effect where none runs. */
  crash(reason: string): void {
    const life = this.#life;
    if (life === null) {
      return;
    }
    const { world, checks, coverage, network } = this.#simulation;
    this.#life = null;
    this.armedCrashPoint = null;
    this.#held = [];
    life.die();
    const nodeId = life.nodeId;
    if (life.parts !== null) {
      network.detach(life.parts.transport);
    }
    const lostWrites = this.#volume.crash();
    coverage.add("crashes");
    if (lostWrites > 0) {
      coverage.add("lossyCrashes");
    }
    world.trace.emit({ kind: "crashed", place: this.place, nodeId, lostWrites, reason });
    checks.crashed(life);
  }

  /** As whoever looks after processes does: after a while, where nobody else has by then. */
  restartAfterFailure(): void {
    const { world, options } = this.#simulation;
    const delayUs = world
      .random(`restart-${this.place}-${this.#lives}`)
      .exponential(options.tickMs * 4000);
    world.schedule(delayUs, () => {
      if (this.#life === null && this.isWanted) {
        this.start();
      }
    });
  }

  /** False: it stays away once it has stopped. */
  isWanted = true;

  /** Nothing happens in the process for so long; what comes meanwhile waits. */
  pause(durationUs: number): void {
    const { world } = this.#simulation;
    this.#pausedUntilUs = Math.max(this.#pausedUntilUs, world.nowUs + Math.floor(durationUs));
    world.schedule(durationUs, () => {
      if (!this.isPaused) {
        this.#release();
      }
    });
    world.trace.emit({
      kind: "paused",
      place: this.place,
      nodeId: this.nodeId,
      durationUs: Math.floor(durationUs),
    });
  }

  /** It goes on; what has waited comes in its order. */
  resume(): void {
    this.#pausedUntilUs = 0;
    this.#release();
  }

  /** Called by the life that is paused. */
  hold(task: Task): void {
    this.#held.push(task);
  }

  /** The process must not run. */
  replaceVolume(): void {
    assert(this.#life === null, `the volume of place ${this.place} is in use`);
    this.#volume = this.#createVolume();
  }

  #release(): void {
    const held = this.#held;
    this.#held = [];
    const life = this.#life;
    for (const task of held) {
      this.#simulation.world.schedule(0, () => life?.dispatch(task));
    }
  }

  #createVolume(): SimVolume {
    this.#volumes += 1;
    const storeId = `store-${this.place}-${this.#volumes}`;
    return this.#simulation.createVolume(storeId);
  }
}
