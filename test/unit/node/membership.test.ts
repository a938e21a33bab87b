import { afterEach, describe, expect, it } from "vitest";
import type { RaftNode } from "../../../src/node.ts";
import { FOREVER, MemoryCluster } from "../../support/memory-cluster.ts";
import { bytes, rejection, TICK_MS } from "../../support/node-harness.ts";

const ELECTION_MS = 10 * TICK_MS;

describe("membership on a memory network", () => {
  let cluster = new MemoryCluster();

  afterEach(async () => {
    await cluster.close();
    cluster = new MemoryCluster();
  });

  const configurationOf = (node: RaftNode): number => node.status().memberBook.configurationIndex;

  async function remove(nodeId: number, leader: RaftNode): Promise<void> {
    await cluster.during(
      leader.removePeer({ nodeId, configurationIndex: configurationOf(leader), ...FOREVER }),
    );
  }

  it("goes from one member to two and back to one, and writes go on", async () => {
    const leader = await cluster.startVoters(2);
    await cluster.during(leader.propose(bytes("two"), FOREVER));

    await remove(2, leader);
    await cluster.member(2).node.close();
    await cluster.during(leader.propose(bytes("one"), FOREVER));

    expect(leader.status().confState.voters).toEqual([1]);
    expect(cluster.rows(1)).toEqual(["two", "one"]);
  });

  it("lets a leader remove itself: it answers, and another one leads", async () => {
    const leader = await cluster.startVoters(3);

    await remove(1, leader);
    await cluster.pass(() => cluster.leader !== undefined && cluster.leader !== leader);
    await cluster.during(cluster.leader!.propose(bytes("after"), FOREVER));

    expect(leader.isLeader()).toBe(false);
    expect(cluster.leader!.status().confState.voters).toEqual([2, 3]);
    expect(leader.status()).toMatchObject({ confState: { voters: [2, 3] } });
  });

  it("refuses the second of two changes at once", async () => {
    const leader = await cluster.startVoters(3);
    const call = { configurationIndex: configurationOf(leader), ...FOREVER };

    const [first, second] = await cluster.during(
      Promise.allSettled([
        leader.addLearner({ member: cluster.address(4), ...call }),
        leader.removePeer({ nodeId: 3, ...call }),
      ]),
    );

    expect(first.status).toBe("fulfilled");
    expect(second).toMatchObject({
      status: "rejected",
      reason: { detail: { code: "RAFT", reason: "confChangeRefused" } },
    });
    expect(leader.status().confState).toMatchObject({ voters: [1, 2, 3], learners: [4] });
  });

  it("refuses what was planned on another configuration, but not what is so already", async () => {
    const leader = await cluster.startVoters(2);
    const stale = { configurationIndex: configurationOf(leader), ...FOREVER };
    const learner = { member: cluster.address(3), ...stale };
    await cluster.during(leader.addLearner(learner));

    for (const refused of [
      () => leader.addPeer({ nodeId: 3, replacesNodeId: null, ...stale }),
      () => leader.removePeer({ nodeId: 2, ...stale }),
      () => leader.transferLeadership({ nodeId: 2, ...stale }),
    ]) {
      expect(await cluster.during(rejection(refused()))).toMatchObject({
        detail: { code: "RAFT", reason: "configurationChanged" },
      });
    }
    expect(await cluster.during(leader.addLearner(learner))).toBe(configurationOf(leader));
    expect(leader.status().confState.learners).toEqual([3]);
  });

  it.each([
    [{ nodeId: 5, address: "node-2:2380", storeId: "store-5" }, "memberConflict", "node-2:2380"],
    [{ nodeId: 5, address: "node-5:2380", storeId: "store-2" }, "memberConflict", "store-2"],
    [{ nodeId: 2, address: "node-5:2380", storeId: "store-5" }, "idReused", "2"],
    [{ nodeId: 5, address: "", storeId: "store-5" }, "invalidMember", "address"],
    [{ nodeId: 5, address: "node-5:2380", storeId: "" }, "invalidMember", "storeId"],
  ])("refuses %j as a new member", async (member, reason, named) => {
    const leader = await cluster.startVoters(2);

    const error = await cluster.during(
      rejection(
        leader.addLearner({ member, configurationIndex: configurationOf(leader), ...FOREVER }),
      ),
    );

    expect(error).toMatchObject({
      detail: { code: "RAFT", reason },
      message: expect.stringContaining(named),
    });
  });

  it("brings a member's new address into every book, and leaves it the voter that it is", async () => {
    const leader = await cluster.startVoters(3);
    const before = leader.status();
    const moved = { ...cluster.address(2), address: "node-2-moved:2380" };
    const call = { member: moved, ...FOREVER };

    const index = await cluster.during(
      leader.addLearner({ configurationIndex: configurationOf(leader), ...call }),
    );
    await cluster.pass(() => cluster.member(3).node.status().applied >= index);

    for (const nodeId of [1, 3]) {
      expect(cluster.member(nodeId).node.status()).toMatchObject({
        confState: before.confState,
        memberBook: {
          configurationIndex: index,
          members: [cluster.address(1), moved, cluster.address(3)],
        },
      });
    }
    // Once more changes nothing, whatever it was planned on.
    expect(await cluster.during(leader.addLearner({ configurationIndex: 1, ...call }))).toBe(index);
  });

  it("tells a member that was removed while it was away from one that was never added", async () => {
    const leader = await cluster.startVoters(3);
    cluster.network.cut(1, 3);
    cluster.network.cut(2, 3);
    await remove(3, leader);
    const { receiver } = cluster.member(1).transport;

    expect(receiver?.isRemoved?.(3)).toBe(true);
    expect(receiver?.isRemoved?.(2)).toBe(false);
    expect(receiver?.isRemoved?.(4)).toBe(false);

    cluster.network.heal();
    await cluster.pass(() => cluster.member(3).node.status().leader === null);
    cluster.member(3).transport.receiver?.refused?.(1, "node 3 was removed");
    expect(cluster.member(3).node.status().refusal).toBe(
      "node 1 refuses this node: node 3 was removed",
    );
    // It asks for votes in vain and disturbs nobody.
    const { term } = leader.status();
    for (let ticks = 0; ticks < 50; ticks++) {
      await cluster.tick();
    }
    expect(leader.status()).toMatchObject({ role: "leader", term });
  });

  it("takes a replacement for a voter in one change", async () => {
    const leader = await cluster.startVoters(3);
    const configurationIndex = await cluster.addLearner(4);
    await cluster.member(3).node.close();

    const answered = leader
      .addPeer({ nodeId: 4, replacesNodeId: 3, configurationIndex, ...FOREVER })
      .then((index) => ({ index, status: leader.status() }));
    const { index, status } = await cluster.during(answered);

    // At the moment of the answer the joint configuration is left: whoever is replaced may be stopped.
    expect(status.confState).toMatchObject({ voters: [1, 2, 4], votersOutgoing: [], learners: [] });
    expect(status.memberBook.configurationIndex).toBe(index);
    expect(status.memberBook.members).toEqual([1, 2, 4].map((id) => cluster.address(id)));
  });

  it("says that a replacement is not known to be done while its joint configuration cannot be left", async () => {
    const leader = await cluster.startVoters(2);
    const configurationIndex = await cluster.addLearner(3);
    // Entered with the votes of 1 and 2; left only with that of 3, too.
    cluster.network.cut(1, 3);
    const call = { nodeId: 3, replacesNodeId: 2, configurationIndex };
    const deadlineMs = cluster.clock.now() + 4 * TICK_MS;

    const error = await cluster.during(rejection(leader.addPeer({ ...call, deadlineMs })));

    const { memberBook, confState } = leader.status();
    expect(confState.votersOutgoing).toEqual([1, 2]);
    expect(error).toMatchObject({
      detail: { code: "OUTCOME_UNKNOWN", index: memberBook.configurationIndex },
      message: expect.stringContaining("joint configuration"),
    });

    cluster.network.heal();
    await cluster.pass(() => leader.status().confState.votersOutgoing.length === 0);
    expect(await cluster.during(leader.addPeer({ ...call, ...FOREVER }))).toBe(
      configurationOf(leader),
    );
  });

  it("goes on deciding right after each check of the quorum", async () => {
    const leader = await cluster.startVoters(3);
    for (let ticks = 0; ticks < 25; ticks++) {
      await cluster.tick();
      expect(leader.status().progress?.every(({ recentActive }) => recentActive)).toBe(true);
    }
    await cluster.member(3).node.close();
    for (let ticks = 0; ticks < 25; ticks++) {
      await cluster.tick();
    }

    expect(leader.status().progress?.map(({ recentActive }) => recentActive)).toEqual([
      true,
      true,
      false,
    ]);
  });

  describe("leadership", () => {
    const anyone = { nodeId: null };

    it("goes to the voter that has most of the log, where nobody is named", async () => {
      const leader = await cluster.startVoters(3);
      cluster.network.cut(1, 2);
      await cluster.during(leader.propose(bytes("a"), FOREVER));

      expect(await cluster.during(leader.transferLeadership({ ...anyone, ...FOREVER }))).toBe(3);
      expect(cluster.member(3).node.isLeader()).toBe(true);
    });

    it("is told at once where the algorithm gives up, an election timeout later", async () => {
      const leader = await cluster.startVoters(3);
      cluster.network.cut(1, 2);
      const startMs = cluster.clock.now();

      const error = await cluster.during(
        rejection(leader.transferLeadership({ ...anyone, nodeId: 2, ...FOREVER })),
      );

      expect(error).toMatchObject({
        detail: { code: "RAFT", reason: "transferRefused" },
        message: expect.stringContaining("node 1 leads"),
      });
      expect(cluster.clock.now() - startMs).toBeLessThanOrEqual(ELECTION_MS + TICK_MS);
      expect(leader.status().leadTransferee).toBeNull();
      await cluster.during(leader.propose(bytes("a"), FOREVER));
    });

    it("does not go to a learner, a stranger, or a member that is gone", async () => {
      const leader = await cluster.startVoters(3);
      await cluster.addLearner(4);
      await cluster.member(2).node.close();
      for (let ticks = 0; ticks < 25; ticks++) {
        await cluster.tick();
      }

      const reasons = [];
      for (const nodeId of [4, 9, 2]) {
        const refused = rejection(leader.transferLeadership({ nodeId, ...FOREVER }));
        reasons.push(await cluster.during(refused));
      }

      expect(reasons).toMatchObject([
        { detail: { reason: "notAMember" } },
        { detail: { reason: "notAMember" } },
        {
          detail: { reason: "transferRefused" },
          message: expect.stringContaining("not heard from"),
        },
      ]);
    });

    it("stays where it is asked for already, on followers too, and is refused by them otherwise", async () => {
      await cluster.startVoters(3);
      const follower = cluster.member(2).node;

      expect(await cluster.during(follower.transferLeadership({ nodeId: 1, ...FOREVER }))).toBe(1);
      expect(
        await cluster.during(rejection(follower.transferLeadership({ nodeId: 3, ...FOREVER }))),
      ).toMatchObject({ detail: { code: "NOT_LEADER", leader: 1 } });
    });

    it("is handed over before a stop, with no proposal lost", async () => {
      const leader = await cluster.startVoters(3);
      const proposals = Array.from({ length: 20 }, (_, n) =>
        leader.propose(bytes(`${n}`), FOREVER),
      );

      const next = await cluster.during(leader.handOverLeadership(FOREVER));
      await cluster.during(Promise.all(proposals));
      await leader.close();

      expect([2, 3]).toContain(next);
      expect(cluster.leader?.status().nodeId).toBe(next);
      expect(cluster.rows(next!)).toHaveLength(20);
    });

    it("is not handed over by a follower, by a lone voter, or when its time is over", async () => {
      const leader = await cluster.startVoters(1);
      expect(await cluster.during(leader.handOverLeadership(FOREVER))).toBeNull();
      await cluster.grow(2);
      expect(await cluster.during(cluster.member(2).node.handOverLeadership(FOREVER))).toBeNull();

      cluster.network.cut(1, 2);
      const deadlineMs = cluster.clock.now() + 3 * TICK_MS;
      expect(await cluster.during(leader.handOverLeadership({ deadlineMs }))).toBeNull();
      expect(cluster.clock.now()).toBeLessThanOrEqual(deadlineMs + TICK_MS);
    });
  });

  describe("the state", () => {
    it("has the same hash on members at the same index, and another one after a write", async () => {
      const leader = await cluster.startVoters(3);
      const { signal } = new AbortController();
      const hashes = async (): Promise<readonly string[]> => {
        await cluster.pass(
          () => new Set([1, 2, 3].map((id) => cluster.member(id).node.status().applied)).size === 1,
        );
        const found = await cluster.during(
          Promise.all([1, 2, 3].map((id) => cluster.member(id).node.hashState({ signal }))),
        );
        expect(new Set(found.map(({ index }) => index))).toEqual(
          new Set([leader.status().applied]),
        );
        return found.map(({ hash }) => Buffer.from(hash).toString("hex"));
      };
      await cluster.during(leader.propose(bytes("a"), FOREVER));
      const before = await hashes();
      await cluster.during(leader.propose(bytes("b"), FOREVER));
      const after = await hashes();

      expect(new Set(before).size).toBe(1);
      expect(new Set(after).size).toBe(1);
      expect(after[0]).not.toBe(before[0]);
    });

    it("is the log's only trace after it was cut, once and again", async () => {
      const leader = await cluster.startVoters(1);
      await cluster.during(leader.propose(bytes("a"), FOREVER));
      const { applied, term } = leader.status();

      expect(await cluster.during(leader.compactLog())).toEqual({ index: applied, term });
      expect(await cluster.during(leader.compactLog())).toEqual({ index: applied, term });
      expect(leader.status().firstIndex).toBe(applied + 1);
      await leader.close();
      expect(await rejection(leader.compactLog())).toMatchObject({ code: "STOPPED" });
    });
  });
});
