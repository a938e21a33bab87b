import { raft } from "../gen/proto.js";
import type { NodeStatus } from "../node.ts";
import type { StoreIdentity } from "../storage/types.ts";
import type { IdentityRequest } from "./identity-request.ts";
import { checkIdentityRequest, checkPeerAddress } from "./identity-request.ts";
import { type MembershipAccess, createMembershipMethods } from "./membership-methods.ts";
import type { ReadinessResult } from "./readiness.ts";
import { type RpcService, unaryMethod } from "./rpc.ts";
import { RPC_CODE, RpcError } from "./rpc-error.ts";
import { toRpcError } from "./status.ts";

/** What the admin port says of the process. */
export interface ProcessStatus {
  readonly state: "unassigned" | "running" | "stopping";
  readonly identity: StoreIdentity;
  /** Null where there is no identity, or the node is just starting. */
  readonly node: NodeStatus | null;
  readonly readiness: ReadinessResult;
  readonly diskBytes: number;
}

/** What the admin port does to the process. Bootstrap and join are idempotent and durable when they resolve. */
export interface AdminControl {
  status(): ProcessStatus;
  bootstrap(request: IdentityRequest & { readonly peerAddress: string }): Promise<void>;
  join(request: IdentityRequest): Promise<void>;
}

export interface AdminServiceOptions {
  readonly version: string;
  readonly formatVersions: { readonly min: number; readonly max: number };
  /** Used where Bootstrap gives no address; null where the option is not given. */
  readonly advertisePeerAddress: string | null;
}

const NODE_STATES = {
  unassigned: raft.v1.NodeState.UNASSIGNED,
  running: raft.v1.NodeState.RUNNING,
  stopping: raft.v1.NodeState.STOPPING,
} as const;

const ROLES = {
  follower: raft.v1.Role.FOLLOWER,
  preCandidate: raft.v1.Role.PRE_CANDIDATE,
  candidate: raft.v1.Role.CANDIDATE,
  leader: raft.v1.Role.LEADER,
} as const satisfies Readonly<Record<NodeStatus["role"], raft.v1.Role>>;

/** `raft.v1.Admin` */
export function createAdminService(
  options: AdminServiceOptions,
  dependencies: { readonly control: AdminControl; readonly access: MembershipAccess },
): RpcService {
  const { control } = dependencies;
  const bootstrap = async (request: raft.v1.BootstrapRequest): Promise<object> => {
    const identity = checkIdentityRequest(request);
    const address = request.peerAddress === "" ? options.advertisePeerAddress : request.peerAddress;
    if (address === null) {
      throw new RpcError(
        RPC_CODE.INVALID_ARGUMENT,
        "peer_address is missing, and this node was started without --advertise-peer-address",
      );
    }
    await control.bootstrap({ ...identity, peerAddress: checkPeerAddress(address) });
    return {};
  };
  const join = async (request: raft.v1.JoinRequest): Promise<object> => {
    await control.join(checkIdentityRequest(request));
    return {};
  };
  const { v1 } = raft;
  return {
    name: "raft.v1.Admin",
    methods: [
      unaryMethod(
        { name: "Status", request: v1.StatusRequest, response: v1.StatusResponse },
        async () => toStatusResponse(control.status(), options),
      ),
      unaryMethod(
        { name: "Bootstrap", request: v1.BootstrapRequest, response: v1.BootstrapResponse },
        async (request) => await bootstrap(request).catch(rethrowStatus),
      ),
      unaryMethod(
        { name: "Join", request: v1.JoinRequest, response: v1.JoinResponse },
        async (request) => await join(request).catch(rethrowStatus),
      ),
      ...createMembershipMethods(dependencies),
    ],
  };
}

function rethrowStatus(error: unknown): never {
  throw toRpcError(error, "raft");
}

function toStatusResponse(
  status: ProcessStatus,
  options: AdminServiceOptions,
): raft.v1.StatusResponse.$Shape {
  const { identity, node, readiness } = status;
  return {
    state: NODE_STATES[status.state],
    storeId: identity.storeId,
    clusterId: identity.kind === "assigned" ? identity.clusterId : "",
    nodeId: identity.kind === "assigned" ? identity.nodeId : 0,
    version: options.version,
    formatVersionMin: options.formatVersions.min,
    formatVersionMax: options.formatVersions.max,
    ready: readiness.ready,
    notReadyReason: readiness.ready ? "" : readiness.reason,
    diskBytes: status.diskBytes,
    ...(node === null ? {} : toNodeFields(node)),
  };
}

function toNodeFields(node: NodeStatus): raft.v1.StatusResponse.$Shape {
  const { confState, memberBook, incomingSnapshot } = node;
  return {
    role: ROLES[node.role],
    leaderId: node.leader ?? 0,
    term: node.term,
    commitIndex: node.commit,
    appliedIndex: node.applied,
    firstIndex: node.firstIndex,
    lastIndex: node.lastIndex,
    leadTransfereeId: node.leadTransferee ?? 0,
    configurationIndex: memberBook.configurationIndex,
    highestNodeId: memberBook.highestNodeId,
    joint: confState.votersOutgoing.length > 0,
    members: toMembers(node),
    ...(incomingSnapshot === null
      ? {}
      : {
          incomingSnapshot: {
            fromNodeId: incomingSnapshot.from,
            index: incomingSnapshot.index,
            bytesReceived: incomingSnapshot.bytesReceived,
          },
        }),
  };
}

/** The committed configuration; the member book adds addresses. */
function toMembers(node: NodeStatus): raft.v1.Member.$Shape[] {
  const { confState, memberBook, progress } = node;
  const ids = new Set([
    ...confState.voters,
    ...confState.votersOutgoing,
    ...confState.learners,
    ...confState.learnersNext,
  ]);
  return [...ids]
    .sort((left, right) => left - right)
    .map((nodeId) => {
      const entry = memberBook.members.find((member) => member.nodeId === nodeId);
      const known = progress?.find((peer) => peer.id === nodeId);
      return {
        nodeId,
        address: entry?.address ?? "",
        storeId: entry?.storeId ?? "",
        voter: confState.voters.includes(nodeId),
        learner: confState.learners.includes(nodeId),
        matchIndex: known?.match ?? 0,
        recentlyActive: known?.recentActive ?? false,
        receivingSnapshot: known?.state === "snapshot",
      };
    });
}
