import { describe, expect, it } from "vitest";
import { EMPTY_BYTES } from "../../src/raft/index.ts";
import { append, appendResponse, entry, voteRequest } from "../unit/raft/support/messages.ts";
import { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { bytes, TestNode } from "../unit/raft/support/test-node.ts";
import {
  add,
  beat,
  change,
  cutOff,
  electByVoteOf2,
  followerWith,
  learn,
  ofType,
  progressOf,
  proposeChange,
  remove,
  tick,
  VOTERS,
} from "./support.ts";

describe("thesis §4.1 Safety of single-server changes", () => {
  it("one voter is added or removed at a time without a joint configuration, as the majorities overlap", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    cluster.addEmpty(4);
    change(cluster, 1, [add(4)]);
    expect(leader.raw.status().confState).toMatchObject({
      voters: [1, 2, 3, 4],
      votersOutgoing: [],
    });
    beat(cluster, 1);
    change(cluster, 1, [remove(2)]);
    expect(leader.raw.status().confState).toMatchObject({ voters: [1, 3, 4], votersOutgoing: [] });
  });

  it("a leader appends the new configuration to its log when it is asked for, and replicates it like any entry", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    expect(proposeChange(leader, [learn(3)])).toMatchObject({
      kind: "appended",
      entry: { term: 2, index: 3 },
      refusal: null,
    });
    expect(ofType(leader.settle(), "append")).toMatchObject([
      { to: 2, entries: [{ type: "confChangeV2" }] },
      { to: 3, entries: [{ type: "confChangeV2" }] },
    ]);
  });

  it("differs: it counts from when it is applied: until then the old configuration decides, on every server", () => {
    const cluster = new TestCluster({ voters: [1, 2] });
    const leader = cluster.elect(1);
    proposeChange(leader, [remove(2)]);
    leader.settle();
    expect(leader.raw.status().confState.voters).toEqual([1, 2]);
    // The new majority, node 1 by itself, has the entry: that is not enough.
    expect(leader.raw.status().commit).toBe(2);
    beat(cluster, 1);
    expect(leader.raw.status().confState.voters).toEqual([1]);
  });

  it("when it is committed the change is done: it can be reported, a removed server shut down, the next change begin", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    change(cluster, 1, [remove(3)]);
    expect(leader.applied.at(-1)).toMatchObject({ type: "confChangeV2" });
    cutOff(cluster, [3]);
    cluster.propose(1, "without the third");
    expect(leader.raw.status().commit).toBe(4);
    expect(proposeChange(leader, [remove(2)])).toMatchObject({ refusal: null });
  });

  it("differs: no change is appended while an earlier one is not applied; an empty entry with its context takes its place", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const { raw, storage } = cluster.elect(1);
    const request = { version: "v1" as const, change: learn(3), context: EMPTY_BYTES };
    expect(raw.proposeConfChange(bytes("1"), request)).toMatchObject({ refusal: null });
    expect(raw.proposeConfChange(bytes("2"), request)).toMatchObject({ refusal: "pending" });
    cluster.settle();
    expect(storage.log.slice(-2)).toMatchObject([
      { type: "confChange", context: bytes("1") },
      { type: "normal", context: bytes("2"), data: EMPTY_BYTES },
    ]);
  });

  it("differs: being committed is not enough for that: the host may be slow to apply it", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    proposeChange(leader, [learn(3)]);
    leader.settle();
    leader.raw.step(appendResponse({ term: 2, index: 3 }));
    const ready = leader.raw.ready();
    expect(ready.committedEntries).toMatchObject([{ type: "confChangeV2" }]);
    leader.persist(ready);
    leader.raw.advanceAppend(ready);
    expect(proposeChange(leader, [remove(2)])).toMatchObject({ refusal: "pending" });
    leader.apply(ready.committedEntries);
    leader.raw.advanceApply();
    expect(proposeChange(leader, [remove(2)])).toMatchObject({ refusal: null });
  });

  it("nor while it may be in the log from an earlier term: a new leader first applies all that it had when it was elected", () => {
    const leader = followerWith([1, 1]);
    electByVoteOf2(leader);
    expect(proposeChange(leader, [learn(3)])).toMatchObject({ refusal: "pending" });
    leader.settle();
    leader.raw.step(appendResponse({ term: 2, index: 4 }));
    leader.settle();
    expect(leader.raw.status().applied).toBe(4);
    expect(proposeChange(leader, [learn(3)])).toMatchObject({ refusal: null });
  });

  it("differs: a change that a new leader's log replaces needs no falling back, since it never was in force", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const old = cluster.elect(1);
    cutOff(cluster, [1]);
    change(cluster, 1, [remove(2)]);
    expect(old.storage.log.at(-1)?.type).toBe("confChangeV2");
    cluster.elect(2);
    cluster.heal();
    beat(cluster, 2);
    expect(old.storage.log.every(({ type }) => type === "normal")).toBe(true);
    expect(old.raw.status().confState.voters).toEqual([1, 2, 3]);
  });

  it("a server takes appends from a leader that is not in its configuration, or it could never be added", () => {
    const cluster = new TestCluster({ voters: [1] });
    cluster.elect(1);
    const empty = cluster.addEmpty(2);
    expect(empty.raw.status().confState.voters).toEqual([]);
    change(cluster, 1, [add(2)]);
    expect(empty.raw.status()).toMatchObject({ leader: 1, confState: { voters: [1, 2] } });

    const stranger = new TestNode({ voters: VOTERS });
    stranger.raw.step(append({ from: 9, term: 1, entries: [entry(1, 1)] }));
    expect(stranger.settle()).toMatchObject([{ type: "appendResponse", to: 9, reject: false }]);
  });

  it("a server votes for a candidate that is not in its configuration", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.step(voteRequest({ from: 9, term: 1 }));
    expect(node.settle()).toMatchObject([{ to: 9, reject: false }]);
  });

  it("and votes though it is a learner or nobody in its own: it may have been promoted without knowing it (B5)", () => {
    const cluster = new TestCluster({ voters: [1, 2], learners: [3] });
    cluster.elect(1);
    cutOff(cluster, [3]);
    change(cluster, 1, [add(3)]);
    cutOff(cluster, [1]);
    cluster.elect(2);
    expect(cluster.node(3).raw.status().confState.voters).toEqual([1, 2, 3]);

    const nobody = new TestNode({ id: 9, voters: [] });
    nobody.raw.step(voteRequest({ from: 2, to: 9, term: 1 }));
    expect(nobody.settle()).toMatchObject([{ to: 2, reject: false }]);
  });

  it("differs: answers, unlike requests, count from members only", () => {
    const node = new TestNode({ voters: VOTERS });
    node.raw.campaign();
    expect(
      node.raw.step({
        type: "requestVoteResponse",
        from: 9,
        to: 1,
        term: 1,
        reject: false,
        commit: 0,
        commitTerm: 0,
      }),
    ).toEqual({ kind: "ignored", reason: "unknownPeer" });
  });

  it("differs: since changes count when applied, nobody campaigns over committed ones that it has not applied, told to or not (B4)", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    const follower = cluster.node(2);
    proposeChange(leader, [learn(3)]);
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
    const refused = { kind: "ignored", reason: "unappliedConfChange" };
    expect(follower.raw.campaign()).toEqual(refused);
    expect(
      follower.raw.step({ type: "timeoutNow", from: 1, to: 2, term: leader.raw.status().term }),
    ).toEqual(refused);
    follower.apply(ready.committedEntries);
    follower.raw.advanceApply();
    expect(follower.raw.campaign()).toEqual({ kind: "stepped" });
  });

  it("differs: a vote's commit index brings the news of a change to the server that would block the election without it (B5)", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.elect(1);
    // The second has the change in its log and never hears that it is committed.
    cluster.isLost = (message) =>
      message.to === 2 && message.type === "append" && message.entries.length === 0;
    change(cluster, 1, [learn(3)]);
    const stale = cluster.node(2);
    expect(stale.raw.status().confState.voters).toEqual([1, 2, 3]);
    cutOff(cluster, [1]);
    const { lastIndex, term } = stale.raw.status();
    stale.raw.step(
      voteRequest({ from: 3, to: 2, term: term + 1, commit: lastIndex, commitTerm: term }),
    );
    cluster.settle();
    expect(stale.raw.status().confState).toMatchObject({ voters: [1, 2], learners: [3] });
  });

  it.each([
    ["removes the last voter", [remove(1), remove(2), remove(3)], "auto", "invalid"],
    ["leaves what is not joint", [], "auto", "notJoint"],
  ] as const)(
    "a change that no configuration can come of is refused (%s)",
    (_, changes, transition, refusal) => {
      const cluster = new TestCluster({ voters: VOTERS });
      const leader = cluster.elect(1);
      expect(proposeChange(leader, changes, transition)).toMatchObject({ refusal });
      cluster.settle();
      expect(leader.raw.status().confState.voters).toEqual([1, 2, 3]);
    },
  );

  it("a change that cannot be read, forwarded by another server, becomes an empty entry with its context", () => {
    const cluster = new TestCluster({ voters: VOTERS });
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
});

describe("thesis §4.2.1 Catching up new servers", () => {
  it("the log of a new server, empty at first, is found after one refusal, which tells where it ends", () => {
    const cluster = new TestCluster({ voters: [1] });
    cluster.elect(1);
    for (let at = 0; at < 100; at += 1) {
      cluster.propose(1, `${at}`);
    }
    cluster.addEmpty(2);
    change(cluster, 1, [learn(2)]);
    beat(cluster, 1);
    const refusals = ofType(cluster.delivered, "appendResponse").filter(({ reject }) => reject);
    expect(refusals).toMatchObject([{ from: 2, rejectHint: 0 }]);
    expect(progressOf(cluster.node(1), 2)?.lag).toBe(0);
  });

  it("differs: the leader reports how far each learner is behind, and whoever promotes it waits for that, in the place of counted rounds", () => {
    const cluster = new TestCluster({ voters: [1], learners: [2] });
    const leader = cluster.elect(1);
    cutOff(cluster, [2]);
    for (let at = 0; at < 7; at += 1) {
      cluster.propose(1, `${at}`);
    }
    expect(progressOf(leader, 2)).toMatchObject({ lag: 7, isLearner: true });
    cluster.heal();
    beat(cluster, 1);
    expect(progressOf(leader, 2)).toMatchObject({ lag: 0 });
  });
});

describe("thesis §4.2.2 Removing the current leader", () => {
  it("a leader that removes itself steps down when the entry is committed, and its last word tells the others of it", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    change(cluster, 1, [remove(1)]);
    expect(leader.raw.status()).toMatchObject({ role: "follower", commit: 3 });
    cutOff(cluster, [1]);
    cluster.elect(3);
    expect(cluster.node(3).raw.status().confState.voters).toEqual([2, 3]);
  });

  it("if it went before that, it could be elected again: until the entry is committed it is a member like any other", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    cluster.isLost = ({ type }) => type === "append";
    proposeChange(leader, [remove(1)]);
    cluster.settle();
    leader.restart();
    expect(leader.raw.status().confState.voters).toEqual([1, 2, 3]);
    cluster.heal();
    leader.raw.campaign();
    cluster.settle();
    expect(ofType(cluster.delivered, "append").some((m) => m.from === 1 && m.term === 3)).toBe(
      true,
    );
    expect(leader.raw.status()).toMatchObject({ role: "follower", term: 3 });
    expect(cluster.node(2).raw.status().confState.voters).toEqual([2, 3]);
  });

  it("differs: a server that is not a voter of its applied configuration starts no election; none depends on it", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.elect(1);
    change(cluster, 1, [remove(3)]);
    const removed = cluster.node(3);
    expect(removed.raw.status().confState.voters).toEqual([1, 2]);
    tick(removed, 100);
    expect(removed.raw.status().role).toBe("follower");
    expect(removed.settle()).toEqual([]);
  });
});

describe("thesis §4.2.3 Disruptive servers", () => {
  it("the leader stops sending to a removed server", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    const leader = cluster.elect(1);
    change(cluster, 1, [remove(3)]);
    leader.raw.tick();
    leader.raw.propose(EMPTY_BYTES, bytes("x"));
    expect(leader.settle().some(({ to }) => to === 3)).toBe(false);
  });

  it("a server that was asked to take over by its leader may disrupt it: its request says so and is not disregarded", () => {
    const cluster = new TestCluster({ voters: VOTERS, config: { checkQuorum: true } });
    cluster.elect(1);
    const { raw } = cluster.node(2);
    const request = voteRequest({ from: 3, to: 2, term: 9, logTerm: 2, index: 2 });
    expect(raw.step(request)).toEqual({ kind: "ignored", reason: "lease" });
    expect(raw.step({ ...request, campaign: "transfer" })).toEqual({ kind: "stepped" });
    expect(raw.status()).toMatchObject({ term: 9, vote: 3 });
  });
});

describe("thesis §4.3 Arbitrary changes by joint consensus", () => {
  it("while joint, no other change is taken than the one that leaves", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.elect(1);
    const leader = change(cluster, 1, [learn(3)], "explicit");
    expect(proposeChange(leader, [add(3)])).toMatchObject({ refusal: "alreadyJoint" });
    expect(proposeChange(leader, [], "explicit")).toMatchObject({ refusal: "invalid" });
    expect(proposeChange(leader, [])).toMatchObject({ refusal: null });
  });

  it("a voter that becomes a learner votes with the outgoing configuration to the end, and is a learner afterwards", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.elect(1);
    const leader = change(cluster, 1, [learn(3)], "explicit");
    expect(leader.raw.status().confState).toMatchObject({
      voters: [1, 2],
      votersOutgoing: [1, 2, 3],
      learners: [],
      learnersNext: [3],
    });
    change(cluster, 1, []);
    expect(leader.raw.status().confState).toMatchObject({ voters: [1, 2], learners: [3] });
  });

  it("a server is replaced by one change: the new one is in and the old one is out at the same time", () => {
    const cluster = new TestCluster({ voters: VOTERS, learners: [4] });
    cluster.elect(1);
    cutOff(cluster, [3]);
    const leader = change(cluster, 1, [remove(3), add(4)]);
    expect(leader.raw.status().confState).toMatchObject({
      voters: [1, 2, 4],
      votersOutgoing: [],
      learners: [],
    });
  });
});

describe("thesis §4.4 System integration", () => {
  it("a server with an empty log waits: without a configuration it neither campaigns nor leads a cluster of its own", () => {
    const node = new TestNode({ id: 9, voters: [] });
    tick(node, 200);
    expect(node.raw.campaign()).toEqual({ kind: "ignored", reason: "notPromotable" });
    expect(node.raw.status()).toMatchObject({ role: "follower", term: 0 });
  });

  it("differs: a cluster starts from a snapshot with its first configuration, not from a first entry; a lone founder leads at once", () => {
    const cluster = new TestCluster({ voters: [1] });
    const founder = cluster.elect(1);
    expect(founder.raw.status()).toMatchObject({ role: "leader", firstIndex: 2 });
    expect(founder.storage.base.metadata).toMatchObject({ index: 1, confState: { voters: [1] } });
  });
});
