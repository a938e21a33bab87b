import { raft } from "../gen/proto.js";
import type { RaftNode } from "../node.ts";
import type { LogIndex, NodeId } from "../raft/index.ts";
import { checkMemberRequest, checkNodeId } from "./identity-request.ts";
import {
  type RpcContext,
  type RpcMethod,
  checkInteger,
  longUnaryMethod,
  unaryMethod,
} from "./rpc.ts";
import { RPC_CODE, RpcError } from "./rpc-error.ts";
import { toRpcError } from "./status.ts";

/** What these methods need of a RaftNode. */
export type MembershipPort = Pick<
  RaftNode,
  | "addLearner"
  | "addPeer"
  | "removePeer"
  | "transferLeadership"
  | "compactLog"
  | "hashState"
  | "status"
>;

/** How they reach it. */
export interface MembershipAccess {
  /** @throws RpcError UNAVAILABLE while this process has no identity, starts or stops. */
  running(): { readonly node: MembershipPort };
}

const { v1 } = raft;

/** The methods of `raft.v1.Admin` that change the cluster, and those on one member's state; what they promise stands in admin.proto. */
export function createMembershipMethods(dependencies: {
  readonly access: MembershipAccess;
}): readonly RpcMethod[] {
  const { access } = dependencies;
  let isHashing = false;

  const addLearner = async (
    request: raft.v1.AddLearnerNodeRequest,
    context: RpcContext,
  ): Promise<raft.v1.MembershipResponse.$Shape> => {
    const member = checkMemberRequest(request);
    const configurationIndex = await access
      .running()
      .node.addLearner({ member, ...fencedCall(request, context) });
    return { configurationIndex };
  };

  const addNode = async (
    request: raft.v1.AddNodeRequest,
    context: RpcContext,
  ): Promise<raft.v1.MembershipResponse.$Shape> => {
    const nodeId = checkNodeId(request.nodeId, "node_id");
    const replacesNodeId = checkOptionalNodeId(request.replacesNodeId, "replaces_node_id");
    if (replacesNodeId === nodeId) {
      throw new RpcError(
        RPC_CODE.INVALID_ARGUMENT,
        `replaces_node_id must be another node than node_id, found ${nodeId} for both`,
      );
    }
    const configurationIndex = await access
      .running()
      .node.addPeer({ nodeId, replacesNodeId, ...fencedCall(request, context) });
    return { configurationIndex };
  };

  const removeNode = async (
    request: raft.v1.RemoveNodeRequest,
    context: RpcContext,
  ): Promise<raft.v1.MembershipResponse.$Shape> => {
    const nodeId = checkNodeId(request.nodeId, "node_id");
    const configurationIndex = await access
      .running()
      .node.removePeer({ nodeId, ...fencedCall(request, context) });
    return { configurationIndex };
  };

  const transferLeadership = async (
    request: raft.v1.TransferLeadershipRequest,
    context: RpcContext,
  ): Promise<raft.v1.TransferLeadershipResponse.$Shape> => {
    const nodeId = checkOptionalNodeId(request.nodeId, "node_id");
    const leaderId = await access
      .running()
      .node.transferLeadership({ nodeId, ...fencedCall(request, context) });
    return { leaderId };
  };

  const snapshot = async (
    request: raft.v1.SnapshotRequest,
  ): Promise<raft.v1.SnapshotResponse.$Shape> => {
    const planned = checkInteger(request.configurationIndex, "configuration_index");
    const { node } = access.running();
    const { configurationIndex } = node.status().memberBook;
    if (planned !== 0 && planned !== configurationIndex) {
      throw new RpcError(
        RPC_CODE.FAILED_PRECONDITION,
        `the snapshot was planned on the configuration of index ${planned}, in force is that of ${configurationIndex}: read it again, or leave configuration_index out`,
      );
    }
    return await node.compactLog();
  };

  const hashState = async (context: RpcContext): Promise<raft.v1.HashStateResponse.$Shape> => {
    const { node } = access.running();
    if (isHashing) {
      throw new RpcError(
        RPC_CODE.RESOURCE_EXHAUSTED,
        "the state is being hashed already: try again when that is done",
      );
    }
    isHashing = true;
    try {
      return await node.hashState({ signal: context.signal });
    } finally {
      isHashing = false;
    }
  };

  return [
    unaryMethod(
      {
        name: "AddLearnerNode",
        request: v1.AddLearnerNodeRequest,
        response: v1.MembershipResponse,
      },
      async (request, context) => await withStatus(addLearner(request, context)),
    ),
    unaryMethod(
      { name: "AddNode", request: v1.AddNodeRequest, response: v1.MembershipResponse },
      async (request, context) => await withStatus(addNode(request, context)),
    ),
    unaryMethod(
      { name: "RemoveNode", request: v1.RemoveNodeRequest, response: v1.MembershipResponse },
      async (request, context) => await withStatus(removeNode(request, context)),
    ),
    unaryMethod(
      {
        name: "TransferLeadership",
        request: v1.TransferLeadershipRequest,
        response: v1.TransferLeadershipResponse,
      },
      async (request, context) => await withStatus(transferLeadership(request, context)),
    ),
    unaryMethod(
      { name: "Snapshot", request: v1.SnapshotRequest, response: v1.SnapshotResponse },
      async (request) => await withStatus(snapshot(request)),
    ),
    longUnaryMethod(
      { name: "HashState", request: v1.HashStateRequest, response: v1.HashStateResponse },
      async (_request, context) => await withStatus(hashState(context)),
    ),
  ];
}

async function withStatus<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw toRpcError(error, "raft");
  }
}

function fencedCall(
  request: { readonly configurationIndex: number },
  context: RpcContext,
): {
  readonly configurationIndex: LogIndex;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
} {
  return {
    configurationIndex: checkInteger(request.configurationIndex, "configuration_index"),
    deadlineMs: context.deadlineMs,
    signal: context.signal,
  };
}

/** 0 is "none". */
function checkOptionalNodeId(value: number, field: string): NodeId | null {
  return checkInteger(value, field) === 0 ? null : checkNodeId(value, field);
}
