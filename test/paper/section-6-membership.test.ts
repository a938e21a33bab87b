import { describe, expect, it } from "vitest";
import {
  type ConfChangeSingle,
  type ConfChangeTransition,
  EMPTY_BYTES,
  type NodeId,
} from "../../src/raft/index.ts";
import { voteRequest } from "../unit/raft/support/messages.ts";
import { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { bytes } from "../unit/raft/support/test-node.ts";

const add = (nodeId: NodeId): ConfChangeSingle => ({ type: "addNode", nodeId });
const remove = (nodeId: NodeId): ConfChangeSingle => ({ type: "removeNode", nodeId });
const learn = (nodeId: NodeId): ConfChangeSingle => ({ type: "addLearnerNode", nodeId });

function change(
  cluster: TestCluster,
  id: NodeId,
  changes: readonly ConfChangeSingle[],
  transition: ConfChangeTransition = "auto",
): ReturnType<TestCluster["node"]>["raw"] {
  const { raw } = cluster.node(id);
  raw.proposeConfChange(bytes("change"), {
    version: "v2",
    transition,
    changes,
    context: EMPTY_BYTES,
  });
  cluster.settle();
  return raw;
}

describe("section 6, cluster membership changes", () => {
  it.each([[[2, 3]], [[4, 5]]])(
    "in joint consensus log entries are replicated to all servers in both configurations, and agreement requires majorities of both (without %s)",
    (lost) => {
      const cluster = new TestCluster({ voters: [1, 2, 3] });
      cluster.elect(1);
      cluster.addEmpty(4);
      cluster.addEmpty(5);
      const raw = change(cluster, 1, [add(4), add(5), remove(2), remove(3)], "explicit");
      expect(raw.status().confState).toMatchObject({
        voters: [1, 4, 5],
        votersOutgoing: [1, 2, 3],
      });
      const before = raw.status().commit;

      cluster.isLost = ({ from, to }) => lost.includes(from) || lost.includes(to);
      cluster.propose(1, "by one majority only");
      expect(raw.status().commit).toBe(before);

      cluster.heal();
      cluster.tick(1, 1);
      cluster.settle();
      expect(raw.status().commit).toBe(before + 1);
    },
  );

  it("an election in joint consensus needs majorities of both configurations, too", () => {
    const cluster = new TestCluster({ voters: [1, 2, 3] });
    cluster.elect(1);
    cluster.addEmpty(4);
    cluster.addEmpty(5);
    change(cluster, 1, [add(4), add(5), remove(2), remove(3)], "explicit");
    cluster.isLost = ({ from, to }) => [2, 3].some((id) => id === from || id === to);
    cluster.node(4).raw.campaign();
    cluster.settle();
    expect(cluster.node(4).raw.status().role).toBe("candidate");
    cluster.heal();
    cluster.elect(4);
  });

  it("once it is committed the leader proposes to leave the joint configuration by itself, at once", () => {
    const cluster = new TestCluster({ voters: [1, 2, 3] });
    cluster.elect(1);
    const raw = change(cluster, 1, [remove(2), remove(3)], "implicit");
    expect(raw.status().confState).toMatchObject({
      voters: [1],
      votersOutgoing: [],
      autoLeave: false,
    });
  });

  it("leaves a joint configuration also when the leader that entered it dies (B6)", () => {
    const cluster = new TestCluster({ voters: [1, 2, 3] });
    const leader = cluster.elect(1);
    leader.raw.proposeConfChange(EMPTY_BYTES, {
      version: "v2",
      transition: "implicit",
      changes: [add(2), learn(1)],
      context: EMPTY_BYTES,
    });
    // Node 1 never learns that its change is committed.
    cluster.isLost = ({ from, to, type }) => to === 1 && from !== 1 && type === "appendResponse";
    cluster.settle();
    cluster.isolate(1);
    cluster.elect(3);
    cluster.settle();
    expect(cluster.node(3).raw.status().confState).toMatchObject({
      voters: [2, 3],
      learners: [1],
      votersOutgoing: [],
    });
  });

  it("tries to leave again after a transfer of leadership made it drop the first attempt (B6)", () => {
    const cluster = new TestCluster({ voters: [1, 2, 3] });
    const leader = cluster.elect(1);
    leader.raw.proposeConfChange(EMPTY_BYTES, {
      version: "v2",
      transition: "implicit",
      changes: [learn(3)],
      context: EMPTY_BYTES,
    });
    cluster.isLost = ({ type }) => type === "timeoutNow";
    leader.raw.transferLeader(2);
    cluster.settle();
    expect(leader.raw.status().confState.votersOutgoing).toEqual([1, 2, 3]);
    cluster.tick(1, 10);
    cluster.propose(1, "after the transfer was given up");
    expect(leader.raw.status().confState).toMatchObject({ votersOutgoing: [], learners: [3] });
  });

  it("the leader can be outside of the new configuration: it steps down once it has applied that", () => {
    const cluster = new TestCluster({ voters: [1, 2, 3] });
    cluster.elect(1);
    const raw = change(cluster, 1, [remove(1)]);
    expect(raw.status()).toMatchObject({ role: "follower", confState: { voters: [2, 3] } });
    expect(raw.campaign()).toEqual({ kind: "ignored", reason: "notPromotable" });
    cluster.elect(2);
  });

  it("while it manages a cluster without itself it does not count itself in majorities", () => {
    const cluster = new TestCluster({ voters: [1, 2, 3], config: { stepDownOnRemoval: false } });
    cluster.elect(1);
    const raw = change(cluster, 1, [remove(1)]);
    expect(raw.status().role).toBe("leader");
    expect(raw.propose(EMPTY_BYTES, bytes("x"))).toEqual({ kind: "dropped", reason: "notMember" });
    raw.readIndex(bytes("read"));
    cluster.isolate(1);
    cluster.settle();
    expect(cluster.node(1).readStates).toEqual([]);
  });

  it("servers disregard RequestVote when they believe a current leader exists: removed servers cannot disrupt the cluster (B10)", () => {
    const cluster = new TestCluster({ voters: [1, 2, 3], config: { checkQuorum: true } });
    cluster.elect(1);
    const { raw } = cluster.node(2);
    const before = raw.status();
    raw.step(voteRequest({ from: 3, to: 2, term: before.term + 5, logTerm: 9, index: 99 }));
    expect(raw.status()).toMatchObject({ term: before.term, leader: 1 });
    expect(cluster.node(2).settle()).toEqual([]);
  });

  it("new servers join as non-voting members: the leader replicates to them and does not count them", () => {
    const cluster = new TestCluster({ voters: [1] });
    cluster.elect(1);
    const learner = cluster.addEmpty(2);
    const raw = change(cluster, 1, [learn(2)]);
    expect(learner.raw.status().confState.learners).toEqual([2]);
    cluster.isolate(2);
    cluster.propose(1, "without the learner");
    expect(raw.status().commit).toBe(raw.status().lastIndex);
    cluster.heal();
    cluster.tick(1, 1);
    cluster.settle();
    expect(learner.storage.log.at(-1)).toEqual(cluster.node(1).storage.log.at(-1));
    expect(learner.raw.campaign()).toEqual({ kind: "ignored", reason: "notPromotable" });
  });
});

describe("thesis 4.1, safety of single-server changes", () => {
  it("a leader puts an empty entry in the place of a change while another one may be unapplied, and keeps its context", () => {
    const cluster = new TestCluster({ voters: [1, 2, 3] });
    const { raw, storage } = cluster.elect(1);
    const change = { version: "v1" as const, change: learn(3), context: EMPTY_BYTES };
    expect(raw.proposeConfChange(bytes("1"), change)).toMatchObject({ refusal: null });
    expect(raw.proposeConfChange(bytes("2"), change)).toMatchObject({ refusal: "pending" });
    cluster.settle();
    expect(storage.log.slice(-2)).toMatchObject([
      { type: "confChange", context: bytes("1") },
      { type: "normal", context: bytes("2"), data: EMPTY_BYTES },
    ]);
  });

  it.each([
    ["removes the last voter", [remove(1), remove(2), remove(3)], "auto", "invalid"],
    ["leaves what is not joint", [], "auto", "notJoint"],
  ] as const)("refuses a change that %s", (_, changes, transition, refusal) => {
    const cluster = new TestCluster({ voters: [1, 2, 3] });
    const { raw } = cluster.elect(1);
    const request = { version: "v2" as const, transition, changes, context: EMPTY_BYTES };
    expect(raw.proposeConfChange(EMPTY_BYTES, request)).toMatchObject({ refusal });
    cluster.settle();
    expect(raw.status().confState.voters).toEqual([1, 2, 3]);
  });

  it("refuses a second joint change, and an explicit one without changes, while joint", () => {
    const cluster = new TestCluster({ voters: [1, 2, 3] });
    cluster.elect(1);
    const raw = change(cluster, 1, [learn(3)], "explicit");
    const request = { version: "v2" as const, context: EMPTY_BYTES };
    expect(
      raw.proposeConfChange(EMPTY_BYTES, { ...request, transition: "auto", changes: [add(3)] }),
    ).toMatchObject({ refusal: "alreadyJoint" });
    expect(
      raw.proposeConfChange(EMPTY_BYTES, { ...request, transition: "explicit", changes: [] }),
    ).toMatchObject({ refusal: "invalid" });
    expect(
      raw.proposeConfChange(EMPTY_BYTES, { ...request, transition: "auto", changes: [] }),
    ).toMatchObject({ refusal: null });
  });

  it("puts an empty entry in the place of a forwarded change that cannot be read", () => {
    const cluster = new TestCluster({ voters: [1, 2, 3] });
    const { raw, storage } = cluster.elect(1);
    const data = Uint8Array.of(0xff);
    raw.step({
      type: "propose",
      from: 2,
      to: 1,
      term: 0,
      entries: [{ type: "confChangeV2", term: 0, index: 0, data, context: bytes("id") }],
    });
    cluster.settle();
    expect(storage.log.at(-1)).toMatchObject({ type: "normal", context: bytes("id") });
  });

  it("does not campaign over committed changes that are not applied, told to or not (B4)", () => {
    const cluster = new TestCluster({ voters: [1, 2, 3] });
    const leader = cluster.elect(1);
    const follower = cluster.node(2);
    leader.raw.proposeConfChange(EMPTY_BYTES, {
      version: "v1",
      change: learn(3),
      context: EMPTY_BYTES,
    });
    const send = (): void => {
      for (const message of leader.settle()) {
        if (message.to === 2) {
          follower.raw.step(message);
        }
      }
    };
    send();
    for (const message of follower.settle()) {
      leader.raw.step(message);
    }
    send();

    // Committed on the follower, and its host is slow to apply.
    const ready = follower.raw.ready();
    expect(ready.committedEntries).toHaveLength(1);
    follower.persist(ready);
    follower.raw.advanceAppend(ready);

    expect(follower.raw.campaign()).toEqual({ kind: "ignored", reason: "unappliedConfChange" });
    expect(
      follower.raw.step({ type: "timeoutNow", from: 1, to: 2, term: leader.raw.status().term }),
    ).toEqual({ kind: "ignored", reason: "unappliedConfChange" });
    follower.apply(ready.committedEntries);
    follower.raw.advanceApply();
    expect(follower.raw.campaign()).toEqual({ kind: "stepped" });
  });

  it("a learner that was promoted without knowing it votes when asked (B5)", () => {
    const cluster = new TestCluster({ voters: [1, 2], learners: [3] });
    cluster.elect(1);
    cluster.isolate(3);
    change(cluster, 1, [add(3)]);
    cluster.isolate(1);
    cluster.elect(2);
    expect(cluster.node(3).raw.status().confState.voters).toEqual([1, 2, 3]);
  });

  it("a vote's commit index brings the news of a change to the node that needs it (B5)", () => {
    const cluster = new TestCluster({ voters: [1, 2, 3] });
    cluster.elect(1);
    // The second has the change in its log and never hears that it is committed.
    cluster.isLost = (message) =>
      message.to === 2 && message.type === "append" && message.entries.length === 0;
    change(cluster, 1, [learn(3)]);
    const stale = cluster.node(2);
    expect(stale.raw.status().confState.voters).toEqual([1, 2, 3]);
    cluster.isLost = ({ from, to }) => from === 1 || to === 1;
    stale.raw.step(
      voteRequest({
        from: 3,
        to: 2,
        term: stale.raw.status().term + 1,
        commit: stale.raw.status().lastIndex,
        commitTerm: stale.raw.status().term,
      }),
    );
    cluster.settle();
    expect(stale.raw.status().confState).toMatchObject({ voters: [1, 2], learners: [3] });
  });
});
