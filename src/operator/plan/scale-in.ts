import type { RemoveMemberOperation } from "../api-types.ts";
import { rfc3339 } from "../conditions.ts";
import { actIn, blockedBy, waitIn } from "./decision.ts";
import type { Blocked, MembershipDecision } from "./decision.ts";
import { majorityOf, namesOf, normalEvent } from "./membership-view.ts";
import type { MembershipView, ViewMember } from "./membership-view.ts";
import { lostMembers } from "./replace.ts";
import { deleteVolume } from "./scale-out.ts";
import type { LeaderStep } from "./step.ts";

/** Past it a leader that cannot hand over is removed all the same: it steps down once its removal is committed, at the price of an election. */
const TRANSFER_PATIENCE_MS = 60_000;

/** The highest ordinal, which is the only one that a StatefulSet can take away; before it a member that has no place at all. */
export function victimOf(view: MembershipView): ViewMember | null {
  const placeless = view.voters.find(({ ordinal }) => ordinal < 0);
  return (
    placeless ??
    view.voters.reduce<ViewMember | null>(
      (highest, voter) => (highest === null || voter.ordinal > highest.ordinal ? voter : highest),
      null,
    )
  );
}

export function startRemoval(view: MembershipView, victim: ViewMember): MembershipDecision {
  const block = blockOf(view, victim);
  if (block !== null) {
    return block;
  }
  const volume = view.volumeAt(victim.ordinal);
  const operation: RemoveMemberOperation = {
    type: "RemoveMember",
    nodeID: victim.nodeID,
    ordinal: victim.ordinal,
    storeID: victim.storeID,
    ...(volume === null ? {} : { volumeUID: volume.uid }),
    startedAt: rfc3339(view.nowMs),
  };
  const message = `removing node ${victim.nodeID} on ${victim.podName}: ${view.voters.length} members shall become ${view.target}`;
  return actIn(
    null,
    {
      kind: "reserve",
      operation,
      highestNodeId: view.highestNodeId,
      event: normalEvent("RemovingMember", message),
    },
    message,
  );
}

export function continueRemoval(
  view: MembershipView,
  operation: RemoveMemberOperation,
): MembershipDecision {
  const victim = view.memberOf(operation.nodeID);
  if (victim === null) {
    return giveBack(view, operation);
  }
  if (view.target >= view.voters.length) {
    return callOff(
      `node ${victim.nodeID} on ${victim.podName} stays: ${view.target} members are asked for`,
    );
  }
  const block = blockOf(view, victim);
  const lost = lostMembers(view).find(({ nodeID }) => nodeID !== victim.nodeID);
  if (block !== null && lost !== undefined) {
    return callOff(
      `node ${victim.nodeID} on ${victim.podName} stays until ${lost.podName}, whose volume is gone, is replaced`,
    );
  }
  if (block !== null) {
    return { ...block, phase: "Removing" };
  }
  const mayStillLead = view.hasPassedSince(operation.startedAt, TRANSFER_PATIENCE_MS);
  if (victim.node.nodeId === view.leader.nodeId && !mayStillLead) {
    return moveLeadership(view, victim);
  }
  const message = `removing node ${victim.nodeID} on ${victim.podName} from the configuration`;
  return actIn(
    "Removing",
    {
      kind: "removeNode",
      leader: view.leaderTarget,
      call: {
        configurationIndex: view.leader.configurationIndex,
        nodeId: victim.node.nodeId,
      },
      event: normalEvent("RemovingNode", message),
    },
    message,
  );
}

/** Free as long as the removal is not committed; one that commits all the same is found in the configuration. */
function callOff(message: string): MembershipDecision {
  return actIn(
    "Finishing",
    { kind: "end", event: normalEvent("RemovalCalledOff", message), joinTimeout: null },
    message,
  );
}

/** Null where the member may go: then a quorum of those that stay is healthy, and none of them is on its way back. */
function blockOf(view: MembershipView, victim: ViewMember): Blocked | null {
  const staying = view.voters.filter(({ nodeID }) => nodeID !== victim.nodeID);
  const unhealthy = staying.filter((voter) => !voter.isHealthy);
  if (unhealthy.length === 0) {
    return null;
  }
  const healthy = staying.length - unhealthy.length;
  return healthy < majorityOf(staying.length)
    ? blockedBy(
        "WouldLoseQuorum",
        `without node ${victim.nodeID} on ${victim.podName} only ${healthy} of ${staying.length} voters would be healthy, ${majorityOf(staying.length)} are needed: ${namesOf(unhealthy)} must come back first`,
      )
    : blockedBy(
        "MembersNotHealthy",
        `${view.voters.length} members shall become ${view.target}; waiting until those that stay are healthy: ${namesOf(unhealthy)}`,
      );
}

/** The healthy voter that has most of the log, the one of the lowest ordinal among equals; null where there is none but `leaving`. */
export function successorOf(
  view: Pick<MembershipView, "voters">,
  leaving: string,
): ViewMember | null {
  return view.voters
    .filter(({ nodeID, isHealthy }) => isHealthy && nodeID !== leaving)
    .reduce<ViewMember | null>(
      (best, voter) =>
        best === null || voter.node.matchIndex > best.node.matchIndex ? voter : best,
      null,
    );
}

/** The call that hands leadership to another voter; null where none can take it. */
export function transferFrom(
  view: MembershipView,
  leaving: string,
): Extract<LeaderStep, { kind: "transferLeadership" }> | null {
  const successor = successorOf(view, leaving);
  return successor === null
    ? null
    : {
        kind: "transferLeadership",
        leader: view.leaderTarget,
        call: {
          configurationIndex: view.leader.configurationIndex,
          nodeId: successor.node.nodeId,
        },
        event: normalEvent(
          "TransferringLeadership",
          `handing leadership from ${view.leaderTarget.podName} to ${successor.podName} (node ${successor.nodeID})`,
        ),
      };
}

function moveLeadership(view: MembershipView, victim: ViewMember): MembershipDecision {
  const transfer = transferFrom(view, victim.nodeID);
  const isUnderWay = view.leader.leadTransfereeId !== null;
  return transfer === null || isUnderWay
    ? waitIn("MovingLeadership", `waiting until ${victim.podName} has handed leadership over`)
    : actIn("MovingLeadership", transfer, transfer.event.message);
}

/** The removal is committed: the pod goes, then the volume, by policy. */
function giveBack(view: MembershipView, operation: RemoveMemberOperation): MembershipDecision {
  const { nodeID, ordinal, volumeUID } = operation;
  const name = view.podNameAt(ordinal);
  if (ordinal > view.highestOrdinal) {
    if (view.podAt(ordinal) !== null) {
      return view.untilGone(ordinal, {
        phase: "StoppingPod",
        message: `node ${nodeID} is removed: waiting until ${name} is gone`,
      });
    }
    const volume = view.volumeAt(ordinal);
    const { whenScaled } = view.spec.storage.retentionPolicy;
    if (volume !== null && volume.uid === volumeUID && whenScaled === "Delete") {
      return deleteVolume(volume, {
        phase: "DeletingVolume",
        because: `node ${nodeID} was removed and storage.retentionPolicy.whenScaled is Delete`,
      });
    }
  }
  const message = `node ${nodeID} on ${name} is removed: ${view.voters.length} members`;
  return actIn(
    "Finishing",
    { kind: "end", event: normalEvent("MemberRemoved", message), joinTimeout: null },
    message,
  );
}
