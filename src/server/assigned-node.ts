import { randomInt } from "node:crypto";
import { RaftNode } from "../node.ts";
import { KvStateMachine } from "../state-machine/kv/kv-state-machine.ts";
import type { StateMachine } from "../state-machine/types.ts";
import type { Storage } from "../storage/types.ts";
import { assert } from "../utils/assert.ts";
import type { Clock } from "../utils/clock.ts";
import type { Logger } from "../utils/logger.ts";
import type { NodeMetrics } from "../utils/metrics.ts";
import { guardStateStore } from "./guarded-state-store.ts";
import { type MemoryPlan, shareRangeBytes } from "./memory-plan.ts";
import type { NodeProcessOptions } from "./options.ts";
import { SoleMemberTransport } from "./sole-member-transport.ts";
import { loadStateMachine } from "./state-machine-module.ts";

const MIB = 1024 * 1024;
/** One turn's entries share one sync; more than this only adds to its latency. */
const BATCH_ENTRIES_MAX = 2048;
const BATCH_BYTES_MAX = 4 * MIB;
const INBOX_BYTES_MAX = 64 * MIB;
const CONFIG_CHANGES_PENDING_MAX = 16;
/** Proposals wait in buffers outside the heap: a part of the 30 % that the memory plan leaves free. */
const PROPOSALS_MEMORY_SHARE = 0.1;

export interface AssignedNodeDependencies {
  readonly storage: Storage;
  readonly memory: MemoryPlan;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: NodeMetrics;
  readonly crashPoint: (name: string) => void;
  /** The store can no longer be trusted: the process must stop. */
  readonly failed: (error: unknown) => void;
}

/** The part of a node process that exists once its volume has an identity: state machine and RaftNode. */
export class AssignedNode {
  readonly node: RaftNode;
  readonly stateMachine: StateMachine;
  /** Null where the state machine is another one. */
  readonly kv: KvStateMachine | null;

  private constructor(parts: {
    readonly node: RaftNode;
    readonly stateMachine: StateMachine;
    readonly kv: KvStateMachine | null;
  }) {
    this.node = parts.node;
    this.stateMachine = parts.stateMachine;
    this.kv = parts.kv;
  }

  /**
   * Builds both over an assigned store; nothing runs before `run`.
   *
   * @throws ConfigurationError where a state machine's module cannot be used; whatever its rows or the log make it throw.
   */
  static async create(
    options: NodeProcessOptions & {
      readonly identity: { readonly nodeId: number; readonly clusterId: string };
    },
    dependencies: AssignedNodeDependencies,
  ): Promise<AssignedNode> {
    const { storage, memory } = dependencies;
    const store = guardStateStore(dependencies);
    const choice = options.stateMachine;
    const kv =
      choice.kind === "kv"
        ? new KvStateMachine(
            {
              cacheBytesMax: memory.recordCacheBytes,
              rangeBytesMax: shareRangeBytes({
                rangeBytes: memory.rangeBytes,
                requestBytesMax: options.limits.requestBytesMax,
              }).rangeAnswerBytesMax,
            },
            { store },
          )
        : null;
    const stateMachine =
      kv ?? (choice.kind === "module" ? await loadStateMachine(choice, { store }) : null);
    assert(stateMachine !== null, "a state machine is kv or a module");
    const { limits } = options;
    const node = new RaftNode(
      {
        ...options.identity,
        tickMs: options.tickMs,
        raft: { electionTicks: options.electionTicks, heartbeatTicks: options.heartbeatTicks },
        limits: {
          inboxMessagesMax: limits.inboxMessagesMax,
          inboxBytesMax: INBOX_BYTES_MAX,
          proposalsPendingMax: limits.proposalsPendingMax,
          proposalsPendingBytesMax: Math.max(
            limits.requestBytesMax,
            Math.min(
              limits.proposalsPendingBytesMax,
              Math.floor(memory.limitBytes * PROPOSALS_MEMORY_SHARE),
            ),
          ),
          proposalBytesMax: limits.requestBytesMax,
          readsPendingMax: limits.readsPendingMax,
          configChangesPendingMax: CONFIG_CHANGES_PENDING_MAX,
          batchEntriesMax: BATCH_ENTRIES_MAX,
          batchBytesMax: BATCH_BYTES_MAX,
        },
        logRetainEntries: options.logRetainEntries,
      },
      {
        storage,
        stateMachine,
        transport: new SoleMemberTransport(),
        clock: dependencies.clock,
        random: (bound) => randomInt(bound),
        logger: dependencies.logger,
        metrics: dependencies.metrics,
        crashPoint: dependencies.crashPoint,
      },
    );
    return new AssignedNode({ node, stateMachine, kv });
  }

  /** Resolves when closed, rejects with what stopped it. */
  async run(): Promise<void> {
    await this.node.run();
  }

  async close(): Promise<void> {
    await this.node.close();
    await this.stateMachine.close();
  }
}
