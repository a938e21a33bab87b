import { describe, expect, it } from "vitest";
import { EMPTY_BYTES } from "../../src/raft/index.ts";
import { append, heartbeat } from "../unit/raft/support/messages.ts";
import { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { bytes, createLeader, TestNode, text } from "../unit/raft/support/test-node.ts";
import { beat, cutOff, FIVE, VOTERS } from "./support.ts";

describe("§8 Client interaction", () => {
  it("a server that does not lead knows whom it heard from last as leader", () => {
    const node = new TestNode({ voters: VOTERS });
    expect(node.raw.status().leader).toBeNull();
    node.raw.step(append({ from: 2, term: 1 }));
    expect(node.raw.status().leader).toBe(2);
    node.raw.step(heartbeat({ from: 3, term: 2 }));
    expect(node.raw.status().leader).toBe(3);
  });

  it("differs: it passes a command on to the leader in the place of refusing it, unless told not to", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.elect(1);
    expect(cluster.node(2).raw.propose(bytes("id"), bytes("x"))).toEqual({
      kind: "forwarded",
      to: 1,
    });
    cluster.settle();
    expect(cluster.node(3).applied.at(-1)).toMatchObject({
      data: bytes("x"),
      context: bytes("id"),
    });

    const stubborn = new TestCluster({
      voters: VOTERS,
      config: { disableProposalForwarding: true },
    });
    stubborn.elect(1);
    expect(stubborn.node(2).raw.propose(EMPTY_BYTES, bytes("x"))).toEqual({
      kind: "dropped",
      reason: "forwardingDisabled",
    });
  });

  it("without a leader a command is refused at once, and may be tried again elsewhere", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const dropped = { kind: "dropped", reason: "noLeader" };
    expect(cluster.node(2).raw.propose(EMPTY_BYTES, bytes("x"))).toEqual(dropped);
    cluster.node(2).raw.campaign();
    expect(cluster.node(2).raw.propose(EMPTY_BYTES, bytes("x"))).toEqual(dropped);
  });

  it("a command that is tried again is a second entry for the algorithm; the context that it carries is how those above recognise it", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    leader.raw.propose(bytes("serial 1"), bytes("x"));
    leader.raw.propose(bytes("serial 1"), bytes("x"));
    cluster.settle();
    expect(
      cluster
        .node(3)
        .applied.slice(-2)
        .map(({ context }) => text(context)),
    ).toEqual(["serial 1", "serial 1"]);
  });

  it("a new leader does not know which of its entries are committed: its commit index may be behind what clients were told", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.elect(1);
    cluster.isLost = (message) => message.type === "append" && message.commit > 2;
    cluster.propose(1, "committed, and known so to the first only");
    expect(cluster.node(1).raw.status().commit).toBe(3);
    cutOff(cluster, [1]);
    cluster.isLost = ({ type, from, to }) => type === "appendResponse" || from === 1 || to === 1;
    cluster.elect(2);
    expect(cluster.node(2).raw.status()).toMatchObject({ role: "leader", commit: 2, lastIndex: 4 });
    cutOff(cluster, [1]);
    beat(cluster, 2);
    expect(cluster.node(2).raw.status().commit).toBe(4);
  });

  it("so each leader starts its term with an empty entry of its own, here a normal one without data", () => {
    const leader = createLeader({ voters: VOTERS });
    expect(leader.storage.log).toEqual([
      { type: "normal", term: 1, index: 1, data: EMPTY_BYTES, context: EMPTY_BYTES },
    ]);
  });

  it("a read needs no entry in the log", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    leader.raw.readIndex(bytes("r"));
    cluster.settle();
    expect(leader.readStates).toEqual([{ index: 2, context: bytes("r") }]);
    expect(leader.raw.status().lastIndex).toBe(2);
  });

  it("a read is not served before the leader has committed an entry of its term", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.isLost = ({ type }) => type === "appendResponse";
    const leader = cluster.elect(1);
    leader.raw.readIndex(bytes("r"));
    cluster.settle();
    beat(cluster, 1);
    expect(leader.readStates).toEqual([]);
    cluster.heal();
    beat(cluster, 1);
    expect(leader.readStates).toEqual([{ index: 2, context: bytes("r") }]);
  });

  it.each([
    { reached: [], isServed: false },
    { reached: [2], isServed: false },
    { reached: [2, 3], isServed: true },
  ])(
    "nor before a majority has answered a heartbeat that was sent after it came, since the leader may have been deposed ($reached)",
    ({ reached, isServed }) => {
      const cluster = new TestCluster({ voters: FIVE });
      const leader = cluster.elect(1);
      cutOff(
        cluster,
        [2, 3, 4, 5].filter((id) => !reached.some((other) => other === id)),
      );
      leader.raw.readIndex(bytes("r"));
      beat(cluster, 1, 5);
      expect(leader.readStates).toHaveLength(isServed ? 1 : 0);
    },
  );

  it("a deposed leader that does not know it serves no stale read", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const deposed = cluster.elect(1);
    cutOff(cluster, [1]);
    cluster.elect(2);
    cluster.propose(2, "newer");
    deposed.raw.readIndex(bytes("r"));
    beat(cluster, 1, 9);
    expect(deposed.raw.status().role).toBe("leader");
    cluster.heal();
    beat(cluster, 1);
    expect(deposed.readStates).toEqual([]);
    beat(cluster, 2);
    expect(deposed.raw.status()).toMatchObject({ role: "follower", term: 3 });
    expect(deposed.readStates).toEqual([]);
  });
});
