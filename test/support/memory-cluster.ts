import { Registry } from "prom-client";
import {
  DEFAULT_RAFT_NODE_LIMITS,
  initialClusterState,
  RaftNode,
  type RaftNodeOptions,
} from "../../src/node.ts";
import { MemoryDisk } from "../../src/storage/memory-disk.ts";
import { MemoryStorage } from "../../src/storage/memory-storage.ts";
import { MemoryNetwork } from "../../src/transport/memory-transport.ts";
import type {
  PeerAddress,
  PeerMessage,
  SnapshotTransfer,
  Transport,
  TransportReceiver,
} from "../../src/transport/types.ts";
import { SILENT_LOGGER } from "../../src/utils/logger.ts";
import { NodeMetrics } from "../../src/utils/metrics.ts";
import { CheckedStateMachine } from "./checked-state-machine.ts";
import { ManualClock } from "./manual-clock.ts";
import { NEVER_MS, text, TICK_MS, turn } from "./node-harness.ts";

export const FOREVER: { readonly deadlineMs: number } = { deadlineMs: NEVER_MS };

export interface ClusterMember {
  readonly node: RaftNode;
  readonly storage: MemoryStorage;
  readonly disk: MemoryDisk;
  readonly registry: Registry;
  readonly transport: OpenTransport;
}

/** A transport whose snapshots a test may change or hold up on their way, and whose receiver it may play the peers of. */
export class OpenTransport implements Transport {
  readonly #inner: Transport;
  /** What becomes of the chunks of each snapshot that is sent. */
  onSnapshot: (snapshot: SnapshotTransfer) => AsyncIterable<Uint8Array> = ({ chunks }) => chunks;
  readonly snapshots: SnapshotTransfer[] = [];
  /** Proposals are lost on their way, after a connection has taken them. */
  losesProposals = false;
  receiver: TransportReceiver | null = null;

  constructor(inner: Transport) {
    this.#inner = inner;
  }

  start(receiver: TransportReceiver): Promise<void> {
    this.receiver = receiver;
    return this.#inner.start(receiver);
  }
  send(message: PeerMessage): void {
    if (this.losesProposals && message.type === "propose") {
      return;
    }
    this.#inner.send(message);
  }
  sendSnapshot(snapshot: SnapshotTransfer): void {
    this.snapshots.push(snapshot);
    this.#inner.sendSnapshot({ ...snapshot, chunks: this.onSnapshot(snapshot) });
  }
  setPeers(peers: readonly PeerAddress[]): void {
    this.#inner.setPeers(peers);
  }
  close(): Promise<void> {
    return this.#inner.close();
  }
}

/** Members on one memory network and one clock. The first one bootstraps, the others join. */
export class MemoryCluster {
  readonly clock: ManualClock = new ManualClock();
  readonly network: MemoryNetwork = new MemoryNetwork(
    { queueMessagesMax: 1024 },
    { schedule: setImmediate },
  );
  readonly members: Map<number, ClusterMember> = new Map();
  readonly #options: Partial<RaftNodeOptions>;

  constructor(options: Partial<RaftNodeOptions> = {}) {
    this.#options = options;
  }

  /** On a new disk, or on the one of a former life. */
  async start(nodeId: number, disk: MemoryDisk = new MemoryDisk()): Promise<ClusterMember> {
    const address = this.address(nodeId);
    const storage = new MemoryStorage({ disk, storeId: address.storeId });
    await storage.assign({
      clusterId: "cluster-1",
      nodeId,
      initial: nodeId === 1 ? initialClusterState(address) : null,
    });
    let seed = nodeId * 7919;
    const registry = new Registry();
    const transport = new OpenTransport(this.network.createTransport(address));
    const node = new RaftNode(
      {
        nodeId,
        clusterId: "cluster-1",
        tickMs: TICK_MS,
        raft: {},
        limits: DEFAULT_RAFT_NODE_LIMITS,
        logRetainEntries: 1000,
        logRetainBytes: 64 * 1024 * 1024,
        ...this.#options,
      },
      {
        storage,
        stateMachine: new CheckedStateMachine(
          () => storage.appliedIndex(),
          () => storage.stateView(),
        ),
        transport,
        clock: this.clock,
        random: (bound) => {
          seed = (seed * 48_271) % 2_147_483_647;
          return seed % bound;
        },
        logger: SILENT_LOGGER,
        metrics: new NodeMetrics({ registry }),
      },
    );
    node.run().catch(() => undefined);
    const member = { node, storage, disk, registry, transport };
    this.members.set(nodeId, member);
    return member;
  }

  /** Members 1 to `size`, all of them voters, with the first one as leader. */
  async startVoters(size: number): Promise<RaftNode> {
    await this.start(1);
    await this.pass(() => this.leader !== undefined);
    for (let nodeId = 2; nodeId <= size; nodeId++) {
      await this.grow(nodeId);
    }
    return this.member(1).node;
  }

  address(nodeId: number): PeerAddress {
    return { nodeId, address: `node-${nodeId}:2380`, storeId: `store-${nodeId}` };
  }

  member(nodeId: number): ClusterMember {
    const member = this.members.get(nodeId);
    if (member === undefined) {
      throw new Error(`node ${nodeId} was never started`);
    }
    return member;
  }

  get leader(): RaftNode | undefined {
    return [...this.members.values()].map(({ node }) => node).find((node) => node.isLeader());
  }

  /** Time goes on until `condition` holds. */
  async pass(condition: () => boolean): Promise<void> {
    for (let ticks = 0; !condition(); ticks++) {
      if (ticks > 500) {
        throw new Error(`still not so after 500 ticks: ${condition.toString()}`);
      }
      await this.tick();
    }
  }

  /** A tick, and whatever comes of it at once. */
  async tick(): Promise<void> {
    this.clock.advance(TICK_MS);
    for (let turns = 0; turns < 10; turns++) {
      await turn();
    }
  }

  /** Time goes on until the promise settles. */
  async during<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    const settled = promise.finally(() => {
      isSettled = true;
    });
    settled.catch(() => undefined);
    await this.pass(() => isSettled);
    return settled;
  }

  /** A joined member becomes a learner, catches up, and becomes a voter. */
  async grow(nodeId: number): Promise<void> {
    const index = await this.addLearner(nodeId);
    await this.during(
      this.#lead().addPeer({
        nodeId,
        replacesNodeId: null,
        configurationIndex: index,
        ...FOREVER,
      }),
    );
  }

  /** A new member joins and catches up. Returns the index of its configuration. */
  async addLearner(nodeId: number): Promise<number> {
    const leader = this.#lead();
    await this.start(nodeId);
    const { configurationIndex } = leader.status().memberBook;
    const index = await this.during(
      leader.addLearner({ member: this.address(nodeId), configurationIndex, ...FOREVER }),
    );
    await this.pass(() => this.member(nodeId).node.status().applied >= index);
    return index;
  }

  rows(nodeId: number): string[] {
    const view = this.member(nodeId).storage.stateView();
    const rows = view.scan({ start: new Uint8Array(0), end: null, limit: 100_000 });
    view.close();
    return rows.map(({ value }) => text(value));
  }

  async close(): Promise<void> {
    await Promise.all([...this.members.values()].map(({ node }) => node.close()));
  }

  #lead(): RaftNode {
    const { leader } = this;
    if (leader === undefined) {
      throw new Error("nobody leads");
    }
    return leader;
  }
}
