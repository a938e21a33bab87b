import { describe, expect, it } from "vitest";
import { EMPTY_BYTES, EMPTY_CONF_STATE } from "../../../src/raft/index.ts";
import {
  append,
  appendResponse,
  entry,
  heartbeat,
  voteRequest,
  voteResponse,
} from "./support/messages.ts";
import { TestCluster } from "./support/test-cluster.ts";
import { bytes, createLeader, TestNode, text } from "./support/test-node.ts";

const VOTERS = [1, 2, 3];

describe("what may leave a node before it is durable", () => {
  it("is nothing of a follower or candidate: votes, requests for votes, acknowledgements, forwarded proposals (B1, B15)", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(voteRequest({ term: 1 }));
    expect(node.raw.ready()).toMatchObject({
      mustSync: true,
      messages: [],
      persistedMessages: [{ type: "requestVoteResponse" }],
    });

    const candidate = new TestNode({ voters: VOTERS });
    candidate.raw.campaign();
    expect(candidate.raw.ready()).toMatchObject({
      hardState: { term: 1, vote: 1 },
      messages: [],
      persistedMessages: [{ type: "requestVote" }, { type: "requestVote" }],
    });

    const follower = new TestNode({ voters: VOTERS });
    follower.raw.step(append({ term: 1, entries: [entry(1, 1)] }));
    follower.raw.step(heartbeat({ term: 1 }));
    follower.raw.propose(EMPTY_BYTES, bytes("x"));
    const ready = follower.raw.ready();
    expect(ready.messages).toEqual([]);
    expect(ready.persistedMessages.map(({ type }) => type)).toEqual([
      "heartbeatResponse",
      "propose",
      "appendResponse",
    ]);
  });

  it("is a leader's messages, whose own entries do not count before they are durable (B2)", () => {
    const leader = createLeader({ voters: VOTERS });
    leader.raw.propose(EMPTY_BYTES, bytes("x"));
    const ready = leader.raw.ready();
    expect(ready.messages.map(({ type }) => type)).toEqual([]);
    leader.persist(ready);
    leader.raw.advanceAppend(ready);
    leader.raw.step(appendResponse({ from: 2, term: 1, index: 1 }));
    leader.settle();

    leader.raw.propose(EMPTY_BYTES, bytes("y"));
    const next = leader.raw.ready();
    expect(next.messages).toMatchObject([{ type: "append", to: 2 }]);
    expect(leader.raw.status().progress?.[0]?.match).toBe(2);
    leader.raw.step(appendResponse({ from: 2, term: 1, index: 3 }));
    expect(leader.raw.status().commit).toBe(2);
    leader.persist(next);
    leader.raw.advanceAppend(next);
    expect(leader.raw.status().commit).toBe(3);
  });

  it("is nothing of a new term of a single voter with a learner: after a crash it could lead that term again (B2)", () => {
    const node = new TestNode({ voters: [1], learners: [2] });
    node.raw.campaign();
    const ready = node.raw.ready();
    expect([...ready.messages, ...ready.persistedMessages]).toEqual([]);
    // The crash comes before anything is stored: the term was never used.
    node.restart();
    expect(node.raw.status().term).toBe(0);
    node.raw.campaign();
    const { light } = node.processReady();
    expect(node.storage.hardState).toMatchObject({ term: 1, vote: 1 });
    expect(light.messages).toMatchObject([{ type: "append", to: 2, term: 1 }]);
  });

  it("waits as well for messages that a leader made before it stepped down", () => {
    const leader = createLeader({ voters: VOTERS });
    leader.raw.tick();
    leader.raw.step(heartbeat({ from: 2, term: 5 }));
    const ready = leader.raw.ready();
    expect(ready.messages).toEqual([]);
    expect(ready.persistedMessages.map(({ type }) => type)).toContain("heartbeat");
  });
});

describe("what a Ready hands out to apply", () => {
  it("is durable before, or comes in the light ready after it is", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(append({ term: 1, entries: [entry(1, 1), entry(1, 2)], commit: 2 }));
    const ready = node.raw.ready();
    expect(ready).toMatchObject({ hardState: { commit: 2 }, committedEntries: [] });
    node.persist(ready);
    expect(node.raw.advanceAppend(ready)).toMatchObject({
      commitIndex: null,
      committedEntries: [{ index: 1 }, { index: 2 }],
      messages: [],
    });
  });

  it("is applied in two steps by advance: what the Ready had, then what the light ready adds", () => {
    const leader = createLeader({ config: { maxCommittedBytesPerReady: 1 } });
    leader.raw.propose(EMPTY_BYTES, bytes("a"));
    leader.raw.propose(EMPTY_BYTES, bytes("b"));
    const ready = leader.raw.ready();
    leader.persist(ready);
    const light = leader.raw.advance(ready);
    expect(light.committedEntries.map(({ data }) => text(data))).toEqual(["a"]);
    expect(leader.raw.status().applied).toBe(1);
    leader.raw.advanceApply();
    const next = leader.raw.ready();
    expect(next.committedEntries.map(({ data }) => text(data))).toEqual(["b"]);
    leader.raw.advance(next);
    expect(leader.raw.status().applied).toBe(3);
  });

  it("is never more than the limit of bytes at a time, be the host slow to apply (B13)", () => {
    const leader = createLeader({ config: { maxCommittedBytesPerReady: 100 } });
    for (let at = 0; at < 6; at += 1) {
      leader.raw.propose(EMPTY_BYTES, new Uint8Array(30));
    }
    const ready = leader.raw.ready();
    leader.persist(ready);
    const light = leader.raw.advanceAppend(ready);
    expect(light.committedEntries).toHaveLength(1);
    expect(leader.raw.hasReady()).toBe(false);
    leader.raw.advanceApply();
    expect(leader.raw.hasReady()).toBe(true);
  });

  it("keeps the commit index that was known over pages and restarts (B13)", () => {
    const node = new TestNode({ voters: VOTERS, config: { maxCommittedBytesPerReady: 1 } });
    node.raw.step(append({ term: 1, entries: [entry(1, 1), entry(1, 2), entry(1, 3)], commit: 3 }));
    node.processReady();
    expect(node.storage.hardState.commit).toBe(3);
    node.restart();
    node.settle();
    expect(node.applied.map(({ index }) => index)).toEqual([1, 2, 3]);
  });

  it("limits pages by its own measure, be the storage generous (B13)", () => {
    const leader = createLeader({ config: { maxCommittedBytesPerReady: 60 } });
    for (let at = 0; at < 4; at += 1) {
      leader.raw.propose(EMPTY_BYTES, new Uint8Array(10));
    }
    leader.persist(leader.raw.ready());
    leader.storage.hardState = { ...leader.storage.hardState, commit: 5 };
    leader.storage.entries = (low, high) => ({
      kind: "entries",
      entries: leader.storage.log.slice(low - 1, high - 1),
    });
    leader.restart(1);
    expect(leader.raw.ready().committedEntries).toHaveLength(1);
  });

  it("refuses to be told that what was not handed out is applied", () => {
    const leader = createLeader();
    leader.raw.propose(EMPTY_BYTES, bytes("a"));
    expect(() => leader.raw.advanceApplyTo(2)).toThrow("only 1 was handed out");
    expect(() => leader.raw.advanceApplyTo(0)).toThrow("out of range");
  });
});

describe("what is acknowledged as durable", () => {
  it("is only what was written: an entry that was replaced meanwhile stays to be written (B3, B16)", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(append({ term: 1, entries: [entry(1, 1, bytes("a")), entry(1, 2, bytes("a"))] }));
    const first = node.raw.ready();
    node.raw.step(append({ term: 2, from: 3, entries: [entry(2, 1, bytes("b"))] }));
    node.persist(first);
    node.raw.advanceAppend(first);
    const second = node.raw.ready();
    expect(second.entries).toEqual([entry(2, 1, bytes("b"))]);
    node.persist(second);
    node.raw.advanceAppend(second);
    expect(node.storage.log).toEqual([entry(2, 1, bytes("b"))]);
  });

  it("hands an entry out again that took the place of one on its way to the disk (B3, B16)", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(append({ term: 1, entries: [entry(1, 1), entry(1, 2), entry(1, 3)] }));
    const first = node.raw.ready();
    node.raw.step(append({ term: 2, from: 3, logTerm: 1, index: 1, entries: [entry(2, 2)] }));
    node.persist(first);
    node.raw.advanceAppend(first);
    const { ready } = node.processReady();
    expect(ready.entries).toEqual([entry(2, 2)]);
    expect(node.storage.log).toEqual([entry(1, 1), entry(2, 2)]);
  });

  it("is not the same entry written before another took its place and gave it back (B3)", () => {
    const node = new TestNode({ voters: VOTERS });
    const a = entry(1, 1, bytes("a"));
    node.raw.step(append({ term: 1, entries: [a] }));
    const first = node.raw.ready();
    node.raw.step(append({ term: 2, from: 3, entries: [entry(2, 1, bytes("b"))] }));
    node.raw.step(append({ term: 3, from: 2, entries: [a] }));
    node.persist(first);
    node.raw.advanceAppend(first);
    const second = node.raw.ready();
    expect(second.entries).toEqual([a]);
    node.persist(second);
    node.raw.advanceAppend(second);
    node.raw.step(append({ term: 3, from: 2, logTerm: 1, index: 1, commit: 1 }));
    node.settle();
    expect(node.applied).toEqual([a]);
  });

  it("is acknowledged by a later Ready when the term changed meanwhile and nothing was replaced", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(append({ term: 1, entries: [entry(1, 1)] }));
    const first = node.raw.ready();
    node.raw.step(heartbeat({ term: 2, from: 3 }));
    node.persist(first);
    node.raw.advanceAppend(first);
    node.raw.step(append({ term: 2, from: 3, logTerm: 1, index: 1, commit: 1 }));
    node.settle();
    expect(node.applied).toHaveLength(1);
  });
});

describe("what is stored contradicts itself", () => {
  it("stops the node: a commit index above the log, an applied index above the commit index", () => {
    const node = createLeader();
    node.storage.hardState = { ...node.storage.hardState, commit: 99 };
    expect(() => node.restart(0)).toThrow("commit index 99 is above the last stored index 1");
    node.storage.hardState = { ...node.storage.hardState, commit: 0 };
    expect(() => node.restart(1)).toThrow("applied index 1 is above the stored commit index 0");
  });

  it("stops the node that is told to commit what it has lost (B14)", () => {
    const node = new TestNode({ voters: VOTERS });
    expect(() => node.raw.step(heartbeat({ term: 1, commit: 5 }))).toThrow(
      "lost a part of its log",
    );
  });
});

describe("messages that are not stepped", () => {
  it("are those that never travel, those without a term, and answers of strangers", () => {
    const node = createLeader({ voters: VOTERS });
    expect(node.raw.step({ type: "hup", from: 2, to: 1, term: 1 })).toEqual({
      kind: "ignored",
      reason: "localMessage",
    });
    expect(node.raw.step(append({ term: 0 }))).toEqual({ kind: "ignored", reason: "localMessage" });
    expect(node.raw.step(appendResponse({ from: 9, term: 1 }))).toEqual({
      kind: "ignored",
      reason: "unknownPeer",
    });
  });

  it("are appends whose entries are no run, and acknowledgements of what was never sent", () => {
    const node = new TestNode({ voters: VOTERS });
    for (const entries of [
      [entry(1, 2)],
      [entry(1, 1), entry(1, 3)],
      [entry(2, 1), entry(1, 2)],
      [entry(9, 1)],
    ]) {
      expect(node.raw.step(append({ term: 2, entries }))).toEqual({
        kind: "ignored",
        reason: "malformed",
      });
    }
    const leader = createLeader({ voters: VOTERS });
    leader.raw.step(appendResponse({ term: 1, index: 99 }));
    expect(leader.raw.status().progress?.[1]).toMatchObject({ match: 0, recentActive: true });
  });

  it("include reports on strangers and answers that nobody waits for", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const { raw } = cluster.elect(1);
    const before = raw.status();
    raw.reportUnreachable(9);
    raw.step(voteResponse({ term: before.term }));
    raw.step({
      type: "readIndexResponse",
      from: 2,
      to: 1,
      term: before.term,
      index: 1,
      context: EMPTY_BYTES,
    });
    raw.step({ type: "timeoutNow", from: 2, to: 1, term: before.term });
    raw.forgetLeader();
    expect(raw.campaign()).toEqual({ kind: "ignored", reason: "alreadyLeader" });
    expect(raw.status()).toEqual(before);
  });

  it("keep a removed leader's followers from electing nobody: a node outside of the snapshot's configuration is none", () => {
    const node = new TestNode({ id: 9, voters: [] });
    expect(node.raw.campaign()).toEqual({ kind: "ignored", reason: "notPromotable" });
    node.raw.step({
      type: "snapshot",
      from: 1,
      to: 9,
      term: 1,
      snapshot: {
        metadata: { index: 5, term: 1, confState: { ...EMPTY_CONF_STATE, voters: [1] } },
        data: EMPTY_BYTES,
      },
    });
    expect(node.raw.status().lastIndex).toBe(0);
  });
});

describe("a candidate", () => {
  it("follows whoever leads its term: by an append, a heartbeat or a snapshot", () => {
    const confState = { ...EMPTY_CONF_STATE, voters: VOTERS };
    const snapshot = { metadata: { index: 5, term: 1, confState }, data: EMPTY_BYTES };
    for (const message of [
      append({ term: 1 }),
      heartbeat({ term: 1 }),
      { type: "snapshot" as const, from: 2, to: 1, term: 1, snapshot },
    ]) {
      const node = new TestNode({ voters: VOTERS });
      node.raw.campaign();
      node.settle();
      node.raw.step(message);
      expect(node.raw.status()).toMatchObject({ role: "follower", leader: 2, term: 1 });
    }
  });

  it("drops what others forward to it", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.campaign();
    const entries = [entry(0, 0)];
    expect(node.raw.step({ type: "propose", from: 2, to: 1, term: 0, entries })).toEqual({
      kind: "ignored",
      reason: "noLeader",
    });
    expect(node.raw.forgetLeader()).toEqual({ kind: "stepped" });
  });

  it("steps down when a refusal tells it of a committed change of the voters", () => {
    const node = new TestNode({ voters: VOTERS });
    const data = Uint8Array.of(0x12, 4, 0x08, 2, 0x10, 3);
    const change = { ...entry(1, 1), type: "confChangeV2" as const, data };
    node.raw.step(append({ term: 1, entries: [change] }));
    node.settle();
    node.raw.campaign();
    node.settle();
    node.raw.step(voteResponse({ term: 2, from: 3, reject: true, commit: 1, commitTerm: 1 }));
    expect(node.raw.status()).toMatchObject({ role: "follower", commit: 1 });
    node.settle();
    expect(node.raw.status().confState).toMatchObject({ voters: [1, 2], learners: [3] });
  });
});

describe("pre-vote answers that come late", () => {
  it("do not elect a candidate of the next kind, nor the other way around", () => {
    const node = new TestNode({ voters: VOTERS, config: { preVote: true } });
    node.raw.campaign();
    node.settle();
    node.raw.step(voteResponse({ type: "requestPreVoteResponse", from: 2, term: 1 }));
    node.settle();
    expect(node.raw.status().role).toBe("candidate");
    node.raw.step(voteResponse({ type: "requestPreVoteResponse", from: 3, term: 1 }));
    expect(node.raw.status().role).toBe("candidate");
    node.raw.step(voteResponse({ from: 2, term: 1, reject: true }));
    node.raw.step(voteResponse({ from: 2, term: 1 }));
    expect(node.raw.status().role).toBe("candidate");
    node.raw.step(voteResponse({ from: 3, term: 1 }));
    expect(node.raw.status().role).toBe("leader");
  });
});
