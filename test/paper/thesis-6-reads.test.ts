import { describe, expect, it } from "vitest";
import { EMPTY_BYTES, type Message } from "../../src/raft/index.ts";
import { decodeReadSequence } from "../../src/raft/read-index.ts";
import { appendResponse } from "../unit/raft/support/messages.ts";
import { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { bytes, createLeader } from "../unit/raft/support/test-node.ts";
import { beat, change, cutOff, ofType, remove, VOTERS } from "./support.ts";

const heartbeatsOf = (messages: readonly Message[]): readonly number[] =>
  ofType(messages, "heartbeat").map(({ context }) => decodeReadSequence(context));

describe("thesis §6.2 Routing requests to the leader", () => {
  it("a leader that gets no answers from a majority for an election timeout steps down, so that its clients go elsewhere", () => {
    const cluster = new TestCluster({ voters: VOTERS, config: { checkQuorum: true } });
    const leader = cluster.elect(1);
    beat(cluster, 1, 30);
    expect(leader.raw.status().role).toBe("leader");
    cutOff(cluster, [1]);
    beat(cluster, 1, 20);
    expect(leader.raw.status()).toMatchObject({ role: "follower", leader: null, term: 2 });
  });

  it("half of the servers beside itself are enough, fewer are not", () => {
    for (const [away, role] of [
      [[4, 5], "leader"],
      [[3, 4, 5], "follower"],
    ] as const) {
      const cluster = new TestCluster({ voters: [1, 2, 3, 4, 5], config: { checkQuorum: true } });
      cluster.elect(1);
      cutOff(cluster, away);
      beat(cluster, 1, 20);
      expect(cluster.node(1).raw.status().role).toBe(role);
    }
  });

  it("a learner that answers does not keep a leader in office", () => {
    const cluster = new TestCluster({
      voters: VOTERS,
      learners: [4],
      config: { checkQuorum: true },
    });
    const leader = cluster.elect(1);
    cutOff(cluster, [2, 3]);
    beat(cluster, 1, 20);
    expect(leader.raw.status().role).toBe("follower");
  });
});

describe("thesis §6.4 Processing read-only queries", () => {
  it("a leader that has committed nothing in its term lets reads wait until it has (B7)", () => {
    const leader = createLeader({ voters: VOTERS });
    leader.raw.readIndex(bytes("r"));
    expect(heartbeatsOf(leader.settle())).toEqual([]);
    leader.raw.step(appendResponse({ term: 1, index: 1 }));
    expect(heartbeatsOf(leader.settle())).toEqual([1, 1]);
    expect(leader.readStates).toEqual([]);
  });

  it("so does a leader that is the only voter: its stored commit index may be behind", () => {
    const leader = createLeader();
    leader.raw.propose(EMPTY_BYTES, bytes("a"));
    leader.settle();
    leader.storage.hardState = { ...leader.storage.hardState, commit: 1 };
    leader.restart(1);
    leader.raw.campaign();
    leader.processReady();
    leader.raw.readIndex(bytes("r"));
    leader.settle();
    expect(leader.readStates).toEqual([{ index: 3, context: bytes("r") }]);
  });

  it("the read index is the commit index at the time when the read came, not when it is confirmed", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    cluster.isLost = ({ type }) => type === "heartbeat";
    leader.raw.readIndex(bytes("r"));
    cluster.settle();
    cluster.propose(1, "later");
    cluster.heal();
    beat(cluster, 1);
    expect(leader.raw.status().commit).toBe(3);
    expect(leader.readStates).toEqual([{ index: 2, context: bytes("r") }]);
  });

  it("it is confirmed by a round of heartbeats that a majority answers: nobody else has been elected up to when it was sent", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    cutOff(cluster, [1]);
    leader.raw.readIndex(bytes("cut off"));
    cluster.settle();
    expect(leader.readStates).toEqual([]);
    cluster.heal();
    leader.raw.readIndex(bytes("again"));
    cluster.settle();
    expect(leader.readStates.map(({ context }) => context)).toEqual([
      bytes("cut off"),
      bytes("again"),
    ]);
  });

  it("an answer to an earlier heartbeat confirms no later read, whatever it was asked with (B8)", () => {
    const leader = createLeader({ voters: VOTERS });
    leader.raw.step(appendResponse({ term: 1, index: 1 }));
    leader.settle();
    leader.raw.readIndex(bytes("same"));
    const [first] = ofType(leader.settle(), "heartbeat");
    const context = first?.context ?? EMPTY_BYTES;
    leader.raw.readIndex(bytes("same"));
    leader.settle();
    for (const from of [2, 3]) {
      leader.raw.step({ type: "heartbeatResponse", from, to: 1, term: 1, context });
      leader.settle();
      expect(leader.readStates).toHaveLength(1);
    }
  });

  it("an answer of an earlier leadership confirms nothing", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    const heard: Message[] = [];
    cluster.isLost = (message) => {
      if (message.type === "heartbeatResponse") {
        heard.push(message);
        return true;
      }
      return false;
    };
    leader.raw.readIndex(bytes("old"));
    cluster.settle();
    cluster.elect(2);
    cluster.elect(1);
    leader.raw.readIndex(bytes("new"));
    cluster.settle();
    for (const message of heard.slice(0, 2)) {
      expect(leader.raw.step(message)).toEqual({ kind: "ignored", reason: "lowerTerm" });
    }
    leader.settle();
    expect(leader.readStates).toEqual([]);
  });

  it("one round of heartbeats serves all the reads that came together", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    for (let at = 0; at < 100; at += 1) {
      leader.raw.readIndex(bytes(`${at}`));
    }
    expect(heartbeatsOf(leader.settle())).toEqual([100, 100]);
  });

  it("when the round is lost the next heartbeat asks again", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    cluster.isLost = ({ type }) => type === "heartbeat";
    leader.raw.readIndex(bytes("r"));
    cluster.settle();
    cluster.heal();
    beat(cluster, 1, 1);
    expect(leader.readStates).toHaveLength(1);
  });

  it("followers and learners serve reads too: they ask the leader for the index, and wait until they have applied it", () => {
    const cluster = new TestCluster({ voters: VOTERS, learners: [4] });
    cluster.elect(1);
    cluster.propose(1, "a");
    for (const id of [2, 4]) {
      const before = heartbeatsOf(cluster.delivered).length;
      cluster.node(id).raw.readIndex(bytes("r"));
      cluster.settle();
      expect(cluster.node(id).readStates).toEqual([{ index: 3, context: bytes("r") }]);
      // The leader went through a round for it.
      expect(heartbeatsOf(cluster.delivered).length).toBeGreaterThan(before);
    }
  });

  it("a learner's answer confirms no read", () => {
    const cluster = new TestCluster({ voters: VOTERS, learners: [4, 5] });
    const leader = cluster.elect(1);
    cutOff(cluster, [2, 3]);
    leader.raw.readIndex(bytes("r"));
    beat(cluster, 1);
    expect(leader.readStates).toEqual([]);
  });

  it("while joint, a read is confirmed by majorities of both configurations", () => {
    const cluster = new TestCluster({ voters: [1, 2, 3, 4, 5] });
    cluster.elect(1);
    const leader = change(cluster, 1, [remove(3), remove(4), remove(5)], "explicit");
    cutOff(cluster, [3, 4, 5]);
    leader.raw.readIndex(bytes("r"));
    beat(cluster, 1);
    expect(leader.readStates).toEqual([]);
    cutOff(cluster, [4, 5]);
    beat(cluster, 1);
    expect(leader.readStates).toHaveLength(1);
  });

  it("without a leader, and beyond the limit, a read is refused", () => {
    const cluster = new TestCluster({ voters: VOTERS, config: { maxPendingReads: 2 } });
    const noLeader = { kind: "ignored", reason: "noLeader" };
    expect(cluster.node(1).raw.readIndex(bytes("r"))).toEqual(noLeader);
    cluster.node(1).raw.campaign();
    expect(cluster.node(1).raw.readIndex(bytes("r"))).toEqual(noLeader);
    const { raw } = cluster.elect(1);
    raw.readIndex(bytes("1"));
    raw.readIndex(bytes("2"));
    expect(raw.readIndex(bytes("3"))).toEqual({ kind: "ignored", reason: "readQueueFull" });
  });
});

describe("thesis §6.4.1 Using clocks for reads", () => {
  it("differs: reads by a lease are not offered: with etcd's option set a read still asks a majority", () => {
    const cluster = new TestCluster({
      voters: VOTERS,
      config: { readOnly: "leaseBased", checkQuorum: true },
    });
    const leader = cluster.elect(1);
    beat(cluster, 1, 3);
    cutOff(cluster, [1]);
    leader.raw.readIndex(bytes("r"));
    beat(cluster, 1, 3);
    expect(leader.raw.status().role).toBe("leader");
    expect(leader.readStates).toEqual([]);
  });
});
