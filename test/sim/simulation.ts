import { initialClusterState } from "../../src/node.ts";
import type { LogIndex, NodeId } from "../../src/raft/index.ts";
import type { NodeMetrics } from "../../src/utils/metrics.ts";
import { Checks } from "./checks/check.ts";
import { Configurations } from "./checks/configurations.ts";
import { Durability } from "./checks/durability.ts";
import { Elections } from "./checks/elections.ts";
import { Ledger } from "./checks/ledger.ts";
import { Logs } from "./checks/logs.ts";
import { Coverage } from "./coverage.ts";
import { SimVolume } from "./disk.ts";
import { SimNetwork } from "./network.ts";
import { type Life, SimProcess } from "./node.ts";
import { PLACES_MAX, type SimOptions } from "./options.ts";
import { createSilentMetrics } from "./silent-metrics.ts";
import { RoleWatch } from "./role-watch.ts";
import type { World } from "./world.ts";

export const CLUSTER_ID = "cluster-1";

/** Everything that one seed makes: the world, its processes, network and disks, and whoever watches them. */
export class Simulation {
  readonly options: SimOptions;
  readonly world: World;
  readonly coverage: Coverage = new Coverage();
  readonly checks: Checks = new Checks();
  readonly network: SimNetwork;
  readonly ledger: Ledger;
  readonly configurations: Configurations;
  readonly processes: readonly SimProcess[];
  readonly metrics: NodeMetrics = createSilentMetrics();
  /** The process in which the present step happens. */
  touched: Life | null = null;
  /** What the cluster's first members start from. */
  readonly initial: ReturnType<typeof initialClusterState>;

  constructor(options: SimOptions, dependencies: { readonly world: World }) {
    this.options = options;
    this.world = dependencies.world;
    this.network = new SimNetwork(options.network, { simulation: this });
    this.processes = Array.from(
      { length: PLACES_MAX },
      (_, place) => new SimProcess({ place }, { simulation: this }),
    );
    for (const { address, place } of this.processes) {
      this.network.registerAddress(address, place);
    }
    this.initial = this.#describeInitial();
    const { metadata, memberBook } = this.initial;
    this.ledger = new Ledger(
      { initialIndex: metadata.index, initialTerm: metadata.term },
      { world: this.world },
    );
    this.configurations = new Configurations(
      { index: metadata.index, confState: metadata.confState, memberBook },
      {
        world: this.world,
        coverage: this.coverage,
        isChange: (index) => (this.ledger.entry(index)?.type ?? "normal") !== "normal",
      },
    );
    this.checks.add(this.ledger);
    this.checks.add(this.configurations);
    this.checks.add(
      new Elections({ world: this.world, ledger: this.ledger, coverage: this.coverage }),
    );
    this.checks.add(new Logs({ world: this.world }));
    this.checks.add(new Durability({ world: this.world }));
    this.checks.add(new RoleWatch({ trace: this.world.trace }));
  }

  /** After each step. */
  checkTouched(): void {
    const life = this.touched;
    this.touched = null;
    if (life !== null && !life.isDead) {
      this.checks.stepped(life);
    }
  }

  process(place: number): SimProcess {
    const found = this.processes[place];
    if (found === undefined) {
      throw new RangeError(`there is no place ${place}`);
    }
    return found;
  }

  /** The process on whose volume the member lives, running or not; null where that volume is lost. */
  processOf(nodeId: NodeId): SimProcess | null {
    return this.processes.find((process) => process.nodeId === nodeId) ?? null;
  }

  /** Lives that run a node. */
  get lives(): readonly Life[] {
    return this.processes.flatMap(({ assignedLife }) => assignedLife ?? []);
  }

  /** The one that leads in the highest term; null where none does. */
  get leader(): Life | null {
    let best: { readonly life: Life; readonly term: number } | null = null;
    for (const life of this.lives) {
      if (life.parts?.node.isLeader() === true) {
        const { term } = life.storage.initialState().hardState;
        if (best === null || term > best.term) {
          best = { life, term };
        }
      }
    }
    return best?.life ?? null;
  }

  createVolume(storeId: string): SimVolume {
    return new SimVolume(
      { storeId, ...this.options.disk },
      { random: this.world.random(`volume-${storeId}`) },
    );
  }

  /** The first members start on volumes that have their identities; the spare places stay empty. Without an operator only. */
  startFirstMembers(): void {
    const initial = this.initial;
    for (const process of this.processes.slice(0, this.options.voters)) {
      const nodeId = process.place + 1;
      process.volume.assign({ clusterId: CLUSTER_ID, nodeId, initial });
      process.start();
    }
  }

  /** True where a configuration change was made that is neither in force nor ruled out. */
  get isConfigurationOpen(): boolean {
    return this.configurations.isOpen(this.ledger.lastIndex);
  }

  /** Whether the member, running or not, has the newest configuration in force, as far as it has written, or beyond the reach of a crash. */
  knowsConfiguration(nodeId: NodeId, how: "written" | "durable"): boolean {
    const image = this.processOf(nodeId)?.volume[how] ?? null;
    return image !== null && image.state.applied.index >= this.configurations.latest.index;
  }

  /** How far the cluster is known to have come. */
  get committedIndex(): LogIndex {
    return this.ledger.lastIndex;
  }

  #describeInitial(): ReturnType<typeof initialClusterState> {
    const members = this.processes
      .slice(0, this.options.operator && !this.options.operatorAdopts ? 1 : this.options.voters)
      .map((process) => process.peerAddress(process.place + 1));
    return initialClusterState(...members);
  }
}
