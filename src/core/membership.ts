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
      return planAddLearner(request.member, memberBook);
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
        ({ nodeId, storeId }) =>
          nodeId === request.member.nodeId && storeId === request.member.storeId,
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

function planAddLearner(member: MemberAddress, memberBook: MemberBook): MembershipPlan {
  if (member.nodeId <= memberBook.highestNodeId) {
    throw createRefused(
      "idReused",
      `node id ${member.nodeId} was used before, the highest one is ${memberBook.highestNodeId}: use an id above it`,
    );
  }
  return {
    kind: "propose",
    change: {
      version: "v1",
      change: { type: "addLearnerNode", nodeId: member.nodeId },
      context: encodeMemberContext([member]),
    },
  };
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
  const active = voters.filter(
    (id) =>
      id === status.id ||
      status.progress?.some((progress) => progress.id === id && progress.recentActive) === true,
  );
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
