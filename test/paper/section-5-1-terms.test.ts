import { describe, expect, it } from "vitest";
import type { Message } from "../../src/raft/index.ts";
import {
  append,
  appendResponse,
  heartbeat,
  voteRequest,
  voteResponse,
} from "../unit/raft/support/messages.ts";
import { createLeader, TestNode } from "../unit/raft/support/test-node.ts";

const higher: readonly (readonly [string, Message])[] = [
  ["append", append({ term: 9 })],
  ["heartbeat", heartbeat({ term: 9 })],
  ["appendResponse", appendResponse({ term: 9 })],
  ["requestVote", voteRequest({ term: 9 })],
  ["requestVoteResponse", voteResponse({ term: 9, reject: true })],
];

describe("section 5.1, terms", () => {
  it.each(higher)(
    "if one server's current term is smaller than the other's, then it updates its current term to the larger value (%s)",
    (_, message) => {
      const node = new TestNode({ voters: [1, 2, 3] });
      node.raw.step(message);
      expect(node.raw.status().term).toBe(9);
    },
  );

  it.each(higher)(
    "if a candidate or leader discovers that its term is out of date, it immediately reverts to follower state (%s)",
    (_, message) => {
      const candidate = new TestNode({ voters: [1, 2, 3] });
      candidate.raw.campaign();
      candidate.raw.step(message);
      expect(candidate.raw.status()).toMatchObject({ role: "follower", term: 9 });

      const leader = createLeader({ voters: [1, 2, 3] });
      leader.raw.step(message);
      expect(leader.raw.status()).toMatchObject({ role: "follower", term: 9 });
    },
  );

  it("if a server receives a request with a stale term number, it rejects the request", () => {
    const node = new TestNode({ voters: [1, 2, 3] });
    node.raw.step(heartbeat({ term: 5 }));
    node.settle();

    for (const message of [
      append({
        term: 4,
        entries: [
          {
            ...append({ term: 4 }),
            type: "normal",
            term: 4,
            index: 1,
            data: new Uint8Array(),
            context: new Uint8Array(),
          },
        ],
      }),
      voteRequest({ term: 4, logTerm: 4, index: 100 }),
    ]) {
      expect(node.raw.step(message)).toEqual({ kind: "ignored", reason: "lowerTerm" });
    }

    expect(node.raw.status()).toMatchObject({ term: 5, vote: null, lastIndex: 0 });
    expect(node.settle()).toEqual([]);
  });

  it("current terms are exchanged whenever servers communicate", () => {
    const leader = createLeader({ voters: [1, 2, 3] });
    leader.raw.tick();
    const sent = leader.settle();
    expect(sent.length).toBeGreaterThan(0);
    for (const message of sent) {
      expect(message.term).toBe(1);
    }
  });
});
