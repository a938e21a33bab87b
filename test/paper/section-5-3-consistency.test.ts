import { describe, expect, it } from "vitest";
import { append, appendResponse, entry } from "../unit/raft/support/messages.ts";
import { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { bytes } from "../unit/raft/support/test-node.ts";
import {
  beat,
  cutOff,
  electByVoteOf2,
  FIVE,
  followerWith,
  ofType,
  progressOf,
  VOTERS,
} from "./support.ts";

describe("§5.3 Log replication, the consistency check", () => {
  it("an append names index and term of the entry just before its own", () => {
    const leader = followerWith([1, 1, 2]);
    const sent = electByVoteOf2(leader);
    expect(ofType(sent, "append")).toMatchObject([
      { to: 2, index: 3, logTerm: 2, entries: [{ index: 4, term: 3 }] },
      { to: 3, index: 3, logTerm: 2, entries: [{ index: 4, term: 3 }] },
    ]);
  });

  it.each([
    { index: 0, logTerm: 0, isAccepted: true },
    { index: 1, logTerm: 1, isAccepted: true },
    { index: 2, logTerm: 2, isAccepted: true },
    { index: 2, logTerm: 1, isAccepted: false },
    { index: 1, logTerm: 2, isAccepted: false },
    { index: 3, logTerm: 2, isAccepted: false },
  ])(
    "a follower without an entry of that index and term refuses the new ones ($index/$logTerm)",
    ({ index, logTerm, isAccepted }) => {
      const node = followerWith([1, 2]);
      node.raw.step(append({ term: 3, index, logTerm, entries: [entry(3, index + 1)] }));
      expect(node.settle()).toMatchObject([{ type: "appendResponse", reject: !isAccepted }]);
      expect(node.storage.log.some(({ term }) => term === 3)).toBe(isAccepted);
    },
  );

  it("when an append succeeds the leader knows the follower's log to equal its own up to there", () => {
    const leader = followerWith([1, 1, 2]);
    electByVoteOf2(leader);
    expect(progressOf(leader, 2)).toMatchObject({ match: 0, state: "probe" });
    leader.raw.step(appendResponse({ term: 3, index: 4 }));
    expect(progressOf(leader, 2)).toMatchObject({ match: 4, next: 5, state: "replicate" });
  });

  it("two logs with an entry of the same index and term are equal up to it (log matching)", () => {
    const cluster = new TestCluster({ voters: FIVE });
    for (const [leader, away] of [
      [1, [4, 5]],
      [2, [1, 5]],
      [3, [1, 2]],
      [3, []],
    ] as const) {
      cutOff(cluster, away);
      cluster.elect(leader);
      cluster.propose(leader, `by ${leader}`);
      const logs = [...cluster.nodes.values()].map((node) => node.storage.log);
      for (const a of logs) {
        for (const b of logs) {
          const last = a.findLastIndex(({ term }, at) => b[at]?.term === term);
          expect(a.slice(0, last + 1)).toEqual(b.slice(0, last + 1));
        }
      }
    }
  });

  it.each([
    { previous: [2, 2], sent: [[3, 3]], log: [1, 2, 3], why: "nothing conflicts" },
    {
      previous: [1, 1],
      sent: [
        [3, 2],
        [3, 3],
      ],
      log: [1, 3, 3],
      why: "the second conflicts",
    },
    { previous: [0, 0], sent: [[3, 1]], log: [3], why: "the first conflicts" },
  ] as const)(
    "an entry that conflicts with a leader's is overwritten, and all that follow it are removed ($why)",
    ({ previous: [logTerm, index], sent, log }) => {
      const node = followerWith([1, 2]);
      node.raw.step(
        append({ term: 3, logTerm, index, entries: sent.map(([term, at]) => entry(term, at)) }),
      );
      node.settle();
      expect(node.storage.log.map(({ term }) => term)).toEqual(log);
    },
  );

  it.each([
    { index: 0, logTerm: 0, sent: [1] },
    { index: 0, logTerm: 0, sent: [1, 2] },
    { index: 1, logTerm: 1, sent: [2] },
    { index: 1, logTerm: 1, sent: [] },
  ])(
    "without a conflict nothing is removed, be the append older and shorter than the log ($index, $sent)",
    ({ index, logTerm, sent }) => {
      const node = followerWith([1, 2, 2]);
      node.raw.step(
        append({
          term: 2,
          index,
          logTerm,
          entries: sent.map((term, at) => entry(term, index + 1 + at)),
        }),
      );
      node.settle();
      expect(node.storage.log.map(({ term }) => term)).toEqual([1, 2, 2]);
    },
  );

  it("when it comes to power a leader starts with each follower just after its own last entry", () => {
    const leader = followerWith([1, 1, 2]);
    leader.raw.campaign();
    leader.settle();
    leader.raw.step({
      type: "requestVoteResponse",
      from: 2,
      to: 1,
      term: 3,
      reject: false,
      commit: 0,
      commitTerm: 0,
    });
    // Its own entry of the new term, index 4, is the first that it sends.
    expect(progressOf(leader, 3)).toMatchObject({ next: 4, match: 0 });
  });

  it("after a refusal the leader steps back and tries again, until the logs agree and the follower's is the leader's", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cutOff(cluster, [3]);
    cluster.elect(1);
    cluster.propose(1, "a");
    cluster.propose(1, "b");
    // It has entries of its own, of an election that it won before the others had heard of it.
    cluster
      .node(3)
      .storage.append([entry(1, 2, bytes("x")), entry(1, 3, bytes("y")), entry(1, 4, bytes("z"))]);
    cluster.node(3).restart(1);
    cluster.heal();
    beat(cluster, 1);
    expect(cluster.node(3).storage.log).toEqual(cluster.node(1).storage.log);
  });

  it.each([
    ["it lacks entries", [1]],
    ["it has entries that are not committed", [1, 1, 1, 1, 1]],
    ["both, over several terms", [1, 2, 2, 3, 3, 3]],
    ["it has none at all", []],
  ])("a follower's log is brought to the leader's, however it differs (%s)", (_, terms) => {
    const cluster = new TestCluster({ voters: VOTERS });
    for (const id of [1, 2]) {
      cluster.node(id).storage.append([entry(1, 2), entry(1, 3), entry(4, 4), entry(4, 5)]);
      cluster.node(id).storage.hardState = { term: 4, vote: null, commit: 1 };
      cluster.node(id).restart(1);
    }
    cluster.node(3).storage.append(terms.map((term, at) => entry(term, at + 2)));
    cluster.node(3).storage.hardState = { term: 4, vote: null, commit: 1 };
    cluster.node(3).restart(1);
    cluster.elect(1);
    beat(cluster, 1);
    expect(cluster.node(3).storage.log).toEqual(cluster.node(1).storage.log);
    expect(cluster.node(3).raw.status().commit).toBe(6);
  });

  it("differs: a refusal names the last entry that may agree, not the first of the conflicting term; either way a term costs one refusal", () => {
    const node = followerWith([1, 2, 2, 2, 2]);
    node.raw.step(append({ term: 4, from: 3, logTerm: 3, index: 5 }));
    node.raw.step(append({ term: 4, from: 3, logTerm: 1, index: 5 }));
    node.raw.step(append({ term: 4, from: 3, logTerm: 3, index: 9 }));
    expect(node.settle()).toMatchObject([
      { reject: true, index: 5, rejectHint: 5, logTerm: 2 },
      { reject: true, index: 5, rejectHint: 1, logTerm: 1 },
      { reject: true, index: 9, rejectHint: 5, logTerm: 2 },
    ]);
  });

  it("so a leader passes over all the entries of a conflicting term at once, not one after another", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cutOff(cluster, [3]);
    cluster.node(3).storage.append(Array.from({ length: 50 }, (_, at) => entry(2, at + 2)));
    cluster.node(3).storage.hardState = { term: 2, vote: 3, commit: 1 };
    cluster.node(3).restart(1);
    for (const id of [1, 2]) {
      cluster.node(id).storage.hardState = { term: 2, vote: null, commit: 1 };
      cluster.node(id).restart(1);
    }
    cluster.elect(1);
    for (let at = 0; at < 60; at += 1) {
      cluster.propose(1, `${at}`);
    }
    cluster.heal();
    beat(cluster, 1, 1);
    const refusals = ofType(cluster.delivered, "appendResponse").filter(
      ({ from, reject }) => from === 3 && reject,
    );
    expect(refusals.length).toBeLessThanOrEqual(2);
    expect(cluster.node(3).storage.log).toEqual(cluster.node(1).storage.log);
  });

  it("a new leader takes no special step to repair logs: its ordinary appends do", () => {
    const leader = followerWith([1, 1, 2]);
    const sent = electByVoteOf2(leader);
    expect(sent.map(({ type }) => type)).toEqual(["append", "append"]);
    leader.raw.step(appendResponse({ term: 3, index: 3, reject: true, rejectHint: 1, logTerm: 1 }));
    expect(leader.settle()).toMatchObject([
      { type: "append", to: 2, index: 1, entries: [{ index: 2 }, { index: 3 }, { index: 4 }] },
    ]);
  });
});
