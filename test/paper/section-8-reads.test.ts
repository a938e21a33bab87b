import { describe, expect, it } from "vitest";
import { EMPTY_BYTES, type Message } from "../../src/raft/index.ts";
import { decodeReadSequence } from "../../src/raft/read-index.ts";
import { appendResponse } from "../unit/raft/support/messages.ts";
import { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { bytes, createLeader } from "../unit/raft/support/test-node.ts";

const VOTERS = [1, 2, 3];

function heartbeatsOf(messages: readonly Message[]): readonly number[] {
  return messages.flatMap((message) =>
    message.type === "heartbeat" ? [decodeReadSequence(message.context)] : [],
  );
}

describe("section 8 and thesis 6.4, read-only operations", () => {
  it("a leader must have committed an entry of its own term before it serves a read (B7)", () => {
    const leader = createLeader({ voters: VOTERS });
    leader.raw.readIndex(bytes("r"));
    expect(heartbeatsOf(leader.settle())).toEqual([]);
    leader.raw.step(appendResponse({ term: 1, index: 1 }));
    expect(heartbeatsOf(leader.settle())).toEqual([1, 1]);
    expect(leader.readStates).toEqual([]);
  });

  it("so must a leader that is the only voter: its stored commit index may be behind", () => {
    const leader = createLeader();
    leader.raw.propose(EMPTY_BYTES, bytes("a"));
    leader.settle();
    leader.restart(1);
    leader.storage.hardState = { ...leader.storage.hardState, commit: 1 };
    leader.restart(1);
    leader.raw.campaign();
    leader.processReady();
    leader.raw.readIndex(bytes("r"));
    leader.settle();
    expect(leader.readStates).toEqual([{ index: 3, context: bytes("r") }]);
  });

  it("the leader checks that it has not been deposed by exchanging heartbeats with a majority before it responds", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    cluster.isolate(1);
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

  it("asks once for all the reads that came together", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    for (let at = 0; at < 100; at += 1) {
      leader.raw.readIndex(bytes(`${at}`));
    }
    expect(heartbeatsOf(leader.settle())).toEqual([100, 100]);
  });

  it("an answer to an older heartbeat confirms no newer read, whatever context it was asked with (B8)", () => {
    const leader = createLeader({ voters: VOTERS });
    leader.raw.step(appendResponse({ term: 1, index: 1 }));
    leader.settle();
    leader.raw.readIndex(bytes("same"));
    const first = leader.settle().find(({ type }) => type === "heartbeat");
    const context = first?.type === "heartbeat" ? first.context : EMPTY_BYTES;
    leader.raw.readIndex(bytes("same"));
    leader.settle();
    leader.raw.step({ type: "heartbeatResponse", from: 2, to: 1, term: 1, context });
    leader.settle();
    expect(leader.readStates).toHaveLength(1);
    leader.raw.step({ type: "heartbeatResponse", from: 3, to: 1, term: 1, context });
    leader.settle();
    expect(leader.readStates).toHaveLength(1);
  });

  it("a new leader of a later term confirms nothing by the answers to an earlier one", () => {
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

  it("followers forward reads, and serve them once they have applied the leader's commit index", () => {
    const cluster = new TestCluster({ voters: VOTERS, learners: [4] });
    cluster.elect(1);
    cluster.propose(1, "a");
    for (const id of [2, 4]) {
      cluster.node(id).raw.readIndex(bytes("r"));
      cluster.settle();
      expect(cluster.node(id).readStates).toEqual([{ index: 3, context: bytes("r") }]);
    }
  });

  it("refuses reads without a leader, and beyond the limit", () => {
    const cluster = new TestCluster({ voters: VOTERS, config: { maxPendingReads: 2 } });
    expect(cluster.node(1).raw.readIndex(bytes("r"))).toEqual({
      kind: "ignored",
      reason: "noLeader",
    });
    cluster.node(1).raw.campaign();
    expect(cluster.node(1).raw.readIndex(bytes("r"))).toEqual({
      kind: "ignored",
      reason: "noLeader",
    });
    const { raw } = cluster.elect(1);
    raw.readIndex(bytes("1"));
    raw.readIndex(bytes("2"));
    expect(raw.readIndex(bytes("3"))).toEqual({ kind: "ignored", reason: "readQueueFull" });
  });

  it("repeats the question with the next heartbeat when it was lost", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    cluster.isLost = ({ type }) => type === "heartbeat";
    leader.raw.readIndex(bytes("r"));
    cluster.settle();
    cluster.heal();
    cluster.tick(1, 1);
    cluster.settle();
    expect(leader.readStates).toHaveLength(1);
  });
});
