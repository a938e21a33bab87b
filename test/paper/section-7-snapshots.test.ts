import { describe, expect, it } from "vitest";
import { EMPTY_BYTES, type RaftConfig } from "../../src/raft/index.ts";
import { append, appendResponse, entry } from "../unit/raft/support/messages.ts";
import { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { bytes, TestNode } from "../unit/raft/support/test-node.ts";
import {
  beat,
  change,
  cutOff,
  followerWith,
  learn,
  logTerms,
  ofType,
  progressOf,
  snapshotAt,
  snapshotMessage,
  tick,
  VOTERS,
} from "./support.ts";

/** The third lacks what the leader has compacted, and is cut off. */
function clusterBehind(config: Partial<RaftConfig> = {}): TestCluster {
  const cluster = new TestCluster({ voters: VOTERS, config });
  cluster.elect(1);
  cutOff(cluster, [3]);
  for (let at = 0; at < 5; at += 1) {
    cluster.propose(1, `${at}`);
  }
  cluster.node(1).storage.compact(cluster.node(1).raw.status().applied);
  return cluster;
}

/** The leader hears from the third that it needs what is compacted. */
function askForSnapshot(cluster: TestCluster): TestNode {
  const leader = cluster.node(1);
  const { term } = leader.raw.status();
  leader.raw.step({ type: "heartbeatResponse", from: 3, to: 1, term, context: EMPTY_BYTES });
  for (const index of [6, 2]) {
    leader.raw.step(
      appendResponse({ from: 3, term, index, reject: true, rejectHint: 2, logTerm: 1 }),
    );
  }
  return leader;
}

describe("§7 Log compaction", () => {
  it("the log up to a snapshot can be discarded, and the log goes on behind it", () => {
    const node = followerWith([1, 1, 2], { commit: 3 });
    node.storage.compact(2);
    node.restart();
    expect(node.raw.status()).toMatchObject({ firstIndex: 3, lastIndex: 3, applied: 3 });
    node.raw.step(append({ term: 2, logTerm: 2, index: 3, entries: [entry(2, 4)], commit: 4 }));
    node.settle();
    expect(node.applied.at(-1)).toMatchObject({ index: 4 });
  });

  it("each server compacts its own log, whatever the others have", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.elect(1);
    cluster.propose(1, "a");
    cluster.node(2).storage.compact(3);
    cluster.propose(1, "b");
    cluster.node(3).storage.compact(4);
    cluster.propose(1, "c");
    expect([1, 2, 3].map((id) => cluster.node(id).raw.status().firstIndex)).toEqual([2, 4, 5]);
    expect([1, 2, 3].map((id) => cluster.node(id).raw.status().commit)).toEqual([5, 5, 5]);
  });

  it("a snapshot keeps its last entry's index and term, by which the first append behind it is checked", () => {
    for (const [logTerm, isAccepted] of [
      [7, true],
      [6, false],
    ] as const) {
      const node = new TestNode({ voters: VOTERS });
      node.raw.step(snapshotMessage(snapshotAt(9, VOTERS, 7), 8));
      node.settle();
      node.raw.step(append({ term: 8, logTerm, index: 9, entries: [entry(8, 10)] }));
      expect(node.settle()).toMatchObject([{ type: "appendResponse", reject: !isAccepted }]);
    }
  });

  it("and by which its log is compared in elections", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(snapshotMessage(snapshotAt(9, VOTERS, 7), 8));
    node.settle();
    node.raw.campaign();
    expect(ofType(node.settle(), "requestVote")).toMatchObject([
      { index: 9, logTerm: 7 },
      { index: 9, logTerm: 7 },
    ]);
  });

  it("a snapshot holds the configuration as of its last entry, which its receiver takes over", () => {
    const cluster = clusterBehind();
    change(cluster, 1, [learn(9)]);
    cluster.node(1).storage.compact(cluster.node(1).raw.status().applied);
    cluster.heal();
    beat(cluster, 1);
    expect(cluster.node(3).storage.base.metadata.confState.learners).toEqual([9]);
    expect(cluster.node(3).raw.status().confState).toMatchObject({
      voters: [1, 2, 3],
      learners: [9],
    });
  });

  it("a leader sends a snapshot to a follower only when it has discarded the entry that it needs next", () => {
    const cluster = clusterBehind();
    cluster.heal();
    beat(cluster, 1);
    expect(ofType(cluster.delivered, "snapshot").map(({ to }) => to)).toEqual([3]);
    expect(cluster.node(3).storage.base.metadata.index).toBe(7);
    cluster.propose(1, "after");
    expect(cluster.node(3).raw.status().commit).toBe(8);

    const near = new TestCluster({ voters: VOTERS });
    near.elect(1);
    cutOff(near, [3]);
    near.propose(1, "a");
    near.node(1).storage.compact(2);
    near.heal();
    beat(near, 1);
    expect(ofType(near.delivered, "snapshot")).toEqual([]);
    expect(near.node(3).raw.status().commit).toBe(3);
  });

  it("a snapshot with anything new takes the place of the follower's whole log, conflicting and uncommitted entries included", () => {
    const node = followerWith([1, 1]);
    node.raw.step(snapshotMessage(snapshotAt(9)));
    const { ready } = node.processReady();
    expect(ready).toMatchObject({ mustSync: true, snapshot: snapshotAt(9), entries: [] });
    expect(node.raw.status()).toMatchObject({
      firstIndex: 10,
      lastIndex: 9,
      commit: 9,
      applied: 9,
    });
    expect(node.takeSent()).toMatchObject([{ type: "appendResponse", index: 9, reject: false }]);

    const conflicting = followerWith([1, 1, 1, 1]);
    conflicting.raw.step(snapshotMessage(snapshotAt(3, VOTERS, 2)));
    conflicting.settle();
    expect(conflicting.raw.status()).toMatchObject({ firstIndex: 4, lastIndex: 3, commit: 3 });
    expect(logTerms(conflicting)).toEqual([]);
  });

  it("differs: one that describes a prefix of the log changes nothing but the commit index: what follows stays, what it covers too", () => {
    const node = followerWith([1, 1, 1]);
    node.raw.step(snapshotMessage(snapshotAt(2)));
    node.settle();
    expect(node.raw.status()).toMatchObject({ lastIndex: 3, commit: 2, firstIndex: 1 });
    expect(node.applied.map(({ index }) => index)).toEqual([1, 2]);
  });

  it("data goes from leader to follower in snapshots too: a new leader's follows on any that was made elsewhere", () => {
    const cluster = clusterBehind();
    cluster.heal();
    beat(cluster, 1);
    cutOff(cluster, [1]);
    cluster.elect(3);
    cluster.propose(3, "by the one that was behind");
    expect(cluster.node(2).applied.at(-1)?.data).toEqual(bytes("by the one that was behind"));
  });

  it("a snapshot never takes a server back: older than what is committed here it is answered and dropped", () => {
    const node = followerWith([1, 1], { commit: 2 });
    node.raw.step(snapshotMessage(snapshotAt(1), 1));
    node.raw.step(snapshotMessage(snapshotAt(2), 1));
    expect(node.settle()).toMatchObject([{ index: 2 }, { index: 2 }]);
    expect(node.raw.status()).toMatchObject({ lastIndex: 2, firstIndex: 1, commit: 2 });

    // Where the entry that it ends in is compacted, nothing but the commit index tells that it is old.
    const compacted = followerWith([1, 1, 1], { commit: 3 });
    compacted.storage.compact(3);
    compacted.restart();
    compacted.raw.step(snapshotMessage(snapshotAt(2), 1));
    expect(compacted.settle()).toMatchObject([{ index: 3, reject: false }]);
    expect(compacted.raw.status()).toMatchObject({ lastIndex: 3, firstIndex: 4, commit: 3 });
  });

  it("differs: nor is one taken that the server is not a member of", () => {
    const node = followerWith([1, 1], { commit: 2 });
    node.raw.step(snapshotMessage(snapshotAt(9, [2, 3]), 1));
    expect(node.settle()).toMatchObject([{ index: 2 }]);
    expect(node.raw.status()).toMatchObject({ lastIndex: 2, firstIndex: 1 });
  });
});

describe("Figure 13, receiving a snapshot", () => {
  it("a snapshot of a stale term is not taken", () => {
    const node = followerWith([1, 3]);
    expect(node.raw.step(snapshotMessage(snapshotAt(9), 2))).toEqual({
      kind: "ignored",
      reason: "lowerTerm",
    });
    expect(node.raw.status()).toMatchObject({ lastIndex: 2, term: 3 });
  });

  it("its sender is the leader of its term: the receiver follows it, and its election timer starts anew", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(snapshotMessage(snapshotAt(9), 4));
    node.settle();
    expect(node.raw.status()).toMatchObject({ term: 4, leader: 2 });
    tick(node, 9);
    node.raw.step(snapshotMessage(snapshotAt(9), 4));
    tick(node, 9);
    expect(node.raw.status().role).toBe("follower");
    node.raw.tick();
    expect(node.raw.status().role).toBe("candidate");
  });

  it("differs: it is one message for the algorithm, whose chunks are the transport's; nothing counts before it is installed and durable", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(snapshotMessage(snapshotAt(9)));
    node.raw.step(append({ term: 2, logTerm: 1, index: 9, entries: [entry(2, 10)], commit: 10 }));
    expect(node.raw.campaign()).toEqual({ kind: "ignored", reason: "notPromotable" });
    const ready = node.raw.ready();
    expect(ready).toMatchObject({ entries: [{ index: 10 }], committedEntries: [], messages: [] });
    expect(ready.persistedMessages).toMatchObject([{ index: 9 }, { index: 10 }]);
    node.persist(ready);
    expect(node.raw.advanceAppend(ready).committedEntries).toMatchObject([{ index: 10 }]);
  });

  it("an older snapshot that is not installed yet gives way to a newer one (B12)", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(snapshotMessage(snapshotAt(9)));
    const first = node.raw.ready();
    node.raw.step(snapshotMessage(snapshotAt(20)));
    node.persist(first);
    node.raw.advanceAppend(first);
    expect(node.raw.status().lastIndex).toBe(20);
    node.settle();
    expect(node.raw.status()).toMatchObject({ applied: 20, firstIndex: 21 });
    expect(node.storage.base).toEqual(snapshotAt(20));
  });

  it("the state comes from the snapshot, and nothing that it covers is applied again", () => {
    const node = followerWith([1, 1, 1], { commit: 1 });
    node.raw.step(snapshotMessage(snapshotAt(9)));
    node.settle();
    node.raw.step(append({ term: 2, logTerm: 1, index: 9, entries: [entry(2, 10)], commit: 10 }));
    node.settle();
    expect(node.applied.map(({ index }) => index)).toEqual([1, 10]);
  });

  it("the answer tells its receiver's term and how far it is, and the leader goes on from there, be that below the snapshot (B12)", () => {
    const cluster = clusterBehind();
    const leader = askForSnapshot(cluster);
    const { term } = leader.raw.status();
    expect(progressOf(leader, 3)).toMatchObject({ state: "snapshot", pendingSnapshot: 7 });
    cluster.propose(1, "x");
    leader.raw.step(appendResponse({ from: 3, term, index: 7 }));
    expect(progressOf(leader, 3)).toMatchObject({ state: "replicate", match: 7 });
  });

  it("while a snapshot is on its way no entries are sent", () => {
    const cluster = clusterBehind();
    const leader = askForSnapshot(cluster);
    expect(ofType(leader.settle(), "snapshot")).toMatchObject([{ to: 3 }]);
    leader.raw.propose(EMPTY_BYTES, bytes("x"));
    leader.raw.tick();
    expect(
      leader
        .settle()
        .filter(({ to }) => to === 3)
        .map(({ type }) => type),
    ).toEqual(["heartbeat"]);
  });

  it.each([
    { outcome: "failed", next: 3 },
    { outcome: "finished", next: 8 },
  ] as const)(
    "one that did not arrive is tried again, one that did is followed by appends ($outcome)",
    ({ outcome, next }) => {
      const cluster = clusterBehind();
      const leader = askForSnapshot(cluster);
      leader.raw.reportSnapshot(3, outcome);
      expect(progressOf(leader, 3)).toMatchObject({ state: "probe", next, isPaused: true });
      leader.raw.reportSnapshot(3, outcome);
      expect(progressOf(leader, 3)).toMatchObject({ state: "probe", next, isPaused: true });
    },
  );

  it("a leader waits where no snapshot can be made yet, or where the follower is silent", () => {
    const cluster = clusterBehind();
    cluster.node(1).storage.sendable = () => null;
    const leader = askForSnapshot(cluster);
    expect(ofType(leader.settle(), "snapshot")).toEqual([]);
    expect(progressOf(leader, 3)).toMatchObject({ state: "probe" });

    const silent = clusterBehind({ checkQuorum: true });
    beat(silent, 1, 20);
    silent.node(1).raw.reportUnreachable(3);
    silent.node(1).raw.propose(EMPTY_BYTES, bytes("x"));
    expect(progressOf(silent.node(1), 3)).toMatchObject({ recentActive: false, next: 3 });
    expect(ofType(silent.node(1).settle(), "snapshot")).toEqual([]);
  });
});
