import { describe, expect, it } from "vitest";
import { append, appendResponse, entry } from "../unit/raft/support/messages.ts";
import { TestCluster } from "../unit/raft/support/test-cluster.ts";
import { bytes, createLeader, TestNode, text } from "../unit/raft/support/test-node.ts";

const VOTERS = [1, 2, 3];

function followerWith(terms: readonly number[]): TestNode {
  const node = new TestNode({ voters: VOTERS });
  const entries = terms.map((term, at) => entry(term, at + 1));
  node.raw.step(append({ term: terms.at(-1) ?? 1, entries }));
  node.settle();
  return node;
}

describe("section 5.3, log replication", () => {
  it("the leader appends the command to its log as a new entry, then issues AppendEntries to each of the other servers", () => {
    const leader = createLeader({ voters: VOTERS });
    leader.raw.propose(bytes(""), bytes("command"));
    const { ready } = leader.processReady();
    expect(ready.entries).toMatchObject([{ term: 1, index: 2, data: bytes("command") }]);
    expect(leader.raw.status().lastIndex).toBe(2);
  });

  it("a log entry is committed once the leader that created it has replicated it on a majority of the servers", () => {
    const leader = createLeader({ voters: [1, 2, 3, 4, 5] });
    leader.raw.step(appendResponse({ from: 2, term: 1, index: 1 }));
    leader.settle();
    expect(leader.raw.status().commit).toBe(0);
    leader.raw.step(appendResponse({ from: 3, term: 1, index: 1 }));
    expect(leader.raw.status().commit).toBe(1);
  });

  it("this also commits all preceding entries in the leader's log, including entries created by previous leaders", () => {
    const node = followerWith([1, 1, 2]);
    node.raw.campaign();
    node.settle();
    node.raw.step({
      type: "requestVoteResponse",
      from: 2,
      to: 1,
      term: 3,
      reject: false,
      commit: 0,
      commitTerm: 0,
    });
    node.settle();
    node.raw.step(appendResponse({ from: 2, term: 3, index: 4 }));
    node.settle();
    expect(node.applied.map(({ term, index }) => `${term}/${index}`)).toEqual([
      "1/1",
      "1/2",
      "2/3",
      "3/4",
    ]);
  });

  it("the leader includes the highest index it knows to be committed in future AppendEntries, and a follower applies the entry once it learns of it, in log order", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.elect(1);
    cluster.propose(1, "a");
    cluster.propose(1, "b");
    for (const node of cluster.nodes.values()) {
      expect(node.applied.map(({ data }) => text(data))).toEqual(["", "a", "b"]);
    }
  });

  it.each([
    { previous: { index: 0, logTerm: 0 }, isAccepted: true },
    { previous: { index: 2, logTerm: 2 }, isAccepted: true },
    { previous: { index: 2, logTerm: 1 }, isAccepted: false },
    { previous: { index: 3, logTerm: 2 }, isAccepted: false },
  ])(
    "if the follower does not find an entry in its log with the same index and term, then it refuses the new entries ($previous)",
    ({ previous, isAccepted }) => {
      const node = followerWith([1, 2]);
      node.raw.step(append({ term: 2, ...previous }));
      expect(node.settle()).toMatchObject([{ type: "appendResponse", reject: !isAccepted }]);
    },
  );

  it.each([
    { previous: [2, 2], sent: [[3, 3]], log: [1, 2, 3] },
    {
      previous: [1, 1],
      sent: [
        [3, 2],
        [3, 3],
      ],
      log: [1, 3, 3],
    },
    { previous: [0, 0], sent: [[1, 1]], log: [1, 2] },
    { previous: [0, 0], sent: [[3, 1]], log: [3] },
  ] as const)(
    "conflicting entries in follower logs are overwritten with entries from the leader's log, others stay ($sent)",
    ({ previous: [logTerm, index], sent, log }) => {
      const node = followerWith([1, 2]);
      node.raw.step(
        append({ term: 3, logTerm, index, entries: sent.map(([term, at]) => entry(term, at)) }),
      );
      node.settle();
      expect(node.storage.log.map(({ term }) => term)).toEqual(log);
    },
  );

  it("after a rejection the leader decrements nextIndex and retries, until the logs agree and the follower's log is the leader's", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.isolate(3);
    cluster.elect(1);
    cluster.propose(1, "a");
    cluster.propose(1, "b");
    // The third has entries of its own, of an election that it won before the others had heard of it.
    cluster
      .node(3)
      .storage.append([entry(1, 2, bytes("x")), entry(1, 3, bytes("y")), entry(1, 4, bytes("z"))]);
    cluster.node(3).restart(1);
    cluster.heal();
    cluster.tick(1, 1);
    cluster.settle();
    cluster.tick(1, 1);
    cluster.settle();
    expect(cluster.node(3).storage.log).toEqual(cluster.node(1).storage.log);
  });

  it("a leader never overwrites or deletes entries in its own log", () => {
    const leader = createLeader({ voters: VOTERS });
    leader.raw.propose(bytes(""), bytes("a"));
    leader.settle();
    const before = [...leader.storage.log];
    leader.raw.step(append({ from: 2, term: 1, index: 0, entries: [entry(1, 1, bytes("other"))] }));
    leader.settle();
    expect(leader.storage.log).toEqual(before);
  });

  it("skips all the entries of a conflicting term with one rejection, and not one after another", () => {
    const cluster = new TestCluster({ voters: VOTERS });
    cluster.isolate(3);
    const stale = Array.from({ length: 50 }, (_, at) => entry(2, at + 2));
    cluster.node(3).storage.append(stale);
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
    cluster.tick(1, 1);
    cluster.settle();
    const rejections = cluster.delivered.filter(
      (message) => message.type === "appendResponse" && message.from === 3 && message.reject,
    );
    expect(rejections.length).toBeLessThanOrEqual(2);
    expect(cluster.node(3).storage.log).toEqual(cluster.node(1).storage.log);
  });

  it("if leaderCommit > commitIndex, commitIndex becomes min(leaderCommit, index of last new entry), never more (figure 2)", () => {
    const node = followerWith([1, 1, 1]);
    // A new leader has agreed on the first entry only; what follows here may be replaced.
    node.raw.step(append({ term: 2, from: 3, logTerm: 1, index: 1, commit: 3 }));
    expect(node.raw.status().commit).toBe(1);
    node.raw.step(
      append({ term: 2, from: 3, logTerm: 1, index: 1, commit: 3, entries: [entry(2, 2)] }),
    );
    expect(node.raw.status()).toMatchObject({ commit: 2, lastIndex: 2 });
  });
});
