import { describe, expect, it } from "vitest";
import {
  append,
  appendResponse,
  heartbeat,
  voteRequest,
  voteResponse,
} from "../unit/raft/support/messages.ts";
import { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { createLeader, TestNode } from "../unit/raft/support/test-node.ts";
import { FIVE, ofType, rolesOf, tick, VOTERS } from "./support.ts";

describe("§5.2 Leader election", () => {
  it("servers start up as followers", () => {
    expect(new TestNode({ voters: VOTERS }).raw.status()).toMatchObject({
      role: "follower",
      leader: null,
    });
    const leader = createLeader({ voters: VOTERS });
    leader.restart(0);
    expect(leader.raw.status().role).toBe("follower");
  });

  it("a server stays a follower as long as valid messages of a leader arrive", () => {
    const node = new TestNode({ voters: VOTERS });
    for (let round = 0; round < 30; round += 1) {
      tick(node, 9);
      node.raw.step(round % 2 === 0 ? heartbeat({ term: 1 }) : append({ term: 1 }));
    }
    expect(node.raw.status()).toMatchObject({ role: "follower", term: 1, leader: 2 });
  });

  it("a server stays a follower for a further timeout after it granted a vote, not after it refused one", () => {
    const granting = new TestNode({ voters: VOTERS });
    granting.raw.step(voteRequest({ from: 2, term: 1 }));
    tick(granting, 9);
    // The candidate asks again: granted again.
    granting.raw.step(voteRequest({ from: 2, term: 1 }));
    tick(granting, 9);
    expect(granting.raw.status().role).toBe("follower");
    granting.raw.step(voteRequest({ from: 3, term: 1 }));
    granting.raw.tick();
    expect(granting.raw.status().role).toBe("candidate");
  });

  it("a leader sends heartbeats to all followers periodically to keep its authority", () => {
    const leader = createLeader({ voters: VOTERS, config: { heartbeatTicks: 2 } });
    for (let period = 0; period < 3; period += 1) {
      leader.raw.tick();
      expect(leader.settle()).toEqual([]);
      leader.raw.tick();
      expect(leader.settle().map(({ type, to }) => `${type} ${to}`)).toEqual([
        "heartbeat 2",
        "heartbeat 3",
      ]);
    }
  });

  it("a follower that hears nothing for an election timeout starts an election", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(heartbeat({ term: 1 }));
    tick(node, 9);
    expect(node.raw.status()).toMatchObject({ role: "follower", term: 1 });
    node.raw.tick();
    expect(node.raw.status()).toMatchObject({ role: "candidate", leader: null });
  });

  it("to begin an election it increments its term and becomes a candidate", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(heartbeat({ term: 6 }));
    node.raw.campaign();
    expect(node.raw.status()).toMatchObject({ role: "candidate", term: 7 });
  });

  it("it then votes for itself and asks each of the other servers for its vote, all at once", () => {
    const node = new TestNode({ voters: FIVE });
    node.raw.campaign();
    const requests = node.settle();
    expect(node.storage.hardState).toMatchObject({ term: 1, vote: 1 });
    expect(requests.map(({ type, to, term }) => ({ type, to, term }))).toEqual(
      [2, 3, 4, 5].map((to) => ({ type: "requestVote", to, term: 1 })),
    );
  });

  it("a candidate stays one until it wins, another server leads, or a timeout passes", () => {
    const node = new TestNode({ voters: FIVE });
    node.raw.campaign();
    node.settle();
    node.raw.step(voteResponse({ from: 2, term: 1 }));
    node.raw.step(voteRequest({ from: 3, term: 1 }));
    node.raw.step(appendResponse({ from: 4, term: 1, index: 7 }));
    node.raw.step(voteResponse({ from: 4, term: 1, reject: true }));
    tick(node, 9);
    expect(node.raw.status()).toMatchObject({ role: "candidate", term: 1 });
  });

  it.each([
    { size: 1, votes: 0, role: "leader" },
    { size: 2, votes: 0, role: "candidate" },
    { size: 2, votes: 1, role: "leader" },
    { size: 3, votes: 0, role: "candidate" },
    { size: 3, votes: 1, role: "leader" },
    { size: 4, votes: 1, role: "candidate" },
    { size: 4, votes: 2, role: "leader" },
    { size: 5, votes: 1, role: "candidate" },
    { size: 5, votes: 2, role: "leader" },
  ])(
    "a candidate wins by the votes of a majority of the full cluster ($votes others of $size: $role)",
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

  it("only votes for the same term count, and each server's only once", () => {
    const node = new TestNode({ voters: FIVE });
    node.raw.campaign();
    node.settle();
    node.raw.campaign();
    node.settle();
    expect(node.raw.status().term).toBe(2);
    for (const from of [2, 3, 4]) {
      node.raw.step(voteResponse({ from, term: 1 }));
    }
    for (let at = 0; at < 5; at += 1) {
      node.raw.step(voteResponse({ from: 2, term: 2 }));
    }
    // Not a member: its vote is no vote.
    node.raw.step(voteResponse({ from: 9, term: 2 }));
    expect(node.raw.status().role).toBe("candidate");
    node.raw.step(voteResponse({ from: 3, term: 2 }));
    expect(node.raw.status().role).toBe("leader");
  });

  it("a server votes for at most one candidate in a term, for the one who asks first", () => {
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

  it("it keeps to its vote over a restart", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(voteRequest({ from: 2, term: 1 }));
    node.settle();
    node.restart();
    node.raw.step(voteRequest({ from: 3, term: 1 }));
    expect(node.settle()).toMatchObject([{ to: 3, reject: true }]);
  });

  it("it has a vote again in each new term", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(voteRequest({ from: 2, term: 1 }));
    node.raw.step(voteRequest({ from: 3, term: 2 }));
    expect(node.settle()).toMatchObject([
      { to: 2, term: 1, reject: false },
      { to: 3, term: 2, reject: false },
    ]);
    expect(node.raw.status().vote).toBe(3);
  });

  it("at most one candidate wins in a term, since each needs a majority (election safety)", () => {
    for (const order of [
      [1, 2, 3, 4, 5],
      [5, 4, 3, 2, 1],
      [3, 1, 5, 2, 4],
    ]) {
      const cluster = new TestCluster({ voters: FIVE });
      for (const id of order) {
        cluster.node(id).raw.campaign();
      }
      cluster.settle();
      for (const id of order.slice(0, 3)) {
        cluster.node(id).raw.campaign();
        cluster
          .node(id)
          .settle()
          .forEach((message) => {
            cluster.node(message.to).raw.step(message);
          });
      }
      cluster.settle();
      const led = [...cluster.nodes.values()].map((node) => node.raw.status());
      const terms = led.filter(({ role }) => role === "leader").map(({ term }) => term);
      expect(new Set(terms).size).toBe(terms.length);
    }
  });

  it("differs: a new leader claims its authority by appends of its first entry at once, in the place of empty heartbeats", () => {
    const leader = new TestNode({ voters: VOTERS });
    leader.raw.campaign();
    leader.settle();
    leader.raw.step(voteResponse({ term: 1 }));
    const sent = ofType(leader.settle(), "append");
    expect(sent.map(({ to, entries }) => ({ to, entries: entries.length }))).toEqual([
      { to: 2, entries: 1 },
      { to: 3, entries: 1 },
    ]);
    const other = new TestNode({ id: 3, voters: VOTERS });
    tick(other, 9);
    other.raw.step(sent[1] ?? append({ term: 0 }));
    tick(other, 9);
    expect(other.raw.status()).toMatchObject({ role: "follower", leader: 1 });
  });

  it.each([1, 2])(
    "a candidate recognises a leader whose term is at least its own and follows it (%s)",
    (term) => {
      for (const message of [append({ term }), heartbeat({ term })]) {
        const node = new TestNode({ voters: VOTERS });
        node.raw.campaign();
        node.raw.step(message);
        expect(node.raw.status()).toMatchObject({ role: "follower", term, leader: 2 });
      }
    },
  );

  it("a candidate rejects a leader of a smaller term and stays a candidate", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.campaign();
    node.raw.campaign();
    node.raw.step(append({ term: 1 }));
    node.raw.step(heartbeat({ term: 1 }));
    expect(node.raw.status()).toMatchObject({ role: "candidate", term: 2 });
  });

  it("a candidate that neither won nor lost by its next timeout starts over in the next term", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.campaign();
    node.settle();
    tick(node, 10);
    expect(node.raw.status()).toMatchObject({ role: "candidate", term: 2 });
    expect(ofType(node.settle(), "requestVote").map(({ to, term }) => [to, term])).toEqual([
      [2, 2],
      [3, 2],
    ]);
  });

  it("election timeouts are drawn at random from a fixed interval", () => {
    const node = new TestNode({ voters: VOTERS });
    for (const [randomValue, ticks] of [
      [0, 10],
      [9, 19],
      [4, 14],
    ] as const) {
      node.randomValue = randomValue;
      node.raw.step(heartbeat({ term: node.raw.status().term + 1 }));
      const { term } = node.raw.status();
      tick(node, ticks - 1);
      expect(node.raw.status().term).toBe(term);
      node.raw.tick();
      expect(node.raw.status()).toMatchObject({ role: "candidate", term: term + 1 });
    }
  });

  it("a candidate draws and restarts its timeout at the start of each election", () => {
    const node = new TestNode({ voters: VOTERS });
    node.randomValue = 7;
    node.raw.campaign();
    node.randomValue = 2;
    tick(node, 16);
    expect(node.raw.status().term).toBe(1);
    node.raw.tick();
    expect(node.raw.status().term).toBe(2);
    tick(node, 11);
    expect(node.raw.status().term).toBe(2);
    node.raw.tick();
    expect(node.raw.status().term).toBe(3);
  });

  it("so one server times out first, wins, and its messages keep the others from elections of their own", () => {
    const cluster = new TestCluster({ voters: FIVE });
    for (const [id, node] of cluster.nodes) {
      node.randomValue = id + 3;
      node.restart();
    }
    for (let at = 0; at < 40; at += 1) {
      for (const id of FIVE) {
        cluster.tick(id, 1);
      }
      cluster.settle();
    }
    expect(rolesOf(cluster)).toEqual(["leader", "follower", "follower", "follower", "follower"]);
    expect(cluster.node(5).raw.status().term).toBe(2);
  });

  it("an election that is lost outright ends candidacy before the timeout", () => {
    const behind = new TestNode({ id: 3, voters: VOTERS });
    behind.raw.campaign();
    behind.settle();
    behind.raw.step(voteResponse({ from: 1, to: 3, term: 1, reject: true }));
    expect(behind.raw.status().role).toBe("candidate");
    behind.raw.step(voteResponse({ from: 2, to: 3, term: 1, reject: true }));
    expect(behind.raw.status()).toMatchObject({ role: "follower", term: 1 });
  });
});
