import { createHash } from "node:crypto";
import { etcdserverpb } from "../gen/proto.js";
import { checkKvCommand } from "../state-machine/kv/command-check.ts";
import { decodeKvResult, encodeKvCommand } from "../state-machine/kv/command.ts";
import type { KvStateMachine } from "../state-machine/kv/kv-state-machine.ts";
import type { KvCommand, KvResult, KvTxnCommand } from "../state-machine/kv/operations.ts";
import type { KvRangeRequest } from "../state-machine/kv/query.ts";
import { isReadOnlyTxn, rangesOf } from "../state-machine/kv/txn-steps.ts";
import { assert } from "../utils/assert.ts";
import {
  isSerializableTxn,
  toDeleteRangeCommand,
  toPutCommand,
  toRangeRequest,
  toTxnCommand,
} from "./kv-requests.ts";
import {
  recordsBytes,
  toDeleteRangeResponse,
  toPutResponse,
  toTxnResponse,
  txnAnswerBytes,
} from "./kv-responses.ts";
import type { NodePort } from "./node-access.ts";
import type { RangeBudget, RangeReservation } from "./range-budget.ts";
import { type RangeAnswer, encodeRangeAnswer } from "./range-response.ts";
import { type RpcContext, type RpcService, unaryMethod } from "./rpc.ts";
import { rejectionError, toRpcError } from "./status.ts";

/** What the KV service needs of the running node. */
export interface KvAccess {
  /** @throws RpcError UNAVAILABLE while this process has no identity, starts or stops. */
  running(): {
    readonly node: NodePort;
    readonly machine: Pick<KvStateMachine, "range" | "rangeInTurns" | "readTxnInTurns">;
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

/**
 * etcd's cluster ids are 64-bit numbers, ours are names: the first 53 bits of a hash, so that every client can hold it.
 */
export function etcdClusterId(clusterId: string): number {
  const hash = createHash("sha256").update(clusterId).digest();
  return hash.readUIntBE(0, 6) * 32 + (hash.readUInt8(6) >> 3);
}

/** `etcdserverpb.KV` over the key-value machine: Put, Range, DeleteRange, Txn. */
export function createKvService(
  options: KvServiceOptions,
  dependencies: KvServiceDependencies,
): RpcService {
  const kv = new KvService(options, dependencies);
  const pb = etcdserverpb;
  const rangeResponse = {
    encode: (answer: RangeAnswer) => ({ finish: () => encodeRangeAnswer(answer) }),
  };
  return {
    name: "etcdserverpb.KV",
    methods: [
      unaryMethod(
        { name: "Range", request: pb.RangeRequest, response: rangeResponse },
        async (request, context) => await kv.range(request, context).catch(rethrowStatus),
      ),
      unaryMethod(
        { name: "Put", request: pb.PutRequest, response: pb.PutResponse },
        async (request, context) => await kv.put(request, context).catch(rethrowStatus),
      ),
      unaryMethod(
        { name: "DeleteRange", request: pb.DeleteRangeRequest, response: pb.DeleteRangeResponse },
        async (request, context) => await kv.deleteRange(request, context).catch(rethrowStatus),
      ),
      unaryMethod(
        { name: "Txn", request: pb.TxnRequest, response: pb.TxnResponse },
        async (request, context) => await kv.txn(request, context).catch(rethrowStatus),
      ),
    ],
  };
}

class KvService {
  readonly #options: KvServiceOptions;
  readonly #dependencies: KvServiceDependencies;
  /** A process serves one cluster, but is not told which before it is asked. */
  readonly #clusterIds = new Map<string, number>();

  constructor(options: KvServiceOptions, dependencies: KvServiceDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
  }

  async put(
    request: etcdserverpb.PutRequest,
    context: RpcContext,
  ): Promise<etcdserverpb.PutResponse.$Shape> {
    const { header, result } = await this.#propose(toPutCommand(request), context);
    assert(result.type === "put", "a put is answered as one");
    return toPutResponse(header, result);
  }

  async deleteRange(
    request: etcdserverpb.DeleteRangeRequest,
    context: RpcContext,
  ): Promise<etcdserverpb.DeleteRangeResponse.$Shape> {
    const { header, result } = await this.#propose(toDeleteRangeCommand(request), context);
    assert(result.type === "deleteRange", "a deletion is answered as one");
    return toDeleteRangeResponse(header, result);
  }

  async range(request: etcdserverpb.RangeRequest, context: RpcContext): Promise<RangeAnswer> {
    const query = toRangeRequest(request);
    const { node, machine } = this.#dependencies.access.running();
    if (!request.serializable) {
      await node.read({ deadlineMs: context.deadlineMs });
    }
    const reservation = await this.#reserve([query], context);
    // One key is answered at once; a long range must not keep others from their turn.
    const result =
      query.rangeEnd.length === 0
        ? machine.range(query)
        : await machine.rangeInTurns(query, { signal: context.signal });
    if (result.kind === "rejected") {
      throw rejectionError(result.code, result.message);
    }
    reservation?.resize(recordsBytes(result.kvs));
    return {
      header: this.#header(node, { revision: result.revision, term: null }),
      kvs: result.kvs,
      more: result.more,
      count: result.count,
    };
  }

  async txn(
    request: etcdserverpb.TxnRequest,
    context: RpcContext,
  ): Promise<etcdserverpb.TxnResponse.$Properties> {
    const command = toTxnCommand(request);
    refuseWrong(command);
    return isReadOnlyTxn(command)
      ? await this.#readTxn(command, { isSerializable: isSerializableTxn(request), context })
      : await this.#writeTxn(command, context);
  }

  async #readTxn(
    command: KvTxnCommand,
    call: { readonly isSerializable: boolean; readonly context: RpcContext },
  ): Promise<etcdserverpb.TxnResponse.$Properties> {
    const { context } = call;
    const { node, machine } = this.#dependencies.access.running();
    if (!call.isSerializable) {
      await node.read({ deadlineMs: context.deadlineMs });
    }
    const reservation = await this.#reserve(rangesOf(command), context);
    const result = await machine.readTxnInTurns(command, { signal: context.signal });
    if (result.type === "rejected") {
      throw rejectionError(result.code, result.message);
    }
    reservation?.resize(txnAnswerBytes(result));
    return toTxnResponse(this.#header(node, { revision: result.revision, term: null }), result);
  }

  /** Once it is proposed nothing may fail for want of memory, so lists reserve theirs before, and what single keys take is counted after. */
  async #writeTxn(
    command: KvTxnCommand,
    context: RpcContext,
  ): Promise<etcdserverpb.TxnResponse.$Properties> {
    const lists = rangesOf(command).filter(isList);
    const reservation = lists.length === 0 ? null : await this.#reserve(lists, context);
    const { header, result } = await this.#propose(command, context);
    assert(result.type === "txn", "a transaction is answered as one");
    const bytes = txnAnswerBytes(result);
    if (reservation !== null) {
      reservation.resize(bytes);
    } else if (bytes > 0) {
      const held = this.#dependencies.keyBudget.hold(bytes);
      context.onEnd(() => held.release());
    }
    return toTxnResponse(header, result);
  }

  async #propose(
    command: KvCommand,
    context: RpcContext,
  ): Promise<{
    readonly header: etcdserverpb.ResponseHeader.$Shape;
    readonly result: KvResult;
  }> {
    refuseWrong(command);
    const { node } = this.#dependencies.access.running();
    // The client's leaving does not take a proposal back, so its signal is not passed on.
    const outcome = await node.propose(encodeKvCommand(command), {
      deadlineMs: context.deadlineMs,
    });
    if (outcome.result.kind === "rejected") {
      throw rejectionError(outcome.result.code, outcome.result.message);
    }
    const result = decodeKvResult(outcome.result.result);
    const header = this.#header(node, { revision: result.revision, term: outcome.term });
    return { header, result };
  }

  /** Null for an answer of a few bytes. How much an answer takes is only known when it is read, so the most that it may take is reserved. */
  async #reserve(
    queries: readonly KvRangeRequest[],
    context: RpcContext,
  ): Promise<RangeReservation | null> {
    const answered = queries.filter(({ countOnly }) => !countOnly);
    if (answered.length === 0) {
      return null;
    }
    const { keyBudget, rangeBudget } = this.#dependencies;
    const { keyAnswerBytesMax, rangeReadBytesMax } = this.#options;
    const reservation =
      answered.length === 1 && !answered.some(isList)
        ? await keyBudget.acquire(keyAnswerBytesMax, context)
        : await rangeBudget.acquire(rangeReadBytesMax, context);
    context.onEnd(() => reservation.release());
    return reservation;
  }

  #header(
    node: NodePort,
    position: { readonly revision: number; readonly term: number | null },
  ): etcdserverpb.ResponseHeader.$Shape {
    const { nodeId, clusterId: name, term } = node.position();
    let clusterId = this.#clusterIds.get(name);
    if (clusterId === undefined) {
      clusterId = etcdClusterId(name);
      this.#clusterIds.set(name, clusterId);
    }
    return {
      clusterId,
      memberId: nodeId,
      revision: position.revision,
      raftTerm: position.term ?? term,
    };
  }
}

function isList({ rangeEnd }: KvRangeRequest): boolean {
  return rangeEnd.length > 0;
}

/** @throws RpcError for what is wrong with a command whatever the store holds. */
function refuseWrong(command: KvCommand): void {
  const refusal = checkKvCommand(command);
  if (refusal !== null) {
    throw rejectionError(refusal.code, refusal.message);
  }
}

function rethrowStatus(error: unknown): never {
  throw toRpcError(error, "etcd");
}
