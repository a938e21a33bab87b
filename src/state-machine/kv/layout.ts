import { Buffer } from "node:buffer";
import { StateMachineError } from "../errors.ts";
import {
  asBuffer,
  ByteReader,
  readUint64,
  varintBytes,
  writeUint64,
  writeVarint,
} from "../bytes.ts";
import type { KvRecord } from "./record.ts";

/**
 * The rows of the key-value machine. Every value begins with a format version.
 *
 * | table | key | value | written by |
 * |---|---|---|---|
 * | META | 1, `"revision"` | the revision | each batch that changes something, once |
 * | LATEST | 2, key | the key's record | a put; deleted by a delete |
 * | HISTORY | 3, escaped key, `until` | the record that stood until revision `until`, not included | a put over a record, a delete |
 * | CHANGES | 4, revision, number within it | what changed, and the key | each put, each deleted key |
 *
 * So the latest state is LATEST alone: a get for a key, a scan over live keys for a range, however often they were overwritten. A put of a
 * new key is two rows; over a record it moves the old bytes, as they are, into a third. The record of a key at revision R
 * is the first HISTORY row of the key with `until` above R where there is one and its mod revision is R or lower (else the key did not exist at R),
 * and the LATEST row where there is none: one seek. HISTORY is keyed by the end of a record's time and not by its begin
 * so that a deletion needs no tombstone row: the gap between two records says it.
 *
 * CHANGES is the feed of a watch, in order of revision and of the number within a transaction. For a change at revision N, HISTORY (key, N) is the
 * previous record, and the record at N is found as above. Compaction at revision C walks CHANGES up to C and deletes, for each, that row
 * and HISTORY (key, N), without looking anything up: a record that ended at or before C is seen by no read at C or later.
 *
 * No row depends on how commands were split into batches, so members and replays have equal rows.
 */
export const KV_ROW_FORMAT = 1;

export const TABLE_META = 1;
export const TABLE_LATEST = 2;
export const TABLE_HISTORY = 3;
export const TABLE_CHANGES = 4;

export const REVISION_KEY: Uint8Array = Buffer.concat([
  Buffer.of(TABLE_META),
  Buffer.from("revision"),
]);

const CHANGE_PUT = 1;
const CHANGE_DELETE = 2;
const UINT64_BYTES = 8;
const UINT32_BYTES = 4;
/** Stands after a zero byte of a key in HISTORY. The end of a key is a zero byte followed by `until`, whose first byte is never this. */
const ESCAPE = 0xff;

/** A record without its key. */
export interface StoredRecord {
  readonly modRevision: number;
  readonly createRevision: number;
  readonly version: number;
  readonly lease: number;
  readonly value: Uint8Array;
}

export function latestKey(key: Uint8Array): Buffer {
  const row = Buffer.allocUnsafe(1 + key.length);
  row[0] = TABLE_LATEST;
  row.set(key, 1);
  return row;
}

/** `latestKey` of a key given as a byte string. */
export function latestKeyOfString(keyString: string): Buffer {
  const row = Buffer.allocUnsafe(1 + keyString.length);
  row[0] = TABLE_LATEST;
  row.write(keyString, 1, "latin1");
  return row;
}

/** The key of a LATEST row, as a part of its memory. */
export function keyOfLatest(row: Uint8Array): Uint8Array {
  return row.subarray(1);
}

/** Where the keys that `range` names lie, as bounds of keys. `end` null: no upper bound. */
export function keyBounds(range: { readonly key: Uint8Array; readonly rangeEnd: Uint8Array }): {
  readonly start: Uint8Array;
  readonly end: Uint8Array | null;
} {
  const { key, rangeEnd } = range;
  if (rangeEnd.length === 0) {
    const after = new Uint8Array(key.length + 1);
    after.set(key);
    return { start: key, end: after };
  }
  return { start: key, end: rangeEnd.length === 1 && rangeEnd[0] === 0 ? null : rangeEnd };
}

/** The bounds in LATEST of the bounds of keys. */
export function latestBounds(bounds: {
  readonly start: Uint8Array;
  readonly end: Uint8Array | null;
}): {
  readonly start: Uint8Array;
  readonly end: Uint8Array;
} {
  return {
    start: latestKey(bounds.start),
    end: bounds.end === null ? Buffer.of(TABLE_LATEST + 1) : latestKey(bounds.end),
  };
}

/** The HISTORY row of the record of `key` that stood until `until`; also where a seek for what stood after `until - 1` begins. */
export function historyKey(key: Uint8Array, until: number): Buffer {
  let zeros = 0;
  for (const byte of key) {
    zeros += byte === 0 ? 1 : 0;
  }
  const row = Buffer.allocUnsafe(1 + key.length + zeros + 1 + UINT64_BYTES);
  row[0] = TABLE_HISTORY;
  let at = 1;
  if (zeros === 0) {
    row.set(key, at);
    at += key.length;
  } else {
    for (const byte of key) {
      row[at] = byte;
      at += 1;
      if (byte === 0) {
        row[at] = ESCAPE;
        at += 1;
      }
    }
  }
  row[at] = 0;
  writeUint64(row, at + 1, until);
  return row;
}

/** The first HISTORY row that could belong to a key above `key`. */
export function historyKeyAfter(key: Uint8Array): Uint8Array {
  const row = historyKey(key, 0);
  const end = row.length - UINT64_BYTES;
  row[end] = ESCAPE;
  return row.subarray(0, end + 1);
}

/** The bounds in HISTORY of the bounds of keys. */
export function historyBounds(bounds: {
  readonly start: Uint8Array;
  readonly end: Uint8Array | null;
}): {
  readonly start: Uint8Array;
  readonly end: Uint8Array;
} {
  return {
    start: historyKey(bounds.start, 0),
    end: bounds.end === null ? Buffer.of(TABLE_HISTORY + 1) : historyKey(bounds.end, 0),
  };
}

export function decodeHistoryKey(row: Uint8Array): {
  readonly key: Uint8Array;
  readonly until: number;
} {
  const bytes = asBuffer(row);
  const end = bytes.length - UINT64_BYTES - 1;
  if (end < 1 || bytes[end] !== 0) {
    throw corruptRow("a row of the history has a key of the wrong form");
  }
  const escaped = bytes.subarray(1, end);
  const until = readUint64(bytes, end + 1);
  if (!escaped.includes(0)) {
    return { key: escaped, until };
  }
  const key = Buffer.allocUnsafe(escaped.length);
  let length = 0;
  for (let at = 0; at < escaped.length; at += 1) {
    const byte = escaped[at] ?? 0;
    key[length] = byte;
    length += 1;
    at += byte === 0 ? 1 : 0;
  }
  return { key: key.subarray(0, length), until };
}

export function changeKey(change: { readonly revision: number; readonly sub: number }): Buffer {
  const row = Buffer.allocUnsafe(1 + UINT64_BYTES + UINT32_BYTES);
  row[0] = TABLE_CHANGES;
  writeUint64(row, 1, change.revision);
  row.writeUInt32BE(change.sub, 1 + UINT64_BYTES);
  return row;
}

export function changeValue(kind: "put" | "delete", key: Uint8Array): Buffer {
  const value = Buffer.allocUnsafe(2 + key.length);
  value[0] = KV_ROW_FORMAT;
  value[1] = kind === "put" ? CHANGE_PUT : CHANGE_DELETE;
  value.set(key, 2);
  return value;
}

export function encodeRecord(record: StoredRecord): Buffer {
  const { modRevision, createRevision, version, lease, value } = record;
  const size =
    1 +
    varintBytes(modRevision) +
    varintBytes(createRevision) +
    varintBytes(version) +
    varintBytes(lease);
  const bytes = Buffer.allocUnsafe(size + value.length);
  bytes[0] = KV_ROW_FORMAT;
  let at = writeVarint(bytes, 1, modRevision);
  at = writeVarint(bytes, at, createRevision);
  at = writeVarint(bytes, at, version);
  at = writeVarint(bytes, at, lease);
  bytes.set(value, at);
  return bytes;
}

/**
 * The value is a part of `bytes`.
 *
 * @throws StateMachineError NEWER_FORMAT or CORRUPT_ROW.
 */
export function decodeRecord(bytes: Uint8Array): StoredRecord {
  const reader = rowReader(bytes, "a record");
  return {
    modRevision: reader.varint("the mod revision"),
    createRevision: reader.varint("the create revision"),
    version: reader.varint("the version"),
    lease: reader.varint("the lease"),
    value: reader.rest(),
  };
}

export function toKvRecord(key: Uint8Array, stored: StoredRecord): KvRecord {
  const { value, createRevision, modRevision, version, lease } = stored;
  return { key, value, createRevision, modRevision, version, lease };
}

export function encodeRevision(revision: number): Buffer {
  const bytes = Buffer.allocUnsafe(1 + varintBytes(revision));
  bytes[0] = KV_ROW_FORMAT;
  writeVarint(bytes, 1, revision);
  return bytes;
}

/** @throws StateMachineError NEWER_FORMAT or CORRUPT_ROW. */
export function decodeRevision(bytes: Uint8Array): number {
  const reader = rowReader(bytes, "the revision");
  const revision = reader.varint("the revision");
  reader.end("the revision");
  return revision;
}

/** Reads a row's value after its format version. */
function rowReader(bytes: Uint8Array, what: string): ByteReader {
  const found = bytes[0];
  if (found === undefined || found === 0) {
    throw corruptRow(`${what} has no format version`);
  }
  if (found > KV_ROW_FORMAT) {
    throw new StateMachineError(
      `${what} on disk has format version ${found}, but this node understands up to ${KV_ROW_FORMAT}: run the version that wrote it, or a newer one`,
      { code: "NEWER_FORMAT", found, supported: KV_ROW_FORMAT },
    );
  }
  return new ByteReader(bytes, { start: 1, fail: corruptRow });
}

export function corruptRow(reason: string): StateMachineError {
  return new StateMachineError(
    `the key-value machine's rows are damaged: ${reason}; replace this member's volume`,
    { code: "CORRUPT_ROW" },
  );
}
