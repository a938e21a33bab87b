import { DEFAULT_RAFT_NODE_LIMITS, RaftNode, type RaftNodeOptions } from "../../src/node.ts";
import type { LogIndex, NodeId } from "../../src/raft/index.ts";
import { KvStateMachine } from "../../src/state-machine/kv/kv-state-machine.ts";
import { hideSessionRows } from "../../src/state-machine/sessions/session-rows.ts";
import { SessionStateMachine } from "../../src/state-machine/sessions/session-state-machine.ts";
import {
  type ApplyOperations,
  type IdentityAssignment,
  type PersistOperations,
  StorageError,
  type StoreIdentity,
} from "../../src/storage/types.ts";
import { SILENT_LOGGER } from "../../src/utils/logger.ts";
import type { SimProcess } from "./node.ts";
import type { SimStorage, SimVolume, StorageObserver, VolumeUser } from "./disk.ts";
import { createTraceLogger } from "./trace-logger.ts";
import { SimTransport } from "./transport.ts";
import type { Simulation } from "./simulation.ts";
import { type Scheduler, SimClock } from "./world.ts";

/** Something that a process is to do; null once it was called off. */
export interface Task {
  run: (() => void) | null;
}

/** What unwinds a process that has died in the middle of something. */
class ProcessDied extends Error {
  override readonly name = "ProcessDied";
}

/** The parts of a process whose volume has an identity. */
export interface AssignedParts {
  readonly nodeId: NodeId;
  readonly clusterId: string;
  readonly node: RaftNode;
  readonly machine: SessionStateMachine;
  readonly transport: SimTransport;
}

/** One run of a process, from its start to its death. What it has scheduled dies with it, and waits while it is paused. */
export class Life implements Scheduler, VolumeUser, StorageObserver {
  readonly process: SimProcess;
  /** 1 for the first life of the process. */
  readonly number: number;
  readonly version: number;
  readonly volume: SimVolume;
  readonly storage: SimStorage;
  readonly clock: SimClock;
  readonly #simulation: Simulation;
  #parts: AssignedParts | null = null;
  #isDead = false;

  constructor(
    options: { readonly process: SimProcess; readonly number: number },
    dependencies: { readonly simulation: Simulation },
  ) {
    const { simulation } = dependencies;
    this.process = options.process;
    this.number = options.number;
    this.version = options.process.version;
    this.volume = options.process.volume;
    this.#simulation = simulation;
    this.storage = this.volume.open(this, this);
    const random = simulation.world.random(`clock-${this.process.place}`);
    const drift = simulation.options.clockDriftPercent / 100;
    this.clock = new SimClock(
      { rate: 1 + (random.unit() * 2 - 1) * drift, startMs: random.below(1_000_000) },
      { world: simulation.world, scheduler: this },
    );
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Null while the volume has no identity. */
  get parts(): AssignedParts | null {
    return this.#parts;
  }

  get nodeId(): NodeId | null {
    return this.#parts?.nodeId ?? null;
  }

  schedule(delayUs: number, run: () => void): Disposable {
    const task: Task = { run };
    this.#simulation.world.schedule(delayUs, () => this.dispatch(task));
    return {
      [Symbol.dispose]: () => {
        task.run = null;
      },
    };
  }

  async sleep(delayUs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      this.schedule(delayUs, resolve);
    });
  }

  /** Runs the node where the volume has an identity. Called once at the start, and once more when an identity is given. */
  begin(): void {
    const identity = this.volume.identity;
    if (identity.kind === "assigned" && this.#parts === null) {
      try {
        this.#parts = this.#createParts(identity);
      } catch (error) {
        // What is stored contradicts itself: it never starts again.
        this.#fail(error);
        return;
      }
      this.#simulation.checks.started(this);
      this.#parts.node.run().then(
        () => undefined,
        (error: unknown) => this.#fail(error),
      );
    }
  }

  /** Bootstrap or Join: durable when it resolves, and the node runs. */
  async assign(assignment: IdentityAssignment): Promise<void> {
    await this.storage.assign(assignment);
    this.begin();
  }

  die(): void {
    this.#isDead = true;
  }

  persisting(operations: PersistOperations): void {
    this.#simulation.checks.persisting(this, operations);
  }

  persisted(operations: PersistOperations): void {
    const { trace } = this.#simulation.world;
    const { hardState } = this.storage.initialState();
    trace.emit({
      kind: "persisted",
      nodeId: this.nodeId ?? 0,
      term: hardState.term,
      vote: hardState.vote,
      commit: hardState.commit,
      firstIndex: operations.entries[0]?.index ?? 0,
      lastIndex: operations.entries.at(-1)?.index ?? 0,
      snapshotIndex: operations.snapshot?.metadata.index ?? 0,
      isSynced: operations.mustSync,
    });
    if (operations.snapshot !== null) {
      this.#simulation.coverage.add("snapshotInstalls");
    }
    this.#simulation.checks.persisted(this, operations);
  }

  applying(operations: ApplyOperations): void {
    this.#simulation.checks.applying(this, operations);
  }

  applied(operations: ApplyOperations): void {
    const { trace } = this.#simulation.world;
    const nodeId = this.nodeId ?? 0;
    trace.emit({ kind: "applied", nodeId, index: operations.appliedIndex });
    if (operations.confState !== null) {
      const { configurationIndex } = this.storage.memberBook();
      const { confState } = operations;
      trace.emit({ kind: "configuration", nodeId, index: configurationIndex, confState });
    }
    this.#simulation.checks.applied(this, operations);
  }

  compacted(index: LogIndex): void {
    this.#simulation.world.trace.emit({ kind: "compacted", nodeId: this.nodeId ?? 0, index });
  }

  /** Now, or when the process goes on. */
  dispatch(task: Task): void {
    if (this.#isDead || task.run === null) {
      return;
    }
    if (this.process.isPaused) {
      this.process.hold(task);
      return;
    }
    this.#simulation.touched = this;
    task.run();
  }

  #fail(error: unknown): void {
    if (this.#isDead) {
      return;
    }
    if (error instanceof StorageError && isInjected(error)) {
      this.process.crash(`stopped by itself: ${error.message}`);
      this.process.restartAfterFailure();
      return;
    }
    this.#simulation.world.violate(
      "node-runs",
      `node ${this.nodeId} stopped by itself, which no fault explains: ${String(error)}`,
    );
  }

  #createParts(identity: Extract<StoreIdentity, { readonly kind: "assigned" }>): AssignedParts {
    const { world, options, network, metrics } = this.#simulation;
    const { nodeId, clusterId } = identity;
    const store = { view: () => this.storage.stateView() };
    const inner = new KvStateMachine(
      { cacheBytesMax: 0 },
      { store: hideSessionRows(store), yieldToIo: () => this.sleep(1) },
    );
    const machine = new SessionStateMachine({}, { store, inner });
    const transport = new SimTransport(
      { peer: this.process.peerAddress(nodeId), clusterId },
      { life: this, network },
    );
    const random = world.random(`node-${this.process.place}-${this.number}`);
    const turns = world.random(`turns-${this.process.place}-${this.number}`);
    const { turnMeanUs } = options;
    const node = new RaftNode(this.#nodeOptions(nodeId, clusterId), {
      storage: this.storage,
      stateMachine: machine,
      transport,
      clock: this.clock,
      random: (bound) => random.below(bound),
      logger: world.trace.isRead ? createTraceLogger(this, world.trace) : SILENT_LOGGER,
      metrics,
      crashPoint: (name) => this.#passCrashPoint(name),
      yieldToIo:
        turnMeanUs === 0
          ? () => Promise.resolve()
          : () => this.sleep(turns.exponential(turnMeanUs)),
    });
    return { nodeId, clusterId, node, machine, transport };
  }

  #nodeOptions(nodeId: NodeId, clusterId: string): RaftNodeOptions {
    const { options } = this.#simulation;
    return {
      nodeId,
      clusterId,
      tickMs: options.tickMs,
      raft: this.version > 1 ? { ...options.raft, ...options.raftUpgraded } : options.raft,
      limits: { ...DEFAULT_RAFT_NODE_LIMITS, ...options.limits },
      logRetainEntries: options.logRetainEntries,
      logRetainBytes: options.logRetainBytes,
    };
  }

  #passCrashPoint(name: string): void {
    if (this.#isDead) {
      throw new ProcessDied("the process is dead");
    }
    if (this.process.armedCrashPoint === name) {
      this.process.crash(`at ${name}`);
      this.process.restartAfterFailure();
      throw new ProcessDied(`the process died at ${name}`);
    }
  }
}

/** Errors that only the simulated disk throws. */
function isInjected(error: StorageError): boolean {
  return error.code === "WRITE_FAILED" || error.code === "DISK_FULL";
}
