import { describe, expect, it } from "vitest";
import { EMPTY_BYTES, type Message } from "../../src/raft/index.ts";
import {
  append,
  appendResponse,
  entry,
  heartbeat,
  voteRequest,
  voteResponse,
} from "../unit/raft/support/messages.ts";
import { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { bytes, createLeader, TestNode } from "../unit/raft/support/test-node.ts";
import {
  beat,
  cutOff,
  electByVoteOf2,
  followerWith,
  rolesOf,
  snapshotAt,
  snapshotMessage,
  tick,
  VOTERS,
} from "./support.ts";

const higher: readonly (readonly [string, Message])[] = [
  ["append", append({ term: 9 })],
  ["heartbeat", heartbeat({ term: 9 })],
  ["appendResponse", appendResponse({ term: 9 })],
  [
    "heartbeatResponse",
    { type: "heartbeatResponse", from: 2, to: 1, term: 9, context: EMPTY_BYTES },
  ],
  ["requestVote", voteRequest({ term: 9 })],
  ["requestVoteResponse", voteResponse({ term: 9, reject: true })],
  ["snapshot", snapshotMessage(snapshotAt(7), 9)],
];

describe("§5.1 Raft basics", () => {
  it("in normal operation one server leads and all the others follow", () => {
    const cluster = new TestCluster({ voters: [1, 2, 3, 4, 5] });
    cluster.elect(4);
    cluster.propose(4, "a");
    beat(cluster, 4, 20);
    expect(rolesOf(cluster)).toEqual(["follower", "follower", "follower", "leader", "follower"]);
  });

  it("a follower is passive: it sends nothing but answers, until its election timeout", () => {
    const node = followerWith([1]);
    tick(node, 9);
    expect(node.settle()).toEqual([]);
    node.raw.step(heartbeat({ term: 1 }));
    node.raw.step(voteRequest({ from: 3, term: 2, logTerm: 1, index: 1 }));
    expect(node.settle().map(({ type, to }) => `${type} ${to}`)).toEqual([
      "heartbeatResponse 2",
      "requestVoteResponse 3",
    ]);
  });

  it("client requests are the leader's business: a follower that gets one passes it on and appends nothing", () => {
    const node = followerWith([1]);
    expect(node.raw.propose(EMPTY_BYTES, bytes("x"))).toEqual({ kind: "forwarded", to: 2 });
    expect(node.settle()).toMatchObject([
      { type: "propose", to: 2, entries: [{ data: bytes("x") }] },
    ]);
    expect(node.raw.status().lastIndex).toBe(1);
  });

  it("terms are numbered by consecutive integers, each of which begins with an election", () => {
    const node = new TestNode({ voters: VOTERS });
    for (const term of [1, 2, 3, 4]) {
      node.raw.campaign();
      expect(node.raw.status()).toMatchObject({ term, role: "candidate" });
    }
  });

  it("the winner of an election leads for the rest of its term", () => {
    const leader = createLeader({ voters: VOTERS });
    tick(leader, 50);
    leader.raw.step(append({ from: 3, term: 1 }));
    leader.raw.step(heartbeat({ from: 3, term: 1 }));
    leader.raw.step(voteRequest({ from: 3, term: 1, logTerm: 1, index: 9 }));
    expect(leader.raw.status()).toMatchObject({ role: "leader", term: 1 });
  });

  it("a term without a winner ends without a leader, and the next one begins with a new election", () => {
    const cluster = new TestCluster({ voters: [1, 2] });
    cluster.node(1).raw.campaign();
    cluster.node(2).raw.campaign();
    cluster.settle();
    expect(rolesOf(cluster)).toEqual(["follower", "follower"]);
    cluster.tick(1, 10);
    cluster.settle();
    expect(rolesOf(cluster)).toEqual(["leader", "follower"]);
    expect(cluster.node(2).raw.status().term).toBe(3);
  });

  it("a server may miss whole terms, and joins the present one by the first message of it", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cutOff(cluster, [3]);
    cluster.elect(1);
    cluster.elect(2);
    cluster.elect(1);
    expect(cluster.node(3).raw.status().term).toBe(1);
    cluster.heal();
    beat(cluster, 1);
    expect(cluster.node(3).raw.status()).toMatchObject({ term: 4, leader: 1 });
  });

  it("the current term never decreases, over restarts either", () => {
    const node = followerWith([3]);
    let before = 3;
    for (const message of [
      heartbeat({ term: 2 }),
      append({ term: 1 }),
      voteRequest({ term: 5 }),
      voteResponse({ term: 4 }),
      appendResponse({ term: 2 }),
    ]) {
      node.raw.step(message);
      node.settle();
      expect(node.raw.status().term).toBeGreaterThanOrEqual(before);
      before = node.raw.status().term;
    }
    node.restart();
    expect(node.raw.status().term).toBe(5);
  });

  it("every message between servers carries its sender's term, so that they exchange them whenever they communicate", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.elect(1);
    cluster.propose(1, "a");
    cluster.node(1).raw.readIndex(bytes("r"));
    beat(cluster, 1);
    expect(new Set(cluster.delivered.map(({ type }) => type))).toEqual(
      new Set([
        "requestVote",
        "requestVoteResponse",
        "append",
        "appendResponse",
        "heartbeat",
        "heartbeatResponse",
      ]),
    );
    expect(new Set(cluster.delivered.map(({ term }) => term))).toEqual(new Set([2]));
  });

  it.each(higher)("a server whose term is smaller takes over the larger one (%s)", (_, message) => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(message);
    expect(node.raw.status().term).toBe(9);
  });

  it.each(higher)(
    "a candidate or leader that finds its term out of date becomes a follower at once (%s)",
    (_, message) => {
      const candidate = new TestNode({ voters: VOTERS });
      candidate.raw.campaign();
      candidate.raw.step(message);
      expect(candidate.raw.status()).toMatchObject({ role: "follower", term: 9 });

      const leader = createLeader({ voters: VOTERS });
      leader.raw.step(message);
      expect(leader.raw.status()).toMatchObject({ role: "follower", term: 9 });
    },
  );

  it.each([
    ["append", append({ term: 4, entries: [entry(4, 1)] })],
    ["heartbeat", heartbeat({ term: 4, commit: 1 })],
    ["requestVote", voteRequest({ term: 4, logTerm: 4, index: 100 })],
    ["snapshot", snapshotMessage(snapshotAt(7), 4)],
    ["timeoutNow", { type: "timeoutNow", from: 2, to: 1, term: 4 }],
  ] as const)("a request of a stale term is rejected and changes nothing (%s)", (_, message) => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(heartbeat({ from: 3, term: 5 }));
    node.settle();
    const before = node.raw.status();
    expect(node.raw.step(message)).toEqual({ kind: "ignored", reason: "lowerTerm" });
    expect(node.raw.status()).toEqual(before);
    expect(node.settle()).toEqual([]);
  });

  it("differs: a stale request is answered only where that frees somebody: a leader that must step down, with the newer term", () => {
    const node = new TestNode({ voters: VOTERS, config: { checkQuorum: true } });
    node.raw.step(heartbeat({ from: 3, term: 5 }));
    node.settle();
    node.raw.step(append({ term: 4 }));
    expect(node.settle()).toMatchObject([{ type: "appendResponse", to: 2, term: 5 }]);
    node.raw.step(voteRequest({ term: 4 }));
    expect(node.settle()).toEqual([]);
  });

  it("differs: beside vote requests, appends and snapshots there is a heartbeat of its own, without entries and without a log check", () => {
    const leader = followerWith([1, 1]);
    electByVoteOf2(leader);
    leader.raw.tick();
    const [message] = leader.settle();
    expect(message).toEqual({
      type: "heartbeat",
      from: 1,
      to: 2,
      term: 2,
      commit: 0,
      context: EMPTY_BYTES,
    });
  });

  it("differs: no request is timed and repeated by itself; the answer to the next heartbeat shows what is missing, and that is sent again", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.elect(1);
    cluster.isLost = ({ type, to }) => type === "append" && to === 3;
    cluster.propose(1, "lost on the way to 3");
    cluster.heal();
    cluster.settle();
    expect(cluster.node(3).raw.status().lastIndex).toBe(2);
    beat(cluster, 1);
    expect(cluster.node(3).raw.status().lastIndex).toBe(3);
  });

  it("requests go out to all servers in parallel, none waits for the answer of another", () => {
    const cluster = new TestCluster({ voters: [1, 2, 3, 4, 5] });
    const leader = cluster.elect(1);
    leader.raw.propose(EMPTY_BYTES, bytes("x"));
    expect(leader.raw.ready().messages.map(({ type, to }) => `${type} ${to}`)).toEqual([
      "append 2",
      "append 3",
      "append 4",
      "append 5",
    ]);
  });
});
