import type { AssignedNodeStatus } from "../admin-client.ts";
import type { AddMemberOperation } from "../api-types.ts";
import { rfc3339 } from "../conditions.ts";
import type { VolumeObservation } from "../host.ts";
import { actIn, blockedBy, waitIn } from "./decision.ts";
import type { MembershipDecision } from "./decision.ts";
import { bringIn, promote, removeLearner } from "./learner.ts";
import { majorityOf, namesOf, normalEvent } from "./membership-view.ts";
import type { MembershipView, ViewMember } from "./membership-view.ts";
import { lostMembers } from "./replace.ts";

/** One member more: at the lowest ordinal that has none, under an id that was never used. */
export function startAddition(view: MembershipView): MembershipDecision {
  const { unhealthyVoters, target, voters } = view;
  const timeout = view.joinTimeout;
  if (unhealthyVoters.length > 0) {
    return blockedBy(
      "MembersNotHealthy",
      `${voters.length} members shall become ${target}; waiting until the present ones are healthy: ${namesOf(unhealthyVoters)}`,
    );
  }
  if (timeout?.generation === view.generation && view.nowMs < Date.parse(timeout.retryAt)) {
    return blockedBy("JoinTimeout", timeout.message);
  }
  const ordinal = lowestFreeOrdinal(view);
  const name = view.podNameAt(ordinal);
  if (view.podAt(ordinal)?.pod.terminating === true) {
    return view.untilGone(ordinal, {
      phase: null,
      message: `waiting until the earlier ${name} is gone`,
    });
  }
  const volume = view.volumeAt(ordinal);
  if (volume?.terminating === true) {
    return waitIn(null, `waiting until the volume ${volume.name} is gone`);
  }
  const nodeId = view.highestNodeId + 1;
  return reserve(view, {
    type: "AddMember",
    nodeID: String(nodeId),
    ordinal,
    ...(volume === null ? {} : { volumeUID: volume.uid }),
    startedAt: rfc3339(view.nowMs),
  });
}

/** A learner that no operation in status speaks of (status was wiped): goes on where it was. */
export function resumeAddition(view: MembershipView, learner: ViewMember): MembershipDecision {
  return reserve(view, {
    type: "AddMember",
    nodeID: learner.nodeID,
    ordinal: learner.ordinal,
    storeID: learner.storeID,
    startedAt: rfc3339(view.nowMs),
  });
}

export function continueAddition(
  view: MembershipView,
  operation: AddMemberOperation,
): MembershipDecision {
  const member = view.memberOf(operation.nodeID);
  if (member?.role === "Voter") {
    const text = `node ${operation.nodeID} on ${member.podName} is a member: ${view.voters.length} of ${view.target}`;
    return actIn(
      "Finishing",
      { kind: "end", event: normalEvent("MemberAdded", text), joinTimeout: null },
      text,
    );
  }
  const verdict = reconsider(view, operation);
  if (verdict !== null) {
    return verdict;
  }
  if (isAbandoned(view, operation)) {
    return rollBack(view, operation);
  }
  if (member !== null) {
    const voters = view.voters.length;
    const healthy = voters - view.unhealthyVoters.length;
    return healthy + 1 < majorityOf(voters + 1) && view.hasCaughtUp(member)
      ? blockedBy(
          "WouldLoseQuorum",
          `node ${member.nodeID} has caught up, but of ${voters + 1} voters only ${healthy + 1} would be healthy: ${namesOf(view.unhealthyVoters)} must come back first`,
          "Promoting",
        )
      : promote(view, member, null);
  }
  const stale = staleVolumeOf(view, operation);
  if (stale !== null) {
    return clearStaleVolume(view, operation, stale);
  }
  return bringIn(view, {
    operation,
    withStore: (storeID) => ({ ...operation, storeID }),
    renewed: (nodeID, storeID) => ({ ...operation, nodeID, storeID }),
    found: (node) => findStale(view, operation, node),
  });
}

/** Whether this ordinal is to be left without a pod: the workload must not be made large enough for it. */
export function leavesOrdinal(view: MembershipView, operation: AddMemberOperation): boolean {
  const member = view.memberOf(operation.nodeID);
  return (
    member === null && (staleVolumeOf(view, operation) !== null || isAbandoned(view, operation))
  );
}

/**
 * Why it did not come is written down before its pod goes, for then nobody could tell any more. What is heard from after all goes on.
 * Null where nothing is to be written.
 */
function reconsider(
  view: MembershipView,
  operation: AddMemberOperation,
): MembershipDecision | null {
  const { abandonedBecause, ...wanted } = operation;
  const isExpired = hasTimedOut(view, operation);
  if (isUnwanted(view, operation) || isExpired === (abandonedBecause !== undefined)) {
    return null;
  }
  const { nodeID, ordinal } = operation;
  const name = view.podNameAt(ordinal);
  const why = `node ${nodeID} on ${name} did not come within ${view.spec.membership.joinTimeoutSeconds} s: ${view.whyMissingAt(ordinal)}`;
  return isExpired
    ? actIn(
        "RollingBack",
        { kind: "amend", operation: { ...operation, abandonedBecause: why } },
        why,
      )
    : actIn("WaitingForPod", { kind: "amend", operation: wanted }, `${name} is heard from again`);
}

/** Not wanted any more, or given up; what was done for it is undone. A member that votes is never undone: it is scaled in. */
function isAbandoned(view: MembershipView, operation: AddMemberOperation): boolean {
  return isUnwanted(view, operation) || isGivenUp(view, operation);
}

function isGivenUp(view: MembershipView, operation: AddMemberOperation): boolean {
  return operation.abandonedBecause !== undefined && hasTimedOut(view, operation);
}

function isUnwanted(view: MembershipView, operation: AddMemberOperation): boolean {
  const member = view.memberOf(operation.nodeID);
  const wasRemoved = member === null && Number(operation.nodeID) <= view.leader.highestNodeId;
  const lostVolume = member !== null && view.hasLostVolume(member);
  // Repair goes before growth, and growth may wait for a pod that has no place to run.
  const yieldsToRepair = member === null && lostMembers(view).length > 0;
  return (
    wasRemoved ||
    lostVolume ||
    yieldsToRepair ||
    operation.ordinal < 0 ||
    view.target <= view.voters.length
  );
}

/** The time counts only for what is not heard from: a large state takes as long as it takes. */
function hasTimedOut(view: MembershipView, operation: AddMemberOperation): boolean {
  const member = view.memberOf(operation.nodeID);
  const isAlive =
    member === null ? view.nodeAt(operation.ordinal) !== null : view.isHeardFrom(member);
  return (
    !isAlive &&
    staleVolumeOf(view, operation) === null &&
    view.hasPassedSince(operation.startedAt, view.spec.membership.joinTimeoutSeconds * 1000)
  );
}

function rollBack(view: MembershipView, operation: AddMemberOperation): MembershipDecision {
  const { nodeID, ordinal } = operation;
  const name = view.podNameAt(ordinal);
  const member = view.memberOf(nodeID);
  const timedOut = view.target > view.voters.length && isGivenUp(view, operation);
  const why = timedOut
    ? (operation.abandonedBecause ?? "")
    : `node ${nodeID} on ${name} is not needed any more, has lost its volume, or comes after a repair`;
  if (member !== null) {
    return removeLearner(view, member, why);
  }
  // Below the highest member the StatefulSet cannot take a pod away.
  if (ordinal > view.highestOrdinal) {
    if (view.podAt(ordinal) !== null) {
      return view.untilGone(ordinal, {
        phase: "RollingBack",
        message: `${why}: waiting until its pod is gone`,
      });
    }
    const volume = view.volumeAt(ordinal);
    // What a person may have left there is kept: only an empty volume, or one made for this member, is deleted.
    if (
      volume !== null &&
      (operation.storeID !== undefined || volume.uid !== operation.volumeUID)
    ) {
      return deleteVolume(volume, {
        phase: "RollingBack",
        because: `it was made for node ${nodeID}, which did not become a member`,
      });
    }
  }
  return actIn(
    "RollingBack",
    {
      kind: "end",
      event: {
        type: timedOut ? "Warning" : "Normal",
        reason: timedOut ? "JoinTimeout" : "AdditionUndone",
        action: "Scale",
        message: why,
      },
      joinTimeout: timedOut ? why : null,
    },
    why,
  );
}

export function deleteVolume(
  volume: VolumeObservation,
  {
    phase,
    because,
  }: { readonly phase: "RollingBack" | "DeletingVolume"; readonly because: string },
): MembershipDecision {
  const { ordinal, uid, name } = volume;
  return volume.terminating
    ? waitIn(phase, `waiting until the volume ${name} is gone`)
    : actIn(
        phase,
        { kind: "deleteVolume", ordinal, uid, name, because },
        `deleting the volume ${name}: ${because}`,
      );
}

function staleVolumeOf(
  { volumes }: MembershipView,
  { staleVolumeUID }: AddMemberOperation,
): VolumeObservation | null {
  return volumes.find(({ uid }) => uid === staleVolumeUID) ?? null;
}

/** The node at the ordinal has an identity that is not this operation's. */
function findStale(
  view: MembershipView,
  operation: AddMemberOperation,
  node: AssignedNodeStatus,
): MembershipDecision {
  const { ordinal } = operation;
  if (node.nodeId > view.leader.highestNodeId) {
    return reserve(view, {
      ...operation,
      nodeID: String(node.nodeId),
      storeID: node.storeId,
    });
  }
  const volume = view.volumeAt(ordinal);
  if (volume === null || ordinal < view.highestOrdinal) {
    return blockedBy(
      "StaleVolume",
      `the volume of ${view.podNameAt(ordinal)} belongs to node ${node.nodeId}, which was removed from the cluster: delete the volume and then the pod`,
      "WaitingForPod",
    );
  }
  return actIn(
    "ReplacingStaleVolume",
    { kind: "amend", operation: { ...operation, staleVolumeUID: volume.uid } },
    `${volume.name} belongs to node ${node.nodeId}, which was removed`,
  );
}

/** Its pod goes first, so that whoever keeps the data can delete or move the claim. */
function clearStaleVolume(
  view: MembershipView,
  operation: AddMemberOperation,
  stale: VolumeObservation,
): MembershipDecision {
  const { retentionPolicy } = view.spec.storage;
  if (view.podAt(operation.ordinal) !== null) {
    return view.untilGone(operation.ordinal, {
      phase: "ReplacingStaleVolume",
      message: `waiting until ${view.podNameAt(operation.ordinal)} is gone`,
    });
  }
  if (retentionPolicy.whenScaled === "Retain" && !stale.terminating) {
    return blockedBy(
      "StaleVolume",
      `the volume ${stale.name} is kept from a member that was removed, and a removed member never comes back: delete it, or set spec.storage.retentionPolicy.whenScaled to Delete`,
      "ReplacingStaleVolume",
    );
  }
  return deleteVolume(stale, {
    phase: "DeletingVolume",
    because: "its node was removed from the cluster before",
  });
}

function lowestFreeOrdinal({ members }: MembershipView): number {
  const taken = new Set(members.map(({ ordinal }) => ordinal));
  let ordinal = 0;
  while (taken.has(ordinal)) {
    ordinal += 1;
  }
  return ordinal;
}

function reserve(view: MembershipView, operation: AddMemberOperation): MembershipDecision {
  const message = `adding node ${operation.nodeID} on ${view.podNameAt(operation.ordinal)}: ${view.voters.length} of ${view.target} members`;
  return actIn(
    null,
    {
      kind: "reserve",
      operation,
      highestNodeId: Math.max(view.highestNodeId, Number(operation.nodeID)),
      event: normalEvent("AddingMember", message),
    },
    message,
  );
}
