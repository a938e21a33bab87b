import type { etcdserverpb } from "../gen/proto.js";
import type {
  KvDeleteRangeResult,
  KvPutResult,
  KvTxnOperationResult,
  KvTxnResult,
} from "../state-machine/kv/operations.ts";
import { recordBytes } from "../state-machine/kv/range.ts";
import type { KvRecord } from "../state-machine/kv/record.ts";
import { assertNever } from "../utils/assert.ts";
import { toKeyValue } from "./range-response.ts";

type Header = etcdserverpb.ResponseHeader.$Shape;

export function toPutResponse(
  header: Header,
  { prevKv }: KvPutResult,
): etcdserverpb.PutResponse.$Shape {
  return { header, ...(prevKv === null ? {} : { prevKv: toKeyValue(prevKv) }) };
}

export function toDeleteRangeResponse(
  header: Header,
  { deleted, prevKvs }: KvDeleteRangeResult,
): etcdserverpb.DeleteRangeResponse.$Shape {
  return { header, deleted, prevKvs: prevKvs.map(toKeyValue) };
}

export function toTxnResponse(
  header: Header,
  { succeeded, results }: KvTxnResult,
): etcdserverpb.TxnResponse.$Properties {
  return { header, succeeded, responses: results.map(toResponseOp) };
}

/** What the records of a transaction's answer take. */
export function txnAnswerBytes(result: KvTxnResult): number {
  let bytes = 0;
  for (const inner of result.results) {
    bytes += inner.type === "txn" ? txnAnswerBytes(inner) : recordsBytes(recordsOf(inner));
  }
  return bytes;
}

export function recordsBytes(records: readonly KvRecord[]): number {
  return records.reduce((bytes, record) => bytes + recordBytes(record), 0);
}

function recordsOf(result: Exclude<KvTxnOperationResult, KvTxnResult>): readonly KvRecord[] {
  switch (result.type) {
    case "put":
      return result.prevKv === null ? [] : [result.prevKv];
    case "deleteRange":
      return result.prevKvs;
    case "range":
      return result.range.kvs;
    default:
      return assertNever(result);
  }
}

/** The header of an operation's answer says no more than a revision, and that of an inner transaction nothing at all: as etcd's. */
function toResponseOp(result: KvTxnOperationResult): etcdserverpb.ResponseOp.$Properties {
  switch (result.type) {
    case "put":
      return {
        response: "responsePut",
        responsePut: toPutResponse(revisionHeader(result), result),
      };
    case "deleteRange":
      return {
        response: "responseDeleteRange",
        responseDeleteRange: toDeleteRangeResponse(revisionHeader(result), result),
      };
    case "range": {
      const { kvs, more, count } = result.range;
      const header = revisionHeader(result.range);
      return {
        response: "responseRange",
        responseRange: { header, kvs: kvs.map(toKeyValue), more, count },
      };
    }
    case "txn":
      return { response: "responseTxn", responseTxn: toTxnResponse({}, result) };
    default:
      return assertNever(result);
  }
}

function revisionHeader({ revision }: { readonly revision: number }): Header {
  return { revision };
}
