import type { StoreIdentity } from "../storage/types.ts";
import { parseHostPort } from "./option-reader.ts";
import { checkInteger } from "./rpc.ts";
import { RPC_CODE, RpcError } from "./rpc-error.ts";

const CLUSTER_ID_LENGTH_MAX = 128;
const CLUSTER_ID = /^[A-Za-z0-9][A-Za-z0-9._:/-]*$/;
const PEER_ADDRESS_LENGTH_MAX = 300;
/** Ours are UUIDs; a foreign tool's may be longer, but not so long that a member book does not fit into a message. */
const STORE_ID_LENGTH_MAX = 128;

/** The identity that Bootstrap or Join asks a volume to take, checked. */
export interface IdentityRequest {
  readonly clusterId: string;
  readonly nodeId: number;
  readonly storeId: string;
}

function invalid(message: string): RpcError {
  return new RpcError(RPC_CODE.INVALID_ARGUMENT, message);
}

/** @throws RpcError INVALID_ARGUMENT naming the field. */
export function checkIdentityRequest(request: IdentityRequest): IdentityRequest {
  const { clusterId, nodeId, storeId } = request;
  if (clusterId.length > CLUSTER_ID_LENGTH_MAX || !CLUSTER_ID.test(clusterId)) {
    throw invalid(
      `cluster_id must be 1 to ${CLUSTER_ID_LENGTH_MAX} of the characters A-Z a-z 0-9 . _ : / - and begin with a letter or digit, found ${JSON.stringify(clusterId.slice(0, 200))}`,
    );
  }
  return {
    clusterId,
    nodeId: checkNodeId(nodeId, "node_id"),
    storeId: checkStoreId(storeId),
  };
}

/** @throws RpcError INVALID_ARGUMENT naming the field. */
export function checkNodeId(value: number, field: string): number {
  if (checkInteger(value, field) === 0) {
    throw invalid(`${field} must be at least 1, found 0`);
  }
  return value;
}

/** The member that AddLearnerNode brings, checked. @throws RpcError INVALID_ARGUMENT naming the field. */
export function checkMemberRequest(request: {
  readonly nodeId: number;
  readonly storeId: string;
  readonly peerAddress: string;
}): { readonly nodeId: number; readonly storeId: string; readonly address: string } {
  return {
    nodeId: checkNodeId(request.nodeId, "node_id"),
    storeId: checkStoreId(request.storeId),
    address: checkPeerAddress(request.peerAddress),
  };
}

function checkStoreId(storeId: string): string {
  if (storeId === "") {
    throw invalid("store_id is missing: Status tells this volume's");
  }
  if (storeId.length > STORE_ID_LENGTH_MAX) {
    throw invalid(
      `store_id must be at most ${STORE_ID_LENGTH_MAX} characters, found ${storeId.length}`,
    );
  }
  return storeId;
}

/** @throws RpcError INVALID_ARGUMENT naming the field. */
export function checkPeerAddress(address: string): string {
  const parsed = address.length > PEER_ADDRESS_LENGTH_MAX ? null : parseHostPort(address);
  if (parsed === null || parsed.port === 0) {
    throw invalid(
      `peer_address must be host:port of at most ${PEER_ADDRESS_LENGTH_MAX} characters, found ${JSON.stringify(address.slice(0, 400))}`,
    );
  }
  return address;
}

/**
 * Whether the volume still has to be given this identity; false where it has it already.
 *
 * @throws RpcError FAILED_PRECONDITION where the request is for another volume, ALREADY_EXISTS where this one has another identity.
 */
export function needsIdentity(identity: StoreIdentity, request: IdentityRequest): boolean {
  if (identity.storeId !== request.storeId) {
    throw new RpcError(
      RPC_CODE.FAILED_PRECONDITION,
      `store_id is ${JSON.stringify(request.storeId.slice(0, 200))}, but this volume is ${identity.storeId}: the request is for another volume, or this one was replaced`,
    );
  }
  if (identity.kind === "unassigned") {
    return true;
  }
  if (identity.clusterId !== request.clusterId || identity.nodeId !== request.nodeId) {
    throw new RpcError(
      RPC_CODE.ALREADY_EXISTS,
      `this volume belongs to node ${identity.nodeId} of cluster ${identity.clusterId} and keeps that identity; asked for was node ${request.nodeId} of cluster ${request.clusterId}`,
    );
  }
  return false;
}
