import { describe, expect, it } from "vitest";
import {
  headline,
  viewOfAnswers,
  viewOfResource,
  viewToJson,
} from "../../../../src/cli/raftctl/cluster-view.ts";
import type { NodeAnswer } from "../../../../src/cli/raftctl/cluster-view.ts";
import type { AssignedNodeStatus, NodeMember } from "../../../../src/operator/admin-client.ts";
import type { RaftCluster } from "../../../../src/operator/api-types.ts";

function book(nodeId: number, given: Partial<NodeMember> = {}): NodeMember {
  return {
    nodeId,
    address: `peer-${nodeId}`,
    storeId: "s",
    role: "Voter",
    matchIndex: 0,
    recentlyActive: true,
    receivingSnapshot: false,
    ...given,
  };
}

function assigned(nodeId: number, given: Partial<AssignedNodeStatus> = {}): NodeAnswer {
  return answer(nodeId, {
    state: "Assigned",
    stopping: false,
    storeId: "s",
    clusterId: "c",
    nodeId,
    leading: false,
    leaderId: 1,
    term: 2,
    commitIndex: 90,
    appliedIndex: 90,
    members: [book(1), book(2), book(3)],
    configurationIndex: 5,
    highestNodeId: 3,
    joint: false,
    leadTransfereeId: null,
    ready: true,
    notReadyReason: "",
    version: "0.1.0",
    ...given,
  });
}

function answer(nodeId: number, status: NodeAnswer["status"]): NodeAnswer {
  const name = `demo-${nodeId - 1}`;
  const endpoint = { name, address: `admin-${nodeId}`, peerAddress: `peer-${nodeId}`, token: "" };
  return { endpoint, status, problem: status === null ? "gone" : "" };
}

const LEADER = assigned(1, {
  leading: true,
  commitIndex: 100,
  appliedIndex: 99,
  members: [
    book(1, { matchIndex: 100 }),
    book(2, { matchIndex: 80 }),
    book(3, { role: "Learner", matchIndex: 7, receivingSnapshot: true }),
  ],
});

describe("one picture of what the nodes say", () => {
  it("has the leader's lag of each member, of a silent one too", () => {
    const seen = viewOfAnswers(
      "demo",
      [LEADER, answer(2, null), assigned(3, { appliedIndex: 5, ready: false })],
      null,
    );

    expect(seen.members.map(({ nodeId, role, lag }) => [nodeId, role, lag])).toEqual([
      ["1", "Leader", 1],
      ["2", "Voter", 20],
      ["3", "Learner", 93],
    ]);
    expect(seen.members.map(({ problem }) => problem)).toEqual([
      "",
      "gone",
      "is being sent a snapshot",
    ]);
    expect(headline(seen)).toBe("demo: 1 of 2 voters ready, demo-0 leads in term 2");
  });

  it("does not count what a member applied as missing, though a new leader has not heard of it", () => {
    const seen = viewOfAnswers("demo", [LEADER, assigned(2, { appliedIndex: 98 })], null);

    expect(seen.members[1]?.lag).toBe(2);
  });

  it("believes the leader of the highest term, and says so of the other", () => {
    const old = assigned(2, { leading: true, term: 1 });

    const seen = viewOfAnswers("demo", [old, LEADER], null);

    expect(seen.members[0]).toMatchObject({
      role: "Voter",
      problem: "still believes to lead, in term 1",
    });
    expect(seen.members[1]?.role).toBe("Leader");
  });

  it("shows members that nobody was asked for, and nodes that are no members", () => {
    const seen = viewOfAnswers("demo", [LEADER, assigned(9), assigned(3)], null);
    const removed = viewOfAnswers(
      "demo",
      [assigned(1, { leading: true, members: [book(1)], highestNodeId: 3 }), assigned(3)],
      null,
    );

    expect(seen.members.map(({ pod, role }) => [pod, role])).toEqual([
      ["demo-0", "Leader"],
      ["demo-8", "Joining"],
      ["demo-2", "Learner"],
      ["peer-2", "Voter"],
    ]);
    expect(removed.members[1]?.role).toBe("Removed");
  });

  it("knows no lag while nobody leads", () => {
    const seen = viewOfAnswers("demo", [assigned(1), answer(2, null)], null);

    expect(seen.members.map(({ lag }) => lag)).toEqual([null, null]);
    expect(headline(seen)).toBe("demo: 1 of 1 voter ready, no leader known");
    expect(headline(viewOfAnswers("demo", [answer(1, null)], null))).toBe("demo: no voter known");
  });

  it("names a node that has no identity", () => {
    const unassigned = answer(1, { state: "Unassigned", storeId: "s", version: "v" });

    expect(viewOfAnswers("demo", [unassigned], null).members[0]).toMatchObject({
      nodeId: null,
      role: "Unassigned",
      problem: "waits for an identity",
    });
  });
});

describe("the resource's own picture", () => {
  const resource = {
    metadata: { name: "demo" },
    status: {
      leader: { nodeID: "2", podName: "demo-1", term: "7" },
      members: [
        {
          nodeID: "1",
          podName: "demo-0",
          address: "a",
          role: "Voter",
          ready: false,
          lagEntries: 64,
        },
        { nodeID: "2", podName: "demo-1", address: "b", role: "Voter", ready: true },
      ],
      operation: { type: "AddMember", nodeID: "3", ordinal: 2, phase: "WaitingForPod" },
      conditions: [{ type: "Ready", status: "False", message: "waiting for demo-0" }],
    },
  } as unknown as RaftCluster;

  it("has what the operator wrote, and no more", () => {
    const seen = viewOfResource(resource);

    expect(headline(seen)).toBe(
      "demo: 1 of 2 voters ready, demo-1 leads in term 7; AddMember node 3: WaitingForPod",
    );
    expect(viewToJson(seen)).toMatchObject({
      source: "resource",
      leader: "demo-1",
      term: 7,
      members: [
        { nodeID: "1", role: "Voter", term: null, commitIndex: null, lagEntries: 64, ready: false },
        { nodeID: "2", role: "Leader", term: 7, ready: true, problem: "" },
        { nodeID: "3", podName: "demo-2", role: "Joining", problem: "WaitingForPod" },
      ],
    });
  });

  it.each([
    [{ conditions: [{ type: "Ready", status: "True", message: "" }] }, ""],
    [{ conditions: [{ type: "Ready", status: "False", message: "no quorum" }] }, "no quorum"],
    [
      {
        conditions: [{ type: "ScaleBlocked", status: "True", message: "would lose the quorum" }],
        operation: { type: "RemoveMember", nodeID: "3" },
      },
      "would lose the quorum",
    ],
    [{}, "the operator has not looked at it yet"],
  ])("of %j says %j", (status, doing) => {
    expect(viewOfResource({ ...resource, status } as unknown as RaftCluster).doing).toBe(doing);
  });
});
