import { describe, expect, it } from "vitest";
import { EMPTY_BYTES } from "../../src/raft/index.ts";
import { append } from "../unit/raft/support/messages.ts";
import { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { bytes, TestNode, text } from "../unit/raft/support/test-node.ts";
import {
  beat,
  change,
  cutOff,
  followerWith,
  ofType,
  proposeChange,
  remove,
  VOTERS,
} from "./support.ts";

describe("thesis §3.10 Leadership transfer", () => {
  it("the prior leader takes no new client requests from then on", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    cutOff(cluster, [2]);
    leader.raw.transferLeader(2);
    expect(leader.raw.propose(EMPTY_BYTES, bytes("b"))).toEqual({
      kind: "dropped",
      reason: "transferring",
    });
    expect(leader.raw.status()).toMatchObject({ role: "leader", leadTransferee: 2 });
  });

  it("it brings the target's log up to its own by ordinary replication, and only then sends TimeoutNow (B21)", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    cutOff(cluster, [2]);
    cluster.propose(1, "a");
    leader.raw.transferLeader(2);
    expect(ofType(leader.settle(), "timeoutNow")).toEqual([]);
    cluster.heal();
    beat(cluster, 1);
    const order = cluster.delivered
      .filter(({ from, to, type }) => from === 1 && to === 2 && type !== "heartbeat")
      .map((message) => (message.type === "append" ? message.entries.length : message.type));
    expect(order.indexOf("timeoutNow")).toBe(order.lastIndexOf(1) + 1);
    expect(cluster.node(2).raw.status().role).toBe("leader");
    expect(cluster.node(2).applied.map(({ data }) => text(data))).toContain("a");
  });

  it("a target that has everything gets TimeoutNow at once", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    leader.raw.transferLeader(3);
    expect(leader.settle()).toEqual([{ type: "timeoutNow", from: 1, to: 3, term: 2 }]);
  });

  it("TimeoutNow has the effect of the target's election timer: it increments its term and is a candidate, without a pre-vote", () => {
    const node = followerWith([1], { config: { preVote: true, checkQuorum: true } });
    node.raw.step({ type: "timeoutNow", from: 2, to: 1, term: 1 });
    expect(node.raw.status()).toMatchObject({ role: "candidate", term: 2 });
    expect(ofType(node.settle(), "requestVote")).toMatchObject([
      { to: 2, term: 2, campaign: "transfer" },
      { to: 3, term: 2, campaign: "transfer" },
    ]);
  });

  it("the target's first message has the new term and makes the prior leader step down, a leader's lease notwithstanding", () => {
    const cluster = new TestCluster({
      voters: VOTERS,
      config: { preVote: true, checkQuorum: true },
    });
    const leader = cluster.elect(1);
    leader.raw.transferLeader(2);
    cluster.settle();
    expect(cluster.node(2).raw.status()).toMatchObject({ role: "leader", term: 3 });
    expect(leader.raw.status()).toMatchObject({ role: "follower", leader: 2, term: 3 });
  });

  it("if it has not happened after an election timeout the prior leader gives it up and takes requests again (B21)", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    cutOff(cluster, [2]);
    leader.raw.transferLeader(2);
    cluster.tick(1, 9);
    expect(leader.raw.propose(EMPTY_BYTES, bytes("b")).kind).toBe("dropped");
    cluster.tick(1, 1);
    expect(leader.raw.status().leadTransferee).toBeNull();
    expect(leader.raw.propose(EMPTY_BYTES, bytes("b")).kind).toBe("appended");
  });

  it("if the target was alive all the same, it costs an election and loses nothing", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    cluster.isLost = ({ type }) => type === "timeoutNow";
    leader.raw.transferLeader(2);
    cluster.tick(1, 10);
    cluster.settle();
    cluster.heal();
    cluster.propose(1, "resumed");
    const { term } = leader.raw.status();
    cluster.node(2).raw.step({ type: "timeoutNow", from: 1, to: 2, term });
    cluster.settle();
    expect(cluster.node(2).raw.status()).toMatchObject({ role: "leader", term: term + 1 });
    expect(leader.applied.map(({ data }) => text(data))).toEqual(["", "resumed", ""]);
  });

  it("safety is that of any election: a target that lacks a committed entry does not win by it", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.elect(1);
    cutOff(cluster, [2]);
    cluster.propose(1, "committed");
    cluster.heal();
    const { term } = cluster.node(1).raw.status();
    cluster.node(2).raw.step({ type: "timeoutNow", from: 1, to: 2, term });
    cluster.settle();
    expect(cluster.node(2).raw.status().role).not.toBe("leader");
  });

  it("a target that is not a voter, is the leader itself, or is not known is not transferred to (B21)", () => {
    const cluster = new TestCluster({ voters: VOTERS, learners: [4] });
    const leader = cluster.elect(1);
    for (const id of [4, 1, 9]) {
      leader.raw.transferLeader(id);
      expect(leader.raw.status().leadTransferee).toBeNull();
    }
    expect(leader.settle()).toEqual([]);
  });

  it("it is given up when the target is removed, and the same request again does not begin it anew (B21)", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    cluster.isLost = ({ type, to, from }) => type === "timeoutNow" || to === 3 || from === 3;
    proposeChange(leader, [remove(3)]);
    leader.raw.transferLeader(3);
    leader.raw.transferLeader(3);
    expect(leader.raw.status().leadTransferee).toBe(3);
    cluster.settle();
    expect(leader.raw.status().leadTransferee).toBeNull();

    const again = new TestCluster({ voters: VOTERS });
    const patient = again.elect(1);
    again.isLost = ({ type }) => type === "timeoutNow";
    patient.raw.transferLeader(2);
    again.tick(1, 6);
    patient.raw.transferLeader(2);
    again.tick(1, 4);
    expect(patient.raw.status().leadTransferee).toBeNull();
  });

  it("a second target takes the place of the first, and a follower passes the request on", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    cluster.isLost = ({ type }) => type === "timeoutNow";
    cluster.node(3).raw.transferLeader(2);
    cluster.settle();
    expect(leader.raw.status().leadTransferee).toBe(2);
    leader.raw.transferLeader(3);
    expect(leader.raw.status().leadTransferee).toBe(3);
  });

  it("nobody to pass it on to, and TimeoutNow to one that campaigns already, do nothing", () => {
    const node = new TestNode({ voters: VOTERS });
    expect(node.raw.transferLeader(2)).toEqual({ kind: "ignored", reason: "noLeader" });
    node.raw.campaign();
    expect(node.raw.transferLeader(2)).toEqual({ kind: "ignored", reason: "noLeader" });
    node.raw.step({ type: "timeoutNow", from: 2, to: 1, term: 1 });
    expect(node.raw.status()).toMatchObject({ role: "candidate", term: 1 });
  });

  it("a server that was removed does not campaign by TimeoutNow", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.elect(1);
    change(cluster, 1, [remove(3)]);
    expect(cluster.node(3).raw.step({ type: "timeoutNow", from: 1, to: 3, term: 2 })).toEqual({
      kind: "ignored",
      reason: "notPromotable",
    });
    cluster.node(3).raw.step(append({ from: 1, to: 3, term: 2 }));
    expect(cluster.node(3).raw.status().role).toBe("follower");
  });
});
