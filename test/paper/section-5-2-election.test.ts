import { describe, expect, it } from "vitest";
import { append, heartbeat, voteRequest, voteResponse } from "../unit/raft/support/messages.ts";
import { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { createLeader, TestNode } from "../unit/raft/support/test-node.ts";

const VOTERS = [1, 2, 3];

describe("section 5.2, leader election", () => {
  it("when servers start up, they begin as followers", () => {
    expect(new TestNode({ voters: VOTERS }).raw.status().role).toBe("follower");
  });

  it("a server remains in follower state as long as it receives valid messages from a leader", () => {
    const node = new TestNode({ voters: VOTERS });
    for (let round = 0; round < 30; round += 1) {
      node.raw.tick();
      node.raw.step(round % 2 === 0 ? heartbeat({ term: 1 }) : append({ term: 1 }));
    }
    expect(node.raw.status()).toMatchObject({ role: "follower", term: 1, leader: 2 });
  });

  it("leaders send periodic heartbeats to all followers in order to maintain their authority", () => {
    const leader = createLeader({ voters: VOTERS, config: { heartbeatTicks: 2 } });
    leader.raw.tick();
    expect(leader.settle()).toEqual([]);
    leader.raw.tick();
    expect(leader.settle().map(({ type, to }) => `${type} ${to}`)).toEqual([
      "heartbeat 2",
      "heartbeat 3",
    ]);
  });

  it("if a follower receives no communication over the election timeout, it increments its current term and transitions to candidate state", () => {
    const node = new TestNode({ voters: VOTERS });
    for (let tick = 0; tick < 9; tick += 1) {
      node.raw.tick();
    }
    expect(node.raw.status().role).toBe("follower");
    node.raw.tick();
    expect(node.raw.status()).toMatchObject({ role: "candidate", term: 1 });
  });

  it("it then votes for itself and issues RequestVote to each of the other servers", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.campaign();
    const requests = node.settle();
    expect(node.storage.hardState).toMatchObject({ term: 1, vote: 1 });
    expect(requests.map(({ type, to, term }) => ({ type, to, term }))).toEqual([
      { type: "requestVote", to: 2, term: 1 },
      { type: "requestVote", to: 3, term: 1 },
    ]);
  });

  it.each([
    { size: 1, votes: 0, role: "leader" },
    { size: 3, votes: 0, role: "candidate" },
    { size: 3, votes: 1, role: "leader" },
    { size: 4, votes: 1, role: "candidate" },
    { size: 4, votes: 2, role: "leader" },
    { size: 5, votes: 1, role: "candidate" },
    { size: 5, votes: 2, role: "leader" },
  ])(
    "a candidate wins an election if it receives votes from a majority of the servers ($votes others of $size: $role)",
    ({ size, votes, role }) => {
      const voters = Array.from({ length: size }, (_, at) => at + 1);
      const node = new TestNode({ voters });
      node.raw.campaign();
      node.settle();
      for (let from = 2; from < 2 + votes; from += 1) {
        node.raw.step(voteResponse({ from, term: 1 }));
      }
      expect(node.raw.status().role).toBe(role);
    },
  );

  it("each server will vote for at most one candidate in a given term, on a first-come-first-served basis", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(voteRequest({ from: 2, term: 1 }));
    node.raw.step(voteRequest({ from: 3, term: 1 }));
    node.raw.step(voteRequest({ from: 2, term: 1 }));
    expect(node.settle()).toMatchObject([
      { to: 2, reject: false },
      { to: 3, reject: true },
      { to: 2, reject: false },
    ]);
  });

  it("keeps to its vote over a restart", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(voteRequest({ from: 2, term: 1 }));
    node.settle();
    node.restart();
    node.raw.step(voteRequest({ from: 3, term: 1 }));
    expect(node.settle()).toMatchObject([{ to: 3, reject: true }]);
  });

  it("once a candidate wins an election it becomes leader and sends messages to all of the other servers to prevent new elections", () => {
    const leader = new TestNode({ voters: VOTERS });
    leader.raw.campaign();
    leader.settle();
    leader.raw.step(voteResponse({ term: 1 }));
    expect(leader.settle().map(({ type, to }) => `${type} ${to}`)).toEqual([
      "append 2",
      "append 3",
    ]);
  });

  it("a candidate that receives AppendEntries of its own term or a later one returns to follower state", () => {
    for (const term of [1, 2]) {
      const node = new TestNode({ voters: VOTERS });
      node.raw.campaign();
      node.raw.step(append({ term }));
      expect(node.raw.status()).toMatchObject({ role: "follower", term, leader: 2 });
    }
  });

  it("a candidate that receives AppendEntries of an earlier term rejects it and continues in candidate state", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.campaign();
    node.raw.campaign();
    node.raw.step(append({ term: 1 }));
    expect(node.raw.status()).toMatchObject({ role: "candidate", term: 2 });
  });

  it("a candidate whose election ends in a split vote times out and starts a new one in the next term", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.campaign();
    node.settle();
    for (let tick = 0; tick < 10; tick += 1) {
      node.raw.tick();
    }
    expect(node.raw.status()).toMatchObject({ role: "candidate", term: 2 });
  });

  it("election timeouts are chosen randomly from a fixed interval, anew for each election", () => {
    const node = new TestNode({ voters: VOTERS });
    for (const [randomValue, ticks] of [
      [0, 10],
      [9, 19],
      [4, 14],
    ] as const) {
      node.randomValue = randomValue;
      node.raw.step(heartbeat({ term: node.raw.status().term + 1 }));
      const { term } = node.raw.status();
      for (let tick = 1; tick < ticks; tick += 1) {
        node.raw.tick();
      }
      expect(node.raw.status().term).toBe(term);
      node.raw.tick();
      expect(node.raw.status()).toMatchObject({ role: "candidate", term: term + 1 });
    }
  });

  it("at most one leader can be elected in a given term", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.node(1).raw.campaign();
    cluster.node(2).raw.campaign();
    cluster.settle();
    const leaders = [...cluster.nodes.values()].filter(
      (node) => node.raw.status().role === "leader",
    );
    expect(leaders.length).toBeLessThanOrEqual(1);
  });
});
