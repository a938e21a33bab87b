import { describe, expect, it } from "vitest";
import { EMPTY_BYTES } from "../../src/raft/index.ts";
import { append, entry, voteRequest } from "../unit/raft/support/messages.ts";
import { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { bytes, createLeader, TestNode } from "../unit/raft/support/test-node.ts";
import { beat, VOTERS } from "./support.ts";

describe("beyond the paper: priority (raft-rs)", () => {
  it("a voter prefers a candidate of its own priority or above, unless the other's log is longer", () => {
    for (const [priority, index, isGranted] of [
      [1, 0, false],
      [2, 0, true],
      [3, 0, true],
      [0, 1, true],
    ] as const) {
      const node = new TestNode({ voters: VOTERS, config: { priority: 2 } });
      node.raw.step(voteRequest({ term: 1, logTerm: index, index, priority }));
      expect(node.settle()).toMatchObject([{ reject: !isGranted }]);
    }
  });
});

describe("beyond the paper: limit of uncommitted bytes (etcd)", () => {
  it("a leader takes no more than the limit of bytes that are not applied, and always one (B13)", () => {
    const leader = createLeader({ voters: VOTERS, config: { maxUncommittedBytes: 10 } });
    expect(leader.raw.propose(EMPTY_BYTES, new Uint8Array(100)).kind).toBe("appended");
    expect(leader.raw.propose(EMPTY_BYTES, new Uint8Array(1))).toEqual({
      kind: "dropped",
      reason: "logFull",
    });
    expect(leader.raw.propose(EMPTY_BYTES, EMPTY_BYTES).kind).toBe("appended");
    const alone = createLeader({ config: { maxUncommittedBytes: 10 } });
    for (let at = 0; at < 5; at += 1) {
      expect(alone.raw.propose(EMPTY_BYTES, new Uint8Array(100)).kind).toBe("appended");
      alone.settle();
      expect(alone.raw.status().uncommittedBytes).toBe(0);
    }
  });
});

describe("beyond the paper: request-snapshot (raft-rs)", () => {
  it("a follower can ask for a snapshot in the place of its log", () => {
    const cluster = new TestCluster({ voters: VOTERS });
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
    beat(cluster, 1, 1);
    expect(follower.storage.base.metadata.index).toBeGreaterThanOrEqual(3);
    cluster.propose(1, "c");
    expect(follower.raw.status().commit).toBe(cluster.node(1).raw.status().commit);
  });

  it("a follower does not ask for one while its log has what is not committed", () => {
    const node = new TestNode({ voters: VOTERS });
    expect(node.raw.requestSnapshot()).toEqual({ kind: "ignored", reason: "noLeader" });
    node.raw.step(append({ term: 1, entries: [entry(1, 1)] }));
    expect(node.raw.requestSnapshot()).toEqual({ kind: "ignored", reason: "logNotCommitted" });
  });
});

describe("beyond the paper: forget-leader (etcd)", () => {
  it("a follower that is told that its leader is gone votes at once, in the same term", () => {
    const node = new TestNode({ voters: VOTERS, config: { checkQuorum: true } });
    node.raw.step(append({ from: 2, term: 1 }));
    node.settle();
    const request = voteRequest({ from: 3, term: 2 });
    expect(node.raw.step(request)).toEqual({ kind: "ignored", reason: "lease" });
    node.raw.forgetLeader();
    expect(node.raw.status()).toMatchObject({ leader: null, term: 1 });
    expect(node.raw.propose(EMPTY_BYTES, bytes("x")).kind).toBe("dropped");
    node.raw.step(request);
    expect(node.settle()).toMatchObject([{ to: 3, reject: false }]);
  });
});
