import type { ReplaceMemberOperation } from "../api-types.ts";
import { rfc3339 } from "../conditions.ts";
import { actIn, blockedBy, waitIn } from "./decision.ts";
import type { MembershipDecision } from "./decision.ts";
import { bringIn, promote, removeLearner } from "./learner.ts";
import { majorityOf, namesOf, normalEvent } from "./membership-view.ts";
import type { MembershipView, ViewMember } from "./membership-view.ts";

/** Voters whose volume is known to be gone, lowest ordinal first. */
export function lostMembers(view: MembershipView): readonly ViewMember[] {
  return view.unhealthyVoters
    .filter((voter) => view.hasLostVolume(voter))
    .sort((left, right) => left.ordinal - right.ordinal);
}

/**
 * A voter whose volume is gone for certain is replaced at once: nothing that one could wait for brings it back, and until then the cluster counts a voter that can never vote.
 */
export function startReplacement(view: MembershipView, lost: ViewMember): MembershipDecision {
  const block = quorumBlock(view, lost);
  if (block !== null) {
    return block;
  }
  const node = view.nodeAt(lost.ordinal);
  if (node === null) {
    return waitIn(null, view.silenceAt(lost.ordinal));
  }
  if (node.state === "Unassigned") {
    return reserve(view, {
      lost,
      nodeId: view.highestNodeId + 1,
      storeId: node.storeId,
    });
  }
  return node.nodeId > view.leader.highestNodeId
    ? reserve(view, { lost, nodeId: node.nodeId, storeId: node.storeId })
    : blockedBy(
        "StaleVolume",
        `${lost.podName} lost the volume of node ${lost.nodeID} and has that of node ${node.nodeId}, which was removed from the cluster: delete the volume and then the pod`,
      );
}

/** A learner at a voter's ordinal that no operation in status speaks of (status was wiped): goes on where it was. */
export function resumeReplacement(
  view: MembershipView,
  rival: ViewMember,
  learner: ViewMember,
): MembershipDecision {
  return reserve(view, {
    lost: rival,
    nodeId: learner.node.nodeId,
    storeId: learner.storeID,
  });
}

export function continueReplacement(
  view: MembershipView,
  operation: ReplaceMemberOperation,
): MembershipDecision {
  const { nodeID, replacesNodeID } = operation;
  const member = view.memberOf(nodeID);
  const old = view.memberOf(replacesNodeID);
  if (member?.role === "Voter") {
    return old === null ? finish(view, operation) : removeOld(view, old);
  }
  const isBack = old !== null && old.isHealthy;
  if (member !== null && (isBack || view.hasLostVolume(member))) {
    return removeLearner(
      view,
      member,
      isBack ? `node ${replacesNodeID} is back` : `the volume of node ${nodeID} was lost`,
    );
  }
  if (isBack || (member === null && Number(nodeID) <= view.leader.highestNodeId)) {
    const message = `node ${nodeID} does not become a member`;
    return actIn(
      "RollingBack",
      { kind: "end", event: normalEvent("ReplacementUndone", message), joinTimeout: null },
      message,
    );
  }
  const decision =
    (old === null ? null : quorumBlock(view, old)) ??
    (member === null
      ? bringIn(view, {
          operation,
          withStore: (storeID) => ({ ...operation, storeID }),
          renewed: (newID, storeID) => ({ ...operation, nodeID: newID, storeID }),
          found: (node) =>
            blockedBy(
              "StaleVolume",
              `the volume of ${view.podNameAt(operation.ordinal)} belongs to node ${node.nodeId}, which is no member: delete the volume and then the pod`,
              "WaitingForPod",
            ),
        })
      : promote(view, member, old));
  return isOverdue(view, operation) && decision.kind === "wait"
    ? blockedBy("JoinTimeout", `node ${nodeID} does not come: ${decision.message}`, decision.phase)
    : decision;
}

/** Nothing is undone then: the ordinal is a member's, and the old volume is gone. */
function isOverdue(view: MembershipView, operation: ReplaceMemberOperation): boolean {
  const member = view.memberOf(operation.nodeID);
  const isAlive =
    member === null ? view.nodeAt(operation.ordinal) !== null : view.isHeardFrom(member);
  const timeoutMs = view.spec.membership.joinTimeoutSeconds * 1000;
  return !isAlive && view.hasPassedSince(operation.startedAt, timeoutMs);
}

/** Only while the voters of the old configuration, without the lost one, are a healthy quorum of it; never for the only voter. */
function quorumBlock(view: MembershipView, lost: ViewMember): MembershipDecision | null {
  const healthy = view.voters.length - view.unhealthyVoters.length;
  return healthy >= majorityOf(view.voters.length)
    ? null
    : blockedBy(
        "WouldLoseQuorum",
        `${lost.podName} lost the volume of node ${lost.nodeID}, which is replaced while ${majorityOf(view.voters.length)} of ${view.voters.length} voters are healthy; not healthy: ${namesOf(view.unhealthyVoters)}`,
      );
}

function reserve(
  view: MembershipView,
  replacement: { readonly lost: ViewMember; readonly nodeId: number; readonly storeId: string },
): MembershipDecision {
  const { lost, nodeId, storeId } = replacement;
  const message = `replacing node ${lost.nodeID} on ${lost.podName}, whose volume is gone, by node ${nodeId}`;
  return actIn(
    null,
    {
      kind: "reserve",
      operation: {
        type: "ReplaceMember",
        nodeID: String(nodeId),
        ordinal: lost.ordinal,
        storeID: storeId,
        replacesNodeID: lost.nodeID,
        startedAt: rfc3339(view.nowMs),
      },
      highestNodeId: Math.max(view.highestNodeId, nodeId),
      event: normalEvent("ReplacingMember", message),
    },
    message,
  );
}

function finish(view: MembershipView, operation: ReplaceMemberOperation): MembershipDecision {
  const name = view.podNameAt(operation.ordinal);
  const message = `node ${operation.nodeID} on ${name} has taken the place of node ${operation.replacesNodeID}`;
  return actIn(
    "Finishing",
    { kind: "end", event: normalEvent("MemberReplaced", message), joinTimeout: null },
    message,
  );
}

/** Somebody made the new member a voter without removing the old one. */
function removeOld(view: MembershipView, old: ViewMember): MembershipDecision {
  const message = `removing node ${old.nodeID}, which was replaced`;
  return actIn(
    "Removing",
    {
      kind: "removeNode",
      leader: view.leaderTarget,
      call: { configurationIndex: view.leader.configurationIndex, nodeId: old.node.nodeId },
      event: normalEvent("RemovingNode", message),
    },
    message,
  );
}
