import { Buffer } from "node:buffer";
import type { LogIndex, NodeId } from "../../src/raft/index.ts";
import { encodeKvCommand } from "../../src/state-machine/kv/command.ts";
import { decodeKvRange, encodeKvQuery } from "../../src/state-machine/kv/query.ts";
import { RaftError } from "../../src/core/errors.ts";
import type { Random } from "../support/random.ts";
import type { SimClient } from "./clients.ts";
import type { History } from "./history.ts";
import { fromRange, groupRange } from "./kv-model.ts";
import type { MembershipDriver } from "./membership.ts";
import type { Life, SimProcess } from "./node.ts";
import type { Simulation } from "./simulation.ts";

/** Election timeouts in which a healthy majority must do its work. */
const AVAILABLE_ELECTIONS_MAX = 60;
/** In which all must agree, what members that lost their volumes take to be replaced apart. */
const CONVERGED_ELECTIONS_MAX = 300;
const MEMBERSHIP_STEPS_MAX = 60;
const BACKLOG_FACTOR = 3;
/** Raft elects leaders only where a message and a sync take far less than an election timeout (section 5.6). */
const BROADCAST_SHARE = 1 / 50;

/** After the faults: a majority must get on by itself, then everybody must come to agree. */
export class Liveness {
  readonly #simulation: Simulation;
  readonly #membership: MembershipDriver;
  readonly #clients: readonly SimClient[];
  readonly #history: History;
  readonly #random: Random;
  #probedIndex: number | null = null;
  #isProbing = false;
  #nextProbeUs = 0;
  /** The configuration that the majority was chosen from; null once it is everybody. */
  #chosenForIndex: LogIndex | null = null;
  #core: readonly SimProcess[] = [];
  #finalReadsLeft: number | null = null;

  constructor(dependencies: {
    readonly simulation: Simulation;
    readonly membership: MembershipDriver;
    readonly clients: readonly SimClient[];
    readonly history: History;
  }) {
    this.#simulation = dependencies.simulation;
    this.#membership = dependencies.membership;
    this.#clients = dependencies.clients;
    this.#history = dependencies.history;
    this.#random = dependencies.simulation.world.random("liveness");
  }

  get availableWithinUs(): number {
    return this.#electionUs * AVAILABLE_ELECTIONS_MAX + this.#backlogUs;
  }

  get convergedWithinUs(): number {
    const { membershipMeanUs } = this.#simulation.options;
    const membershipUs = Number.isFinite(membershipMeanUs) ? membershipMeanUs : 0;
    return (
      this.#electionUs * CONVERGED_ELECTIONS_MAX +
      membershipUs * MEMBERSHIP_STEPS_MAX +
      this.#backlogUs
    );
  }

  /** What it takes at most to send one member all that it may lack, entry by entry, each after the answer to the one before. */
  get #backlogUs(): number {
    const { tickMs, network, disk, turnMeanUs } = this.#simulation.options;
    const states = this.#simulation.processes.flatMap(({ volume }) => volume.written?.state ?? []);
    const last = Math.max(0, ...states.map(({ log }) => log.lastIndex));
    const applied = Math.min(last, ...states.map(({ applied }) => applied.index));
    const roundUs =
      2 * (network.delayLeastUs + network.delayMeanUs) + 3 * disk.syncMeanUs + 4 * turnMeanUs;
    return (last - applied) * (roundUs + tickMs * 1000) * BACKLOG_FACTOR;
  }

  /** Faults stop for a random majority; the others stay away. False where there is none to choose. */
  beginMajority(): boolean {
    const { network, world, processes } = this.#simulation;
    const core = this.#chooseCore();
    if (core === null) {
      return false;
    }
    this.#core = core;
    this.#chosenForIndex = this.#simulation.configurations.latest.index;
    world.trace.emit({
      kind: "phase",
      name: `a majority: nodes ${core.map(({ nodeId }) => nodeId).join(", ")}`,
    });
    network.mendAll();
    network.calm({ delayMeanMaxUs: this.#electionUs * BROADCAST_SHARE });
    for (const process of processes) {
      this.#mend(process);
      if (core.includes(process)) {
        if (process.life === null) {
          process.start();
        }
      } else {
        for (const inside of core) {
          network.cut(process.place, inside.place);
          network.cut(inside.place, process.place);
        }
        if (this.#random.chance(50)) {
          process.crash("it is not of the majority");
        }
      }
    }
    this.#probe();
    return true;
  }

  /** What the majority still lacks; null where it has a leader, has committed and has applied it. */
  findUnavailable(): string | null {
    this.#widenWhereOvertaken();
    const index = this.#probedIndex;
    if (index === null) {
      return "no write was answered";
    }
    const { voters } = this.#simulation.configurations.latest.confState;
    for (const { nodeId, life } of this.#core) {
      if (nodeId !== null && voters.includes(nodeId)) {
        const applied = life?.storage.appliedIndex() ?? 0;
        if (applied < index) {
          return `node ${nodeId} has applied ${applied}, answered was ${index}`;
        }
      }
    }
    return null;
  }

  /** Faults stop for all. */
  beginAll(): void {
    const { network, world, processes, options } = this.#simulation;
    world.trace.emit({ kind: "phase", name: "all" });
    network.mendAll();
    network.calm({ delayMeanMaxUs: this.#electionUs * BROADCAST_SHARE });
    for (const process of processes) {
      this.#mend(process);
      if (process.life === null && process.isWanted && !options.operator) {
        process.start();
      }
    }
    this.#core = processes;
    this.#probedIndex = null;
    this.#probe();
  }

  /** What all of them still lack; null where they agree and nothing is under way. */
  findUnconverged(): string | null {
    const { configurations, committedIndex, leader } = this.#simulation;
    const unsettled = this.#membership.findUnsettled();
    if (unsettled !== null) {
      this.#probeAgain();
      return unsettled;
    }
    if (this.#probedIndex === null) {
      return "no write was answered";
    }
    if (leader === null) {
      return "nobody leads";
    }
    const { voters, learners } = configurations.latest.confState;
    for (const nodeId of [...voters, ...learners]) {
      const applied = this.#lifeOf(nodeId)?.storage.appliedIndex() ?? 0;
      if (applied !== committedIndex) {
        return `node ${nodeId} has applied ${applied} of ${committedIndex}`;
      }
    }
    if (this.#clients.some(({ isBusy }) => isBusy)) {
      return "a client waits for an answer";
    }
    return null;
  }

  /** Reads every group once more: what was acknowledged must be there. */
  beginFinalReads(): void {
    const { leader } = this.#simulation;
    const groups = this.#history.groupNumbers;
    this.#finalReadsLeft = groups.length;
    if (leader === null) {
      return;
    }
    leader.schedule(0, () => {
      this.#readAll(leader, groups).catch((error: unknown) => {
        this.#simulation.world.violate("available", `a last read failed: ${String(error)}`);
      });
    });
  }

  /** One after another: the queue of reads may be short. */
  async #readAll(life: Life, groups: readonly number[]): Promise<void> {
    const { options } = this.#simulation;
    const { node, machine } = life.parts ?? {};
    if (node === undefined || machine === undefined) {
      return;
    }
    const { signal } = new AbortController();
    for (const group of groups) {
      const asked = this.#history.ask({ kind: "read", group });
      await node.read({ deadlineMs: life.clock.now() + this.availableWithinUs / 1000 });
      const query = encodeKvQuery({ type: "range", request: groupRange(group) });
      const range = decodeKvRange(await machine.query(query, { signal }));
      asked.answered({ kind: "state", state: fromRange(range, options.clients.keysPerGroup) });
      this.#finalReadsLeft = (this.#finalReadsLeft ?? 1) - 1;
    }
  }

  get areFinalReadsDone(): boolean {
    return this.#finalReadsLeft === 0;
  }

  /** Members that stand at the same index must hold the same rows. */
  checkReplicas(): void {
    const { configurations, world } = this.#simulation;
    const { voters, learners } = configurations.latest.confState;
    const seen = new Map<number, { readonly nodeId: NodeId; readonly rows: string }>();
    for (const nodeId of [...voters, ...learners]) {
      const life = this.#lifeOf(nodeId);
      if (life !== null) {
        const applied = life.storage.appliedIndex();
        const rows = describeRows(life);
        const other = seen.get(applied);
        if (other === undefined) {
          seen.set(applied, { nodeId, rows });
        } else if (other.rows !== rows) {
          world.violate(
            "replicas-equal",
            `nodes ${other.nodeId} and ${nodeId} have applied ${applied} and hold different rows: ${findDifference(other.rows, rows)}`,
          );
        }
      }
    }
  }

  get #electionUs(): number {
    const { tickMs, raft } = this.#simulation.options;
    return tickMs * 1000 * 2 * (raft.electionTicks ?? 10);
  }

  #lifeOf(nodeId: NodeId): Life | null {
    return this.#simulation.processOf(nodeId)?.assignedLife ?? null;
  }

  /** A change that was asked for before may only now have come into force: then the majority that was chosen may be none any more. */
  #widenWhereOvertaken(): void {
    const { configurations, isConfigurationOpen, network, processes } = this.#simulation;
    if (
      this.#chosenForIndex !== null &&
      (isConfigurationOpen || configurations.latest.index !== this.#chosenForIndex)
    ) {
      this.#chosenForIndex = null;
      network.mendAll();
      this.#core = processes.filter(({ nodeId }) => nodeId !== null);
      for (const process of this.#core) {
        if (process.life === null) {
          process.start();
        }
      }
    }
  }

  /** Enough voters of the configuration in force; everybody while a change may still come. */
  #chooseCore(): readonly SimProcess[] | null {
    const { configurations, isConfigurationOpen, processes } = this.#simulation;
    const { voters, votersOutgoing } = configurations.latest.confState;
    const intact = voters.flatMap((nodeId) => this.#simulation.processOf(nodeId) ?? []);
    const needed = Math.floor(voters.length / 2) + 1;
    if (intact.length < needed) {
      return null;
    }
    const all = processes.filter(({ nodeId }) => nodeId !== null);
    if (isConfigurationOpen || votersOutgoing.length > 0) {
      return all;
    }
    const knowing = intact.filter(
      ({ nodeId }) => nodeId !== null && this.#simulation.knowsConfiguration(nodeId, "written"),
    );
    const first = this.#random.take(knowing, 1);
    const size = this.#random.between(needed, intact.length);
    // Without pre-votes nobody answers a request for votes of a lower term, as in etcd: one who is not asked by the others may never learn how high they are.
    const areTermsTold = this.#simulation.options.raft.preVote !== false;
    if (first.length > 0 && areTermsTold) {
      // One who knows the configuration is enough: votes tell how far is committed.
      const others = intact.filter((process) => !first.includes(process));
      return [...first, ...this.#random.take(others, size - 1)];
    }
    return knowing.length >= needed ? this.#random.take(knowing, size) : all;
  }

  #mend(process: SimProcess): void {
    process.armedCrashPoint = null;
    process.volume.health = "good";
    const { syncMeanUs } = this.#simulation.options.disk;
    process.volume.slowness = Math.min(1, (this.#electionUs * BROADCAST_SHARE) / syncMeanUs);
    process.resume();
  }

  /** What was never committed is ruled out only by what is. Not all the time: where the log takes one entry at a time, others want to write as well. */
  #probeAgain(): void {
    if (this.#probedIndex !== null && this.#simulation.world.nowUs > this.#nextProbeUs) {
      this.#probedIndex = null;
      this.#probe();
    }
  }

  /** Asks nodes, one after another, to write something, until one has. */
  #probe(): void {
    if (!this.#isProbing) {
      this.#isProbing = true;
      this.#probeOnce();
    }
  }

  /** One at a time: where the log takes few entries, more of them would only wait for one another. */
  #probeOnce(): void {
    const { world } = this.#simulation;
    const life = this.#pickCoreLife();
    let isOver = false;
    const next = (): void => {
      if (!isOver) {
        isOver = true;
        world.schedule(this.#electionUs / 8, () => {
          this.#isProbing = false;
          if (this.#probedIndex === null) {
            this.#probe();
          }
        });
      }
    };
    // A process that dies meanwhile does not answer.
    world.schedule(this.#electionUs * 3, next);
    life?.schedule(0, () => {
      const deadlineMs = life.clock.now() + (this.#electionUs * 2) / 1000;
      life.parts?.node.propose(PROBE, { deadlineMs }).then(
        ({ index }) => {
          if (!life.isDead) {
            this.#probedIndex ??= index;
            this.#nextProbeUs = world.nowUs + this.#electionUs * 2;
            next();
          }
        },
        (error: unknown) => {
          if (!life.isDead && !(error instanceof RaftError)) {
            world.violate("client-understands", `a probe failed: ${String(error)}`);
          }
          next();
        },
      );
    });
  }

  #pickCoreLife(): Life | null {
    const lives = this.#core.flatMap(({ assignedLife }) => assignedLife ?? []);
    return lives.length === 0 ? null : this.#random.pick(lives);
  }
}

const PROBE: Uint8Array = encodeKvCommand({
  type: "put",
  key: Buffer.from("probe"),
  value: Buffer.from("probe"),
  lease: 0,
  prevKv: false,
  ignoreValue: false,
  ignoreLease: false,
});

function describeRows({ storage }: Life): string {
  const view = storage.stateView();
  try {
    return view
      .scan({ start: new Uint8Array(0), end: null, limit: Number.MAX_SAFE_INTEGER })
      .map(
        ({ key, value }) =>
          `${Buffer.from(key).toString("hex")}=${Buffer.from(value).toString("hex")}`,
      )
      .join("\n");
  } finally {
    view.close();
  }
}

function findDifference(left: string, right: string): string {
  const others = new Set(right.split("\n"));
  return left.split("\n").find((row) => !others.has(row)) ?? "one of them has more rows";
}
