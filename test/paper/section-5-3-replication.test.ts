import { describe, expect, it } from "vitest";
import { EMPTY_BYTES } from "../../src/raft/index.ts";
import { append, appendResponse, entry, heartbeat } from "../unit/raft/support/messages.ts";
import { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { bytes, createLeader, text } from "../unit/raft/support/test-node.ts";
import {
  beat,
  cutOff,
  electByVoteOf2,
  FIVE,
  followerWith,
  ofType,
  progressOf,
  VOTERS,
} from "./support.ts";

describe("§5.3 Log replication", () => {
  it("once elected a leader takes client commands, each an entry of its own", () => {
    const leader = createLeader({ voters: VOTERS });
    leader.raw.propose(EMPTY_BYTES, bytes("a"));
    leader.raw.proposeEntries([
      { context: EMPTY_BYTES, data: bytes("b") },
      { context: EMPTY_BYTES, data: bytes("c") },
    ]);
    leader.settle();
    expect(leader.storage.log.map(({ data }) => text(data))).toEqual(["", "a", "b", "c"]);
  });

  it("the leader appends a command to its log and sends it to each of the other servers in parallel", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    leader.raw.propose(EMPTY_BYTES, bytes("command"));
    const ready = leader.raw.ready();
    expect(ready.entries).toMatchObject([{ term: 2, index: 3, data: bytes("command") }]);
    expect(ready.messages).toMatchObject([
      { type: "append", to: 2, entries: [{ data: bytes("command") }] },
      { type: "append", to: 3, entries: [{ data: bytes("command") }] },
    ]);
  });

  it("an entry holds its command, the term in which the leader received it, and its index", () => {
    const leader = followerWith([1, 4]);
    electByVoteOf2(leader);
    expect(leader.raw.propose(bytes("id"), bytes("x"))).toMatchObject({
      kind: "appended",
      entry: { term: 5, index: 4 },
    });
    leader.settle();
    expect(leader.storage.log.at(-1)).toEqual({
      type: "normal",
      term: 5,
      index: 4,
      data: bytes("x"),
      context: bytes("id"),
    });
  });

  it("the leader applies an entry only when it is safely replicated, not when it is appended or sent", () => {
    const leader = createLeader({ voters: VOTERS });
    leader.raw.propose(EMPTY_BYTES, bytes("x"));
    leader.settle();
    expect(leader.applied).toEqual([]);
    leader.raw.step(appendResponse({ term: 1, index: 2 }));
    leader.settle();
    expect(leader.applied.map(({ index }) => index)).toEqual([1, 2]);
  });

  it("the leader goes on trying until every follower has all entries, also after they are committed and applied", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    cutOff(cluster, [3]);
    cluster.propose(1, "a");
    cluster.propose(1, "b");
    beat(cluster, 1, 200);
    expect(leader.applied).toHaveLength(3);
    cluster.heal();
    beat(cluster, 1);
    expect(cluster.node(3).storage.log).toEqual(leader.storage.log);
    expect(cluster.node(3).applied).toEqual(leader.applied);
  });

  it("it does so also when one message after another is lost", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    let count = 0;
    cluster.isLost = ({ type }) => type === "append" && (count += 1) % 5 !== 0;
    for (const data of ["a", "b", "c"]) {
      cluster.propose(1, data);
    }
    beat(cluster, 1, 100);
    for (const id of [2, 3]) {
      expect(cluster.node(id).applied).toEqual(leader.applied);
    }
    expect(leader.applied).toHaveLength(4);
  });

  it.each([
    [1, []],
    [3, [2]],
    [4, [2, 3]],
    [5, [2, 3]],
  ])(
    "an entry is committed once its leader has it on a majority of the servers (%s servers)",
    (size, needed) => {
      const voters = Array.from({ length: size }, (_, at) => at + 1);
      const leader = createLeader({ voters });
      for (const from of needed) {
        expect(leader.raw.status().commit).toBe(0);
        leader.raw.step(appendResponse({ from, term: 1, index: 1 }));
        leader.settle();
      }
      expect(leader.raw.status().commit).toBe(1);
    },
  );

  it("this commits all entries before it too, those of earlier leaders included", () => {
    const leader = followerWith([1, 1, 2]);
    electByVoteOf2(leader);
    expect(leader.raw.status().commit).toBe(0);
    leader.raw.step(appendResponse({ term: 3, index: 4 }));
    leader.settle();
    expect(leader.applied.map(({ term, index }) => `${term}/${index}`)).toEqual([
      "1/1",
      "1/2",
      "2/3",
      "3/4",
    ]);
  });

  it("the leader tells the highest index that it knows to be committed with the next appends", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    leader.raw.propose(EMPTY_BYTES, bytes("x"));
    const sent = leader.settle();
    expect(ofType(sent, "append").map(({ commit }) => commit)).toEqual([2, 2]);
    leader.raw.step(appendResponse({ term: 2, index: 3 }));
    expect(ofType(leader.settle(), "append").map(({ to, commit }) => [to, commit])).toEqual([
      [2, 3],
      [3, 3],
    ]);
  });

  it("differs: a heartbeat tells no more than the follower is known to have, since it carries no log check", () => {
    const leader = createLeader({ voters: VOTERS });
    leader.raw.step(appendResponse({ from: 2, term: 1, index: 1 }));
    leader.settle();
    leader.raw.tick();
    expect(ofType(leader.settle(), "heartbeat").map(({ to, commit }) => [to, commit])).toEqual([
      [2, 1],
      [3, 0],
    ]);
  });

  it("a follower that learns of a commit applies the entries in the order of the log", () => {
    const node = followerWith([1, 1, 1, 1]);
    node.raw.step(heartbeat({ term: 1, commit: 3 }));
    node.settle();
    expect(node.applied.map(({ index }) => index)).toEqual([1, 2, 3]);
    node.raw.step(heartbeat({ term: 1, commit: 4 }));
    node.settle();
    expect(node.applied.map(({ index }) => index)).toEqual([1, 2, 3, 4]);
  });

  it("a committed entry is applied by every server that is up, in the same order (state machine safety)", () => {
    const cluster = new TestCluster({ voters: FIVE });
    cluster.elect(1);
    for (const data of ["a", "b", "c", "d"]) {
      cluster.propose(1, data);
    }
    for (const node of cluster.nodes.values()) {
      expect(node.applied.map(({ data }) => text(data))).toEqual(["", "a", "b", "c", "d"]);
    }
  });

  it("a leader makes at most one entry for an index in its term, and an entry never changes its place", () => {
    const leader = createLeader({ voters: VOTERS });
    const indexes: number[] = [];
    for (let at = 0; at < 20; at += 1) {
      const result = leader.raw.propose(EMPTY_BYTES, bytes(`${at}`));
      indexes.push(result.kind === "appended" ? result.entry.index : 0);
      if (at % 3 === 0) {
        leader.settle();
      }
    }
    leader.settle();
    expect(indexes).toEqual(Array.from({ length: 20 }, (_, at) => at + 2));
    expect(leader.storage.log.slice(1).map(({ data }) => text(data))).toEqual(
      indexes.map((_, at) => `${at}`),
    );
  });

  it("a leader never overwrites or deletes what is in its own log (leader append-only)", () => {
    const leader = createLeader({ voters: VOTERS });
    leader.raw.propose(EMPTY_BYTES, bytes("a"));
    leader.settle();
    const before = [...leader.storage.log];
    leader.raw.step(append({ from: 2, term: 1, entries: [entry(1, 1, bytes("other"))] }));
    leader.raw.step(appendResponse({ term: 1, index: 2, reject: true, rejectHint: 0, logTerm: 0 }));
    leader.settle();
    expect(leader.storage.log).toEqual(before);
  });

  it("a majority is enough to append, commit and apply: one slow server holds nothing up", () => {
    const cluster = new TestCluster({ voters: FIVE });
    const leader = cluster.elect(1);
    cutOff(cluster, [4, 5]);
    for (let at = 0; at < 50; at += 1) {
      cluster.propose(1, `${at}`);
    }
    expect(leader.applied).toHaveLength(51);
    expect(progressOf(leader, 4)?.match).toBe(2);
  });
});
