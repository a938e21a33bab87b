import { Registry } from "prom-client";
import { afterEach, describe, expect, it } from "vitest";
import { DEFAULT_RAFT_NODE_LIMITS, initialClusterState, RaftNode } from "../../../src/node.ts";
import { MemoryStorage } from "../../../src/storage/memory-storage.ts";
import { MemoryNetwork } from "../../../src/transport/memory-transport.ts";
import { SILENT_LOGGER } from "../../../src/utils/logger.ts";
import { NodeMetrics } from "../../../src/utils/metrics.ts";
import { EchoStateMachine } from "../../support/echo-state-machine.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { bytes, NEVER_MS, rejection, text, TICK_MS, turn } from "../../support/node-harness.ts";

const FOREVER = { deadlineMs: NEVER_MS };

interface Member {
  readonly node: RaftNode;
  readonly storage: MemoryStorage;
}

/** Members on one memory network and one clock. The first one bootstraps, the others join. */
class Cluster {
  readonly clock = new ManualClock();
  readonly network = new MemoryNetwork({ queueMessagesMax: 1024 }, { schedule: setImmediate });
  readonly members = new Map<number, Member>();

  async start(nodeId: number): Promise<Member> {
    const address = this.address(nodeId);
    const storage = new MemoryStorage({ storeId: address.storeId });
    await storage.assign({
      clusterId: "cluster-1",
      nodeId,
      initial: nodeId === 1 ? initialClusterState(address) : null,
    });
    let seed = nodeId * 7919;
    const node = new RaftNode(
      {
        nodeId,
        clusterId: "cluster-1",
        tickMs: TICK_MS,
        raft: {},
        limits: DEFAULT_RAFT_NODE_LIMITS,
        logRetainEntries: 1000,
      },
      {
        storage,
        stateMachine: new EchoStateMachine(() => storage.appliedIndex()),
        transport: this.network.createTransport(address),
        snapshots: { has: () => true, open: () => this.#rowsOfLeader() },
        clock: this.clock,
        random: (bound) => {
          seed = (seed * 48_271) % 2_147_483_647;
          return seed % bound;
        },
        logger: SILENT_LOGGER,
        metrics: new NodeMetrics({ registry: new Registry() }),
      },
    );
    node.run().catch(() => undefined);
    const member = { node, storage };
    this.members.set(nodeId, member);
    return member;
  }

  address(nodeId: number): {
    readonly nodeId: number;
    readonly address: string;
    readonly storeId: string;
  } {
    return { nodeId, address: `node-${nodeId}:2380`, storeId: `store-${nodeId}` };
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
      this.clock.advance(TICK_MS);
      for (let turns = 0; turns < 10; turns++) {
        await turn();
      }
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
    const leader = this.leader!;
    await this.start(nodeId);
    const { configurationIndex } = leader.status().memberBook;
    const index = await this.during(
      leader.addLearner({ member: this.address(nodeId), configurationIndex, ...FOREVER }),
    );
    await this.pass(() => this.members.get(nodeId)!.node.status().applied >= index);
    await this.during(
      leader.addPeer({ nodeId, replacesNodeId: null, configurationIndex: index, ...FOREVER }),
    );
  }

  rows(nodeId: number): string[] {
    const view = this.members.get(nodeId)!.storage.stateView();
    const rows = view.scan({ start: new Uint8Array(0), end: null, limit: 1000 });
    view.close();
    return rows.map(({ value }) => text(value));
  }

  async close(): Promise<void> {
    await Promise.all([...this.members.values()].map(({ node }) => node.close()));
  }

  async *#rowsOfLeader(): AsyncIterable<Uint8Array> {
    const view = this.members.get(this.leader!.status().nodeId)!.storage.stateView();
    const rows = view.scan({ start: new Uint8Array(0), end: null, limit: 1000 });
    view.close();
    await Promise.resolve();
    for (const { key, value } of rows) {
      yield Uint8Array.from([...key, ...value]);
    }
  }
}

async function startThree(cluster: Cluster): Promise<RaftNode> {
  await cluster.start(1);
  await cluster.pass(() => cluster.leader !== undefined);
  const leader = cluster.leader!;
  await leader.propose(bytes("before"), FOREVER);
  await cluster.grow(2);
  await cluster.grow(3);
  return leader;
}

describe("three voters on a memory network", () => {
  let cluster = new Cluster();

  afterEach(async () => {
    await cluster.close();
    cluster = new Cluster();
  });

  it("grow from one by snapshots, and hold the same state", async () => {
    const leader = await startThree(cluster);

    await cluster.during(leader.propose(bytes("after"), FOREVER));
    await cluster.pass(() => [1, 2, 3].every((id) => cluster.rows(id).length === 2));

    expect([1, 2, 3].map((id) => cluster.rows(id))).toEqual(
      [1, 2, 3].map(() => ["before", "after"]),
    );
    for (const { node } of cluster.members.values()) {
      expect(node.status()).toMatchObject({
        leader: 1,
        confState: { voters: [1, 2, 3], learners: [], votersOutgoing: [] },
        memberBook: { highestNodeId: 3, members: [1, 2, 3].map((id) => cluster.address(id)) },
      });
    }
  });

  it("answer proposals and reads at a follower", async () => {
    await startThree(cluster);
    const follower = cluster.members.get(2)!.node;

    const { index, result } = await cluster.during(follower.propose(bytes("a"), FOREVER));
    const readPoint = await cluster.during(follower.read(FOREVER));

    expect(result).toEqual({ kind: "applied", result: bytes("a") });
    expect(readPoint).toBeGreaterThanOrEqual(index);
    expect(cluster.rows(2)).toEqual(["before", "a"]);
  });

  it("go on when the leader is cut off, and tell its proposers what they can know", async () => {
    const old = await startThree(cluster);
    cluster.network.cut(1, 2);
    cluster.network.cut(1, 3);
    const lost = rejection(old.propose(bytes("lost"), FOREVER));
    const unread = rejection(old.read({ deadlineMs: cluster.clock.now() + 3000 }));

    await cluster.pass(() => [2, 3].some((id) => cluster.members.get(id)!.node.isLeader()));
    const leader = [2, 3]
      .map((id) => cluster.members.get(id)!.node)
      .find((node) => node.isLeader())!;
    await cluster.during(leader.propose(bytes("kept"), FOREVER));
    expect(await cluster.during(unread)).toMatchObject({ code: "NOT_LEADER" });
    cluster.network.heal();

    expect(await cluster.during(lost)).toMatchObject({ detail: { reason: "overwritten" } });
    await cluster.pass(() => cluster.rows(1).length === 2);
    expect(cluster.rows(1)).toEqual(["before", "kept"]);
  });

  it("hand leadership over, and replace a voter by one joint change", async () => {
    const leader = await startThree(cluster);
    await cluster.start(4);
    const learnerIndex = await cluster.during(
      leader.addLearner({
        member: cluster.address(4),
        configurationIndex: leader.status().memberBook.configurationIndex,
        ...FOREVER,
      }),
    );
    await cluster.pass(() => cluster.members.get(4)!.node.status().applied >= learnerIndex);

    await cluster.during(
      leader.addPeer({
        nodeId: 4,
        replacesNodeId: 3,
        configurationIndex: learnerIndex,
        ...FOREVER,
      }),
    );
    await cluster.pass(() => leader.status().confState.votersOutgoing.length === 0);
    expect(leader.status().confState).toMatchObject({ voters: [1, 2, 4], learners: [] });
    expect(leader.status().memberBook.members.map(({ nodeId }) => nodeId)).toEqual([1, 2, 4]);

    await cluster.during(leader.transferLeadership({ nodeId: 4, ...FOREVER }));
    await cluster.pass(() => cluster.members.get(4)!.node.isLeader());
    const { index } = await cluster.during(leader.propose(bytes("forwarded"), FOREVER));
    expect(index).toBeGreaterThan(learnerIndex);
  });
});
