import { Buffer } from "node:buffer";
import { assertNever } from "../../utils/assert.ts";
import { ByteReader, ByteWriter, undecodable, varintBytes, writeVarint } from "../bytes.ts";
import { checkFormat, KV_FORMAT_FIRST, KV_FORMAT_TXN } from "./command-format.ts";
import {
  putFlags,
  readDeleteRange,
  readDeleteRangeResult,
  readPut,
  readPutResult,
  TYPE_DELETE_RANGE,
  TYPE_PUT,
  TYPE_TXN,
  writeDeleteRange,
  writeDeleteRangeResult,
  writePutResult,
} from "./command-parts.ts";
import type { KvCommand, KvPutCommand, KvResult } from "./operations.ts";
import { readTxn, readTxnResult, writeTxn, writeTxnResult } from "./txn-codec.ts";

/** A command begins with these bytes: others are not taken for a newer format, which would stop the node. */
const MAGIC = [0x6b, 0x76] as const;
const HEADER_BYTES = 4;

/** @throws RangeError where a put's lease is no integer from 0 to 2^53 - 1. */
export function encodeKvCommand(command: KvCommand): Uint8Array {
  switch (command.type) {
    case "put":
      return encodePut(command);
    case "deleteRange":
      return writeDeleteRange(
        commandWriter(KV_FORMAT_FIRST).byte(TYPE_DELETE_RANGE),
        command,
      ).finish();
    case "txn":
      return writeTxn(commandWriter(KV_FORMAT_TXN).byte(TYPE_TXN), command).finish();
    default:
      return assertNever(command);
  }
}

/** Puts are what a node is full of: measured first, so that one allocation takes them. */
function encodePut(command: KvPutCommand): Uint8Array {
  const { key, value, lease } = command;
  if (!Number.isSafeInteger(lease) || lease < 0) {
    throw new RangeError(`the put's lease must be an integer from 0 to 2^53 - 1, found ${lease}`);
  }
  const size = HEADER_BYTES + 1 + varintBytes(lease) + varintBytes(key.length) + key.length;
  const bytes = Buffer.allocUnsafe(size + value.length);
  bytes[0] = MAGIC[0];
  bytes[1] = MAGIC[1];
  bytes[2] = KV_FORMAT_FIRST;
  bytes[3] = TYPE_PUT;
  bytes[4] = putFlags(command);
  let at = writeVarint(bytes, HEADER_BYTES + 1, lease);
  at = writeVarint(bytes, at, key.length);
  bytes.set(key, at);
  bytes.set(value, at + key.length);
  return bytes;
}

/**
 * Keys and values are parts of `bytes`, not copies.
 *
 * @throws StateMachineError UNDECODABLE where the bytes are no command; NEWER_FORMAT where a newer version of this software wrote them: a
 * member that skipped such a command would differ from one that knows it.
 */
export function decodeKvCommand(bytes: Uint8Array): KvCommand {
  const reader = new ByteReader(bytes);
  if (reader.byte("the mark") !== MAGIC[0] || reader.byte("the mark") !== MAGIC[1]) {
    throw undecodable(
      "the bytes are no command of the key-value machine: they do not begin with its mark",
    );
  }
  const command = readCommand(reader, readType(reader, "a command"));
  reader.end("a command");
  return command;
}

function readCommand(reader: ByteReader, type: number): KvCommand {
  switch (type) {
    case TYPE_PUT:
      return readPut(reader, "rest");
    case TYPE_DELETE_RANGE:
      return readDeleteRange(reader);
    case TYPE_TXN:
      return readTxn(reader);
    default:
      throw undecodable(`there is no command of type ${type}`);
  }
}

export function encodeKvResult(result: KvResult): Uint8Array {
  const writer = new ByteWriter();
  switch (result.type) {
    case "put":
      return writePutResult(writer.byte(KV_FORMAT_FIRST).byte(TYPE_PUT), result).finish();
    case "deleteRange":
      return writeDeleteRangeResult(
        writer.byte(KV_FORMAT_FIRST).byte(TYPE_DELETE_RANGE),
        result,
      ).finish();
    case "txn":
      return writeTxnResult(writer.byte(KV_FORMAT_TXN).byte(TYPE_TXN), result).finish();
    default:
      return assertNever(result);
  }
}

/** @throws StateMachineError UNDECODABLE or NEWER_FORMAT. */
export function decodeKvResult(bytes: Uint8Array): KvResult {
  const reader = new ByteReader(bytes);
  const result = readResult(reader, readType(reader, "a result"));
  reader.end("a result");
  return result;
}

function readResult(reader: ByteReader, type: number): KvResult {
  switch (type) {
    case TYPE_PUT:
      return readPutResult(reader);
    case TYPE_DELETE_RANGE:
      return readDeleteRangeResult(reader);
    case TYPE_TXN:
      return readTxnResult(reader);
    default:
      throw undecodable(`there is no result of type ${type}`);
  }
}

function readType(reader: ByteReader, what: string): number {
  const format = reader.byte("the format version");
  checkFormat(format, what);
  const type = reader.byte("the type");
  if (type === TYPE_TXN && format < KV_FORMAT_TXN) {
    throw undecodable(`format ${format} has no transactions`);
  }
  return type;
}

function commandWriter(format: number): ByteWriter {
  return new ByteWriter().byte(MAGIC[0]).byte(MAGIC[1]).byte(format);
}
