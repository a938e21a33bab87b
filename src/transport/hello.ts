import type { NodeId } from "../raft/index.ts";
import { TransportError } from "./transport-error.ts";
import type { PeerAddress } from "./types.ts";

/** Formats that a member reads: of durable records, snapshots and streams. */
export interface VersionRange {
  readonly min: number;
  readonly max: number;
}

/** How every stream begins: who speaks, and to whom it means to. */
export interface Hello {
  readonly clusterId: string;
  /** `address` is empty where the caller does not know its own. */
  readonly from: PeerAddress;
  readonly toNodeId: NodeId;
  readonly toStoreId: string;
  readonly versions: VersionRange;
  readonly epoch: number;
}

/** What a node is called and what it knows of others: by this a hello is judged. */
export interface HelloPolicy {
  readonly clusterId: string;
  readonly nodeId: NodeId;
  readonly storeId: string;
  readonly versions: VersionRange;
  /** Undefined for a node that the configuration does not name. */
  peer(nodeId: NodeId): PeerAddress | undefined;
  isRemoved(nodeId: NodeId): boolean;
}

/** @throws TransportError with the sentence that the caller is refused with. */
export function checkHello(hello: Hello, policy: HelloPolicy): void {
  checkMeant(hello, policy);
  checkCaller(hello, policy);
  const { min, max } = hello.versions;
  if (min > policy.versions.max || max < policy.versions.min) {
    throw new TransportError(
      `node ${hello.from.nodeId} understands the format versions ${min} to ${max} and this node ${policy.versions.min} to ${policy.versions.max}: bring the older one up to date`,
      { code: "NEWER_FORMAT", min, max },
    );
  }
}

/** Addresses are used again: whoever answers there now may be somebody else. */
function checkMeant(hello: Hello, policy: HelloPolicy): void {
  const caller = `node ${hello.from.nodeId}`;
  if (hello.clusterId !== policy.clusterId) {
    throw new TransportError(
      `${caller} of cluster ${JSON.stringify(hello.clusterId)} called a node of cluster ${JSON.stringify(policy.clusterId)}: the address now belongs to another cluster`,
      { code: "WRONG_IDENTITY", field: "clusterId" },
    );
  }
  if (hello.toNodeId !== policy.nodeId) {
    throw new TransportError(
      `${caller} called node ${hello.toNodeId}, this is node ${policy.nodeId}: the address now belongs to another member`,
      { code: "WRONG_IDENTITY", field: "nodeId" },
    );
  }
  if (hello.toStoreId !== policy.storeId) {
    throw new TransportError(
      `${caller} called node ${hello.toNodeId} on volume ${hello.toStoreId}, it is on volume ${policy.storeId}: a member on another volume is another member`,
      { code: "WRONG_IDENTITY", field: "storeId" },
    );
  }
}

function checkCaller({ from }: Hello, policy: HelloPolicy): void {
  if (from.nodeId === policy.nodeId || from.nodeId === 0) {
    throw new TransportError(
      `a caller said that it is node ${from.nodeId}, which this node ${from.nodeId === 0 ? "cannot name" : "is itself"}`,
      { code: "WRONG_IDENTITY", field: "nodeId" },
    );
  }
  if (policy.isRemoved(from.nodeId)) {
    throw new TransportError(
      `node ${from.nodeId} was removed from cluster ${policy.clusterId}: delete its volume, its id is never used again`,
      { code: "REMOVED", nodeId: from.nodeId },
    );
  }
  const known = policy.peer(from.nodeId);
  if (known !== undefined && known.storeId !== from.storeId) {
    throw new TransportError(
      `node ${from.nodeId} called from volume ${from.storeId}, the cluster knows it on volume ${known.storeId}: a member on another volume is another member`,
      { code: "WRONG_IDENTITY", field: "storeId" },
    );
  }
}
