import { describe, expect, it } from "vitest";
import { checkRaftConfig, DEFAULT_RAFT_CONFIG, EMPTY_BYTES } from "../../src/raft/index.ts";
import { append, entry, voteRequest } from "../unit/raft/support/messages.ts";
import { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { bytes, TestNode, text } from "../unit/raft/support/test-node.ts";
import { beat, cutOff, FIVE, followerWith, logTerms, ofType, tick, VOTERS } from "./support.ts";

describe("§5.5 Follower and candidate crashes", () => {
  it("what is sent to a crashed follower is tried again for ever, and completes when it is back", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.elect(1);
    cutOff(cluster, [3]);
    cluster.node(1).raw.reportUnreachable(3);
    cluster.propose(1, "a");
    beat(cluster, 1, 300);
    expect(cluster.node(3).storage.log).toHaveLength(1);
    cluster.node(3).restart(2);
    cluster.heal();
    beat(cluster, 1);
    expect(cluster.node(3).storage.log).toEqual(cluster.node(1).storage.log);
  });

  it("a candidate asks a voter that was down in its next election", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cutOff(cluster, [2, 3]);
    cluster.node(1).raw.campaign();
    cluster.settle();
    cluster.heal();
    cluster.tick(1, 10);
    cluster.settle();
    expect(cluster.node(1).raw.status()).toMatchObject({ role: "leader", term: 3 });
  });

  it("requests are idempotent: an append that comes again after a crash, its answer lost, is accepted and changes nothing", () => {
    const node = new TestNode({ voters: VOTERS });
    const message = append({ term: 1, entries: [entry(1, 1), entry(1, 2)] });
    node.raw.step(message);
    const answer = node.settle();
    const before = [...node.storage.log];
    node.restart();
    node.raw.step(message);
    expect(node.settle()).toEqual(answer);
    expect(node.storage.log).toEqual(before);
  });

  it("so is a vote request: the same candidate gets the same answer again", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(voteRequest({ term: 1 }));
    const answer = node.settle();
    node.restart();
    node.raw.step(voteRequest({ term: 1 }));
    expect(node.settle()).toEqual(answer);
    expect(answer).toMatchObject([{ reject: false }]);
  });

  it("a follower passes over entries of an append that it has already, and takes the others", () => {
    const node = followerWith([1, 1]);
    node.raw.step(append({ term: 1, entries: [entry(1, 1), entry(1, 2), entry(1, 3)] }));
    const { ready } = node.processReady();
    expect(ready.entries).toEqual([entry(1, 3)]);
    expect(logTerms(node)).toEqual([1, 1, 1]);
  });

  it("a crash before anything is durable has promised nothing to anybody", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(append({ term: 1, entries: [entry(1, 1)] }));
    node.raw.step(voteRequest({ from: 3, term: 2, logTerm: 1, index: 1 }));
    const ready = node.raw.ready();
    expect(ready.messages).toEqual([]);
    node.restart();
    expect(node.raw.status()).toMatchObject({ term: 0, vote: null, lastIndex: 0 });
  });
});

describe("§5.6 Timing and availability", () => {
  it("safety does not depend on timing: clocks that run wild elect leaders, and lose or repeat nothing", () => {
    const cluster = new TestCluster({ voters: FIVE });
    let proposed = 0;
    for (let round = 0; round < 200; round += 1) {
      const id = FIVE[(round * 7) % 5] ?? 1;
      cluster.tick(id, (round * 13) % 23);
      cluster.node(id).raw.propose(EMPTY_BYTES, bytes(`${(proposed += 1)}`));
      cutOff(cluster, round % 3 === 0 ? [FIVE[round % 5] ?? 1] : []);
      cluster.settle();
    }
    const longest = [...cluster.nodes.values()]
      .map((node) => node.applied)
      .reduce((a, b) => (a.length >= b.length ? a : b));
    for (const node of cluster.nodes.values()) {
      expect(node.applied).toEqual(longest.slice(0, node.applied.length));
    }
    const commands = longest.map(({ data }) => text(data)).filter((data) => data !== "");
    expect(new Set(commands).size).toBe(commands.length);
    expect(commands.length).toBeGreaterThan(20);
  });

  it("a leader beats several times within an election timeout, so that one lost message deposes nobody; other settings are refused", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.elect(1);
    let count = 0;
    cluster.isLost = ({ type }) => type === "heartbeat" && (count += 1) % 3 !== 0;
    for (let at = 0; at < 100; at += 1) {
      for (const id of VOTERS) {
        cluster.tick(id, 1);
      }
      cluster.settle();
    }
    expect(cluster.node(1).raw.status()).toMatchObject({ role: "leader", term: 2 });
    const config = { ...DEFAULT_RAFT_CONFIG, nodeId: 1, applied: 0 };
    expect(config.electionTicks).toBeGreaterThanOrEqual(10 * config.heartbeatTicks);
    expect(checkRaftConfig({ ...config, heartbeatTicks: 10 })).toHaveLength(1);
  });

  it("when the leader crashes the cluster is without one for an election timeout or two, and then goes on", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.elect(1);
    cutOff(cluster, [1]);
    cluster.node(3).randomValue = 5;
    tick(cluster.node(2), 10);
    cluster.settle();
    expect(cluster.node(2).raw.status().role).toBe("leader");
    cluster.propose(2, "goes on");
    expect(cluster.node(3).applied.map(({ data }) => text(data))).toContain("goes on");
    expect(ofType(cluster.delivered, "requestVote").length).toBeGreaterThan(0);
  });
});
