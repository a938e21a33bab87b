import { describe, expect, it } from "vitest";
import { RaftError, type RaftErrorDetail } from "../../../src/core/errors.ts";
import {
  RPC_CODE,
  RpcError,
  type RpcCodeName,
  rpcCodeName,
} from "../../../src/server/rpc-error.ts";
import {
  LEADER_TRAILER,
  NOT_DONE_TRAILER,
  rejectionError,
  toRpcError,
} from "../../../src/server/status.ts";
import {
  StateMachineError,
  type StateMachineErrorDetail,
} from "../../../src/state-machine/errors.ts";
import { StorageError, type StorageErrorDetail } from "../../../src/storage/types.ts";

/** What may still commit must be UNKNOWN: clients repeat UNAVAILABLE by themselves. */
const RAFT: readonly (readonly [RaftErrorDetail, RpcCodeName, RpcCodeName, string | null])[] = [
  [{ code: "NOT_LEADER", leader: null }, "UNAVAILABLE", "UNAVAILABLE", "etcdserver: no leader"],
  [
    { code: "NOT_LEADER", leader: 3 },
    "UNAVAILABLE",
    "FAILED_PRECONDITION",
    "etcdserver: not leader",
  ],
  [
    { code: "PROPOSAL_DROPPED", reason: "noLeader" },
    "UNAVAILABLE",
    "UNAVAILABLE",
    "etcdserver: no leader",
  ],
  [
    { code: "PROPOSAL_DROPPED", reason: "queueFull" },
    "RESOURCE_EXHAUSTED",
    "RESOURCE_EXHAUSTED",
    "etcdserver: too many requests",
  ],
  [
    { code: "PROPOSAL_DROPPED", reason: "tooLarge" },
    "INVALID_ARGUMENT",
    "INVALID_ARGUMENT",
    "etcdserver: request is too large",
  ],
  [
    { code: "PROPOSAL_DROPPED", reason: "transferring" },
    "UNAVAILABLE",
    "UNAVAILABLE",
    "etcdserver: leader changed",
  ],
  [
    { code: "PROPOSAL_DROPPED", reason: "overwritten" },
    "UNAVAILABLE",
    "UNAVAILABLE",
    "etcdserver: leader changed",
  ],
  [
    { code: "PROPOSAL_DROPPED", reason: "expired" },
    "UNAVAILABLE",
    "UNAVAILABLE",
    "etcdserver: request timed out",
  ],
  [
    { code: "PROPOSAL_DROPPED", reason: "cancelled" },
    "CANCELLED",
    "CANCELLED",
    "etcdserver: request cancelled",
  ],
  [{ code: "OUTCOME_UNKNOWN", index: 7 }, "UNKNOWN", "UNKNOWN", "etcdserver: request timed out"],
  [{ code: "STOPPED" }, "UNAVAILABLE", "UNAVAILABLE", "etcdserver: server stopped"],
  [{ code: "STORAGE" }, "UNKNOWN", "UNKNOWN", null],
  [{ code: "TRANSPORT" }, "UNKNOWN", "UNKNOWN", null],
  [{ code: "STATE_MACHINE", rejection: "OUT_OF_RANGE" }, "OUT_OF_RANGE", "OUT_OF_RANGE", null],
  [{ code: "STATE_MACHINE", rejection: "??" }, "INTERNAL", "INTERNAL", null],
  [
    { code: "RAFT", reason: "configurationChanged" },
    "FAILED_PRECONDITION",
    "FAILED_PRECONDITION",
    null,
  ],
];

const STORAGE: readonly (readonly [StorageErrorDetail, RpcCodeName])[] = [
  [{ code: "CORRUPTION", file: null, index: null }, "DATA_LOSS"],
  [{ code: "NEWER_FORMAT", found: 2, supported: 1 }, "DATA_LOSS"],
  [{ code: "IDENTITY_CONFLICT", found: { kind: "unassigned", storeId: "s" } }, "ALREADY_EXISTS"],
  [{ code: "DISK_FULL" }, "UNKNOWN"],
  [{ code: "WRITE_FAILED" }, "UNKNOWN"],
  [{ code: "READ_FAILED" }, "INTERNAL"],
  [{ code: "LOCKED", path: "/d" }, "INTERNAL"],
  [{ code: "OPEN_FAILED", path: "/d" }, "INTERNAL"],
  [{ code: "UNSUPPORTED_PLATFORM", platform: "p" }, "INTERNAL"],
  [{ code: "CLOSED" }, "UNAVAILABLE"],
];

const MACHINE: readonly (readonly [StateMachineErrorDetail, RpcCodeName])[] = [
  [{ code: "REJECTED", rejection: "NOT_FOUND" }, "NOT_FOUND"],
  [{ code: "UNDECODABLE" }, "INVALID_ARGUMENT"],
  [{ code: "NEWER_FORMAT", found: 2, supported: 1 }, "DATA_LOSS"],
  [{ code: "CORRUPT_ROW" }, "DATA_LOSS"],
  [{ code: "CORRUPT_SNAPSHOT", chunk: 1 }, "DATA_LOSS"],
  [{ code: "CLOSED" }, "UNAVAILABLE"],
];

describe("status mapping", () => {
  it.each(RAFT)("maps RaftError %j", (detail, etcdCode, raftCode, etcdText) => {
    const error = new RaftError("the sentence", detail);

    const etcd = toRpcError(error, "etcd");
    const raft = toRpcError(error, "raft");

    expect(rpcCodeName(etcd.code)).toBe(etcdCode);
    expect(etcd.message).toBe(etcdText ?? "the sentence");
    expect(rpcCodeName(raft.code)).toBe(raftCode);
    expect(raft.message).toBe("the sentence");
    expect(raft.cause).toBe(error);
  });

  it("names a known leader in the trailers", () => {
    const error = new RaftError("x", { code: "NOT_LEADER", leader: 3 });

    expect(toRpcError(error, "raft").trailers).toEqual({ [LEADER_TRAILER]: "3" });
    expect(
      toRpcError(new RaftError("x", { code: "NOT_LEADER", leader: null }), "raft").trailers,
    ).toEqual({ [NOT_DONE_TRAILER]: "true" });
  });

  it.each(RAFT)(
    "says of RaftError %j that nothing was done where it is unavailable",
    (detail, code) => {
      const { trailers } = toRpcError(new RaftError("x", detail), "etcd");

      expect(NOT_DONE_TRAILER in trailers).toBe(code === "UNAVAILABLE");
    },
  );

  it.each(STORAGE)("maps StorageError %j to %s", (detail, code) => {
    expect(rpcCodeName(toRpcError(new StorageError("s", detail), "etcd").code)).toBe(code);
  });

  it.each(MACHINE)("maps StateMachineError %j to %s", (detail, code) => {
    expect(rpcCodeName(toRpcError(new StateMachineError("s", detail), "etcd").code)).toBe(code);
  });

  it("passes an RpcError on as it is", () => {
    const error = new RpcError(RPC_CODE.ABORTED, "x");

    expect(toRpcError(error, "etcd")).toBe(error);
  });

  it("tells a client nothing of an unexpected error but keeps the cause", () => {
    const cause = new TypeError("secret detail");

    const error = toRpcError(cause, "etcd");

    expect(error.code).toBe(RPC_CODE.INTERNAL);
    expect(error.message).not.toContain("secret");
    expect(error.cause).toBe(cause);
  });

  it.each([
    ["INVALID_ARGUMENT", 3],
    ["OUT_OF_RANGE", 11],
    ["FAILED_PRECONDITION", 9],
    ["NOT_FOUND", 5],
    ["UNIMPLEMENTED", 12],
    ["RESOURCE_EXHAUSTED", 8],
  ] as const)("maps the rejection %s to %i with its own words", (rejection, code) => {
    expect(rejectionError(rejection, "words")).toMatchObject({ code, message: "words" });
  });
});
