import { describe, expect, it } from "vitest";
import { updateMemberBook } from "../../../src/core/member-book.ts";
import { decodeMemberContext, encodeMemberContext } from "../../../src/core/member-context.ts";
import {
  type MembershipFacts,
  type MembershipRequest,
  planMembershipChange,
} from "../../../src/core/membership.ts";
import type { ProgressStatus, RaftStatus } from "../../../src/raft/index.ts";
import { EMPTY_BYTES, EMPTY_CONF_STATE } from "../../../src/raft/types.ts";

const member = (nodeId: number) => ({
  nodeId,
  address: `node-${nodeId}:2380`,
  storeId: `store-${nodeId}`,
});

function progress(id: number, parts: Partial<ProgressStatus> = {}): ProgressStatus {
  return {
    id,
    state: "replicate",
    match: 10,
    next: 11,
    lag: 0,
    isLearner: false,
    isPaused: false,
    recentActive: true,
    pendingSnapshot: null,
    inflightMessages: 0,
    isInflightFull: false,
    ...parts,
  };
}

/** Node 1 leads voters 1, 2, 3 and learner 4; the highest id ever used is 6. */
function createFacts(parts: Partial<RaftStatus> = {}): MembershipFacts {
  const status: RaftStatus = {
    id: 1,
    term: 2,
    vote: 1,
    commit: 10,
    applied: 10,
    firstIndex: 2,
    lastIndex: 10,
    leader: 1,
    role: "leader",
    confState: { ...EMPTY_CONF_STATE, voters: [1, 2, 3], learners: [4] },
    progress: [progress(1), progress(2), progress(3), progress(4, { isLearner: true })],
    pendingConfIndex: 0,
    leadTransferee: null,
    uncommittedBytes: 0,
    ...parts,
  };
  return {
    status,
    memberBook: { members: [1, 2, 3, 4].map(member), highestNodeId: 6, configurationIndex: 8 },
    configurationIndex: 8,
    learnerLagEntriesMax: 100,
  };
}

const inactive = [progress(1), progress(2, { recentActive: false }), progress(3)];

describe("planMembershipChange", () => {
  it.each<[string, MembershipRequest, unknown]>([
    [
      "adds a learner with its address",
      { kind: "addLearner", member: member(7) },
      { version: "v1", change: { type: "addLearnerNode", nodeId: 7 } },
    ],
    [
      "promotes a learner",
      { kind: "addPeer", nodeId: 4, replacesNodeId: null },
      { version: "v1", change: { type: "addNode", nodeId: 4 } },
    ],
    [
      "replaces a voter in one change",
      { kind: "addPeer", nodeId: 4, replacesNodeId: 3 },
      {
        version: "v2",
        changes: [
          { type: "removeNode", nodeId: 3 },
          { type: "addNode", nodeId: 4 },
        ],
      },
    ],
    [
      "removes a voter",
      { kind: "removePeer", nodeId: 3 },
      { version: "v1", change: { type: "removeNode", nodeId: 3 } },
    ],
  ])("%s", (_, request, change) => {
    expect(planMembershipChange(request, createFacts())).toMatchObject({ kind: "propose", change });
  });

  it.each<[string, MembershipRequest]>([
    ["a learner that is there on the same volume", { kind: "addLearner", member: member(4) }],
    ["a voter that votes", { kind: "addPeer", nodeId: 2, replacesNodeId: null }],
    ["a replacement that is done", { kind: "addPeer", nodeId: 2, replacesNodeId: 5 }],
    ["a member that has left", { kind: "removePeer", nodeId: 5 }],
  ])("has nothing to do for %s, on whatever configuration it was planned", (_, request) => {
    const facts = { ...createFacts(), configurationIndex: 3 };

    expect(planMembershipChange(request, facts)).toEqual({ kind: "done" });
  });

  it.each<[string, MembershipRequest, Partial<RaftStatus>, string]>([
    ["an id that was used", { kind: "addLearner", member: member(6) }, {}, "idReused"],
    [
      "a member's id on another volume",
      { kind: "addLearner", member: { ...member(4), storeId: "other" } },
      {},
      "idReused",
    ],
    [
      "a stranger's promotion",
      { kind: "addPeer", nodeId: 9, replacesNodeId: null },
      {},
      "notAMember",
    ],
    [
      "a learner that lags",
      { kind: "addPeer", nodeId: 4, replacesNodeId: null },
      { progress: [progress(1), progress(4, { lag: 101 })] },
      "learnerBehind",
    ],
    [
      "a learner that was never heard from, though the log is short",
      { kind: "addPeer", nodeId: 4, replacesNodeId: null },
      { progress: [progress(1), progress(2), progress(3), progress(4, { match: 0, lag: 9 })] },
      "learnerBehind",
    ],
    [
      "a learner that receives a snapshot",
      { kind: "addPeer", nodeId: 4, replacesNodeId: null },
      { progress: [progress(1), progress(4, { state: "snapshot" })] },
      "learnerBehind",
    ],
    ["the removal of one that never was", { kind: "removePeer", nodeId: 9 }, {}, "notAMember"],
    [
      "a removal that leaves no active quorum",
      { kind: "removePeer", nodeId: 3 },
      { progress: inactive },
      "wouldLoseQuorum",
    ],
    [
      "the removal of the only voter",
      { kind: "removePeer", nodeId: 1 },
      { confState: { ...EMPTY_CONF_STATE, voters: [1] } },
      "wouldLoseQuorum",
    ],
  ])("refuses %s", (_, request, status, reason) => {
    expect(() => planMembershipChange(request, createFacts(status))).toThrow(
      expect.objectContaining({ detail: { code: "RAFT", reason } }),
    );
  });

  it("refuses on a node that does not lead, and names who does", () => {
    const facts = createFacts({ role: "follower", leader: 2 });

    expect(() => planMembershipChange({ kind: "removePeer", nodeId: 3 }, facts)).toThrow(
      expect.objectContaining({ detail: { code: "NOT_LEADER", leader: 2 } }),
    );
  });
});

describe("the member context", () => {
  it("comes back as it went", () => {
    const members = [member(1), { nodeId: 2 ** 53 - 1, address: "[::1]:2380", storeId: "ü" }];

    expect(decodeMemberContext(encodeMemberContext(members))).toEqual(members);
    expect(encodeMemberContext([])).toEqual(EMPTY_BYTES);
    expect(decodeMemberContext(EMPTY_BYTES)).toEqual([]);
  });

  it("refuses a newer version with a sentence", () => {
    const bytes = encodeMemberContext([member(1)]);
    bytes[0] = 2;

    expect(() => decodeMemberContext(bytes)).toThrow(/format version 2, this node reads up to 1/);
  });

  it("refuses every prefix of itself, and one byte too many", () => {
    const bytes = encodeMemberContext([member(1)]);

    for (let length = 1; length < bytes.length; length++) {
      expect(() => decodeMemberContext(bytes.subarray(0, length))).toThrow(/cannot be read/);
    }
    expect(() => decodeMemberContext(Uint8Array.from([...bytes, 0]))).toThrow(/1 bytes too many/);
  });
});

describe("the member book", () => {
  const book = { members: [member(1), member(2)], highestNodeId: 5, configurationIndex: 3 };
  const change = {
    version: "v1",
    change: { type: "removeNode", nodeId: 2 },
    context: EMPTY_BYTES,
  } as const;

  it("forgets who has left, and never lowers the highest id", () => {
    const updated = updateMemberBook(book, {
      index: 9,
      change,
      confState: { ...EMPTY_CONF_STATE, voters: [1] },
    });

    expect(updated).toEqual({ members: [member(1)], highestNodeId: 5, configurationIndex: 9 });
  });

  it("keeps a member that has a part in the outgoing half", () => {
    const confState = { ...EMPTY_CONF_STATE, voters: [1], votersOutgoing: [1, 2] };

    expect(updateMemberBook(book, { index: 9, change, confState }).members).toEqual(book.members);
  });

  it("takes nothing from a context but the members of the configuration", () => {
    const forged = { ...change, context: encodeMemberContext([member(7)]) };
    const confState = { ...EMPTY_CONF_STATE, voters: [1] };

    expect(updateMemberBook(book, { index: 9, change: forged, confState }).members).toEqual([
      member(1),
    ]);
  });
});
