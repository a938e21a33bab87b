import { Client, credentials, Metadata, status as grpcStatus } from "@grpc/grpc-js";
import type { ServiceError } from "@grpc/grpc-js";
import { raft } from "../gen/proto.js";

const v1 = raft.v1;

/** A member as a node's applied configuration holds it. */
export interface NodeMember {
  readonly nodeId: number;
  readonly address: string;
  readonly storeId: string;
  readonly role: "Voter" | "Learner";
  /** Known by the leader only; 0 elsewhere. */
  readonly matchIndex: number;
  readonly recentlyActive: boolean;
  /** Known by the leader only: the member's state is being sent to it. */
  readonly receivingSnapshot: boolean;
}

/** What a node says of itself. A stopping node without an identity is reported as an error, not as unassigned: nobody knows what it will be next. */
export type NodeStatus =
  | { readonly state: "Unassigned"; readonly storeId: string; readonly version: string }
  | {
      readonly state: "Assigned";
      readonly stopping: boolean;
      readonly storeId: string;
      readonly clusterId: string;
      readonly nodeId: number;
      readonly leading: boolean;
      readonly leaderId: number | null;
      readonly term: number;
      readonly commitIndex: number;
      readonly appliedIndex: number;
      readonly members: readonly NodeMember[];
      /** Null before a leader has brought this node a configuration. */
      readonly configurationIndex: number | null;
      readonly highestNodeId: number;
      readonly joint: boolean;
      /** Known by the leader only: whom leadership is being handed to. */
      readonly leadTransfereeId: number | null;
      readonly ready: boolean;
      readonly notReadyReason: string;
      readonly version: string;
    };

export type AssignedNodeStatus = Extract<NodeStatus, { state: "Assigned" }>;

export interface AdminTarget {
  /** `host:port` of the node's admin port. */
  readonly address: string;
  readonly token: string;
}

export interface AdminCallOptions {
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

export interface BootstrapCall {
  readonly clusterId: string;
  readonly nodeId: number;
  readonly storeId: string;
  readonly peerAddress: string;
}

/** Gives an unassigned node its identity in a cluster that exists. */
export interface JoinCall {
  readonly clusterId: string;
  readonly nodeId: number;
  readonly storeId: string;
}

/** What every change of members carries: the configuration that it was planned on, which the leader compares. */
interface FencedCall {
  readonly configurationIndex: number;
  readonly nodeId: number;
}

export interface AddLearnerNodeCall extends FencedCall {
  readonly storeId: string;
  readonly peerAddress: string;
}

export interface AddNodeCall extends FencedCall {
  /** A voter that leaves in the same change. */
  readonly replacesNodeId: number | null;
}

export type RemoveNodeCall = FencedCall;

/** `nodeId` is the voter that is to lead. */
export type TransferLeadershipCall = FencedCall;

/**
 * The operator's way to one node; a port, so that plans are tested without a network. Every call may be repeated. UNREACHABLE says that nobody knows whether it was done: read the status.
 */
export interface AdminApi {
  /** @throws AdminError */
  status(target: AdminTarget, options: AdminCallOptions): Promise<NodeStatus>;
  /** Idempotent. @throws AdminError REFUSED where the volume has another identity or another store; UNREACHABLE where nobody knows whether it was done. */
  bootstrap(target: AdminTarget, call: BootstrapCall, options: AdminCallOptions): Promise<void>;
  /** @throws AdminError REFUSED where the volume has another identity or another store. */
  join(target: AdminTarget, call: JoinCall, options: AdminCallOptions): Promise<void>;
  /** The next four are the leader's. @throws AdminError REFUSED where it does not lead, the configuration is another by now, or the change would cost the quorum. */
  addLearnerNode(
    target: AdminTarget,
    call: AddLearnerNodeCall,
    options: AdminCallOptions,
  ): Promise<void>;
  addNode(target: AdminTarget, call: AddNodeCall, options: AdminCallOptions): Promise<void>;
  removeNode(target: AdminTarget, call: RemoveNodeCall, options: AdminCallOptions): Promise<void>;
  /** Done once the other leads. */
  transferLeadership(
    target: AdminTarget,
    call: TransferLeadershipCall,
    options: AdminCallOptions,
  ): Promise<void>;
}

export type AdminErrorDetail =
  /** No answer in time, or none that says what the node did. */
  | { readonly code: "UNREACHABLE"; readonly address: string }
  /** The node answered that it will not: another identity, another store. */
  | { readonly code: "REFUSED"; readonly address: string; readonly grpcCode: number }
  /** Wrong or missing token. */
  | { readonly code: "UNAUTHENTICATED"; readonly address: string }
  /** An answer outside the contract: an id past 2^53, an unknown state. */
  | { readonly code: "INVALID_ANSWER"; readonly address: string; readonly field: string };

export class AdminError extends Error {
  override readonly name = "AdminError";
  readonly detail: AdminErrorDetail;

  constructor(message: string, detail: AdminErrorDetail, options?: ErrorOptions) {
    super(message, options);
    this.detail = detail;
  }

  get code(): AdminErrorDetail["code"] {
    return this.detail.code;
  }
}

interface Method<Request, Response> {
  readonly name: string;
  readonly path: string;
  readonly encode: (request: Request) => Uint8Array;
  readonly decode: (bytes: Uint8Array) => Response;
}

function createMethod<Request, Response>(
  name: string,
  codecs: {
    readonly request: { encode(message: Request): { finish(): Uint8Array } };
    readonly response: { decode(bytes: Uint8Array): Response };
  },
): Method<Request, Response> {
  const { request, response } = codecs;
  return {
    name,
    path: `/raft.v1.Admin/${name}`,
    encode: (message) => request.encode(message).finish(),
    decode: (bytes) => response.decode(bytes),
  };
}

const STATUS = createMethod("Status", { request: v1.StatusRequest, response: v1.StatusResponse });
const BOOTSTRAP = createMethod("Bootstrap", {
  request: v1.BootstrapRequest,
  response: v1.BootstrapResponse,
});
const JOIN = createMethod("Join", { request: v1.JoinRequest, response: v1.JoinResponse });
const ADD_LEARNER_NODE = createMethod("AddLearnerNode", {
  request: v1.AddLearnerNodeRequest,
  response: v1.MembershipResponse,
});
const ADD_NODE = createMethod("AddNode", {
  request: v1.AddNodeRequest,
  response: v1.MembershipResponse,
});
const REMOVE_NODE = createMethod("RemoveNode", {
  request: v1.RemoveNodeRequest,
  response: v1.MembershipResponse,
});
const TRANSFER_LEADERSHIP = createMethod("TransferLeadership", {
  request: v1.TransferLeadershipRequest,
  response: v1.TransferLeadershipResponse,
});

const UNAUTHENTICATED: number = grpcStatus.UNAUTHENTICATED;
const REFUSALS: ReadonlySet<number> = new Set([
  grpcStatus.ALREADY_EXISTS,
  grpcStatus.FAILED_PRECONDITION,
  grpcStatus.INVALID_ARGUMENT,
  grpcStatus.PERMISSION_DENIED,
  grpcStatus.UNIMPLEMENTED,
]);

/**
 * `raft.v1.Admin` over gRPC. Each call has a channel of its own that is closed after it: a pod that was replaced has another address under the same name, and a
 * cached channel would go on dialling the old one (a call a minute does not need a cache).
 */
export class AdminClient implements AdminApi {
  async status(target: AdminTarget, options: AdminCallOptions): Promise<NodeStatus> {
    const answer = await call(target, STATUS, {}, options);
    return statusFrom(answer, target.address);
  }

  async bootstrap(
    target: AdminTarget,
    request: BootstrapCall,
    options: AdminCallOptions,
  ): Promise<void> {
    await call(target, BOOTSTRAP, request, options);
  }

  async join(target: AdminTarget, request: JoinCall, options: AdminCallOptions): Promise<void> {
    await call(target, JOIN, request, options);
  }

  async addLearnerNode(
    target: AdminTarget,
    request: AddLearnerNodeCall,
    options: AdminCallOptions,
  ): Promise<void> {
    await call(target, ADD_LEARNER_NODE, request, options);
  }

  async addNode(
    target: AdminTarget,
    { replacesNodeId, ...request }: AddNodeCall,
    options: AdminCallOptions,
  ): Promise<void> {
    await call(target, ADD_NODE, { ...request, replacesNodeId: replacesNodeId ?? 0 }, options);
  }

  async removeNode(
    target: AdminTarget,
    request: RemoveNodeCall,
    options: AdminCallOptions,
  ): Promise<void> {
    await call(target, REMOVE_NODE, request, options);
  }

  async transferLeadership(
    target: AdminTarget,
    request: TransferLeadershipCall,
    options: AdminCallOptions,
  ): Promise<void> {
    await call(target, TRANSFER_LEADERSHIP, request, options);
  }
}

function call<Request, Response>(
  target: AdminTarget,
  method: Method<Request, Response>,
  request: Request,
  options: AdminCallOptions,
): Promise<Response> {
  const client = new Client(target.address, credentials.createInsecure(), {
    "grpc.use_local_subchannel_pool": 1,
    "grpc.enable_http_proxy": 0,
    "grpc.max_receive_message_length": 4 * 1024 * 1024,
  });
  const metadata = new Metadata();
  metadata.set("authorization", `Bearer ${target.token}`);
  return new Promise<Response>((resolve, reject) => {
    if (options.signal.aborted) {
      reject(options.signal.reason);
      return;
    }
    const running = client.makeUnaryRequest(
      method.path,
      (value: Request) => Buffer.from(method.encode(value)),
      (bytes: Buffer) => method.decode(bytes),
      request,
      metadata,
      { deadline: Date.now() + options.deadlineMs },
      (error: ServiceError | null, response?: Response) => {
        options.signal.removeEventListener("abort", cancel);
        if (error !== null) {
          reject(adminErrorFrom(error, method.name, target.address));
        } else if (response === undefined) {
          reject(invalid(target.address, "message", "no message"));
        } else {
          resolve(response);
        }
      },
    );
    const cancel = (): void => running.cancel();
    options.signal.addEventListener("abort", cancel, { once: true });
  }).finally(() => client.close());
}

/** What a failed call says, for any wire that carries gRPC's codes. */
export function adminErrorFrom(
  error: Error & { readonly code: number; readonly details: string },
  method: string,
  address: string,
): AdminError {
  const message = `${method} of the node at ${address} failed: ${error.details}`;
  if (error.code === UNAUTHENTICATED) {
    return new AdminError(message, { code: "UNAUTHENTICATED", address }, { cause: error });
  }
  if (REFUSALS.has(error.code)) {
    return new AdminError(
      message,
      { code: "REFUSED", address, grpcCode: error.code },
      { cause: error },
    );
  }
  return new AdminError(message, { code: "UNREACHABLE", address }, { cause: error });
}

function invalid(address: string, field: string, found: string): AdminError {
  return new AdminError(
    `the node at ${address} answered outside the admin contract: ${field} is ${found}`,
    { code: "INVALID_ANSWER", address, field },
  );
}

/** Checks an answer at the boundary: ids and indexes past 2^53 - 1 would be silently wrong numbers. */
export function statusFrom(answer: raft.v1.StatusResponse, address: string): NodeStatus {
  const number = (field: string, value: number): number => {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw invalid(address, field, String(value));
    }
    return value;
  };
  if (answer.storeId === "") {
    throw invalid(address, "store_id", "empty");
  }
  if (answer.clusterId === "") {
    if (answer.state !== v1.NodeState.UNASSIGNED) {
      throw invalid(address, "cluster_id", `empty in state ${answer.state}`);
    }
    return { state: "Unassigned", storeId: answer.storeId, version: answer.version };
  }
  if (answer.state !== v1.NodeState.RUNNING && answer.state !== v1.NodeState.STOPPING) {
    throw invalid(address, "state", String(answer.state));
  }
  const leaderId = number("leader_id", answer.leaderId);
  const leadTransfereeId = number("lead_transferee_id", answer.leadTransfereeId);
  const configurationIndex = number("configuration_index", answer.configurationIndex);
  return {
    state: "Assigned",
    stopping: answer.state === v1.NodeState.STOPPING,
    storeId: answer.storeId,
    clusterId: answer.clusterId,
    nodeId: number("node_id", answer.nodeId),
    leading: answer.role === v1.Role.LEADER,
    leaderId: leaderId === 0 ? null : leaderId,
    term: number("term", answer.term),
    commitIndex: number("commit_index", answer.commitIndex),
    appliedIndex: number("applied_index", answer.appliedIndex),
    members: answer.members.map((member) => memberFrom(member, address, number)),
    configurationIndex: configurationIndex === 0 ? null : configurationIndex,
    highestNodeId: number("highest_node_id", answer.highestNodeId),
    joint: answer.joint,
    leadTransfereeId: leadTransfereeId === 0 ? null : leadTransfereeId,
    ready: answer.ready,
    notReadyReason: answer.notReadyReason,
    version: answer.version,
  };
}

function memberFrom(
  member: raft.v1.Member.$Properties,
  address: string,
  number: (field: string, value: number) => number,
): NodeMember {
  const nodeId = number("members.node_id", member.nodeId ?? 0);
  if (nodeId === 0) {
    throw invalid(address, "members.node_id", "0");
  }
  return {
    nodeId,
    address: member.address ?? "",
    storeId: member.storeId ?? "",
    // Neither of the two is a voter that leaves by a change that has not ended.
    role: member.learner === true ? "Learner" : "Voter",
    matchIndex: number("members.match_index", member.matchIndex ?? 0),
    recentlyActive: member.recentlyActive ?? false,
    receivingSnapshot: member.receivingSnapshot ?? false,
  };
}
