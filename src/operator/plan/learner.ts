import type { AssignedNodeStatus } from "../admin-client.ts";
import type { AddMemberOperation, ReplaceMemberOperation } from "../api-types.ts";
import type { PodObservation } from "../host.ts";
import { actIn, waitIn } from "./decision.ts";
import type { MembershipDecision } from "./decision.ts";
import { normalEvent } from "./membership-view.ts";
import type { MembershipView, ViewMember } from "./membership-view.ts";

type IncomingOperation = AddMemberOperation | ReplaceMemberOperation;

/** How the two operations that bring a node in differ. */
export interface Incoming {
  readonly operation: IncomingOperation;
  readonly withStore: (storeID: string) => IncomingOperation;
  /** The same change under another id, for another store. */
  readonly renewed: (nodeID: string, storeID: string) => IncomingOperation;
  /** The pod's node has an identity that is not the operation's. */
  readonly found: (node: AssignedNodeStatus) => MembershipDecision;
}

/** From a pod to a learner: its store is written down, then told who it is, then the leader is told of it. */
export function bringIn(view: MembershipView, incoming: Incoming): MembershipDecision {
  const { operation } = incoming;
  const { ordinal, nodeID, storeID } = operation;
  const seen = view.podAt(ordinal);
  const node = view.nodeAt(ordinal);
  if (seen === null || node === null) {
    return waitIn("WaitingForPod", view.silenceAt(ordinal));
  }
  if (view.volumeAt(ordinal)?.terminating === true) {
    return waitIn("WaitingForPod", `the volume of ${seen.pod.name} is being deleted`);
  }
  if (node.state === "Assigned" && String(node.nodeId) !== nodeID) {
    return incoming.found(node);
  }
  if (storeID === undefined) {
    return actIn(
      "Joining",
      { kind: "amend", operation: incoming.withStore(node.storeId) },
      `node ${nodeID} will be the store ${node.storeId} of ${seen.pod.name}`,
    );
  }
  if (node.storeId !== storeID) {
    return renew(view, incoming, node.storeId);
  }
  if (node.state === "Unassigned") {
    return actIn(
      "Joining",
      {
        kind: "join",
        node: { podName: seen.pod.name, adminAddress: seen.pod.adminAddress },
        call: { clusterId: view.leader.clusterId, nodeId: Number(nodeID), storeId: storeID },
      },
      `telling ${seen.pod.name} that it is node ${nodeID}`,
    );
  }
  return node.stopping
    ? waitIn("WaitingForPod", `waiting for ${seen.pod.name} (it is being stopped)`)
    : addLearner(view, { nodeID, storeID, pod: seen.pod });
}

/** The volume was lost before the leader knew of it: an id belongs to one store for ever, so the next one gets the next id. */
function renew(view: MembershipView, incoming: Incoming, storeId: string): MembershipDecision {
  const { nodeID, ordinal } = incoming.operation;
  const highestNodeId = view.highestNodeId + 1;
  const message = `the volume of ${view.podNameAt(ordinal)} was lost before it became a member: node ${nodeID} becomes node ${highestNodeId}`;
  return actIn(
    "Joining",
    {
      kind: "reserve",
      operation: incoming.renewed(String(highestNodeId), storeId),
      highestNodeId,
      event: normalEvent("AddingMember", message),
    },
    message,
  );
}

function addLearner(
  view: MembershipView,
  learner: { readonly nodeID: string; readonly storeID: string; readonly pod: PodObservation },
): MembershipDecision {
  const { nodeID, storeID, pod } = learner;
  const message = `adding node ${nodeID} on ${pod.name} as a learner`;
  return actIn(
    "AddingLearner",
    {
      kind: "addLearnerNode",
      leader: view.leaderTarget,
      call: {
        configurationIndex: view.leader.configurationIndex,
        nodeId: Number(nodeID),
        storeId: storeID,
        peerAddress: pod.peerAddress,
      },
      event: normalEvent("AddingLearner", message),
    },
    message,
  );
}

/** From a learner to a voter, once it has what the leader has; in one change with the removal of the voter that it replaces. */
export function promote(
  view: MembershipView,
  learner: ViewMember,
  replaces: ViewMember | null,
): MembershipDecision {
  const { nodeID, podName } = learner;
  if (!view.hasCaughtUp(learner)) {
    return waitIn("CatchingUp", `node ${nodeID} on ${podName} is catching up with the leader`);
  }
  const instead = replaces === null ? "" : ` in place of node ${replaces.nodeID}`;
  const message = `making node ${nodeID} on ${podName} a voter${instead}`;
  return actIn(
    "Promoting",
    {
      kind: "addNode",
      leader: view.leaderTarget,
      call: {
        configurationIndex: view.leader.configurationIndex,
        nodeId: Number(nodeID),
        replacesNodeId: replaces === null ? null : Number(replaces.nodeID),
      },
      event: normalEvent("PromotingLearner", message),
    },
    message,
  );
}

/** A healthy member whose pod has another address than the book says (its volume came to another ordinal or place): the book is put right. */
export function movedMember(view: MembershipView): MembershipDecision | null {
  for (const member of view.members) {
    const pod = member.isHealthy ? view.podOf(member) : null;
    if (pod !== null && pod.peerAddress !== member.address) {
      const message = `node ${member.nodeID} moved from ${member.address} to ${pod.peerAddress}`;
      return actIn(
        null,
        {
          kind: "addLearnerNode",
          leader: view.leaderTarget,
          call: {
            configurationIndex: view.leader.configurationIndex,
            nodeId: member.node.nodeId,
            storeId: member.storeID,
            peerAddress: pod.peerAddress,
          },
          event: normalEvent("MemberMoved", message),
        },
        message,
      );
    }
  }
  return null;
}

export function removeLearner(
  view: MembershipView,
  learner: ViewMember,
  because: string,
): MembershipDecision {
  const message = `removing the learner again: ${because}`;
  return actIn(
    "RollingBack",
    {
      kind: "removeNode",
      leader: view.leaderTarget,
      call: {
        configurationIndex: view.leader.configurationIndex,
        nodeId: Number(learner.nodeID),
      },
      event: normalEvent("RemovingLearner", message),
    },
    message,
  );
}
