import { assertNever } from "../../utils/assert.ts";
import type { ProposalRefusal } from "../types.ts";
import { ByteReader, ByteWriter, undecodable } from "../bytes.ts";
import { checkFormat, KV_FORMAT_FIRST } from "./command-format.ts";
import { type KvRecord, readRecords, writeRecords } from "./record.ts";

export type KvSortOrder = "none" | "ascend" | "descend";
export type KvSortTarget = "key" | "version" | "create" | "mod" | "value";

/** etcd's RangeRequest. The four bounds are inclusive, and 0 is no bound. */
export interface KvRangeRequest {
  readonly key: Uint8Array;
  /** Exclusive. Empty: `key` alone. A single zero byte: from `key` on. */
  readonly rangeEnd: Uint8Array;
  /** Records at most; 0 or below: all. */
  readonly limit: number;
  /** The revision to read at; 0 or below: the latest. */
  readonly revision: number;
  readonly sortOrder: KvSortOrder;
  readonly sortTarget: KvSortTarget;
  readonly keysOnly: boolean;
  readonly countOnly: boolean;
  readonly minModRevision: number;
  readonly maxModRevision: number;
  readonly minCreateRevision: number;
  readonly maxCreateRevision: number;
}

/** A read of one key at the latest revision: what others are made from with a spread. */
export const KV_RANGE_DEFAULTS: Omit<KvRangeRequest, "key"> = {
  rangeEnd: new Uint8Array(0),
  limit: 0,
  revision: 0,
  sortOrder: "none",
  sortTarget: "key",
  keysOnly: false,
  countOnly: false,
  minModRevision: 0,
  maxModRevision: 0,
  minCreateRevision: 0,
  maxCreateRevision: 0,
};

export interface KvRange {
  readonly kind: "range";
  /** The store's revision at the read, whatever revision was asked for: the header's. */
  readonly revision: number;
  readonly kvs: readonly KvRecord[];
  /** There are more than `limit`. */
  readonly more: boolean;
  /** All keys of the range at the revision, whatever `limit` and the four bounds leave of them. */
  readonly count: number;
}

export type KvRangeResult = KvRange | ({ readonly kind: "rejected" } & ProposalRefusal);

/** What `StateMachine.query` takes as bytes. */
export interface KvQuery {
  readonly type: "range";
  readonly request: KvRangeRequest;
}

const TYPE_RANGE = 1;
const FLAG_KEYS_ONLY = 1;
const FLAG_COUNT_ONLY = 2;
const SORT_ORDERS: readonly KvSortOrder[] = ["none", "ascend", "descend"];
const SORT_TARGETS: readonly KvSortTarget[] = ["key", "version", "create", "mod", "value"];

export function encodeKvQuery(query: KvQuery): Uint8Array {
  switch (query.type) {
    case "range": {
      const writer = new ByteWriter().byte(KV_FORMAT_FIRST).byte(TYPE_RANGE);
      return writeRangeRequest(writer, query.request).finish();
    }
    default:
      return assertNever(query.type);
  }
}

/** @throws StateMachineError UNDECODABLE or NEWER_FORMAT. */
export function decodeKvQuery(bytes: Uint8Array): KvQuery {
  const reader = new ByteReader(bytes);
  checkFormat(reader.byte("the format version"), "a query");
  const type = reader.byte("the type");
  if (type !== TYPE_RANGE) {
    throw undecodable(`there is no query of type ${type}`);
  }
  const request = readRangeRequest(reader);
  reader.end("a range query");
  return { type: "range", request };
}

export function writeRangeRequest(writer: ByteWriter, request: KvRangeRequest): ByteWriter {
  return writer
    .byte((request.keysOnly ? FLAG_KEYS_ONLY : 0) | (request.countOnly ? FLAG_COUNT_ONLY : 0))
    .byte(SORT_ORDERS.indexOf(request.sortOrder))
    .byte(SORT_TARGETS.indexOf(request.sortTarget))
    .signedVarint(request.limit)
    .signedVarint(request.revision)
    .signedVarint(request.minModRevision)
    .signedVarint(request.maxModRevision)
    .signedVarint(request.minCreateRevision)
    .signedVarint(request.maxCreateRevision)
    .bytes(request.key)
    .bytes(request.rangeEnd);
}

/** @throws StateMachineError UNDECODABLE. */
export function readRangeRequest(reader: ByteReader): KvRangeRequest {
  const flags = reader.byte("the flags");
  const sortOrder = SORT_ORDERS[reader.byte("the sort order")];
  const sortTarget = SORT_TARGETS[reader.byte("the sort target")];
  if (
    flags > (FLAG_KEYS_ONLY | FLAG_COUNT_ONLY) ||
    sortOrder === undefined ||
    sortTarget === undefined
  ) {
    throw undecodable("a range query has an unknown flag, sort order or sort target");
  }
  return {
    sortOrder,
    sortTarget,
    keysOnly: (flags & FLAG_KEYS_ONLY) !== 0,
    countOnly: (flags & FLAG_COUNT_ONLY) !== 0,
    limit: reader.signedVarint("the limit"),
    revision: reader.signedVarint("the revision"),
    minModRevision: reader.signedVarint("the lowest mod revision"),
    maxModRevision: reader.signedVarint("the highest mod revision"),
    minCreateRevision: reader.signedVarint("the lowest create revision"),
    maxCreateRevision: reader.signedVarint("the highest create revision"),
    key: reader.bytes("the key"),
    rangeEnd: reader.bytes("the range's end"),
  };
}

/** The answer to a range query; one that was rejected is thrown instead. */
export function encodeKvRange(range: KvRange): Uint8Array {
  return writeRange(new ByteWriter().byte(KV_FORMAT_FIRST).byte(TYPE_RANGE), range).finish();
}

/** @throws StateMachineError UNDECODABLE or NEWER_FORMAT. */
export function decodeKvRange(bytes: Uint8Array): KvRange {
  const reader = new ByteReader(bytes);
  checkFormat(reader.byte("the format version"), "a range result");
  const type = reader.byte("the type");
  if (type !== TYPE_RANGE) {
    throw undecodable(`there is no query result of type ${type}`);
  }
  const range = readRange(reader);
  reader.end("a range result");
  return range;
}

export function writeRange(writer: ByteWriter, range: KvRange): ByteWriter {
  writer
    .varint(range.revision)
    .varint(range.count)
    .byte(range.more ? 1 : 0);
  return writeRecords(writer, range.kvs);
}

/** @throws StateMachineError UNDECODABLE. */
export function readRange(reader: ByteReader): KvRange {
  const revision = reader.varint("the revision");
  const count = reader.varint("the count");
  const more = reader.byte("the mark of more") === 1;
  return { kind: "range", revision, count, more, kvs: readRecords(reader) };
}
