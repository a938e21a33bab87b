import { afterEach, describe, expect, it } from "vitest";
import type { RaftNode } from "../../../src/node.ts";
import { FOREVER, MemoryCluster } from "../../support/memory-cluster.ts";
import { bytes, rejection } from "../../support/node-harness.ts";

async function startThree(cluster: MemoryCluster): Promise<RaftNode> {
  await cluster.start(1);
  await cluster.pass(() => cluster.leader !== undefined);
  const leader = cluster.leader!;
  await leader.propose(bytes("before"), FOREVER);
  await cluster.grow(2);
  await cluster.grow(3);
  return leader;
}

describe("three voters on a memory network", () => {
  let cluster = new MemoryCluster();

  afterEach(async () => {
    await cluster.close();
    cluster = new MemoryCluster();
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
    const follower = cluster.member(2).node;

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

    await cluster.pass(() => [2, 3].some((id) => cluster.member(id).node.isLeader()));
    const leader = [2, 3].map((id) => cluster.member(id).node).find((node) => node.isLeader())!;
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
    await cluster.pass(() => cluster.member(4).node.status().applied >= learnerIndex);

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
    await cluster.pass(() => cluster.member(4).node.isLeader());
    const { index } = await cluster.during(leader.propose(bytes("forwarded"), FOREVER));
    expect(index).toBeGreaterThan(learnerIndex);
  });
});
