import { Buffer } from "node:buffer";
import { assertNever } from "../../utils/assert.ts";
import { StateMachineError } from "../errors.ts";
import type { ProposalRefusal } from "../types.ts";
import { ByteReader, ByteWriter, undecodable, varintBytes, writeVarint } from "./bytes.ts";

/** One key as etcd shows it. Revisions, version and lease are safe integers. */
export interface KvRecord {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  /** The revision of the put that created the key (anew, where it was deleted before). */
  readonly createRevision: number;
  /** The revision of the last put. */
  readonly modRevision: number;
  /** Puts since the creation, that one included. */
  readonly version: number;
  /** 0: none. */
  readonly lease: number;
}

export interface KvPutCommand {
  readonly type: "put";
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  readonly lease: number;
  readonly prevKv: boolean;
  readonly ignoreValue: boolean;
  readonly ignoreLease: boolean;
}

export interface KvDeleteRangeCommand {
  readonly type: "deleteRange";
  readonly key: Uint8Array;
  /** Exclusive. Empty: `key` alone. A single zero byte: from `key` on. */
  readonly rangeEnd: Uint8Array;
  readonly prevKv: boolean;
}

/** What changes the store, as an entry of the log. */
export type KvCommand = KvPutCommand | KvDeleteRangeCommand;

export interface KvPutResult {
  readonly type: "put";
  /** The store's revision after the command: the header's. */
  readonly revision: number;
  readonly prevKv: KvRecord | null;
}

export interface KvDeleteRangeResult {
  readonly type: "deleteRange";
  readonly revision: number;
  readonly deleted: number;
  /** In key order; empty unless asked for. */
  readonly prevKvs: readonly KvRecord[];
}

export type KvResult = KvPutResult | KvDeleteRangeResult;

/**
 * The newest format of commands and results that this code reads. Every command has the lowest format that can say it, so that members
 * of different versions go on together; a new type or field is a new format, which is proposed only when all members know it.
 */
export const KV_COMMAND_FORMAT = 1;

/** A command begins with these bytes: others are not taken for a newer format, which would stop the node. */
const MAGIC = [0x6b, 0x76] as const;
const HEADER_BYTES = 4;
const TYPE_PUT = 1;
const TYPE_DELETE_RANGE = 2;
const FLAG_PREV_KV = 1;
const FLAG_IGNORE_VALUE = 2;
const FLAG_IGNORE_LEASE = 4;
const PUT_FLAGS = FLAG_PREV_KV | FLAG_IGNORE_VALUE | FLAG_IGNORE_LEASE;

/** etcd's texts (rpctypes), word for word: its clients compare them. */
const EMPTY_KEY = "etcdserver: key is not provided";
const VALUE_PROVIDED = "etcdserver: value is provided";
const LEASE_PROVIDED = "etcdserver: lease is provided";

/** The refusal that every operation on an empty key gets, null where there is a key. */
export function checkKey(key: Uint8Array): ProposalRefusal | null {
  return key.length === 0 ? { code: "INVALID_ARGUMENT", message: EMPTY_KEY } : null;
}

/** What is wrong with a command whatever the store holds; null where nothing is. The server asks it before it proposes, the machine before it applies. */
export function checkKvCommand(command: KvCommand): ProposalRefusal | null {
  const refusal = checkKey(command.key);
  if (refusal !== null || command.type === "deleteRange") {
    return refusal;
  }
  if (command.ignoreValue && command.value.length > 0) {
    return { code: "INVALID_ARGUMENT", message: VALUE_PROVIDED };
  }
  if (command.ignoreLease && command.lease !== 0) {
    return { code: "INVALID_ARGUMENT", message: LEASE_PROVIDED };
  }
  if (command.lease !== 0) {
    const message = `lease ${command.lease} of the put: leases are not supported yet, only lease 0 (none) is allowed`;
    return { code: "UNIMPLEMENTED", message };
  }
  return null;
}

/** @throws RangeError where the lease is no integer from 0 to 2^53 - 1. */
export function encodeKvCommand(command: KvCommand): Uint8Array {
  switch (command.type) {
    case "put":
      return encodePut(command);
    case "deleteRange":
      return commandWriter(TYPE_DELETE_RANGE)
        .byte(command.prevKv ? FLAG_PREV_KV : 0)
        .bytes(command.key)
        .bytes(command.rangeEnd)
        .finish();
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
  bytes[2] = KV_COMMAND_FORMAT;
  bytes[3] = TYPE_PUT;
  bytes[4] =
    (command.prevKv ? FLAG_PREV_KV : 0) |
    (command.ignoreValue ? FLAG_IGNORE_VALUE : 0) |
    (command.ignoreLease ? FLAG_IGNORE_LEASE : 0);
  let at = writeVarint(bytes, HEADER_BYTES + 1, lease);
  at = writeVarint(bytes, at, key.length);
  bytes.set(key, at);
  bytes.set(value, at + key.length);
  return bytes;
}

/**
 * The key and the value are parts of `bytes`, not copies.
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
  checkFormat(reader.byte("the format version"), "a command");
  const type = reader.byte("the type");
  switch (type) {
    case TYPE_PUT:
      return decodePut(reader);
    case TYPE_DELETE_RANGE: {
      const flags = readFlags(reader, FLAG_PREV_KV);
      const key = reader.bytes("the key");
      const rangeEnd = reader.bytes("the range's end");
      reader.end("a deleteRange command");
      return { type: "deleteRange", key, rangeEnd, prevKv: (flags & FLAG_PREV_KV) !== 0 };
    }
    default:
      throw undecodable(`format ${KV_COMMAND_FORMAT} has no command of type ${type}`);
  }
}

function decodePut(reader: ByteReader): KvPutCommand {
  const flags = readFlags(reader, PUT_FLAGS);
  const lease = reader.varint("the lease");
  const key = reader.bytes("the key");
  return {
    type: "put",
    key,
    value: reader.rest(),
    lease,
    prevKv: (flags & FLAG_PREV_KV) !== 0,
    ignoreValue: (flags & FLAG_IGNORE_VALUE) !== 0,
    ignoreLease: (flags & FLAG_IGNORE_LEASE) !== 0,
  };
}

export function encodeKvResult(result: KvResult): Uint8Array {
  switch (result.type) {
    case "put": {
      const writer = new ByteWriter()
        .byte(KV_COMMAND_FORMAT)
        .byte(TYPE_PUT)
        .varint(result.revision);
      return writeRecords(writer, result.prevKv === null ? [] : [result.prevKv]).finish();
    }
    case "deleteRange": {
      const writer = new ByteWriter().byte(KV_COMMAND_FORMAT).byte(TYPE_DELETE_RANGE);
      writer.varint(result.revision).varint(result.deleted);
      return writeRecords(writer, result.prevKvs).finish();
    }
    default:
      return assertNever(result);
  }
}

/** @throws StateMachineError UNDECODABLE or NEWER_FORMAT. */
export function decodeKvResult(bytes: Uint8Array): KvResult {
  const reader = new ByteReader(bytes);
  checkFormat(reader.byte("the format version"), "a result");
  const type = reader.byte("the type");
  switch (type) {
    case TYPE_PUT: {
      const revision = reader.varint("the revision");
      const prevKvs = readRecords(reader);
      reader.end("a put result");
      if (prevKvs.length > 1) {
        throw undecodable(
          `a put result has ${prevKvs.length} previous records, at most 1 is allowed`,
        );
      }
      return { type: "put", revision, prevKv: prevKvs[0] ?? null };
    }
    case TYPE_DELETE_RANGE: {
      const revision = reader.varint("the revision");
      const deleted = reader.varint("the number of deleted keys");
      const prevKvs = readRecords(reader);
      reader.end("a deleteRange result");
      return { type: "deleteRange", revision, deleted, prevKvs };
    }
    default:
      throw undecodable(`format ${KV_COMMAND_FORMAT} has no result of type ${type}`);
  }
}

/** Records with their number in front; `readRecords` reads them. */
export function writeRecords(writer: ByteWriter, records: readonly KvRecord[]): ByteWriter {
  writer.varint(records.length);
  for (const record of records) {
    writer
      .varint(record.createRevision)
      .varint(record.modRevision)
      .varint(record.version)
      .varint(record.lease)
      .bytes(record.key)
      .bytes(record.value);
  }
  return writer;
}

/** @throws StateMachineError UNDECODABLE. */
export function readRecords(reader: ByteReader): readonly KvRecord[] {
  const count = reader.varint("the number of records");
  const records: KvRecord[] = [];
  for (let number = 0; number < count; number += 1) {
    records.push({
      createRevision: reader.varint("the create revision"),
      modRevision: reader.varint("the mod revision"),
      version: reader.varint("the version"),
      lease: reader.varint("the lease"),
      key: reader.bytes("the key"),
      value: reader.bytes("the value"),
    });
  }
  return records;
}

/** @throws StateMachineError NEWER_FORMAT; UNDECODABLE for 0, which no version ever wrote. */
export function checkFormat(found: number, what: string): void {
  if (found > KV_COMMAND_FORMAT) {
    throw new StateMachineError(
      `${what} has format version ${found}, but this node understands up to ${KV_COMMAND_FORMAT}: upgrade it to the version of the member that wrote it`,
      { code: "NEWER_FORMAT", found, supported: KV_COMMAND_FORMAT },
    );
  }
  if (found === 0) {
    throw undecodable(`${what} has format version 0, the lowest is 1`);
  }
}

function commandWriter(type: number): ByteWriter {
  return new ByteWriter().byte(MAGIC[0]).byte(MAGIC[1]).byte(KV_COMMAND_FORMAT).byte(type);
}

function readFlags(reader: ByteReader, allowed: number): number {
  const flags = reader.byte("the flags");
  if ((flags & ~allowed) !== 0) {
    throw undecodable(`the flags are ${flags}, allowed are combinations of ${allowed}`);
  }
  return flags;
}
