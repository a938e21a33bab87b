import {
  type ConfChangeRequest,
  type ConfState,
  EMPTY_BYTES,
  type LogIndex,
  type NodeId,
  type RaftStatus,
} from "../raft/index.ts";
import type { MemberAddress, MemberBook } from "../storage/types.ts";
import { assertNever } from "../utils/assert.ts";
import { RaftError, type RaftErrorDetail } from "./errors.ts";
import { encodeMemberContext } from "./member-context.ts";

/** What an administrator asks for; named after the ConfChange that it becomes. */
export type MembershipRequest =
  | { readonly kind: "addLearner"; readonly member: MemberAddress }
  /** Makes a learner a voter; in the same change the voter `replacesNodeId` leaves, where not null. */
  | {
      readonly kind: "addPeer";
      readonly nodeId: NodeId;
      readonly replacesNodeId: NodeId | null;
    }
  | { readonly kind: "removePeer"; readonly nodeId: NodeId };

/** What the leader knows at the moment at which the change would enter its log. */
export interface MembershipFacts {
  readonly status: RaftStatus;
  readonly memberBook: MemberBook;
  /** The configuration that the caller planned on. */
  readonly configurationIndex: LogIndex;
  /** Entries that a learner may lack when it becomes a voter. */
  readonly learnerLagEntriesMax: number;
}

export type MembershipPlan =
  | { readonly kind: "propose"; readonly change: ConfChangeRequest }
  /** The configuration is so already: a repeated call does no harm. */
  | { readonly kind: "done" };

/**
 * Decides a membership change, without side effects. A request that is fulfilled already is `done` whatever configuration it was planned on;
 * everything else is fenced by that.
 *
 * @throws RaftError NOT_LEADER | RAFT, with the rule that it would break.
 */
export function planMembershipChange(
  request: MembershipRequest,
  facts: MembershipFacts,
): MembershipPlan {
  const { status, memberBook } = facts;
  if (status.role !== "leader") {
    throw new RaftError(
      `node ${status.id} does not lead: send the membership change to ${status.leader === null ? "the leader, once there is one" : `node ${status.leader}`}`,
      { code: "NOT_LEADER", leader: status.leader },
    );
  }
  if (isFulfilled(request, status.confState, memberBook)) {
    return { kind: "done" };
  }
  if (facts.configurationIndex !== memberBook.configurationIndex) {
    throw createRefused(
      "configurationChanged",
      `the change was planned on the configuration of index ${facts.configurationIndex}, in force is that of ${memberBook.configurationIndex}: read it again`,
    );
  }
  switch (request.kind) {
    case "addLearner":
      return planAddLearner(request.member, facts);
    case "addPeer":
      return planAddPeer(request, facts);
    case "removePeer":
      return planRemovePeer(request.nodeId, facts);
    default:
      return assertNever(request);
  }
}

function isFulfilled(
  request: MembershipRequest,
  confState: ConfState,
  memberBook: MemberBook,
): boolean {
  switch (request.kind) {
    case "addLearner":
      return memberBook.members.some(
        ({ nodeId, storeId, address }) =>
          nodeId === request.member.nodeId &&
          storeId === request.member.storeId &&
          address === request.member.address,
      );
    case "addPeer":
      return (
        confState.voters.includes(request.nodeId) &&
        (request.replacesNodeId === null || !hasPart(confState, request.replacesNodeId))
      );
    case "removePeer":
      return !hasPart(confState, request.nodeId) && request.nodeId <= memberBook.highestNodeId;
    default:
      return assertNever(request);
  }
}

/**
 * A new member, or a present one at a new address: that one's volume is known, and the change that would add it as what it is leaves the configuration
 * as it is and brings the address into the book.
 */
function planAddLearner(
  member: MemberAddress,
  { status, memberBook }: MembershipFacts,
): MembershipPlan {
  const { members, highestNodeId } = memberBook;
  assertReachable(member);
  assertNoConflict(member, { status, members });
  const isPresent = members.some(
    ({ nodeId, storeId }) => nodeId === member.nodeId && storeId === member.storeId,
  );
  if (!isPresent && member.nodeId <= highestNodeId) {
    throw createRefused(
      "idReused",
      `node id ${member.nodeId} was used before, the highest one is ${highestNodeId}: use an id above it`,
    );
  }
  const isVoter = isPresent && status.confState.voters.includes(member.nodeId);
  return {
    kind: "propose",
    change: {
      version: "v1",
      change: { type: isVoter ? "addNode" : "addLearnerNode", nodeId: member.nodeId },
      context: encodeMemberContext([member]),
    },
  };
}

/** Peers open their streams to the address and greet the volume: without either the member would be in the configuration and never hear from it. */
function assertReachable({ nodeId, address, storeId }: MemberAddress): void {
  for (const [field, value] of [
    ["address", address],
    ["storeId", storeId],
  ] as const) {
    if (value === "") {
      throw createRefused(
        "invalidMember",
        `node ${nodeId} cannot become a member: its ${field} is empty, and without it no member could reach it`,
      );
    }
  }
}

/**
 * Two members on one volume are one member with two votes; two at one address cannot both be reached. But at the address of a member that lost its volume its successor lives, in
 * the same pod: an address is free when nothing is heard from its member.
 */
function assertNoConflict(
  member: MemberAddress,
  { status, members }: { readonly status: RaftStatus; readonly members: readonly MemberAddress[] },
): void {
  for (const { nodeId, storeId, address } of members) {
    if (nodeId !== member.nodeId && storeId === member.storeId) {
      throw createRefused(
        "memberConflict",
        `volume ${storeId} is that of node ${nodeId}: node ${member.nodeId} needs one of its own`,
      );
    }
    if (nodeId !== member.nodeId && address === member.address && isHeardFrom(status, nodeId)) {
      throw createRefused(
        "memberConflict",
        `address ${address} is that of node ${nodeId}: node ${member.nodeId} needs one of its own`,
      );
    }
  }
}

function planAddPeer(
  request: { readonly nodeId: NodeId; readonly replacesNodeId: NodeId | null },
  facts: MembershipFacts,
): MembershipPlan {
  const { status, learnerLagEntriesMax } = facts;
  const { nodeId, replacesNodeId } = request;
  const progress = status.progress?.find(({ id }) => id === nodeId);
  if (progress === undefined) {
    throw createRefused(
      "notAMember",
      `node ${nodeId} is not in the configuration: add it as a learner first`,
    );
  }
  // A new member counts as active before it was ever heard from, and in a short log as hardly behind: as a voter it would take the quorum with it.
  if (progress.match === 0) {
    throw createRefused(
      "learnerBehind",
      `learner ${nodeId} has not acknowledged anything to this leader yet: promote it when it has caught up`,
    );
  }
  if (progress.lag > learnerLagEntriesMax || progress.state === "snapshot") {
    throw createRefused(
      "learnerBehind",
      `learner ${nodeId} lacks ${progress.lag} entries, allowed are ${learnerLagEntriesMax}: promote it when it has caught up`,
    );
  }
  if (replacesNodeId === null) {
    assertQuorum(status, [...status.confState.voters, nodeId]);
    return {
      kind: "propose",
      change: { version: "v1", change: { type: "addNode", nodeId }, context: EMPTY_BYTES },
    };
  }
  if (!hasPart(status.confState, replacesNodeId)) {
    throw createRefused("notAMember", `node ${replacesNodeId}, to be replaced, is no member`);
  }
  assertQuorum(
    status,
    status.confState.voters.filter((id) => id !== replacesNodeId).concat(nodeId),
  );
  return {
    kind: "propose",
    change: {
      version: "v2",
      transition: "auto",
      changes: [
        { type: "removeNode", nodeId: replacesNodeId },
        { type: "addNode", nodeId },
      ],
      context: EMPTY_BYTES,
    },
  };
}

function planRemovePeer(nodeId: NodeId, { status }: MembershipFacts): MembershipPlan {
  if (!hasPart(status.confState, nodeId)) {
    throw createRefused("notAMember", `node ${nodeId} was never a member: nothing to remove`);
  }
  assertQuorum(
    status,
    status.confState.voters.filter((id) => id !== nodeId),
  );
  return {
    kind: "propose",
    change: { version: "v1", change: { type: "removeNode", nodeId }, context: EMPTY_BYTES },
  };
}

/** After the change a majority of the voters must be heard from, or nothing could ever be committed again. */
function assertQuorum(status: RaftStatus, voters: readonly NodeId[]): void {
  const active = voters.filter((id) => isHeardFrom(status, id));
  const needed = Math.floor(voters.length / 2) + 1;
  if (active.length < needed) {
    throw createRefused(
      "wouldLoseQuorum",
      `of the voters [${voters.join(", ")}] that would remain, ${active.length} are heard from and ${needed} are needed`,
    );
  }
}

function hasPart(confState: ConfState, nodeId: NodeId): boolean {
  return [
    confState.voters,
    confState.learners,
    confState.votersOutgoing,
    confState.learnersNext,
  ].some((ids) => ids.includes(nodeId));
}

function createRefused(
  reason: Extract<RaftErrorDetail, { readonly code: "RAFT" }>["reason"],
  message: string,
): RaftError {
  return new RaftError(message, { code: "RAFT", reason });
}

function isHeardFrom(status: RaftStatus, nodeId: NodeId): boolean {
  return (
    nodeId === status.id ||
    status.progress?.some(({ id, recentActive }) => id === nodeId && recentActive) === true
  );
}
