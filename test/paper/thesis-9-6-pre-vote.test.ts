import { describe, expect, it } from "vitest";
import { append, heartbeat, voteRequest, voteResponse } from "../unit/raft/support/messages.ts";
import { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { TestNode } from "../unit/raft/support/test-node.ts";
import { beat, cutOff, FIVE, followerWith, ofType, tick, VOTERS } from "./support.ts";

const config = { preVote: true };

describe("thesis §9.6 Preventing disruptions: pre-vote", () => {
  it("a candidate increments its term only when a majority has said that it would vote for it", () => {
    const node = new TestNode({ voters: FIVE, config });
    node.raw.campaign();
    node.settle();
    expect(node.raw.status()).toMatchObject({ role: "preCandidate", term: 0 });
    node.raw.step(voteResponse({ type: "requestPreVoteResponse", from: 2, term: 1 }));
    expect(node.raw.status()).toMatchObject({ role: "preCandidate", term: 0 });
    node.raw.step(voteResponse({ type: "requestPreVoteResponse", from: 3, term: 1 }));
    expect(node.raw.status()).toMatchObject({ role: "candidate", term: 1, vote: 1 });
  });

  it("it asks about the term that the election would have, and about its log", () => {
    const node = followerWith([1, 3], { config });
    node.raw.campaign();
    expect(node.settle()).toMatchObject([
      { type: "requestPreVote", to: 2, term: 4, index: 2, logTerm: 3 },
      { type: "requestPreVote", to: 3, term: 4, index: 2, logTerm: 3 },
    ]);
  });

  it("asking changes neither the term nor the vote, in memory or on disk", () => {
    const node = followerWith([1], { config });
    const before = node.storage.hardState;
    node.raw.campaign();
    node.settle();
    expect(node.storage.hardState).toEqual(before);
    expect(node.raw.status()).toMatchObject({ term: 1, vote: null });
  });

  it.each([
    { logTerm: 1, index: 2, isGranted: true, why: "as long" },
    { logTerm: 2, index: 1, isGranted: true, why: "later" },
    { logTerm: 1, index: 1, isGranted: false, why: "shorter" },
  ])(
    "a server says yes only if the candidate's log is up to date ($why)",
    ({ logTerm, index, isGranted }) => {
      const node = followerWith([1, 1], { config });
      node.raw.step(voteRequest({ type: "requestPreVote", from: 3, term: 2, logTerm, index }));
      expect(node.settle()).toMatchObject([{ type: "requestPreVoteResponse", reject: !isGranted }]);
    },
  );

  it("nor while it has heard from a leader within the smallest election timeout; differs: then it does not answer at all", () => {
    const node = followerWith([1], { config: { preVote: true, checkQuorum: true } });
    node.randomValue = 5;
    node.raw.step(heartbeat({ term: 2 }));
    node.settle();
    const request = voteRequest({ type: "requestPreVote", from: 3, term: 3, logTerm: 1, index: 1 });
    tick(node, 9);
    expect(node.raw.step(request)).toEqual({ kind: "ignored", reason: "lease" });
    expect(node.settle()).toEqual([]);
    node.raw.tick();
    node.raw.step(request);
    expect(node.settle()).toMatchObject([{ to: 3, reject: false }]);
  });

  it("saying yes neither takes the term nor spends the vote: it may be said to several candidates", () => {
    const node = new TestNode({ voters: VOTERS, config });
    node.raw.step(voteRequest({ type: "requestPreVote", from: 2, term: 5 }));
    node.raw.step(voteRequest({ type: "requestPreVote", from: 3, term: 5 }));
    expect(node.settle()).toMatchObject([
      { type: "requestPreVoteResponse", to: 2, term: 5, reject: false },
      { type: "requestPreVoteResponse", to: 3, term: 5, reject: false },
    ]);
    expect(node.raw.status()).toMatchObject({ term: 0, vote: null, role: "follower" });
  });

  it("a server that is cut off does not increment its term, however long it lasts", () => {
    const cluster = new TestCluster({
      voters: VOTERS,
      config: { preVote: true, checkQuorum: true },
    });
    cluster.elect(1);
    cutOff(cluster, [3]);
    for (let round = 0; round < 100; round += 1) {
      cluster.tick(3, 1);
      beat(cluster, 1, 1);
    }
    expect(cluster.node(3).raw.status()).toMatchObject({ role: "preCandidate", term: 2 });
  });

  it("when it is back it does not depose the leader, whose heartbeat makes it a follower in the same term", () => {
    const cluster = new TestCluster({
      voters: VOTERS,
      config: { preVote: true, checkQuorum: true },
    });
    cluster.elect(1);
    cutOff(cluster, [3]);
    cluster.propose(1, "a");
    cluster.tick(3, 60);
    cluster.settle();
    cluster.heal();
    cluster.tick(3, 20);
    cluster.settle();
    beat(cluster, 1);
    expect(cluster.node(1).raw.status()).toMatchObject({ role: "leader", term: 2 });
    expect(cluster.node(3).raw.status()).toMatchObject({ role: "follower", leader: 1, term: 2 });
  });

  it("when there is no leader pre-votes lead to an election like any other", () => {
    const cluster = new TestCluster({
      voters: VOTERS,
      config: { preVote: true, checkQuorum: true },
    });
    cluster.node(2).randomValue = 5;
    cluster.elect(1);
    cutOff(cluster, [1]);
    cluster.tick(2, 10);
    cluster.tick(3, 10);
    cluster.settle();
    expect(cluster.node(3).raw.status()).toMatchObject({ role: "leader", term: 3 });
    expect(ofType(cluster.delivered, "requestPreVote").length).toBeGreaterThan(0);
  });

  it("a candidate that a majority refuses goes back to waiting", () => {
    const node = new TestNode({ voters: VOTERS, config });
    node.raw.campaign();
    node.settle();
    node.raw.step(voteResponse({ type: "requestPreVoteResponse", from: 2, term: 0, reject: true }));
    expect(node.raw.status().role).toBe("preCandidate");
    node.raw.step(voteResponse({ type: "requestPreVoteResponse", from: 2, term: 1, reject: true }));
    expect(node.raw.status()).toMatchObject({ role: "follower", term: 1 });
  });

  it("a pre-candidate that finds a leader of its term follows it", () => {
    const node = followerWith([1], { config });
    tick(node, 10);
    expect(node.raw.status().role).toBe("preCandidate");
    node.raw.step(append({ from: 3, term: 1 }));
    expect(node.raw.status()).toMatchObject({ role: "follower", leader: 3, term: 1 });
  });

  it("a pre-vote of a lower term is refused with the own one, so that nobody is ignored for ever (B9)", () => {
    const node = new TestNode({ voters: VOTERS, config });
    node.raw.step(heartbeat({ term: 5 }));
    node.settle();
    node.raw.step(voteRequest({ type: "requestPreVote", from: 3, term: 2 }));
    expect(node.settle()).toMatchObject([
      { type: "requestPreVoteResponse", to: 3, term: 5, reject: true },
    ]);
    const asker = new TestNode({ id: 3, voters: VOTERS, config });
    asker.raw.campaign();
    asker.settle();
    asker.raw.step(voteResponse({ type: "requestPreVoteResponse", to: 3, term: 5, reject: true }));
    expect(asker.raw.status()).toMatchObject({ role: "follower", term: 5 });
  });

  it("a leader of a lower term is told of the higher one, so that a server that was away can come back (B9)", () => {
    for (const options of [{ preVote: true }, { checkQuorum: true }]) {
      const node = new TestNode({ voters: VOTERS, config: options });
      node.raw.step(heartbeat({ term: 5 }));
      node.settle();
      node.raw.step(append({ term: 2, from: 3 }));
      expect(node.settle()).toMatchObject([{ type: "appendResponse", to: 3, term: 5 }]);
    }
  });
});
