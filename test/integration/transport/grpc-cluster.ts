import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Registry } from "prom-client";
import { DEFAULT_RAFT_NODE_LIMITS, initialClusterState, RaftNode } from "../../../src/node.ts";
import { RocksDbStorage } from "../../../src/storage/rocksdb-storage.ts";
import type { PeerAddress } from "../../../src/transport/types.ts";
import { SystemClock } from "../../../src/utils/clock.ts";
import { type Logger, SILENT_LOGGER } from "../../../src/utils/logger.ts";
import { NodeMetrics } from "../../../src/utils/metrics.ts";
import { EchoStateMachine } from "../../support/echo-state-machine.ts";
import { createGrpcPeer, type GrpcPeer, untilReal } from "../../support/grpc-network.ts";
import { TcpProxy } from "../../support/tcp-proxy.ts";

const MEBIBYTE = 1024 * 1024;
const TICK_MS = 20;

export interface GrpcMember {
  readonly nodeId: number;
  readonly node: RaftNode;
  readonly machine: EchoStateMachine;
  readonly storage: RocksDbStorage;
  readonly grpc: GrpcPeer;
  /** Of the node's life. */
  readonly running: Promise<unknown>;
}

/**
 * Whole nodes of one process, on RocksDB and behind real sockets. Each is reached through a proxy of its own, whose address the member book holds, so that it
 * may come back on another port.
 */
export class GrpcCluster {
  readonly #folder: string;
  readonly #logger: Logger;
  readonly #retainEntries: number;
  readonly #ports = new Map<number, number>();
  readonly members: Map<number, GrpcMember> = new Map();
  readonly proxies: Map<number, TcpProxy> = new Map();

  private constructor(options: {
    readonly folder: string;
    readonly logger: Logger;
    readonly retainEntries: number;
  }) {
    this.#folder = options.folder;
    this.#logger = options.logger;
    this.#retainEntries = options.retainEntries;
  }

  static async create(
    options: { readonly logger?: Logger; readonly retainEntries?: number } = {},
  ): Promise<GrpcCluster> {
    return new GrpcCluster({
      folder: await mkdtemp(join(tmpdir(), "raft-transport-")),
      logger: options.logger ?? SILENT_LOGGER,
      retainEntries: options.retainEntries ?? 1000,
    });
  }

  /** Starts the node on its volume, which is made at its first start: node 1 bootstraps, the others join. */
  async start(nodeId: number): Promise<GrpcMember> {
    const storage = await RocksDbStorage.open({
      path: join(this.#folder, `node-${nodeId}`),
      persistIn: "thread",
      memoryBudgetBytes: 16 * MEBIBYTE,
      windowBytesMax: MEBIBYTE,
    });
    const proxy = await this.#proxy(nodeId);
    const { storeId } = storage.identity();
    const address = { nodeId, address: proxy.address, storeId };
    if (storage.identity().kind === "unassigned") {
      const initial = nodeId === 1 ? initialClusterState(address) : null;
      await storage.assign({ clusterId: "cluster-1", nodeId, initial });
    }
    const grpc = await createGrpcPeer({
      nodeId,
      storeId,
      address: proxy.address,
      logger: this.#logger,
      transport: { tickMs: TICK_MS, electionTimeoutMs: 10 * TICK_MS, queueMessagesMax: 4096 },
    });
    const machine = new EchoStateMachine(
      () => storage.appliedIndex(),
      () => storage.stateView(),
    );
    const node = new RaftNode(
      {
        nodeId,
        clusterId: "cluster-1",
        tickMs: TICK_MS,
        raft: {},
        limits: DEFAULT_RAFT_NODE_LIMITS,
        logRetainEntries: this.#retainEntries,
        logRetainBytes: 64 * MEBIBYTE,
      },
      {
        storage,
        stateMachine: machine,
        transport: grpc.transport,
        clock: new SystemClock(),
        random: (bound) => Math.floor(Math.random() * bound),
        logger: this.#logger,
        metrics: new NodeMetrics({ registry: new Registry() }),
      },
    );
    const running = node.run().catch((error: unknown) => error);
    const member = { nodeId, node, machine, storage, grpc, running };
    this.members.set(nodeId, member);
    this.#ports.set(nodeId, grpc.port);
    return member;
  }

  async stop(nodeId: number): Promise<void> {
    const member = this.members.get(nodeId);
    if (member !== undefined) {
      this.members.delete(nodeId);
      await member.node.close();
      await member.running;
      await member.grpc.close();
      await member.storage.close();
    }
  }

  /** The node joins as a learner and, once it has caught up, becomes a voter. */
  async add(nodeId: number): Promise<GrpcMember> {
    const member = await this.start(nodeId);
    const leader = await this.leader();
    const { configurationIndex } = leader.node.status().memberBook;
    await leader.node.addLearner({
      configurationIndex,
      member: addressOf(member.grpc.peer),
      deadlineMs: deadline(),
    });
    await untilReal(() => {
      const { progress, commit } = leader.node.status();
      return progress?.some((of) => of.id === nodeId && of.match >= commit) ?? false;
    });
    await leader.node.addPeer({
      configurationIndex: leader.node.status().memberBook.configurationIndex,
      nodeId,
      replacesNodeId: null,
      deadlineMs: deadline(),
    });
    return member;
  }

  /** The one that leads with a quorum behind it. */
  async leader(): Promise<GrpcMember> {
    const leading = (): GrpcMember | undefined =>
      [...this.members.values()].find(({ node, nodeId }) => {
        const followers = [...this.members.values()].filter(
          (member) => member.node.status().leader === nodeId,
        );
        return node.isLeader() && followers.length * 2 > node.status().confState.voters.length;
      });
    await untilReal(() => leading() !== undefined);
    return leading()!;
  }

  async close(): Promise<void> {
    for (const nodeId of this.members.keys()) {
      await this.stop(nodeId);
    }
    for (const proxy of this.proxies.values()) {
      await proxy.close();
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #proxy(nodeId: number): Promise<TcpProxy> {
    const known = this.proxies.get(nodeId);
    if (known !== undefined) {
      return known;
    }
    const proxy = await TcpProxy.start(() => ({
      host: "127.0.0.1",
      port: this.#ports.get(nodeId) ?? 1,
    }));
    this.proxies.set(nodeId, proxy);
    return proxy;
  }
}

export function deadline(ms = 10_000): number {
  return new SystemClock().now() + ms;
}

function addressOf({ nodeId, address, storeId }: PeerAddress): PeerAddress {
  return { nodeId, address, storeId };
}

export async function propose(member: GrpcMember, text: string): Promise<void> {
  await member.node.propose(new TextEncoder().encode(text), { deadlineMs: deadline() });
}

/** What the member's rows hold, in log order. */
export function values(member: GrpcMember): string[] {
  const view = member.storage.stateView();
  try {
    return view
      .scan({ start: new Uint8Array(0), end: null, limit: 100_000 })
      .map(({ value }) => new TextDecoder().decode(value));
  } finally {
    view.close();
  }
}
