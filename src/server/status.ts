import { type ProposalDropReason, RaftError, type RaftErrorDetail } from "../core/errors.ts";
import { StateMachineError } from "../state-machine/errors.ts";
import type { CommandRejection } from "../state-machine/types.ts";
import { StorageError } from "../storage/types.ts";
import { assertNever } from "../utils/assert.ts";
import { RangeBudgetError } from "./range-budget.ts";
import { RPC_CODE, type RpcCode, RpcError } from "./rpc-error.ts";

/**
 * Whose words a failure is told in. etcd's clients compare the text of a status with a list of their own (rpctypes), so `etcdserverpb` services
 * answer with etcd's texts; `raft` services with sentences.
 */
export type ErrorDialect = "etcd" | "raft";

/** Trailing metadata of "not leader": the leader's node id, left out where none is known. */
export const LEADER_TRAILER = "raft-leader-id";

/** Beside it: the leader's address in the member book, under which its peers reach it. */
export const LEADER_ADDRESS_TRAILER = "raft-leader-address";

/**
 * On every UNAVAILABLE of ours: nothing was and will be written. A connection that breaks behind a request ends with the same code and without this, so a
 * client that sees it may send a write to another member.
 */
export const NOT_DONE_TRAILER = "raft-not-done";

const REJECTION_CODES: Readonly<Record<CommandRejection, RpcCode>> = {
  INVALID_ARGUMENT: RPC_CODE.INVALID_ARGUMENT,
  OUT_OF_RANGE: RPC_CODE.OUT_OF_RANGE,
  FAILED_PRECONDITION: RPC_CODE.FAILED_PRECONDITION,
  NOT_FOUND: RPC_CODE.NOT_FOUND,
  UNIMPLEMENTED: RPC_CODE.UNIMPLEMENTED,
  RESOURCE_EXHAUSTED: RPC_CODE.RESOURCE_EXHAUSTED,
};

/** A command that the state machine refused. Its message is the client's already, in whichever dialect the machine speaks. */
export function rejectionError(rejection: CommandRejection, message: string): RpcError {
  return new RpcError(REJECTION_CODES[rejection], message);
}

/**
 * The only mapping of what goes wrong below onto a status.
 *
 * The rule for writes: UNAVAILABLE, RESOURCE_EXHAUSTED and FAILED_PRECONDITION say that nothing was and will be written, so that a client may repeat
 * the request; whatever may still commit is UNKNOWN, which no known client repeats by itself. (etcd answers UNAVAILABLE there; jetcd then repeated
 * transactions that had committed.)
 */
export function toRpcError(error: unknown, dialect: ErrorDialect): RpcError {
  const converted = convert(error, dialect);
  const { code, message, trailers, cause } = converted;
  return code === RPC_CODE.UNAVAILABLE
    ? new RpcError(code, message, { cause, trailers: { ...trailers, [NOT_DONE_TRAILER]: "true" } })
    : converted;
}

function convert(error: unknown, dialect: ErrorDialect): RpcError {
  if (error instanceof RpcError) {
    return error;
  }
  if (error instanceof RaftError) {
    return fromRaftError(error, dialect);
  }
  if (error instanceof StorageError) {
    return fromStorageError(error, dialect);
  }
  if (error instanceof StateMachineError) {
    return fromStateMachineError(error);
  }
  if (error instanceof RangeBudgetError) {
    const message = dialect === "etcd" ? "etcdserver: too many requests" : error.message;
    return new RpcError(RPC_CODE.RESOURCE_EXHAUSTED, message, { cause: error });
  }
  return new RpcError(RPC_CODE.INTERNAL, "the node failed at this request; its log says why", {
    cause: error,
  });
}

interface StatusText {
  readonly code: RpcCode;
  /** Null: etcd has no text for it, the error's own is used. */
  readonly etcdText: string | null;
  readonly trailers?: Readonly<Record<string, string>>;
}

function fromRaftError(error: RaftError, dialect: ErrorDialect): RpcError {
  const { code, etcdText, trailers } = raftStatus(error.detail, dialect);
  return new RpcError(code, dialect === "etcd" ? (etcdText ?? error.message) : error.message, {
    cause: error,
    ...(trailers === undefined ? {} : { trailers }),
  });
}

function raftStatus(detail: RaftErrorDetail, dialect: ErrorDialect): StatusText {
  switch (detail.code) {
    case "NOT_LEADER":
      return notLeaderStatus(detail.leader, dialect);
    case "PROPOSAL_DROPPED":
      return droppedStatus(detail.reason);
    case "OUTCOME_UNKNOWN":
      return { code: RPC_CODE.UNKNOWN, etcdText: "etcdserver: request timed out" };
    case "STOPPED":
      return { code: RPC_CODE.UNAVAILABLE, etcdText: "etcdserver: server stopped" };
    case "STATE_MACHINE":
      return { code: rejectionCode(detail.rejection), etcdText: null };
    case "RAFT":
      return { code: RPC_CODE.FAILED_PRECONDITION, etcdText: null };
    // The write may have reached the disk, or a peer, before it failed.
    case "STORAGE":
    case "TRANSPORT":
      return { code: RPC_CODE.UNKNOWN, etcdText: null };
    default:
      return assertNever(detail);
  }
}

function rejectionCode(rejection: string): RpcCode {
  const known = Object.entries(REJECTION_CODES).find(([name]) => name === rejection);
  return known?.[1] ?? RPC_CODE.INTERNAL;
}

function notLeaderStatus(leader: number | null, dialect: ErrorDialect): StatusText {
  if (leader === null) {
    return { code: RPC_CODE.UNAVAILABLE, etcdText: "etcdserver: no leader" };
  }
  return {
    // An etcd client tries its next endpoint on UNAVAILABLE only.
    code: dialect === "etcd" ? RPC_CODE.UNAVAILABLE : RPC_CODE.FAILED_PRECONDITION,
    etcdText: "etcdserver: not leader",
    trailers: { [LEADER_TRAILER]: String(leader) },
  };
}

function droppedStatus(reason: ProposalDropReason): StatusText {
  switch (reason) {
    case "noLeader":
      return { code: RPC_CODE.UNAVAILABLE, etcdText: "etcdserver: no leader" };
    case "queueFull":
      return { code: RPC_CODE.RESOURCE_EXHAUSTED, etcdText: "etcdserver: too many requests" };
    case "tooLarge":
      return { code: RPC_CODE.INVALID_ARGUMENT, etcdText: "etcdserver: request is too large" };
    case "transferring":
    case "overwritten":
      return { code: RPC_CODE.UNAVAILABLE, etcdText: "etcdserver: leader changed" };
    case "expired":
      return { code: RPC_CODE.UNAVAILABLE, etcdText: "etcdserver: request timed out" };
    case "cancelled":
      return { code: RPC_CODE.CANCELLED, etcdText: "etcdserver: request cancelled" };
    default:
      return assertNever(reason);
  }
}

function fromStorageError(error: StorageError, dialect: ErrorDialect): RpcError {
  switch (error.code) {
    case "CLOSED":
      return new RpcError(
        RPC_CODE.UNAVAILABLE,
        dialect === "etcd" ? "etcdserver: server stopped" : error.message,
        { cause: error },
      );
    case "IDENTITY_CONFLICT":
      return new RpcError(RPC_CODE.ALREADY_EXISTS, error.message, { cause: error });
    case "CORRUPTION":
    case "NEWER_FORMAT":
      return new RpcError(RPC_CODE.DATA_LOSS, error.message, { cause: error });
    case "DISK_FULL":
    case "WRITE_FAILED":
      return new RpcError(RPC_CODE.UNKNOWN, error.message, { cause: error });
    case "READ_FAILED":
    case "LOCKED":
    case "OPEN_FAILED":
    case "UNSUPPORTED_PLATFORM":
      return new RpcError(RPC_CODE.INTERNAL, error.message, { cause: error });
    default:
      return assertNever(error.code);
  }
}

function fromStateMachineError(error: StateMachineError): RpcError {
  switch (error.detail.code) {
    case "REJECTED":
      return rejectionError(error.detail.rejection, error.message);
    case "UNDECODABLE":
      return new RpcError(RPC_CODE.INVALID_ARGUMENT, error.message, { cause: error });
    case "CLOSED":
      return new RpcError(RPC_CODE.UNAVAILABLE, error.message, { cause: error });
    case "CORRUPT_ROW":
    case "CORRUPT_SNAPSHOT":
    case "NEWER_FORMAT":
      return new RpcError(RPC_CODE.DATA_LOSS, error.message, { cause: error });
    default:
      return assertNever(error.detail);
  }
}
