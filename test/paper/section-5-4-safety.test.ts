import { describe, expect, it } from "vitest";
import {
  append,
  appendResponse,
  entry,
  voteRequest,
  voteResponse,
} from "../unit/raft/support/messages.ts";
import { createLeader, TestNode } from "../unit/raft/support/test-node.ts";

const VOTERS = [1, 2, 3];

describe("section 5.4.1, election restriction", () => {
  it.each([
    { own: [1], candidate: { logTerm: 1, index: 1 }, isGranted: true, why: "the same" },
    { own: [1], candidate: { logTerm: 1, index: 2 }, isGranted: true, why: "longer" },
    { own: [1, 1], candidate: { logTerm: 1, index: 1 }, isGranted: false, why: "shorter" },
    { own: [1, 1], candidate: { logTerm: 2, index: 1 }, isGranted: true, why: "of a later term" },
    {
      own: [1, 2],
      candidate: { logTerm: 1, index: 9 },
      isGranted: false,
      why: "of an earlier term",
    },
  ])(
    "the voter denies its vote if its own log is more up-to-date than that of the candidate ($why)",
    ({ own, candidate, isGranted }) => {
      const node = new TestNode({ voters: VOTERS });
      const entries = own.map((term, at) => entry(term, at + 1));
      node.raw.step(append({ term: 2, from: 3, entries }));
      node.settle();
      node.raw.step(voteRequest({ term: 3, ...candidate }));
      expect(node.settle()).toMatchObject([{ type: "requestVoteResponse", reject: !isGranted }]);
    },
  );
});

describe("section 5.4.2, committing entries from previous terms", () => {
  it("only log entries from the leader's current term are committed by counting replicas", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(append({ term: 2, entries: [entry(1, 1), entry(2, 2)] }));
    node.settle();
    node.raw.campaign();
    node.settle();
    node.raw.step(voteResponse({ term: 3 }));
    node.settle();

    node.raw.step(appendResponse({ term: 3, index: 2 }));
    expect(node.raw.status().commit).toBe(0);
    node.raw.step(appendResponse({ term: 3, index: 3 }));
    expect(node.raw.status().commit).toBe(3);
  });
});

describe("section 5.5, follower and candidate crashes", () => {
  it("if a server crashes after completing an RPC but before responding, it will receive the same RPC again: Raft RPCs are idempotent", () => {
    const node = new TestNode({ voters: VOTERS });
    const message = append({ term: 1, entries: [entry(1, 1), entry(1, 2)] });
    node.raw.step(message);
    node.settle();
    const before = [...node.storage.log];
    node.restart();
    node.raw.step(message);
    expect(node.settle()).toMatchObject([{ type: "appendResponse", reject: false, index: 2 }]);
    expect(node.storage.log).toEqual(before);
  });

  it("an append that is shorter than what is there, and late, removes nothing", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(append({ term: 1, entries: [entry(1, 1), entry(1, 2), entry(1, 3)] }));
    node.settle();
    node.raw.step(append({ term: 1, entries: [entry(1, 1)] }));
    node.settle();
    expect(node.raw.status().lastIndex).toBe(3);
  });
});

describe("section 5.2 and 5.4 together", () => {
  it("a leader starts its term with an entry of its own, by which what is before it is committed", () => {
    const leader = createLeader({ voters: VOTERS });
    expect(leader.storage.log).toMatchObject([{ term: 1, index: 1, type: "normal" }]);
  });
});
