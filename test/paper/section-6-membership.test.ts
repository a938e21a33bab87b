import { describe, expect, it } from "vitest";
import { EMPTY_BYTES } from "../../src/raft/index.ts";
import { voteRequest } from "../unit/raft/support/messages.ts";
import { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { bytes } from "../unit/raft/support/test-node.ts";
import {
  add,
  beat,
  change,
  cutOff,
  FIVE,
  learn,
  ofType,
  progressOf,
  proposeChange,
  remove,
  tick,
  VOTERS,
} from "./support.ts";

/** 1, 2, 3 are on their way to 1, 4, 5; the leader stays joint until it is told to leave. */
function jointCluster(): TestCluster {
  const cluster = new TestCluster({ voters: VOTERS });
  cluster.elect(1);
  cluster.addEmpty(4);
  cluster.addEmpty(5);
  change(cluster, 1, [add(4), add(5), remove(2), remove(3)], "explicit");
  beat(cluster, 1);
  return cluster;
}

const leaveJoint = (cluster: TestCluster, id = 1): void => {
  change(cluster, id, []);
};

describe("§6 Cluster membership changes", () => {
  it("more than one voter cannot be exchanged in one step: such a change goes through joint consensus", () => {
    const cluster = jointCluster();
    expect(cluster.node(1).raw.status().confState).toMatchObject({
      voters: [1, 4, 5],
      votersOutgoing: [1, 2, 3],
    });
    leaveJoint(cluster);
    expect(cluster.node(1).raw.status().confState).toMatchObject({
      voters: [1, 4, 5],
      votersOutgoing: [],
    });
  });

  it("configurations are stored and communicated as special entries of the log", () => {
    const cluster = jointCluster();
    leaveJoint(cluster);
    expect(cluster.node(1).storage.log.map(({ type }) => type)).toEqual([
      "normal",
      "confChangeV2",
      "confChangeV2",
    ]);
    expect(cluster.node(5).raw.status().confState).toEqual(cluster.node(1).raw.status().confState);
  });

  it("while joint, entries are replicated to all servers of both configurations", () => {
    const cluster = jointCluster();
    cluster.propose(1, "to all");
    const { log } = cluster.node(1).storage;
    for (const id of FIVE) {
      expect(cluster.node(id).storage.log.at(-1)).toEqual(log.at(-1));
    }
  });

  it.each(FIVE)("while joint, a server of either configuration may lead (%s)", (id) => {
    const cluster = jointCluster();
    cluster.elect(id);
    cluster.propose(id, "x");
    expect(cluster.node(id).applied.at(-1)?.data).toEqual(bytes("x"));
  });

  it.each([
    { lost: [2, 3], why: "the old majority is missing" },
    { lost: [4, 5], why: "the new majority is missing" },
  ])("while joint, a commitment needs majorities of both ($why)", ({ lost }) => {
    const cluster = jointCluster();
    const { raw } = cluster.node(1);
    const before = raw.status().commit;
    cutOff(cluster, lost);
    cluster.propose(1, "by one majority only");
    beat(cluster, 1);
    expect(raw.status().commit).toBe(before);
    cluster.heal();
    beat(cluster, 1);
    expect(raw.status().commit).toBe(before + 1);
  });

  it.each([
    { candidate: 4, lost: [2, 3], why: "the old majority is missing" },
    { candidate: 2, lost: [4, 5], why: "the new majority is missing" },
  ])("while joint, an election needs majorities of both ($why)", ({ candidate, lost }) => {
    const cluster = jointCluster();
    cutOff(cluster, lost);
    cluster.node(candidate).raw.campaign();
    cluster.settle();
    expect(cluster.node(candidate).raw.status().role).toBe("candidate");
    cluster.heal();
    cluster.elect(candidate);
  });

  it("client requests are served all the way through a change", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    cluster.addEmpty(4);
    cluster.addEmpty(5);
    const kinds = [leader.raw.propose(EMPTY_BYTES, bytes("before")).kind];
    proposeChange(leader, [add(4), add(5), remove(2), remove(3)], "explicit");
    kinds.push(leader.raw.propose(EMPTY_BYTES, bytes("with it")).kind);
    cluster.settle();
    kinds.push(leader.raw.propose(EMPTY_BYTES, bytes("joint")).kind);
    cluster.settle();
    leaveJoint(cluster);
    kinds.push(leader.raw.propose(EMPTY_BYTES, bytes("after")).kind);
    cluster.settle();
    expect(kinds).toEqual(["appended", "appended", "appended", "appended"]);
    expect(leader.raw.status().commit).toBe(leader.raw.status().lastIndex);
  });

  it("differs: a configuration is in force from when its entry is applied, not from when it is appended", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    cutOff(cluster, [2, 3]);
    change(cluster, 1, [remove(3)]);
    expect(leader.raw.status()).toMatchObject({ lastIndex: 3, commit: 2 });
    expect(leader.raw.status().confState.voters).toEqual([1, 2, 3]);
    cluster.heal();
    beat(cluster, 1);
    expect(leader.raw.status().confState.voters).toEqual([1, 2]);
  });

  it("differs: so the entry that enters joint consensus is committed by the old majority alone", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    cutOff(cluster, [4, 5]);
    change(cluster, 1, [add(4), add(5), remove(2), remove(3)], "explicit");
    expect(leader.raw.status().confState.voters).toEqual([1, 4, 5]);
    expect(leader.raw.status().commit).toBe(3);
  });

  it("differs: and the entry that leaves it by majorities of both, since both are in force until it is applied", () => {
    const cluster = jointCluster();
    const before = cluster.node(1).raw.status().commit;
    cutOff(cluster, [2, 3]);
    leaveJoint(cluster);
    expect(cluster.node(1).raw.status().commit).toBe(before);
    expect(cluster.node(1).raw.status().confState.votersOutgoing).toEqual([1, 2, 3]);
    cluster.heal();
    beat(cluster, 1);
    expect(cluster.node(1).raw.status().confState.votersOutgoing).toEqual([]);
  });

  it("when the leader crashes in a change the next one leads under the old or the joint configuration, by what it knows, never under the new one alone", () => {
    for (const isKnown of [false, true]) {
      const cluster = new TestCluster({ voters: VOTERS });
      cluster.elect(1);
      cluster.addEmpty(4);
      cluster.addEmpty(5);
      if (!isKnown) {
        cluster.isLost = (message) =>
          message.type === "append" && message.entries.some(({ type }) => type !== "normal");
      }
      change(cluster, 1, [add(4), add(5), remove(2), remove(3)], "explicit");
      beat(cluster, 1);
      cutOff(cluster, [1]);
      cluster.node(isKnown ? 4 : 2).raw.campaign();
      cluster.settle();
      const { role, confState } = cluster.node(isKnown ? 4 : 2).raw.status();
      expect(role).toBe("leader");
      expect(confState.voters).toEqual(isKnown ? [1, 4, 5] : [1, 2, 3]);
      expect(confState.votersOutgoing).toEqual(isKnown ? [1, 2, 3] : []);
    }
  });

  it("once the joint configuration is committed only a server that has its entry can be elected", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.elect(1);
    cluster.addEmpty(4);
    cluster.addEmpty(5);
    cutOff(cluster, [3]);
    change(cluster, 1, [add(4), add(5), remove(2), remove(3)], "explicit");
    beat(cluster, 1);
    cluster.heal();
    cluster.node(3).raw.campaign();
    cluster.settle();
    expect(cluster.node(3).raw.status().role).not.toBe("leader");
    expect(cluster.node(2).raw.status().vote).not.toBe(3);
  });

  it("when it is committed the leader goes on to the new configuration, by itself unless it was told to wait", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.elect(1);
    const { raw } = change(cluster, 1, [remove(2), remove(3)], "implicit");
    expect(raw.status().confState).toMatchObject({
      voters: [1],
      votersOutgoing: [],
      autoLeave: false,
    });
  });

  it("so does the next leader when the one that entered it dies (B6)", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    // Node 1 never learns that its change is committed.
    cluster.isLost = ({ from, to, type }) => to === 1 && from !== 1 && type === "appendResponse";
    proposeChange(leader, [add(2), learn(1)], "implicit");
    cluster.settle();
    cutOff(cluster, [1]);
    cluster.elect(3);
    expect(cluster.node(3).raw.status().confState).toMatchObject({
      voters: [2, 3],
      learners: [1],
      votersOutgoing: [],
    });
  });

  it("it tries again after a transfer of leadership made it drop the first attempt (B6)", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    proposeChange(leader, [learn(3)], "implicit");
    cluster.isLost = ({ type }) => type === "timeoutNow";
    leader.raw.transferLeader(2);
    cluster.settle();
    expect(leader.raw.status().confState.votersOutgoing).toEqual([1, 2, 3]);
    cluster.tick(1, 10);
    cluster.propose(1, "after the transfer was given up");
    expect(leader.raw.status().confState).toMatchObject({ votersOutgoing: [], learners: [3] });
  });

  it("when the new configuration is in force the others are not needed and can be shut down", () => {
    const cluster = jointCluster();
    leaveJoint(cluster);
    cutOff(cluster, [2, 3]);
    cluster.propose(1, "without them");
    expect(cluster.node(4).applied.at(-1)?.data).toEqual(bytes("without them"));
    cutOff(cluster, [1, 2, 3]);
    cluster.elect(4);
  });

  it("new servers, empty at first, get entries as non-voting members and are not counted in majorities", () => {
    const cluster = new TestCluster({ voters: [1] });
    const leader = cluster.elect(1);
    const learner = cluster.addEmpty(2);
    change(cluster, 1, [learn(2)]);
    expect(learner.raw.status().confState.learners).toEqual([2]);
    cutOff(cluster, [2]);
    cluster.propose(1, "without the learner");
    expect(leader.raw.status().commit).toBe(leader.raw.status().lastIndex);
    cluster.heal();
    beat(cluster, 1);
    expect(learner.storage.log.at(-1)).toEqual(leader.storage.log.at(-1));
    expect(learner.raw.campaign()).toEqual({ kind: "ignored", reason: "notPromotable" });
    tick(learner, 50);
    expect(learner.raw.status().role).toBe("follower");
  });

  it("a non-voting member's answers commit nothing and its vote elects nobody", () => {
    const cluster = new TestCluster({ voters: VOTERS, learners: [4, 5] });
    const leader = cluster.elect(1);
    cutOff(cluster, [2, 3]);
    cluster.propose(1, "x");
    expect(progressOf(leader, 4)?.match).toBe(3);
    expect(leader.raw.status().commit).toBe(2);
    cutOff(cluster, [1, 3]);
    cluster.node(2).raw.campaign();
    cluster.settle();
    expect(cluster.node(2).raw.status().role).toBe("candidate");
    expect(ofType(cluster.delivered, "requestVote").some(({ to }) => to > 3)).toBe(false);
  });

  it("when they have caught up the reconfiguration goes on, and they are voters without a copy of anything", () => {
    const cluster = new TestCluster({ voters: [1] });
    const leader = cluster.elect(1);
    cluster.addEmpty(2);
    change(cluster, 1, [learn(2)]);
    beat(cluster, 1);
    expect(progressOf(leader, 2)).toMatchObject({ isLearner: true, lag: 0 });
    change(cluster, 1, [add(2)]);
    expect(progressOf(leader, 2)).toMatchObject({ isLearner: false, lag: 0, state: "replicate" });
    expect(ofType(cluster.delivered, "snapshot").filter(({ to }) => to === 2)).toHaveLength(1);
  });

  it("a leader that is not in the new configuration steps down once that is committed, not earlier", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    cutOff(cluster, [2, 3]);
    change(cluster, 1, [remove(1)]);
    expect(leader.raw.status()).toMatchObject({ role: "leader", lastIndex: 3, commit: 2 });
    cluster.heal();
    beat(cluster, 1, 1);
    expect(leader.raw.status()).toMatchObject({ role: "follower", commit: 3 });
    expect(leader.raw.status().confState.voters).toEqual([2, 3]);
    expect(leader.raw.campaign()).toEqual({ kind: "ignored", reason: "notPromotable" });
    cluster.elect(2);
  });

  it("while it manages a cluster without itself it does not count itself in majorities", () => {
    const cluster = new TestCluster({ voters: VOTERS, config: { stepDownOnRemoval: false } });
    cluster.elect(1);
    const { raw } = change(cluster, 1, [remove(1)]);
    expect(raw.status().role).toBe("leader");
    expect(raw.propose(EMPTY_BYTES, bytes("x"))).toEqual({ kind: "dropped", reason: "notMember" });
    raw.readIndex(bytes("read"));
    cutOff(cluster, [1]);
    cluster.settle();
    expect(cluster.node(1).readStates).toEqual([]);
  });

  it("in a joint configuration that it is leaving it still leads, and counts in the outgoing majority only", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    cluster.addEmpty(4);
    change(cluster, 1, [add(4), remove(1)], "explicit");
    beat(cluster, 1);
    expect(leader.raw.status()).toMatchObject({
      role: "leader",
      confState: { voters: [2, 3, 4], votersOutgoing: [1, 2, 3] },
    });
    const before = leader.raw.status().commit;
    // With 2 it has the outgoing majority, and one of three of the incoming one.
    cutOff(cluster, [3, 4]);
    cluster.propose(1, "x");
    expect(leader.raw.status().commit).toBe(before);
    cluster.isLost = ({ from, to }) => from === 3 || to === 3;
    beat(cluster, 1);
    expect(leader.raw.status().commit).toBe(before + 1);
  });

  it("servers disregard vote requests while they believe that a leader is there: removed servers cannot disrupt the cluster (B10)", () => {
    const cluster = new TestCluster({ voters: VOTERS, config: { checkQuorum: true } });
    cluster.elect(1);
    change(cluster, 1, [remove(3)]);
    // The removed one has not heard of it, times out again and again, and its term grows.
    cutOff(cluster, [3]);
    const removed = cluster.node(3);
    for (let at = 0; at < 5; at += 1) {
      tick(removed, 20);
      for (const message of removed.settle()) {
        cluster.node(message.to).raw.step(message);
      }
      beat(cluster, 1, 1);
    }
    expect(cluster.node(1).raw.status()).toMatchObject({ role: "leader", term: 2 });
    expect(cluster.node(2).raw.status()).toMatchObject({ leader: 1, term: 2 });
  });

  it("within the smallest election timeout of hearing from a leader a server neither takes a candidate's term nor votes for it", () => {
    const cluster = new TestCluster({ voters: VOTERS, config: { checkQuorum: true } });
    cluster.elect(1);
    const { raw } = cluster.node(2);
    const term = raw.status().term;
    const request = voteRequest({ from: 3, to: 2, term: term + 5, logTerm: 9, index: 99 });
    cluster.tick(2, 9);
    expect(raw.step(request)).toEqual({ kind: "ignored", reason: "lease" });
    expect(raw.status()).toMatchObject({ term, leader: 1 });
    expect(cluster.node(2).settle()).toEqual([]);
    expect(cluster.node(1).raw.step({ ...request, to: 1 })).toEqual({
      kind: "ignored",
      reason: "lease",
    });
  });

  it("ordinary elections are not affected: after that timeout it votes", () => {
    const cluster = new TestCluster({ voters: VOTERS, config: { checkQuorum: true } });
    cluster.node(2).randomValue = 5;
    cluster.elect(1);
    const { raw } = cluster.node(2);
    cluster.tick(2, 10);
    raw.step(voteRequest({ from: 3, to: 2, term: 7, logTerm: 9, index: 99 }));
    expect(cluster.node(2).settle()).toMatchObject([{ to: 3, term: 7, reject: false }]);
  });

  it("a leader that gets its heartbeats to its cluster is not deposed by larger terms", () => {
    const cluster = new TestCluster({ voters: VOTERS, config: { checkQuorum: true } });
    cluster.elect(1);
    for (let term = 10; term < 60; term += 1) {
      for (const to of VOTERS.slice(0, 2)) {
        cluster.node(to).raw.step(voteRequest({ from: 3, to, term, logTerm: term, index: 99 }));
      }
      beat(cluster, 1, 1);
    }
    expect(cluster.node(1).raw.status()).toMatchObject({ role: "leader", term: 2 });
  });
});
