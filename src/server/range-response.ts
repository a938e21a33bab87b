import { etcdserverpb } from "../gen/proto.js";
import type { KvRecord } from "../state-machine/kv/record.ts";

/** Encoding costs about 1 KiB of heap a record until it is finished, which for one answer of small records would be more than a small node has. */
const CHUNK_RECORDS = 500;

/** A RangeResponse before it is a message. */
export interface RangeAnswer {
  readonly header: etcdserverpb.ResponseHeader.$Shape;
  readonly kvs: readonly KvRecord[];
  readonly more: boolean;
  readonly count: number;
}

/**
 * Encodes a RangeResponse chunk by chunk: protobuf messages written one after another are one message, with the repeated fields of all and the last of
 * each other field.
 */
export function encodeRangeAnswer(answer: RangeAnswer): Uint8Array {
  const { header, kvs, more, count } = answer;
  const { RangeResponse } = etcdserverpb;
  if (kvs.length <= CHUNK_RECORDS) {
    return RangeResponse.encode({ header, kvs: kvs.map(toKeyValue), more, count }).finish();
  }
  const chunks = [RangeResponse.encode({ header, more, count }).finish()];
  for (let at = 0; at < kvs.length; at += CHUNK_RECORDS) {
    const chunk = kvs.slice(at, at + CHUNK_RECORDS).map(toKeyValue);
    chunks.push(RangeResponse.encode({ kvs: chunk }).finish());
  }
  return Buffer.concat(chunks);
}

export function toKeyValue(record: KvRecord): etcdserverpb.RangeResponse["kvs"][number] {
  const { key, value, createRevision, modRevision, version, lease } = record;
  return { key, value, createRevision, modRevision, version, lease };
}
