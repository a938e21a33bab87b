import { describe, expect, it } from "vitest";
import { EMPTY_BYTES } from "../../src/raft/index.ts";
import {
  append,
  appendResponse,
  entry,
  voteRequest,
  voteResponse,
} from "../unit/raft/support/messages.ts";
import { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { bytes, text } from "../unit/raft/support/test-node.ts";
import {
  beat,
  cutOff,
  electByVoteOf2,
  FIVE,
  followerWith,
  logTerms,
  ofType,
  VOTERS,
} from "./support.ts";

describe("§5.4.1 Election restriction", () => {
  it("a vote request tells the term and index of the candidate's last entry", () => {
    const node = followerWith([1, 1, 3]);
    node.raw.campaign();
    expect(node.settle()).toMatchObject([
      { type: "requestVote", to: 2, term: 4, logTerm: 3, index: 3 },
      { type: "requestVote", to: 3, term: 4, logTerm: 3, index: 3 },
    ]);
  });

  it.each([
    { own: [1], logTerm: 1, index: 1, isGranted: true, why: "the same" },
    { own: [1], logTerm: 1, index: 2, isGranted: true, why: "longer in the same term" },
    { own: [1, 1], logTerm: 1, index: 1, isGranted: false, why: "shorter in the same term" },
    { own: [1, 1], logTerm: 2, index: 1, isGranted: true, why: "shorter, of a later term" },
    { own: [1, 2], logTerm: 1, index: 9, isGranted: false, why: "longer, of an earlier term" },
  ])(
    "a voter refuses a candidate whose log is less up to date: the later last term wins, in the same term the longer log ($why)",
    ({ own, logTerm, index, isGranted }) => {
      const node = followerWith(own);
      node.raw.step(voteRequest({ term: 3, logTerm, index }));
      expect(node.settle()).toMatchObject([{ type: "requestVoteResponse", reject: !isGranted }]);
      expect(node.raw.status().vote).toBe(isGranted ? 2 : null);
    },
  );

  it("a candidate whose log lacks a committed entry cannot win, since it needs a vote of the majority that has it", () => {
    const cluster = new TestCluster({ voters: FIVE });
    cluster.elect(1);
    cutOff(cluster, [4, 5]);
    cluster.propose(1, "committed");
    cluster.heal();
    for (const id of [4, 5, 4, 5]) {
      cluster.node(id).raw.campaign();
      cluster.settle();
      expect(cluster.node(id).raw.status().role).not.toBe("leader");
    }
    cutOff(cluster, [1, 2]);
    cluster.node(4).raw.campaign();
    cluster.settle();
    expect(cluster.node(4).raw.status().role).not.toBe("leader");
    cluster.elect(3);
  });

  it("entries flow from leaders to followers only: a leader has every committed entry and fetches none", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.elect(1);
    cluster.propose(1, "a");
    cutOff(cluster, [1]);
    cluster.elect(2);
    for (const message of ofType(cluster.delivered, "append")) {
      const leaders = new Map([
        [2, 1],
        [3, 2],
      ]);
      expect(message.from).toBe(leaders.get(message.term));
    }
    expect(cluster.node(2).applied.map(({ data }) => text(data))).toEqual(["", "a", ""]);
  });
});

describe("§5.4.2 Committing entries from previous terms", () => {
  it("an entry of the leader's own term is committed once a majority has it", () => {
    const leader = followerWith([1]);
    electByVoteOf2(leader);
    leader.raw.step(appendResponse({ from: 3, term: 2, index: 2 }));
    expect(leader.raw.status().commit).toBe(2);
  });

  it("a new leader goes on replicating what an earlier one left unfinished", () => {
    const cluster = new TestCluster({ voters: FIVE });
    cluster.elect(1);
    cutOff(cluster, [3, 4, 5]);
    cluster.propose(1, "unfinished");
    expect(cluster.node(1).raw.status().commit).toBe(2);
    cutOff(cluster, [1]);
    cluster.elect(2);
    beat(cluster, 2);
    expect(cluster.node(5).applied.map(({ data }) => text(data))).toEqual(["", "unfinished", ""]);
  });

  it("an entry of an earlier term is not committed by counting, though a majority has it", () => {
    const leader = followerWith([1, 2]);
    electByVoteOf2(leader);
    leader.raw.step(appendResponse({ from: 2, term: 3, index: 2 }));
    leader.raw.step(appendResponse({ from: 3, term: 3, index: 2 }));
    expect(leader.raw.status().commit).toBe(0);
  });

  it("it is committed with the first entry of the leader's own term", () => {
    const leader = followerWith([1, 2]);
    electByVoteOf2(leader);
    leader.raw.step(appendResponse({ from: 2, term: 3, index: 3 }));
    expect(leader.raw.status().commit).toBe(3);
  });

  it("so an old entry on a majority can still be overwritten by a later term's, and nobody has applied it (figure 8)", () => {
    const cluster = new TestCluster({ voters: FIVE });
    const logs = [[2, 4], [2], [2], [], [3]];
    FIVE.forEach((id, at) => {
      const { storage } = cluster.node(id);
      storage.append((logs[at] ?? []).map((term, offset) => entry(term, offset + 2)));
      storage.hardState = { term: id === 5 ? 3 : 4, vote: null, commit: 1 };
      cluster.node(id).restart(1);
    });
    // The first one leads again and its entry of term 2 is on a majority, but nothing of its new term is.
    cluster.isLost = (message) =>
      message.type === "append" && message.entries.some(({ term }) => term > 4);
    cluster.elect(1);
    expect(cluster.node(1).raw.status().commit).toBe(1);
    // The fifth wins by its later term and replaces it.
    cutOff(cluster, [1]);
    cluster.node(5).storage.hardState = { term: 5, vote: null, commit: 1 };
    cluster.node(5).restart(1);
    cluster.elect(5);
    expect(logTerms(cluster.node(2))).toEqual([3, 6]);
    cluster.heal();
    beat(cluster, 5);
    for (const node of cluster.nodes.values()) {
      expect(node.applied.map(({ term }) => term)).toEqual([3, 6]);
    }
  });

  it("entries keep their original terms when a later leader replicates them", () => {
    const leader = followerWith([1, 1, 2]);
    electByVoteOf2(leader);
    leader.raw.step(appendResponse({ term: 3, index: 3, reject: true, rejectHint: 0, logTerm: 0 }));
    const [message] = ofType(leader.settle(), "append");
    expect(message?.entries.map(({ term }) => term)).toEqual([1, 1, 2, 3]);
  });
});

describe("§5.4.3 Safety argument", () => {
  it("an entry that is committed in a term is in the log of every leader of a later term (leader completeness)", () => {
    const cluster = new TestCluster({ voters: FIVE });
    const committed: string[] = [];
    let term = 1;
    for (const [leader, away] of [
      [1, [4, 5]],
      [3, [1, 2]],
      [5, [2, 4]],
      [4, [3, 1]],
    ] as const) {
      // Who has missed something asks others until somebody wins who has not.
      cutOff(cluster, away);
      const alive = FIVE.filter((id) => !away.some((other) => other === id));
      const elected = [leader, ...alive].find((id) => {
        cluster.node(id).raw.campaign();
        cluster.settle();
        return cluster.node(id).raw.status().role === "leader";
      });
      const node = cluster.node(elected ?? 0);
      expect(node.raw.status().term).toBeGreaterThan(term);
      term = node.raw.status().term;
      const log = node.storage.log.map(({ data }) => text(data));
      expect(log).toEqual(expect.arrayContaining(committed));
      cluster.propose(elected ?? 0, `by ${elected} in ${term}`);
      committed.push(`by ${elected} in ${term}`);
      expect(node.applied.map(({ data }) => text(data))).toEqual(expect.arrayContaining(committed));
      cluster.heal();
    }
  });

  it("no two servers apply different entries at an index, and each applies all of them in order (state machine safety)", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.elect(1);
    cutOff(cluster, [1]);
    cluster.node(1).raw.propose(EMPTY_BYTES, bytes("never committed"));
    cluster.elect(2);
    cluster.propose(2, "a");
    cluster.heal();
    beat(cluster, 2);
    const expected = cluster.node(2).applied;
    expect(expected.map(({ index }) => index)).toEqual([2, 3, 4]);
    for (const node of cluster.nodes.values()) {
      expect(node.applied).toEqual(expected);
    }
  });

  it("what is committed is never replaced, whatever a later append says", () => {
    const node = followerWith([1, 1], { commit: 2 });
    node.raw.step(append({ term: 6, entries: [entry(6, 1), entry(6, 2), entry(6, 3)] }));
    node.settle();
    expect(logTerms(node)).toEqual([1, 1]);
    node.raw.step(append({ term: 6, logTerm: 1, index: 2, entries: [entry(6, 3)] }));
    node.settle();
    expect(logTerms(node)).toEqual([1, 1, 6]);
  });

  it("a vote that was given before the candidate's log fell behind counts in its own term only", () => {
    const node = followerWith([1]);
    node.raw.step(voteRequest({ from: 2, term: 2, logTerm: 1, index: 1 }));
    node.settle();
    node.raw.step(append({ from: 3, term: 3, logTerm: 1, index: 1, entries: [entry(3, 2)] }));
    node.settle();
    node.raw.step(voteRequest({ from: 2, term: 4, logTerm: 1, index: 1 }));
    expect(node.settle()).toMatchObject([{ to: 2, term: 4, reject: true }]);
    node.raw.step(voteResponse({ from: 2, term: 2 }));
    expect(node.raw.status().role).toBe("follower");
  });
});
