import { etcdserverpb } from "../gen/proto.js";
import type {
  KvCompare,
  KvCompareOperand,
  KvCompareResult,
  KvDeleteRangeCommand,
  KvPutCommand,
  KvTxnCommand,
  KvTxnOperation,
} from "../state-machine/kv/operations.ts";
import type { KvRangeRequest, KvSortOrder, KvSortTarget } from "../state-machine/kv/query.ts";
import { checkInteger, checkSignedInteger } from "./rpc.ts";
import { RPC_CODE, RpcError } from "./rpc-error.ts";

const { PutRequest, DeleteRangeRequest, RangeRequest, TxnRequest, Compare } = etcdserverpb;

const SORT_ORDERS: readonly KvSortOrder[] = ["none", "ascend", "descend"];
const SORT_TARGETS: readonly KvSortTarget[] = ["key", "version", "create", "mod", "value"];
const COMPARE_RESULTS: readonly KvCompareResult[] = ["equal", "greater", "less", "notEqual"];
const EMPTY = new Uint8Array(0);

/** @throws RpcError INVALID_ARGUMENT. */
export function toPutCommand(request: etcdserverpb.PutRequest): KvPutCommand {
  const { key, value, prevKv, ignoreValue, ignoreLease } = request;
  const lease = checkInteger(request.lease, "lease");
  return { type: "put", key, value, lease, prevKv, ignoreValue, ignoreLease };
}

export function toDeleteRangeCommand(
  request: etcdserverpb.DeleteRangeRequest,
): KvDeleteRangeCommand {
  const { key, rangeEnd, prevKv } = request;
  return { type: "deleteRange", key, rangeEnd, prevKv };
}

/** @throws RpcError INVALID_ARGUMENT. */
export function toRangeRequest(request: etcdserverpb.RangeRequest): KvRangeRequest {
  const sortOrder = SORT_ORDERS[request.sortOrder];
  const sortTarget = SORT_TARGETS[request.sortTarget];
  if (sortOrder === undefined || sortTarget === undefined) {
    throw new RpcError(RPC_CODE.INVALID_ARGUMENT, "etcdserver: invalid sort option");
  }
  return {
    key: request.key,
    rangeEnd: request.rangeEnd,
    limit: notBelowZero(request.limit, "limit"),
    revision: notBelowZero(request.revision, "revision"),
    sortOrder,
    sortTarget,
    keysOnly: request.keysOnly,
    countOnly: request.countOnly,
    minModRevision: checkInteger(request.minModRevision, "min_mod_revision"),
    maxModRevision: checkInteger(request.maxModRevision, "max_mod_revision"),
    minCreateRevision: checkInteger(request.minCreateRevision, "min_create_revision"),
    maxCreateRevision: checkInteger(request.maxCreateRevision, "max_create_revision"),
  };
}

/** @throws RpcError INVALID_ARGUMENT. */
export function toTxnCommand(request: etcdserverpb.TxnRequest): KvTxnCommand {
  return {
    type: "txn",
    compares: request.compare.map((compare) => toCompare(new Compare(compare))),
    success: request.success.map(toOperation),
    failure: request.failure.map(toOperation),
  };
}

/** True where the transaction may be answered from this member's state, which may be old: all that it does is ranges that ask for it. */
export function isSerializableTxn({ success, failure }: etcdserverpb.TxnRequest): boolean {
  const operations = [...success, ...failure];
  return operations.length > 0 && operations.every((op) => op.requestRange?.serializable === true);
}

function toOperation(operation: etcdserverpb.RequestOp.$Properties): KvTxnOperation {
  const { requestRange, requestPut, requestDeleteRange, requestTxn } = operation;
  if (isSet(requestRange)) {
    return { type: "range", request: toRangeRequest(new RangeRequest(requestRange)) };
  }
  if (isSet(requestPut)) {
    return toPutCommand(new PutRequest(requestPut));
  }
  if (isSet(requestDeleteRange)) {
    return toDeleteRangeCommand(new DeleteRangeRequest(requestDeleteRange));
  }
  if (isSet(requestTxn)) {
    return toTxnCommand(new TxnRequest(requestTxn));
  }
  // etcd's answer to an operation that says nothing.
  throw new RpcError(RPC_CODE.INVALID_ARGUMENT, "etcdserver: key not found");
}

function isSet<T>(message: T | null | undefined): message is T {
  return message !== null && message !== undefined;
}

function toCompare(compare: etcdserverpb.Compare): KvCompare {
  const result = COMPARE_RESULTS[compare.result];
  if (result === undefined) {
    throw new RpcError(
      RPC_CODE.INVALID_ARGUMENT,
      `result of a compare must be EQUAL, GREATER, LESS or NOT_EQUAL, found ${compare.result}`,
    );
  }
  return {
    key: compare.key,
    rangeEnd: compare.rangeEnd,
    result,
    operand: toOperand(compare),
  };
}

/** An operand that is not given, or belongs to another target, counts as 0 or empty. */
function toOperand(compare: etcdserverpb.Compare): KvCompareOperand {
  const { CompareTarget } = etcdserverpb.Compare;
  switch (compare.target) {
    case CompareTarget.VERSION:
      return { target: "version", number: checkSignedInteger(compare.version ?? 0, "version") };
    case CompareTarget.CREATE:
      return {
        target: "create",
        number: checkSignedInteger(compare.createRevision ?? 0, "create_revision"),
      };
    case CompareTarget.MOD:
      return {
        target: "mod",
        number: checkSignedInteger(compare.modRevision ?? 0, "mod_revision"),
      };
    case CompareTarget.VALUE:
      return { target: "value", value: compare.value ?? EMPTY };
    case CompareTarget.LEASE:
      return { target: "lease", number: checkSignedInteger(compare.lease ?? 0, "lease") };
    default:
      throw new RpcError(
        RPC_CODE.INVALID_ARGUMENT,
        `target of a compare must be VERSION, CREATE, MOD, VALUE or LEASE, found ${String(compare.target)}`,
      );
  }
}

/** etcd gives a meaning to a limit and a revision below 0: as 0. */
function notBelowZero(value: number, field: string): number {
  return Math.max(0, checkSignedInteger(value, field));
}
