import { describe, expect, it } from "vitest";
import {
  EMPTY_BYTES,
  EMPTY_CONF_STATE,
  type Message,
  type Snapshot,
} from "../../src/raft/index.ts";
import { append, appendResponse, entry } from "../unit/raft/support/messages.ts";
import { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { TestNode } from "../unit/raft/support/test-node.ts";

function snapshotAt(index: number, voters: readonly number[] = [1, 2, 3], term = 1): Snapshot {
  return {
    metadata: { index, term, confState: { ...EMPTY_CONF_STATE, voters } },
    data: EMPTY_BYTES,
  };
}

function snapshotMessage(snapshot: Snapshot, term = 2): Message {
  return { type: "snapshot", from: 2, to: 1, term, snapshot };
}

function clusterBehind(): TestCluster {
  const cluster = new TestCluster({ voters: [1, 2, 3] });
  cluster.elect(1);
  cluster.isolate(3);
  for (let at = 0; at < 5; at += 1) {
    cluster.propose(1, `${at}`);
  }
  cluster.node(1).storage.compact(cluster.node(1).raw.status().applied);
  return cluster;
}

describe("section 7, log compaction", () => {
  it("the leader sends a snapshot when it has already discarded the next log entry that it needs to send to a follower", () => {
    const cluster = clusterBehind();
    cluster.heal();
    cluster.tick(1, 1);
    cluster.settle();
    cluster.tick(1, 1);
    cluster.settle();
    expect(cluster.delivered.some(({ type, to }) => type === "snapshot" && to === 3)).toBe(true);
    expect(cluster.node(3).storage.base.metadata.index).toBe(7);
    cluster.propose(1, "after");
    expect(cluster.node(3).raw.status().commit).toBe(8);
  });

  it("if the snapshot contains new information not already in the recipient's log, the follower discards its entire log", () => {
    const node = new TestNode({ voters: [1, 2, 3] });
    node.raw.step(append({ term: 1, entries: [entry(1, 1), entry(1, 2)] }));
    node.settle();
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
  });

  it("if it describes a prefix of its log, entries following the snapshot are still valid and must be retained", () => {
    const node = new TestNode({ voters: [1, 2, 3] });
    node.raw.step(append({ term: 1, entries: [entry(1, 1), entry(1, 2), entry(1, 3)] }));
    node.settle();
    node.raw.step(snapshotMessage(snapshotAt(2)));
    node.settle();
    expect(node.raw.status()).toMatchObject({ lastIndex: 3, commit: 2 });
    expect(node.storage.base.metadata.index).toBe(0);
  });

  it("takes no snapshot that is older than what it committed, or that it is not a member of", () => {
    const node = new TestNode({ voters: [1, 2, 3] });
    node.raw.step(append({ term: 1, entries: [entry(1, 1), entry(1, 2)], commit: 2 }));
    node.settle();
    node.raw.step(snapshotMessage(snapshotAt(1), 1));
    node.raw.step(snapshotMessage(snapshotAt(2), 1));
    node.raw.step(snapshotMessage(snapshotAt(9, [2, 3]), 1));
    expect(node.settle()).toMatchObject([{ index: 2 }, { index: 2 }, { index: 2 }]);
    expect(node.raw.status()).toMatchObject({ lastIndex: 2, firstIndex: 1 });
  });

  it("neither campaigns nor hands out what follows before the snapshot is installed", () => {
    const node = new TestNode({ voters: [1, 2, 3] });
    node.raw.step(snapshotMessage(snapshotAt(9)));
    node.raw.step(append({ term: 2, logTerm: 1, index: 9, entries: [entry(2, 10)], commit: 10 }));
    expect(node.raw.campaign()).toEqual({ kind: "ignored", reason: "notPromotable" });
    const ready = node.raw.ready();
    expect(ready).toMatchObject({ entries: [{ index: 10 }], committedEntries: [] });
    node.persist(ready);
    expect(node.raw.advanceAppend(ready).committedEntries).toMatchObject([{ index: 10 }]);
  });

  it("takes a second snapshot that arrives before the first is installed (B12)", () => {
    const node = new TestNode({ voters: [1, 2, 3] });
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

  it("goes on after a snapshot from wherever the follower is, be it below the snapshot that was sent (B12)", () => {
    const cluster = clusterBehind();
    const leader = cluster.node(1);
    const { term } = leader.raw.status();
    leader.raw.step({ type: "heartbeatResponse", from: 3, to: 1, term, context: EMPTY_BYTES });
    leader.raw.step(
      appendResponse({ from: 3, term, index: 6, reject: true, rejectHint: 2, logTerm: 1 }),
    );
    leader.raw.step(
      appendResponse({ from: 3, term, index: 2, reject: true, rejectHint: 2, logTerm: 1 }),
    );
    expect(leader.raw.status().progress?.[2]).toMatchObject({
      state: "snapshot",
      pendingSnapshot: 7,
    });
    cluster.propose(1, "x");
    leader.raw.step(appendResponse({ from: 3, term, index: 7 }));
    expect(leader.raw.status().progress?.[2]).toMatchObject({ state: "replicate", match: 7 });
  });

  it("after a report that the snapshot failed, or finished, appends are tried again", () => {
    for (const [outcome, next] of [
      ["failed", 3],
      ["finished", 8],
    ] as const) {
      const cluster = clusterBehind();
      const leader = cluster.node(1);
      const { term } = leader.raw.status();
      leader.raw.step({ type: "heartbeatResponse", from: 3, to: 1, term, context: EMPTY_BYTES });
      leader.raw.step(
        appendResponse({ from: 3, term, index: 6, reject: true, rejectHint: 2, logTerm: 1 }),
      );
      leader.raw.step(
        appendResponse({ from: 3, term, index: 2, reject: true, rejectHint: 2, logTerm: 1 }),
      );
      leader.raw.reportSnapshot(3, outcome);
      expect(leader.raw.status().progress?.[2]).toMatchObject({
        state: "probe",
        next,
        isPaused: true,
      });
      leader.raw.reportSnapshot(3, outcome);
    }
  });

  it("waits where no snapshot can be made yet, or where the follower is silent", () => {
    const cluster = clusterBehind();
    const leader = cluster.node(1);
    const { term } = leader.raw.status();
    leader.storage.sendable = () => null;
    leader.raw.step({ type: "heartbeatResponse", from: 3, to: 1, term, context: EMPTY_BYTES });
    leader.raw.step(
      appendResponse({ from: 3, term, index: 6, reject: true, rejectHint: 2, logTerm: 1 }),
    );
    leader.raw.step(
      appendResponse({ from: 3, term, index: 2, reject: true, rejectHint: 2, logTerm: 1 }),
    );
    expect(leader.settle().filter(({ type }) => type === "snapshot")).toEqual([]);
    expect(leader.raw.status().progress?.[2]).toMatchObject({ state: "probe" });
  });

  it("a follower can ask for a snapshot in the place of its log", () => {
    const cluster = new TestCluster({ voters: [1, 2, 3] });
    cluster.elect(1);
    cluster.propose(1, "a");
    const follower = cluster.node(3);
    expect(cluster.node(1).raw.requestSnapshot()).toEqual({
      kind: "ignored",
      reason: "alreadyLeader",
    });
    expect(follower.raw.requestSnapshot()).toEqual({ kind: "stepped" });
    expect(follower.raw.requestSnapshot()).toEqual({ kind: "ignored", reason: "snapshotPending" });
    cluster.propose(1, "b");
    cluster.tick(1, 1);
    cluster.settle();
    expect(follower.storage.base.metadata.index).toBeGreaterThanOrEqual(3);
    cluster.propose(1, "c");
    expect(follower.raw.status().commit).toBe(cluster.node(1).raw.status().commit);
  });

  it("a follower does not ask for one while its log has what is not committed", () => {
    const node = new TestNode({ voters: [1, 2, 3] });
    expect(node.raw.requestSnapshot()).toEqual({ kind: "ignored", reason: "noLeader" });
    node.raw.step(append({ term: 1, entries: [entry(1, 1)] }));
    expect(node.raw.requestSnapshot()).toEqual({ kind: "ignored", reason: "logNotCommitted" });
  });
});
