import { randomInt } from "node:crypto";
import { DEFAULT_RAFT_NODE_LIMITS, RaftNode } from "../node.ts";
import { STORE_FORMAT_VERSION } from "../storage/record-codec.ts";
import type { KvStateMachine } from "../state-machine/kv/kv-state-machine.ts";
import type { SessionMetrics } from "../state-machine/sessions/session-metrics.ts";
import type { StateMachine } from "../state-machine/types.ts";
import type { Storage } from "../storage/types.ts";
import { GrpcTransport } from "../transport/grpc-transport.ts";
import { Http2Dialer } from "../transport/http2-dialer.ts";
import type { TransportMetrics } from "../transport/transport-metrics.ts";
import type { Clock } from "../utils/clock.ts";
import type { Logger } from "../utils/logger.ts";
import type { NodeMetrics } from "../utils/metrics.ts";
import { guardStateStore } from "./guarded-state-store.ts";
import { createHostedStateMachine } from "./hosted-state-machine.ts";
import type { MemoryPlan } from "./memory-plan.ts";
import type { NodeProcessOptions } from "./options.ts";

const MIB = 1024 * 1024;
/** Of one peer, in each of its two lanes: what a slow one may lag behind before it is sent entries anew. */
const PEER_QUEUE_MESSAGES_MAX = 4096;
const PEER_QUEUE_BYTES_MAX = 16 * MIB;
/** Of durable records, snapshots and peer streams: one range for all of them. */
export const FORMAT_VERSIONS: { readonly min: number; readonly max: number } = {
  min: 1,
  max: STORE_FORMAT_VERSION,
};
/** Proposals wait in buffers outside the heap: a part of the 30 % that the memory plan leaves free. */
const PROPOSALS_MEMORY_SHARE = 0.1;

export interface AssignedNodeDependencies {
  readonly storage: Storage;
  readonly memory: MemoryPlan;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: NodeMetrics;
  readonly transportMetrics: TransportMetrics;
  readonly sessionMetrics: SessionMetrics;
  /** The value of the header `authorization` of calls to peers. */
  readonly authorization: () => string;
  readonly crashPoint: (name: string) => void;
  /** The store can no longer be trusted: the process must stop. */
  readonly failed: (error: unknown) => void;
}

/** The part of a node process that exists once its volume has an identity: state machine, transport and RaftNode. */
export class AssignedNode {
  readonly node: RaftNode;
  readonly stateMachine: StateMachine;
  /** Null where the state machine is another one. */
  readonly kv: KvStateMachine | null;
  readonly transport: GrpcTransport;

  private constructor(parts: {
    readonly node: RaftNode;
    readonly stateMachine: StateMachine;
    readonly kv: KvStateMachine | null;
    readonly transport: GrpcTransport;
  }) {
    this.node = parts.node;
    this.transport = parts.transport;
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
    const { storage, memory, sessionMetrics } = dependencies;
    const store = guardStateStore(dependencies);
    const { stateMachine, kv } = await createHostedStateMachine(options, {
      store,
      memory,
      sessionMetrics,
    });
    const { limits } = options;
    const transport = createTransport(options, dependencies);
    const node = new RaftNode(
      {
        ...options.identity,
        tickMs: options.tickMs,
        raft: { electionTicks: options.electionTicks, heartbeatTicks: options.heartbeatTicks },
        limits: {
          ...DEFAULT_RAFT_NODE_LIMITS,
          inboxMessagesMax: limits.inboxMessagesMax,
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
        },
        logRetainEntries: options.logRetainEntries,
        logRetainBytes: options.logRetainBytes,
      },
      {
        storage,
        stateMachine,
        transport,
        clock: dependencies.clock,
        random: (bound) => randomInt(bound),
        logger: dependencies.logger,
        metrics: dependencies.metrics,
        crashPoint: dependencies.crashPoint,
      },
    );
    return new AssignedNode({ node, stateMachine, kv, transport });
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

function createTransport(
  options: NodeProcessOptions & {
    readonly identity: { readonly nodeId: number; readonly clusterId: string };
  },
  dependencies: AssignedNodeDependencies,
): GrpcTransport {
  const { storage, clock, logger, transportMetrics, authorization } = dependencies;
  const { nodeId, clusterId } = options.identity;
  const { storeId } = storage.identity();
  const known = storage.memberBook().members.find((member) => member.nodeId === nodeId);
  const address = options.advertisePeerAddress ?? known?.address ?? "";
  return new GrpcTransport(
    {
      clusterId,
      self: { nodeId, address, storeId },
      versions: FORMAT_VERSIONS,
      tickMs: options.tickMs,
      electionTimeoutMs: options.electionTicks * options.tickMs,
      queueMessagesMax: PEER_QUEUE_MESSAGES_MAX,
      // One message always fits: its largest part is one client's request.
      queueBytesMax: PEER_QUEUE_BYTES_MAX + 2 * options.limits.requestBytesMax,
      epochStart: Date.now() * 1000,
    },
    {
      dialer: new Http2Dialer({ authorization }),
      clock,
      random: (bound) => randomInt(bound),
      logger,
      metrics: transportMetrics,
    },
  );
}
