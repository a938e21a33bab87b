import { describe, expect, it } from "vitest";
import { EMPTY_BYTES } from "../../src/raft/index.ts";
import {
  append,
  appendResponse,
  entry,
  heartbeat,
  voteRequest,
  voteResponse,
} from "../unit/raft/support/messages.ts";
import { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { bytes, createLeader, TestNode } from "../unit/raft/support/test-node.ts";
import { electByVoteOf2, followerWith, ofType, progressOf, tick, VOTERS } from "./support.ts";

describe("Figure 2, state", () => {
  it("term, vote and log are on stable storage before a server answers", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(append({ term: 3, entries: [entry(3, 1)] }));
    node.raw.step(voteRequest({ from: 3, term: 4, logTerm: 3, index: 1 }));
    const ready = node.raw.ready();
    expect(ready).toMatchObject({
      mustSync: true,
      hardState: { term: 4, vote: 3 },
      entries: [{ index: 1, term: 3 }],
      messages: [],
      persistedMessages: [{ type: "appendResponse" }, { type: "requestVoteResponse" }],
    });
  });

  it("a candidate's vote for itself counts when it is on stable storage, and its requests leave then", () => {
    const node = new TestNode({ voters: [1] });
    node.raw.campaign();
    const ready = node.raw.ready();
    expect(ready).toMatchObject({ mustSync: true, hardState: { term: 1, vote: 1 }, messages: [] });
    expect(node.raw.status().role).toBe("candidate");
    node.persist(ready);
    node.raw.advanceAppend(ready);
    expect(node.raw.status().role).toBe("leader");

    const ofThree = new TestNode({ voters: VOTERS });
    ofThree.raw.campaign();
    expect(ofThree.raw.ready()).toMatchObject({
      messages: [],
      persistedMessages: [{ type: "requestVote" }, { type: "requestVote" }],
    });
  });

  it("a server starts with commit and applied index at 0, and they only grow", () => {
    const node = new TestNode({ voters: VOTERS });
    expect(node.raw.status()).toMatchObject({ term: 0, vote: null, commit: 0, applied: 0 });
    node.raw.step(append({ term: 1, entries: [entry(1, 1), entry(1, 2)], commit: 2 }));
    node.settle();
    node.raw.step(heartbeat({ term: 1, commit: 1 }));
    node.raw.step(append({ term: 1, logTerm: 1, index: 2, commit: 1 }));
    node.settle();
    expect(node.raw.status()).toMatchObject({ commit: 2, applied: 2 });
  });

  it("differs: the commit index is stored too, so that a restart need not wait to learn it again; it may be behind", () => {
    const node = followerWith([1, 1], { commit: 2 });
    expect(node.storage.hardState.commit).toBe(2);
    node.restart();
    expect(node.raw.status().commit).toBe(2);
    node.storage.hardState = { ...node.storage.hardState, commit: 1 };
    node.restart(1);
    expect(node.raw.status()).toMatchObject({ commit: 1, lastIndex: 2 });
  });

  it("next and match indexes belong to one leadership: they begin anew after an election", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.elect(1);
    cluster.propose(1, "a");
    expect(progressOf(cluster.node(1), 2)?.match).toBe(3);
    cluster.elect(2);
    expect(cluster.node(1).raw.status().progress).toBeNull();
    cluster.isLost = ({ type }) => type === "appendResponse";
    cluster.elect(1);
    expect(progressOf(cluster.node(1), 2)).toMatchObject({ match: 0, state: "probe" });
  });
});

describe("Figure 2, receiving an append", () => {
  it("the answer has the receiver's term and whether the log had the entry before", () => {
    const node = followerWith([1]);
    node.raw.step(append({ term: 2, logTerm: 1, index: 1 }));
    node.raw.step(append({ term: 2, logTerm: 2, index: 1 }));
    expect(node.settle()).toMatchObject([
      { type: "appendResponse", term: 2, reject: false },
      { type: "appendResponse", term: 2, reject: true },
    ]);
  });

  it("the answer to an accepted append names the last index that agrees, which need not be the last of the log", () => {
    const node = followerWith([1, 1, 1]);
    node.raw.step(append({ term: 2, logTerm: 1, index: 1, entries: [entry(1, 2)] }));
    expect(node.settle()).toMatchObject([{ reject: false, index: 2 }]);
  });

  it("its sender is remembered as the leader, whom to send clients to", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(append({ from: 3, term: 1 }));
    expect(node.raw.status().leader).toBe(3);
    node.raw.step(append({ from: 2, term: 2 }));
    expect(node.raw.status().leader).toBe(2);
  });

  it("the commit index becomes the leader's, and never more than the last entry that this append vouches for", () => {
    const node = followerWith([1, 1, 1]);
    // A new leader has agreed on the first entry only; what follows here may be replaced.
    node.raw.step(append({ term: 2, from: 3, logTerm: 1, index: 1, commit: 3 }));
    expect(node.raw.status().commit).toBe(1);
    node.raw.step(
      append({ term: 2, from: 3, logTerm: 1, index: 1, commit: 3, entries: [entry(2, 2)] }),
    );
    expect(node.raw.status()).toMatchObject({ commit: 2, lastIndex: 2 });
  });

  it("differs: an append from before the commit index is answered with that index, without a look at its entries", () => {
    const node = followerWith([1, 1, 1], { commit: 3 });
    node.raw.step(append({ term: 1, logTerm: 1, index: 1, entries: [entry(1, 2)] }));
    expect(node.settle()).toMatchObject([{ reject: false, index: 3 }]);
  });
});

describe("Figure 2, receiving a vote request", () => {
  it("the answer has the receiver's term and whether the vote is given", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(voteRequest({ from: 2, term: 7 }));
    node.raw.step(voteRequest({ from: 3, term: 7 }));
    expect(node.settle()).toMatchObject([
      { type: "requestVoteResponse", to: 2, term: 7, reject: false },
      { type: "requestVoteResponse", to: 3, term: 7, reject: true },
    ]);
  });

  it("the vote is given to the first whose log is up to date: a refusal for the log spends no vote", () => {
    const node = followerWith([1, 1]);
    node.raw.step(voteRequest({ from: 2, term: 2, logTerm: 1, index: 1 }));
    node.raw.step(voteRequest({ from: 3, term: 2, logTerm: 1, index: 2 }));
    expect(node.settle()).toMatchObject([
      { to: 2, reject: true },
      { to: 3, reject: false },
    ]);
  });

  it("a server that knows this term's leader, or is a candidate itself, gives no vote in it", () => {
    const follower = new TestNode({ voters: VOTERS });
    follower.raw.step(heartbeat({ from: 3, term: 1 }));
    follower.raw.step(voteRequest({ from: 2, term: 1 }));
    expect(ofType(follower.settle(), "requestVoteResponse")).toMatchObject([{ reject: true }]);
    const candidate = new TestNode({ voters: VOTERS });
    candidate.raw.campaign();
    candidate.raw.step(voteRequest({ from: 2, term: 1 }));
    expect(ofType(candidate.settle(), "requestVoteResponse")).toMatchObject([{ reject: true }]);
  });
});

describe("Figure 2, rules for servers", () => {
  it("whatever is committed and not yet applied is applied, in order and once, over restarts too", () => {
    const node = followerWith([1, 1, 1]);
    node.raw.step(heartbeat({ term: 1, commit: 1 }));
    node.settle();
    node.raw.step(heartbeat({ term: 1, commit: 3 }));
    node.settle();
    node.restart();
    node.settle();
    expect(node.applied.map(({ index }) => index)).toEqual([1, 2, 3]);
  });

  it("a follower answers requests of leaders and candidates", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(append({ term: 1 }));
    node.raw.step(heartbeat({ term: 1 }));
    node.raw.step(voteRequest({ from: 3, term: 2 }));
    expect(
      node
        .settle()
        .map(({ type, to }) => `${type} ${to}`)
        .sort(),
    ).toEqual(["appendResponse 2", "heartbeatResponse 2", "requestVoteResponse 3"]);
  });

  it("a candidate resets its election timer when it starts an election", () => {
    const node = new TestNode({ voters: VOTERS });
    tick(node, 9);
    node.raw.campaign();
    tick(node, 9);
    expect(node.raw.status().term).toBe(1);
    node.raw.tick();
    expect(node.raw.status().term).toBe(2);
  });

  it("a leader repeats its messages while nothing is proposed, before any election timeout", () => {
    const leader = createLeader({ voters: VOTERS });
    for (let at = 0; at < 30; at += 1) {
      leader.raw.tick();
      expect(ofType(leader.settle(), "heartbeat")).toHaveLength(2);
    }
  });

  it("a leader sends a follower all entries from its next index on", () => {
    const leader = createLeader({ voters: VOTERS });
    leader.raw.propose(EMPTY_BYTES, bytes("a"));
    leader.raw.propose(EMPTY_BYTES, bytes("b"));
    leader.settle();
    leader.raw.step(appendResponse({ term: 1, index: 1 }));
    expect(ofType(leader.settle(), "append").filter(({ to }) => to === 2)).toMatchObject([
      { index: 1, entries: [{ index: 2 }, { index: 3 }] },
    ]);
  });

  it("success moves next and match index forward, a refusal moves the next index back, never below the match index", () => {
    const leader = followerWith([1, 1, 1]);
    electByVoteOf2(leader);
    const refusal = { term: 2, index: 3, reject: true, rejectHint: 1, logTerm: 1 };
    leader.raw.step(appendResponse(refusal));
    expect(progressOf(leader, 2)).toMatchObject({ match: 0, next: 2 });
    leader.raw.step(appendResponse({ term: 2, index: 4 }));
    expect(progressOf(leader, 2)).toMatchObject({ match: 4, next: 5 });
    // Late, and less than what is known.
    leader.raw.step(appendResponse(refusal));
    leader.raw.step(appendResponse({ term: 2, index: 2 }));
    expect(progressOf(leader, 2)).toMatchObject({ match: 4, next: 5, state: "replicate" });
  });

  it("the commit index moves to the highest index that a majority has, of an entry of the leader's term", () => {
    const leader = followerWith([1, 1]);
    electByVoteOf2(leader);
    leader.raw.propose(EMPTY_BYTES, bytes("a"));
    leader.raw.propose(EMPTY_BYTES, bytes("b"));
    leader.settle();
    for (const [index, commit] of [
      [2, 0],
      [3, 3],
      [4, 4],
    ] as const) {
      leader.raw.step(appendResponse({ term: 2, index }));
      expect(leader.raw.status().commit).toBe(commit);
    }
    leader.raw.step(appendResponse({ from: 3, term: 2, index: 5 }));
    expect(leader.raw.status().commit).toBe(5);
  });

  it("a vote that comes after the election is decided changes nothing", () => {
    const leader = createLeader({ voters: VOTERS });
    const before = leader.raw.status();
    leader.raw.step(voteResponse({ from: 3, term: 1 }));
    leader.raw.step(voteResponse({ from: 3, term: 1, reject: true }));
    expect(leader.raw.status()).toEqual(before);
    expect(leader.settle()).toEqual([]);
  });
});
