import { afterEach, describe, expect, it } from "vitest";
import {
  DEFAULT_RAFT_NODE_LIMITS,
  type RaftNode,
  type RaftNodeOptions,
} from "../../../src/node.ts";
import { EMPTY_BYTES } from "../../../src/raft/types.ts";
import { FOREVER, MemoryCluster } from "../../support/memory-cluster.ts";
import { bytes, rejection, settle, TICK_MS } from "../../support/node-harness.ts";

describe("a proposal at a follower", () => {
  let cluster = new MemoryCluster();

  afterEach(async () => {
    await cluster.close();
    cluster = new MemoryCluster();
  });

  async function startThree(options: Partial<RaftNodeOptions> = {}): Promise<RaftNode> {
    cluster = new MemoryCluster(options);
    return await cluster.startVoters(3);
  }

  /** As if member 2 had forwarded it to member 1. */
  function forwardToFirst(text: string, term: number): void {
    cluster.member(1).transport.receiver?.receive({
      type: "propose",
      from: 2,
      to: 1,
      term,
      entries: [{ type: "normal", term: 0, index: 0, context: EMPTY_BYTES, data: bytes(text) }],
    });
  }

  it("is answered after the follower's own apply", async () => {
    await startThree();
    const { node } = cluster.member(2);

    const { index } = await cluster.during(node.propose(bytes("a"), FOREVER));

    expect(node.status().applied).toBeGreaterThanOrEqual(index);
    expect(cluster.rows(2)).toEqual(["a"]);
  });

  it("that got lost with its leader is told to be safe to repeat as soon as another one leads", async () => {
    await startThree();
    const { node, transport } = cluster.member(2);
    transport.losesProposals = true;
    const lost = rejection(node.propose(bytes("lost"), FOREVER));
    await settle();
    transport.losesProposals = false;
    cluster.network.cut(1, 2);
    cluster.network.cut(1, 3);

    expect(await cluster.during(lost)).toMatchObject({
      code: "PROPOSAL_DROPPED",
      detail: { reason: "overwritten" },
      message: expect.stringContaining("propose it again"),
    });
    await cluster.during(node.propose(bytes("again"), FOREVER));
    expect(cluster.rows(2)).toEqual(["again"]);
  });

  it("that got lost while its leader went on has an unknown outcome at its deadline", async () => {
    await startThree();
    const { node, transport } = cluster.member(2);
    transport.losesProposals = true;

    const lost = rejection(node.propose(bytes("lost"), { deadlineMs: cluster.clock.now() + 500 }));
    await settle();
    transport.losesProposals = false;

    expect(await cluster.during(lost)).toMatchObject({ code: "OUTCOME_UNKNOWN" });
  });

  it("that could not leave is sent when the leader can be reached again, before later ones", async () => {
    await startThree();
    const { node } = cluster.member(2);
    const term = node.status().term;
    cluster.network.cut(1, 2);
    const early = node.propose(bytes("early"), FOREVER);
    await settle();
    const late = node.propose(bytes("late"), FOREVER);
    await cluster.tick();
    cluster.network.heal();

    await cluster.during(Promise.all([early, late]));
    expect(cluster.rows(2)).toEqual(["early", "late"]);
    expect(node.status().term).toBe(term);
  });

  it("that could not leave before its deadline is told to be safe to repeat", async () => {
    await startThree();
    const { node, registry } = cluster.member(2);
    cluster.network.cut(1, 2);

    const sent = async (): Promise<number> => {
      const metric = await registry.getSingleMetric("raft_messages_sent_total")?.get();
      return metric?.values.find(({ labels }) => labels["type"] === "propose")?.value ?? 0;
    };
    const stuck = rejection(
      node.propose(bytes("stuck"), { deadlineMs: cluster.clock.now() + 300 }),
    );

    expect(await cluster.during(stuck)).toMatchObject({
      code: "PROPOSAL_DROPPED",
      detail: { reason: "noLeader" },
    });
    // Tried at once and in each tick, not in each turn.
    expect(await sent()).toBeLessThanOrEqual(4);
  });

  it("waits at a leader whose log is full, and is appended when there is room", async () => {
    const leader = await startThree({
      raft: { maxUncommittedBytes: 10 },
      limits: { ...DEFAULT_RAFT_NODE_LIMITS, batchBytesMax: 10 },
    });
    cluster.network.cut(1, 2);
    cluster.network.cut(1, 3);
    const own = leader.propose(new Uint8Array(20), FOREVER);
    await settle();
    const { term, lastIndex } = leader.status();
    forwardToFirst("first", term);
    forwardToFirst("second", term);
    await settle();
    expect(leader.status().lastIndex).toBe(lastIndex);

    cluster.network.heal();
    await cluster.during(own);
    await cluster.pass(() => cluster.rows(2).length === 3);

    expect(cluster.rows(2).slice(1)).toEqual(["first", "second"]);
    expect(leader.isLeader()).toBe(true);
  });

  it("waits at a leader that hands over, and is appended when that comes to nothing", async () => {
    const leader = await startThree();
    cluster.network.cut(1, 3);
    const transfer = rejection(
      leader.transferLeadership({
        nodeId: 3,
        configurationIndex: null,
        deadlineMs: cluster.clock.now() + 30 * TICK_MS,
      }),
    );
    await settle();
    expect(leader.status().leadTransferee).toBe(3);

    const { node } = cluster.member(2);
    const { index } = await cluster.during(node.propose(bytes("a"), FOREVER));

    expect(index).toBeGreaterThan(0);
    expect(leader.isLeader()).toBe(true);
    expect(cluster.rows(2)).toEqual(["a"]);
    await cluster.during(transfer);
  });

  it.each([-1, 1])(
    "is taken in the term of its forwarding only, not %d from it",
    async (offset) => {
      const leader = await startThree();
      const { term, lastIndex } = leader.status();

      forwardToFirst("other term", term + offset);
      await settle();
      expect(leader.status()).toMatchObject({ lastIndex, term });

      forwardToFirst("this term", term);
      await settle();
      expect(leader.status().lastIndex).toBe(lastIndex + 1);
    },
  );

  it("is not forwarded a second time by a member that leads no more", async () => {
    const leader = await startThree();
    const { term } = leader.status();
    await cluster.during(
      leader.transferLeadership({ nodeId: 3, configurationIndex: null, ...FOREVER }),
    );
    await cluster.pass(() => leader.status().leader === 3);
    const { lastIndex } = cluster.member(3).node.status();

    forwardToFirst("late", term);
    forwardToFirst("late", term + 1);
    await settle();

    expect(cluster.member(3).node.status().lastIndex).toBe(lastIndex);
  });
});
