import { createHash } from "node:crypto";
import { etcdserverpb } from "../gen/proto.js";
import {
  type KvCommand,
  type KvRecord,
  type KvResult,
  checkKvCommand,
  decodeKvResult,
  encodeKvCommand,
} from "../state-machine/kv/command.ts";
import type { KvStateMachine } from "../state-machine/kv/kv-state-machine.ts";
import type { KvRangeRequest, KvSortOrder, KvSortTarget } from "../state-machine/kv/query.ts";
import { RECORD_OVERHEAD_BYTES } from "../state-machine/kv/range.ts";
import type { NodePort } from "./node-access.ts";
import type { RangeBudget, RangeReservation } from "./range-budget.ts";
import { type RangeAnswer, encodeRangeAnswer, toKeyValue } from "./range-response.ts";
import { type RpcContext, type RpcService, checkInteger, unaryMethod } from "./rpc.ts";
import { RPC_CODE, RpcError } from "./rpc-error.ts";
import { rejectionError, toRpcError } from "./status.ts";

/** What the KV service needs of the running node. */
export interface KvAccess {
  /** @throws RpcError UNAVAILABLE while this process has no identity, starts or stops. */
  running(): {
    readonly node: NodePort;
    readonly machine: Pick<KvStateMachine, "range" | "rangeInTurns">;
  };
}

export interface KvServiceOptions {
  /** What the value of one key may take in an answer. */
  readonly keyAnswerBytesMax: number;
  /** What the machine's range may take in memory while it is read; it rejects a larger one. */
  readonly rangeReadBytesMax: number;
}

export interface KvServiceDependencies {
  readonly access: KvAccess;
  /** For reads of a single key: lists do not hold them off. */
  readonly keyBudget: RangeBudget;
  readonly rangeBudget: RangeBudget;
}

const SORT_ORDERS: readonly KvSortOrder[] = ["none", "ascend", "descend"];
const SORT_TARGETS: readonly KvSortTarget[] = ["key", "version", "create", "mod", "value"];

/**
 * etcd's cluster ids are 64-bit numbers, ours are names: the first 53 bits of a hash, so that every client can hold it.
 */
export function etcdClusterId(clusterId: string): number {
  const hash = createHash("sha256").update(clusterId).digest();
  return hash.readUIntBE(0, 6) * 32 + (hash.readUInt8(6) >> 3);
}

/** `etcdserverpb.KV` over the key-value machine: Put, Range, DeleteRange. */
export function createKvService(
  options: KvServiceOptions,
  dependencies: KvServiceDependencies,
): RpcService {
  const { access } = dependencies;
  const clusterIds = new Map<string, number>();
  const header = (
    node: NodePort,
    position: { readonly revision: number; readonly term: number | null },
  ): etcdserverpb.ResponseHeader.$Shape => {
    const status = node.status();
    let clusterId = clusterIds.get(status.clusterId);
    if (clusterId === undefined) {
      clusterId = etcdClusterId(status.clusterId);
      clusterIds.set(status.clusterId, clusterId);
    }
    return {
      clusterId,
      memberId: status.nodeId,
      revision: position.revision,
      raftTerm: position.term ?? status.term,
    };
  };

  const apply = async (
    command: KvCommand,
    context: RpcContext,
  ): Promise<{
    readonly header: etcdserverpb.ResponseHeader.$Shape;
    readonly result: KvResult;
  }> => {
    const refusal = checkKvCommand(command);
    if (refusal !== null) {
      throw rejectionError(refusal.code, refusal.message);
    }
    const { node } = access.running();
    // The client's leaving does not take a proposal back, so its signal is not passed on.
    const outcome = await node.propose(encodeKvCommand(command), {
      deadlineMs: context.deadlineMs,
    });
    if (outcome.result.kind === "rejected") {
      throw rejectionError(outcome.result.code, outcome.result.message);
    }
    const result = decodeKvResult(outcome.result.result);
    return { header: header(node, { revision: result.revision, term: outcome.term }), result };
  };

  const put = async (
    request: etcdserverpb.PutRequest,
    context: RpcContext,
  ): Promise<etcdserverpb.PutResponse.$Shape> => {
    const { key, value, prevKv, ignoreValue, ignoreLease } = request;
    const lease = checkInteger(request.lease, "lease");
    const applied = await apply(
      { type: "put", key, value, lease, prevKv, ignoreValue, ignoreLease },
      context,
    );
    const record = applied.result.type === "put" ? applied.result.prevKv : null;
    return { header: applied.header, ...(record === null ? {} : { prevKv: toKeyValue(record) }) };
  };

  const deleteRange = async (
    request: etcdserverpb.DeleteRangeRequest,
    context: RpcContext,
  ): Promise<etcdserverpb.DeleteRangeResponse.$Shape> => {
    const { key, rangeEnd, prevKv } = request;
    const applied = await apply({ type: "deleteRange", key, rangeEnd, prevKv }, context);
    return applied.result.type === "deleteRange"
      ? {
          header: applied.header,
          deleted: applied.result.deleted,
          prevKvs: applied.result.prevKvs.map(toKeyValue),
        }
      : { header: applied.header };
  };

  /** Null for an answer of a few bytes. How much an answer takes is only known when it is read, so the most that it may take is reserved. */
  const reserve = async (
    query: KvRangeRequest,
    context: RpcContext,
  ): Promise<RangeReservation | null> => {
    if (query.countOnly) {
      return null;
    }
    const reservation =
      query.rangeEnd.length === 0
        ? await dependencies.keyBudget.acquire(options.keyAnswerBytesMax, context)
        : await dependencies.rangeBudget.acquire(options.rangeReadBytesMax, context);
    context.onEnd(() => reservation.release());
    return reservation;
  };

  const range = async (
    request: etcdserverpb.RangeRequest,
    context: RpcContext,
  ): Promise<RangeAnswer> => {
    const query = toRangeRequest(request);
    const { node, machine } = access.running();
    if (!request.serializable) {
      await node.read({ deadlineMs: context.deadlineMs });
    }
    const reservation = await reserve(query, context);
    // One key is answered at once; a long range must not keep others from their turn.
    const result =
      query.rangeEnd.length === 0
        ? machine.range(query)
        : await machine.rangeInTurns(query, { signal: context.signal });
    if (result.kind === "rejected") {
      throw rejectionError(result.code, result.message);
    }
    reservation?.resize(bytesOf(result.kvs));
    return {
      header: header(node, { revision: result.revision, term: null }),
      kvs: result.kvs,
      more: result.more,
      count: result.count,
    };
  };

  const pb = etcdserverpb;
  const rangeResponse = {
    encode: (answer: RangeAnswer) => ({ finish: () => encodeRangeAnswer(answer) }),
  };
  return {
    name: "etcdserverpb.KV",
    methods: [
      unaryMethod(
        { name: "Range", request: pb.RangeRequest, response: rangeResponse },
        async (request, context) => await range(request, context).catch(rethrowStatus),
      ),
      unaryMethod(
        { name: "Put", request: pb.PutRequest, response: pb.PutResponse },
        async (request, context) => await put(request, context).catch(rethrowStatus),
      ),
      unaryMethod(
        { name: "DeleteRange", request: pb.DeleteRangeRequest, response: pb.DeleteRangeResponse },
        async (request, context) => await deleteRange(request, context).catch(rethrowStatus),
      ),
    ],
  };
}

function rethrowStatus(error: unknown): never {
  throw toRpcError(error, "etcd");
}

function bytesOf(records: readonly KvRecord[]): number {
  return records.reduce(
    (bytes, { key, value }) => bytes + key.length + value.length + RECORD_OVERHEAD_BYTES,
    0,
  );
}

/** etcd gives a meaning to a limit and a revision below 0: as 0. */
function checkSigned(value: number, field: string): number {
  return value < 0 && Number.isSafeInteger(value) ? 0 : checkInteger(value, field);
}

function toRangeRequest(request: etcdserverpb.RangeRequest): KvRangeRequest {
  const sortOrder = SORT_ORDERS[request.sortOrder];
  const sortTarget = SORT_TARGETS[request.sortTarget];
  if (sortOrder === undefined || sortTarget === undefined) {
    throw new RpcError(RPC_CODE.INVALID_ARGUMENT, "etcdserver: invalid sort option");
  }
  return {
    key: request.key,
    rangeEnd: request.rangeEnd,
    limit: checkSigned(request.limit, "limit"),
    revision: checkSigned(request.revision, "revision"),
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
