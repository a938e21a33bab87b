import { describe, expect, it } from "vitest";
import { EMPTY_BYTES } from "../../src/raft/index.ts";
import { append, heartbeat, voteRequest, voteResponse } from "../unit/raft/support/messages.ts";
import { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { bytes, createLeader, TestNode } from "../unit/raft/support/test-node.ts";

const VOTERS = [1, 2, 3];

describe("thesis 9.6, pre-vote", () => {
  it("a candidate increments its term only if it first learns from a majority that they would grant it their votes", () => {
    const node = new TestNode({ voters: VOTERS, config: { preVote: true } });
    node.raw.campaign();
    expect(node.settle()).toMatchObject([
      { type: "requestPreVote", to: 2, term: 1 },
      { type: "requestPreVote", to: 3, term: 1 },
    ]);
    expect(node.raw.status()).toMatchObject({ role: "preCandidate", term: 0, vote: null });
    node.raw.step(voteResponse({ type: "requestPreVoteResponse", term: 1 }));
    expect(node.raw.status()).toMatchObject({ role: "candidate", term: 1, vote: 1 });
  });

  it("a partitioned server does not increment its term, and does not depose the leader when it comes back", () => {
    const cluster = new TestCluster({
      voters: VOTERS,
      config: { preVote: true, checkQuorum: true },
    });
    cluster.elect(1);
    cluster.isolate(3);
    const { term } = cluster.node(3).raw.status();
    for (let round = 0; round < 50; round += 1) {
      cluster.tick(3, 1);
      cluster.tick(1, 1);
      cluster.settle();
    }
    expect(cluster.node(3).raw.status()).toMatchObject({
      role: "preCandidate",
      term,
      leader: null,
    });
    cluster.heal();
    cluster.tick(1, 1);
    cluster.settle();
    expect(cluster.node(1).raw.status()).toMatchObject({ role: "leader", term });
    expect(cluster.node(3).raw.status()).toMatchObject({ role: "follower", leader: 1, term });
  });

  it("granting a pre-vote neither takes the term nor spends the vote", () => {
    const node = new TestNode({ voters: VOTERS, config: { preVote: true } });
    node.raw.step(voteRequest({ type: "requestPreVote", term: 5 }));
    expect(node.settle()).toMatchObject([
      { type: "requestPreVoteResponse", term: 5, reject: false },
    ]);
    expect(node.raw.status()).toMatchObject({ term: 0, vote: null });
  });

  it("a pre-vote of a lower term is refused with the own term, so that nobody is ignored for ever (B9)", () => {
    const node = new TestNode({ voters: VOTERS, config: { preVote: true } });
    node.raw.step(heartbeat({ term: 5 }));
    node.settle();
    node.raw.step(voteRequest({ type: "requestPreVote", from: 3, term: 2 }));
    expect(node.settle()).toMatchObject([
      { type: "requestPreVoteResponse", to: 3, term: 5, reject: true },
    ]);
    const asker = new TestNode({ id: 3, voters: VOTERS, config: { preVote: true } });
    asker.raw.campaign();
    asker.settle();
    asker.raw.step(voteResponse({ type: "requestPreVoteResponse", to: 3, term: 5, reject: true }));
    expect(asker.raw.status()).toMatchObject({ role: "follower", term: 5 });
  });

  it("a leader of a lower term is told of the higher one, so that a node that was away can come back (B9)", () => {
    for (const config of [{ preVote: true }, { checkQuorum: true }]) {
      const node = new TestNode({ voters: VOTERS, config });
      node.raw.step(heartbeat({ term: 5 }));
      node.settle();
      node.raw.step(append({ term: 2, from: 3 }));
      expect(node.settle()).toMatchObject([{ type: "appendResponse", to: 3, term: 5 }]);
    }
  });

  it("a pre-candidate that is refused by a majority goes back to waiting", () => {
    const node = new TestNode({ voters: VOTERS, config: { preVote: true } });
    node.raw.campaign();
    node.settle();
    node.raw.step(voteResponse({ type: "requestPreVoteResponse", from: 2, term: 0, reject: true }));
    node.raw.step({
      ...voteResponse({ type: "requestPreVoteResponse", from: 2, term: 1, reject: true }),
    });
    expect(node.raw.status().role).toBe("follower");
  });
});

describe("thesis 6.2, check quorum", () => {
  it("a leader steps down if an election timeout elapses without a successful round of heartbeats to a majority", () => {
    const cluster = new TestCluster({ voters: VOTERS, config: { checkQuorum: true } });
    const leader = cluster.elect(1);
    cluster.tick(1, 10);
    cluster.settle();
    expect(leader.raw.status().role).toBe("leader");
    cluster.isolate(1);
    cluster.tick(1, 20);
    cluster.settle();
    expect(leader.raw.status()).toMatchObject({ role: "follower", leader: null });
  });

  it("a learner that answers does not keep a leader in office", () => {
    const cluster = new TestCluster({
      voters: VOTERS,
      learners: [4],
      config: { checkQuorum: true },
    });
    const leader = cluster.elect(1);
    cluster.isLost = ({ from, to }) => [2, 3].some((id) => id === from || id === to);
    for (let round = 0; round < 20; round += 1) {
      cluster.tick(1, 1);
      cluster.settle();
    }
    expect(leader.raw.status().role).toBe("follower");
  });
});

describe("thesis 3.10, leadership transfer", () => {
  it("the prior leader stops accepting new client requests, brings the target up to date and sends it TimeoutNow, which starts an election at once", () => {
    const cluster = new TestCluster({
      voters: VOTERS,
      config: { preVote: true, checkQuorum: true },
    });
    const leader = cluster.elect(1);
    cluster.isolate(2);
    cluster.propose(1, "a");
    leader.raw.transferLeader(2);
    expect(leader.raw.propose(EMPTY_BYTES, bytes("b"))).toEqual({
      kind: "dropped",
      reason: "transferring",
    });
    expect(leader.raw.status().leadTransferee).toBe(2);
    cluster.heal();
    cluster.tick(1, 1);
    cluster.settle();
    cluster.tick(1, 1);
    cluster.settle();
    expect(cluster.node(2).raw.status().role).toBe("leader");
    expect(leader.raw.status()).toMatchObject({ role: "follower", leader: 2 });
  });

  it("TimeoutNow goes only to a target that has everything (B21)", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    cluster.isolate(2);
    cluster.propose(1, "a");
    leader.raw.transferLeader(2);
    expect(leader.settle().some(({ type }) => type === "timeoutNow")).toBe(false);
  });

  it("if it does not complete after about an election timeout, the prior leader aborts it and resumes (B21)", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    cluster.isolate(2);
    leader.raw.transferLeader(2);
    cluster.tick(1, 10);
    expect(leader.raw.status().leadTransferee).toBeNull();
    expect(leader.raw.propose(EMPTY_BYTES, bytes("b")).kind).toBe("appended");
  });

  it("is given up when its target is removed, and ignored for a learner, for itself, for a stranger and for the same again (B21)", () => {
    const cluster = new TestCluster({ voters: VOTERS, learners: [4] });
    const leader = cluster.elect(1);
    for (const id of [4, 1, 9]) {
      leader.raw.transferLeader(id);
      expect(leader.raw.status().leadTransferee).toBeNull();
    }
    cluster.isLost = ({ type, to, from }) => type === "timeoutNow" || to === 3 || from === 3;
    leader.raw.proposeConfChange(EMPTY_BYTES, {
      version: "v1",
      change: { type: "removeNode", nodeId: 3 },
      context: EMPTY_BYTES,
    });
    leader.raw.transferLeader(3);
    leader.raw.transferLeader(3);
    expect(leader.raw.status().leadTransferee).toBe(3);
    cluster.settle();
    expect(leader.raw.status().leadTransferee).toBeNull();
  });

  it("a second transfer takes the place of the first, and a follower forwards one", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    cluster.isLost = ({ type }) => type === "timeoutNow";
    cluster.node(3).raw.transferLeader(2);
    cluster.settle();
    expect(leader.raw.status().leadTransferee).toBe(2);
    leader.raw.transferLeader(3);
    expect(leader.raw.status().leadTransferee).toBe(3);
  });

  it("a candidate ignores TimeoutNow, and a follower without a leader has nobody to forward to", () => {
    const node = new TestNode({ voters: VOTERS });
    expect(node.raw.transferLeader(2)).toEqual({ kind: "ignored", reason: "noLeader" });
    node.raw.campaign();
    expect(node.raw.transferLeader(2)).toEqual({ kind: "ignored", reason: "noLeader" });
    node.raw.step({ type: "timeoutNow", from: 2, to: 1, term: 1 });
    expect(node.raw.status()).toMatchObject({ role: "candidate", term: 1 });
  });
});

describe("raft-rs, priority", () => {
  it("a voter prefers a candidate of its own priority or above, unless the other's log is longer", () => {
    for (const [priority, index, isGranted] of [
      [1, 0, false],
      [2, 0, true],
      [3, 0, true],
      [0, 1, true],
    ] as const) {
      const node = new TestNode({ voters: VOTERS, config: { priority: 2 } });
      node.raw.step(voteRequest({ term: 1, logTerm: index, index, priority }));
      expect(node.settle()).toMatchObject([{ reject: !isGranted }]);
    }
  });
});

describe("proposals", () => {
  it("a follower forwards them, unless told not to", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    expect(cluster.node(2).raw.propose(EMPTY_BYTES, bytes("x"))).toEqual({
      kind: "dropped",
      reason: "noLeader",
    });
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

  it("a candidate drops them", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.campaign();
    expect(node.raw.propose(EMPTY_BYTES, bytes("x"))).toEqual({
      kind: "dropped",
      reason: "noLeader",
    });
  });

  it("a leader takes no more than the limit of bytes that are not applied, and always one (B13)", () => {
    const leader = createLeader({ voters: VOTERS, config: { maxUncommittedBytes: 10 } });
    expect(leader.raw.propose(EMPTY_BYTES, new Uint8Array(100)).kind).toBe("appended");
    expect(leader.raw.propose(EMPTY_BYTES, new Uint8Array(1))).toEqual({
      kind: "dropped",
      reason: "logFull",
    });
    expect(leader.raw.propose(EMPTY_BYTES, EMPTY_BYTES).kind).toBe("appended");
    const alone = createLeader({ config: { maxUncommittedBytes: 10 } });
    for (let at = 0; at < 5; at += 1) {
      expect(alone.raw.propose(EMPTY_BYTES, new Uint8Array(100)).kind).toBe("appended");
      alone.settle();
      expect(alone.raw.status().uncommittedBytes).toBe(0);
    }
  });
});
