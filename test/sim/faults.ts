import { NODE_CRASH_POINTS } from "../../src/node.ts";
import { RaftError } from "../../src/core/errors.ts";
import { StorageError } from "../../src/storage/types.ts";
import { assertNever } from "../../src/utils/assert.ts";
import type { Random } from "../support/random.ts";
import type { MembershipDriver } from "./membership.ts";
import type { Life, SimProcess } from "./node.ts";
import { FAULT_KINDS, type FaultKind } from "./options.ts";
import type { Simulation } from "./simulation.ts";

/** What brings the faults of a seed. Each has a number and draws from a sequence of its own, so that one can be left out and the others stay as they are. */
export class Nemesis {
  readonly #simulation: Simulation;
  readonly #membership: MembershipDriver;
  readonly #skipped: ReadonlySet<number>;
  readonly #times: Random;
  readonly #done: number[] = [];
  #number = 0;
  #isOver = false;

  constructor(
    options: { readonly skipped: readonly number[] },
    dependencies: { readonly simulation: Simulation; readonly membership: MembershipDriver },
  ) {
    this.#simulation = dependencies.simulation;
    this.#membership = dependencies.membership;
    this.#skipped = new Set(options.skipped);
    this.#times = dependencies.simulation.world.random("fault-times");
  }

  /** Numbers of the faults that came. */
  get done(): readonly number[] {
    return this.#done;
  }

  start(): void {
    const { world, options } = this.#simulation;
    if (options.faultMeanUs === Number.POSITIVE_INFINITY) {
      return;
    }
    world.schedule(this.#times.exponential(options.faultMeanUs), () => {
      if (!this.#isOver) {
        this.#number += 1;
        if (!this.#skipped.has(this.#number)) {
          this.#bring(this.#number);
        }
        this.start();
      }
    });
  }

  /** No more faults; those that last go on until they are mended. */
  stop(): void {
    this.#isOver = true;
  }

  #bring(number: number): void {
    const { world, options, coverage } = this.#simulation;
    const random = world.random(`fault-${number}`);
    const kind = random.weighted(
      FAULT_KINDS.map((name) => [options.faultWeights[name], name] as const),
    );
    const text = this.#do(kind, random);
    if (text !== null) {
      this.#done.push(number);
      coverage.fault(kind);
      world.trace.emit({ kind: "fault", number, text: `${kind}: ${text}` });
    }
  }

  /** Null where nothing could be done. */
  #do(kind: FaultKind, random: Random): string | null {
    switch (kind) {
      case "crash":
        return this.#crash(random);
      case "crashAtPoint":
        return this.#armCrashPoint(random);
      case "powerFailure":
        return this.#failPower(random);
      case "pause":
        return this.#pause(random, this.#electionUs * (0.5 + random.exponential(1.5)));
      case "stall":
        return this.#pause(random, this.#tickUs * (0.2 + random.exponential(2)));
      case "partition":
        return this.#partition(random, true);
      case "oneWay":
        return this.#partition(random, false);
      case "isolate":
        return this.#isolate(random);
      case "clog":
        return this.#clog(random);
      case "lossBurst":
        return this.#loseMuch(random);
      case "slowDisk":
      case "failingDisk":
      case "fullDisk":
        return this.#spoilDisk(kind, random);
      case "loseVolume":
        return this.#loseVolume(random);
      case "transfer":
        return this.#transfer(random);
      case "compact":
        return this.#compact(random);
      case "upgrade":
        return this.#upgrade(random);
      default:
        return assertNever(kind);
    }
  }

  get #tickUs(): number {
    return this.#simulation.options.tickMs * 1000;
  }

  get #electionUs(): number {
    return this.#tickUs * (this.#simulation.options.raft.electionTicks ?? 10);
  }

  get #running(): readonly SimProcess[] {
    return this.#simulation.processes.filter(({ life }) => life !== null);
  }

  /** Leaders are what most goes wrong with. */
  #pickRunning(random: Random): SimProcess | null {
    const running = this.#running.filter(({ nodeId }) => nodeId !== null);
    const leader = this.#simulation.leader?.process ?? null;
    if (leader !== null && random.chance(35)) {
      return leader;
    }
    return running.length === 0 ? null : random.pick(running);
  }

  #crash(random: Random): string | null {
    const process = this.#pickRunning(random);
    if (process === null) {
      return null;
    }
    process.crash("by a fault");
    this.#restartLater(process, random);
    return `node ${process.nodeId}`;
  }

  #restartLater(process: SimProcess, random: Random): void {
    const delayUs = random.weighted([
      [3, random.exponential(this.#tickUs)],
      [4, random.exponential(this.#electionUs)],
      [1, random.exponential(this.#electionUs * 6)],
    ]);
    this.#simulation.world.schedule(delayUs, () => {
      if (process.life === null && process.isWanted) {
        process.start();
      }
    });
  }

  #armCrashPoint(random: Random): string | null {
    const process = this.#pickRunning(random);
    if (process === null) {
      return null;
    }
    process.armedCrashPoint = random.pick(NODE_CRASH_POINTS);
    return `node ${process.nodeId} at ${process.armedCrashPoint}`;
  }

  #failPower(random: Random): string {
    const processes = this.#running;
    for (const process of processes) {
      process.crash("by a power failure");
      this.#restartLater(process, random);
    }
    return `${processes.length} processes`;
  }

  #pause(random: Random, durationUs: number): string | null {
    const process = this.#pickRunning(random);
    if (process === null) {
      return null;
    }
    process.pause(durationUs);
    return `node ${process.nodeId} for ${Math.round(durationUs)} µs`;
  }

  #partition(random: Random, isBothWays: boolean): string {
    const places = this.#simulation.processes.map(({ place }) => place);
    const side = new Set(random.take(places, 1 + random.below(places.length - 1)));
    const links = places.flatMap((from) =>
      places
        .filter((to) => side.has(from) && !side.has(to))
        .flatMap((to) =>
          isBothWays ? [[from, to] as const, [to, from] as const] : [[from, to] as const],
        ),
    );
    this.#cut(links, random);
    return `places ${[...side].join(", ")} ${isBothWays ? "apart from" : "do not reach"} the others`;
  }

  #isolate(random: Random): string | null {
    const process = this.#pickRunning(random);
    if (process === null) {
      return null;
    }
    const links = this.#simulation.processes
      .filter(({ place }) => place !== process.place)
      .flatMap(({ place }) => [[place, process.place] as const, [process.place, place] as const]);
    this.#cut(links, random);
    return `node ${process.nodeId}`;
  }

  #cut(links: readonly (readonly [number, number])[], random: Random): void {
    const { network, world } = this.#simulation;
    for (const [from, to] of links) {
      network.cut(from, to);
    }
    world.schedule(this.#electionUs * (0.3 + random.exponential(2)), () => {
      if (!this.#isOver) {
        for (const [from, to] of links) {
          network.mend(from, to);
        }
      }
    });
  }

  #clog(random: Random): string | null {
    const from = this.#pickRunning(random);
    const to = this.#pickRunning(random);
    if (from === null || to === null || from === to) {
      return null;
    }
    const durationUs = this.#electionUs * random.exponential(1.5);
    this.#simulation.network.clog({ from: from.place, to: to.place }, durationUs);
    return `from node ${from.nodeId} to node ${to.nodeId} for ${Math.round(durationUs)} µs`;
  }

  #loseMuch(random: Random): string {
    const percent = random.between(20, 80);
    const { network, world } = this.#simulation;
    network.setExtraLoss(percent);
    world.schedule(random.exponential(this.#electionUs * 2), () => network.setExtraLoss(0));
    return `${percent} percent`;
  }

  #spoilDisk(kind: "slowDisk" | "failingDisk" | "fullDisk", random: Random): string | null {
    const process = this.#pickRunning(random);
    if (process === null) {
      return null;
    }
    const { volume } = process;
    if (kind === "failingDisk") {
      volume.health = "failing";
      return `node ${process.nodeId}`;
    }
    if (kind === "fullDisk") {
      volume.health = "full";
    } else {
      volume.slowness = random.between(5, 50);
    }
    this.#simulation.world.schedule(this.#electionUs * random.exponential(2), () => {
      volume.slowness = 1;
      volume.health = "good";
    });
    return `node ${process.nodeId}`;
  }

  #loseVolume(random: Random): string | null {
    const { coverage } = this.#simulation;
    const process = random.pick(this.#simulation.processes);
    const { nodeId, place } = process;
    if (!this.#membership.mayLoseVolume(place)) {
      return null;
    }
    process.crash("its machine is lost");
    this.#membership.loseVolume(place);
    coverage.add("lostVolumes");
    this.#restartLater(process, random);
    return `node ${nodeId}`;
  }

  #transfer(random: Random): string | null {
    const life = this.#simulation.leader;
    const node = life?.parts?.node;
    if (life === null || node === undefined) {
      return null;
    }
    const { voters } = node.status().confState;
    const nodeId = random.chance(20) ? null : random.pick(voters);
    life.schedule(0, () => {
      const deadlineMs = life.clock.now() + this.#electionUs / 500;
      node.transferLeadership({ nodeId, deadlineMs }).then(
        () => this.#simulation.coverage.add("transfers"),
        (error: unknown) => this.#expectRefusal(life, error),
      );
    });
    return `from node ${life.nodeId} to node ${nodeId}`;
  }

  #compact(random: Random): string | null {
    const life = this.#pickRunning(random)?.life ?? null;
    const node = life?.parts?.node;
    if (life === null || node === undefined) {
      return null;
    }
    life.schedule(0, () => {
      node.compactLog().then(
        () => this.#simulation.coverage.add("compactions"),
        (error: unknown) => this.#expectRefusal(life, error),
      );
    });
    return `node ${life.nodeId}`;
  }

  /** One process after another comes back with the other version, in either direction. */
  #upgrade(random: Random): string | null {
    const process = this.#pickRunning(random);
    if (process === null) {
      return null;
    }
    process.version = process.version === 1 ? 2 : 1;
    process.crash(`to come back as version ${process.version}`);
    this.#simulation.coverage.add("upgrades");
    this.#restartLater(process, random);
    return `node ${process.nodeId} to version ${process.version}`;
  }

  /** A call may be refused, or end with its node. */
  #expectRefusal(life: Life, error: unknown): void {
    if (!life.isDead && !(error instanceof RaftError) && !(error instanceof StorageError)) {
      this.#simulation.world.violate("client-understands", `a call failed: ${String(error)}`);
    }
  }
}
