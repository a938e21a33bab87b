import { describe, expect, it } from "vitest";
import { EMPTY_BYTES } from "../../src/raft/index.ts";
import { append, appendResponse, entry, voteResponse } from "../unit/raft/support/messages.ts";
import { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { bytes, createLeader, TestNode, text } from "../unit/raft/support/test-node.ts";
import { FIVE, ofType, progressOf, VOTERS } from "./support.ts";

describe("thesis §10.2.1 Writing to the leader's disk in parallel", () => {
  it("a leader sends entries to its followers while it writes them to its own disk", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    leader.raw.propose(EMPTY_BYTES, bytes("x"));
    const ready = leader.raw.ready();
    expect(ready.entries).toHaveLength(1);
    expect(ready.messages.map(({ type, to }) => `${type} ${to}`)).toEqual(["append 2", "append 3"]);
  });

  it("it does not count itself towards the majority before its write is durable", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    leader.raw.propose(EMPTY_BYTES, bytes("x"));
    const ready = leader.raw.ready();
    leader.raw.step(appendResponse({ from: 2, term: 2, index: 3 }));
    expect(leader.raw.status().commit).toBe(2);
    leader.persist(ready);
    leader.raw.advanceAppend(ready);
    expect(leader.raw.status().commit).toBe(3);
  });

  it("a majority of followers may commit an entry before it is durable on the leader; differs: it is applied there only afterwards", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    leader.raw.propose(EMPTY_BYTES, bytes("x"));
    const ready = leader.raw.ready();
    leader.raw.step(appendResponse({ from: 2, term: 2, index: 3 }));
    leader.raw.step(appendResponse({ from: 3, term: 2, index: 3 }));
    expect(leader.raw.status()).toMatchObject({ commit: 3, applied: 2 });
    leader.persist(ready);
    const light = leader.raw.advanceAppend(ready);
    expect(light.committedEntries.map(({ data }) => text(data))).toEqual(["x"]);

    leader.settle();
    leader.raw.propose(EMPTY_BYTES, bytes("y"));
    leader.raw.step(appendResponse({ from: 2, term: 2, index: 4 }));
    leader.raw.step(appendResponse({ from: 3, term: 2, index: 4 }));
    expect(leader.raw.ready()).toMatchObject({
      hardState: { commit: 4 },
      entries: [{ index: 4 }],
      committedEntries: [],
    });
  });

  it("only a leader does so, and only in a durable term: what others say waits for the disk", () => {
    const leader = new TestNode({ voters: [1], learners: [2] });
    leader.raw.campaign();
    const first = leader.raw.ready();
    expect([...first.messages, ...first.persistedMessages]).toEqual([]);
    // Elected by the votes of the others, its own not yet durable.
    const early = new TestNode({ voters: VOTERS });
    early.raw.campaign();
    early.raw.step(voteResponse({ from: 2, term: 1 }));
    early.raw.step(voteResponse({ from: 3, term: 1 }));
    expect(early.raw.status().role).toBe("leader");
    expect(early.raw.ready().messages).toEqual([]);
    const follower = new TestNode({ voters: VOTERS });
    follower.raw.step(append({ term: 1, entries: [entry(1, 1)] }));
    expect(follower.raw.ready()).toMatchObject({
      messages: [],
      persistedMessages: [{ type: "appendResponse", index: 1 }],
    });
  });
});

describe("thesis §10.2.2 Batching and pipelining", () => {
  it("entries that are proposed together travel and are written together", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    for (const data of ["a", "b", "c"]) {
      leader.raw.propose(EMPTY_BYTES, bytes(data));
    }
    const ready = leader.raw.ready();
    expect(ready.entries).toHaveLength(3);
    expect(ofType(ready.messages, "append").map(({ to, entries }) => [to, entries.length])).toEqual(
      [
        [2, 3],
        [3, 3],
      ],
    );
  });

  it("a leader sends the next entries without waiting for the answer to the last ones, once the logs are known to agree", () => {
    const cluster = new TestCluster({ voters: FIVE });
    const leader = cluster.elect(1);
    for (const [at, data] of ["a", "b", "c"].entries()) {
      leader.raw.propose(EMPTY_BYTES, bytes(data));
      const sent = ofType(leader.settle(), "append").filter(({ to }) => to === 2);
      expect(sent).toMatchObject([{ index: 2 + at, entries: [{ index: 3 + at }] }]);
    }
    expect(progressOf(leader, 2)).toMatchObject({ match: 2, next: 6, inflightMessages: 3 });
  });

  it("before that, at the start of its term, it sends one message and waits", () => {
    const leader = createLeader({ voters: VOTERS });
    leader.raw.propose(EMPTY_BYTES, bytes("a"));
    leader.raw.propose(EMPTY_BYTES, bytes("b"));
    expect(ofType(leader.settle(), "append")).toEqual([]);
    leader.raw.step(appendResponse({ term: 1, index: 1 }));
    expect(ofType(leader.settle(), "append").filter(({ to }) => to === 2)).toMatchObject([
      { index: 1, entries: [{ index: 2 }, { index: 3 }] },
    ]);
  });

  it("the consistency check makes messages that overtake each other harmless", () => {
    const node = new TestNode({ voters: VOTERS });
    const first = append({ term: 1, entries: [entry(1, 1)] });
    const second = append({ term: 1, logTerm: 1, index: 1, entries: [entry(1, 2)] });
    node.raw.step(second);
    node.raw.step(first);
    node.raw.step(second);
    expect(node.settle()).toMatchObject([
      { reject: true, index: 1, rejectHint: 0 },
      { reject: false, index: 1 },
      { reject: false, index: 2 },
    ]);
  });

  it("when a message is lost the leader falls back to what is known to be there and sends from there again", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    for (const data of ["a", "b", "c"]) {
      leader.raw.propose(EMPTY_BYTES, bytes(data));
      leader.settle();
    }
    leader.raw.step(appendResponse({ term: 2, index: 3, reject: true, rejectHint: 2, logTerm: 2 }));
    expect(ofType(leader.settle(), "append")).toMatchObject([
      { to: 2, index: 2, entries: [{ index: 3 }, { index: 4 }, { index: 5 }] },
    ]);
    expect(progressOf(leader, 2)).toMatchObject({ state: "probe", match: 2 });
  });
});
