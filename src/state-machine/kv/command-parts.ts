import { type ByteReader, type ByteWriter, undecodable } from "../bytes.ts";
import type {
  KvDeleteRangeCommand,
  KvDeleteRangeResult,
  KvPutCommand,
  KvPutResult,
} from "./operations.ts";
import { readRecords, writeRecords } from "./record.ts";

/** What a command, an operation of a transaction, or the result of one is. */
export const TYPE_PUT = 1;
export const TYPE_DELETE_RANGE = 2;
export const TYPE_TXN = 3;
export const TYPE_RANGE = 4;

const FLAG_PREV_KV = 1;
const FLAG_IGNORE_VALUE = 2;
const FLAG_IGNORE_LEASE = 4;

export function putFlags(command: KvPutCommand): number {
  return (
    (command.prevKv ? FLAG_PREV_KV : 0) |
    (command.ignoreValue ? FLAG_IGNORE_VALUE : 0) |
    (command.ignoreLease ? FLAG_IGNORE_LEASE : 0)
  );
}

/** A put without its value, which stands last. */
export function writePutHead(writer: ByteWriter, command: KvPutCommand): ByteWriter {
  return writer.byte(putFlags(command)).varint(command.lease).bytes(command.key);
}

/**
 * `value`: "rest" where it ends the bytes, "counted" where more follows.
 *
 * @throws StateMachineError UNDECODABLE.
 */
export function readPut(reader: ByteReader, value: "rest" | "counted"): KvPutCommand {
  const flags = readFlags(reader, FLAG_PREV_KV | FLAG_IGNORE_VALUE | FLAG_IGNORE_LEASE);
  const lease = reader.varint("the lease");
  const key = reader.bytes("the key");
  return {
    type: "put",
    key,
    value: value === "rest" ? reader.rest() : reader.bytes("the value"),
    lease,
    prevKv: (flags & FLAG_PREV_KV) !== 0,
    ignoreValue: (flags & FLAG_IGNORE_VALUE) !== 0,
    ignoreLease: (flags & FLAG_IGNORE_LEASE) !== 0,
  };
}

export function writeDeleteRange(writer: ByteWriter, command: KvDeleteRangeCommand): ByteWriter {
  return writer
    .byte(command.prevKv ? FLAG_PREV_KV : 0)
    .bytes(command.key)
    .bytes(command.rangeEnd);
}

/** @throws StateMachineError UNDECODABLE. */
export function readDeleteRange(reader: ByteReader): KvDeleteRangeCommand {
  const flags = readFlags(reader, FLAG_PREV_KV);
  const key = reader.bytes("the key");
  const rangeEnd = reader.bytes("the range's end");
  return { type: "deleteRange", key, rangeEnd, prevKv: (flags & FLAG_PREV_KV) !== 0 };
}

export function writePutResult(writer: ByteWriter, result: KvPutResult): ByteWriter {
  return writeRecords(
    writer.varint(result.revision),
    result.prevKv === null ? [] : [result.prevKv],
  );
}

/** @throws StateMachineError UNDECODABLE. */
export function readPutResult(reader: ByteReader): KvPutResult {
  const revision = reader.varint("the revision");
  const prevKvs = readRecords(reader);
  if (prevKvs.length > 1) {
    throw undecodable(`a put result has ${prevKvs.length} previous records, at most 1 is allowed`);
  }
  return { type: "put", revision, prevKv: prevKvs[0] ?? null };
}

export function writeDeleteRangeResult(
  writer: ByteWriter,
  result: KvDeleteRangeResult,
): ByteWriter {
  return writeRecords(writer.varint(result.revision).varint(result.deleted), result.prevKvs);
}

/** @throws StateMachineError UNDECODABLE. */
export function readDeleteRangeResult(reader: ByteReader): KvDeleteRangeResult {
  const revision = reader.varint("the revision");
  const deleted = reader.varint("the number of deleted keys");
  return { type: "deleteRange", revision, deleted, prevKvs: readRecords(reader) };
}

function readFlags(reader: ByteReader, allowed: number): number {
  const flags = reader.byte("the flags");
  if ((flags & ~allowed) !== 0) {
    throw undecodable(`the flags are ${flags}, allowed are combinations of ${allowed}`);
  }
  return flags;
}
