import { assertNever } from "../../utils/assert.ts";
import { type ByteReader, type ByteWriter, undecodable } from "../bytes.ts";
import { TXN_OPERATIONS_MAX } from "./command-check.ts";
import {
  readDeleteRange,
  readDeleteRangeResult,
  readPut,
  readPutResult,
  TYPE_DELETE_RANGE,
  TYPE_PUT,
  TYPE_RANGE,
  TYPE_TXN,
  writeDeleteRange,
  writeDeleteRangeResult,
  writePutHead,
  writePutResult,
} from "./command-parts.ts";
import type {
  KvCompare,
  KvCompareOperand,
  KvCompareResult,
  KvTxnCommand,
  KvTxnOperation,
  KvTxnOperationResult,
  KvTxnResult,
} from "./operations.ts";
import { readRange, readRangeRequest, writeRange, writeRangeRequest } from "./query.ts";

/** Inner transactions within one another: as many as the count of operations allows, and few enough for the stack. */
const DEPTH_MAX: number = TXN_OPERATIONS_MAX + 1;

const COMPARE_RESULTS: readonly KvCompareResult[] = ["equal", "greater", "less", "notEqual"];
const COMPARE_TARGETS: readonly KvCompareOperand["target"][] = [
  "version",
  "create",
  "mod",
  "value",
  "lease",
];

export function writeTxn(writer: ByteWriter, txn: KvTxnCommand): ByteWriter {
  writer.varint(txn.compares.length);
  for (const compare of txn.compares) {
    writeCompare(writer, compare);
  }
  for (const branch of [txn.success, txn.failure]) {
    writer.varint(branch.length);
    for (const operation of branch) {
      writeOperation(writer, operation);
    }
  }
  return writer;
}

/** @throws StateMachineError UNDECODABLE. */
export function readTxn(reader: ByteReader, depth = 1): KvTxnCommand {
  if (depth > DEPTH_MAX) {
    throw undecodable(`more than ${DEPTH_MAX} transactions stand within one another`);
  }
  return {
    type: "txn",
    compares: readList(reader, "compares", () => readCompare(reader)),
    success: readList(reader, "operations", () => readOperation(reader, depth)),
    failure: readList(reader, "operations", () => readOperation(reader, depth)),
  };
}

export function writeTxnResult(writer: ByteWriter, result: KvTxnResult): ByteWriter {
  writer
    .varint(result.revision)
    .byte(result.succeeded ? 1 : 0)
    .varint(result.results.length);
  for (const inner of result.results) {
    writeOperationResult(writer, inner);
  }
  return writer;
}

/** @throws StateMachineError UNDECODABLE. */
export function readTxnResult(reader: ByteReader, depth = 1): KvTxnResult {
  if (depth > DEPTH_MAX) {
    throw undecodable(`more than ${DEPTH_MAX} results stand within one another`);
  }
  const revision = reader.varint("the revision");
  const succeeded = reader.byte("the mark of success") === 1;
  const results = readList(reader, "results", () => readOperationResult(reader, depth));
  return { type: "txn", revision, succeeded, results };
}

function writeCompare(writer: ByteWriter, { key, rangeEnd, result, operand }: KvCompare): void {
  writer
    .byte(COMPARE_RESULTS.indexOf(result))
    .byte(COMPARE_TARGETS.indexOf(operand.target))
    .bytes(key)
    .bytes(rangeEnd);
  if (operand.target === "value") {
    writer.bytes(operand.value);
  } else {
    writer.signedVarint(operand.number);
  }
}

function readCompare(reader: ByteReader): KvCompare {
  const result = COMPARE_RESULTS[reader.byte("the compare's result")];
  const target = COMPARE_TARGETS[reader.byte("the compare's target")];
  if (result === undefined || target === undefined) {
    throw undecodable("a compare has an unknown result or target");
  }
  const key = reader.bytes("the key");
  const rangeEnd = reader.bytes("the range's end");
  const operand: KvCompareOperand =
    target === "value"
      ? { target, value: reader.bytes("the value") }
      : { target, number: reader.signedVarint("the number to compare with") };
  return { key, rangeEnd, result, operand };
}

function writeOperation(writer: ByteWriter, operation: KvTxnOperation): void {
  switch (operation.type) {
    case "put":
      writePutHead(writer.byte(TYPE_PUT), operation).bytes(operation.value);
      break;
    case "deleteRange":
      writeDeleteRange(writer.byte(TYPE_DELETE_RANGE), operation);
      break;
    case "range":
      writeRangeRequest(writer.byte(TYPE_RANGE), operation.request);
      break;
    case "txn":
      writeTxn(writer.byte(TYPE_TXN), operation);
      break;
    default:
      assertNever(operation);
  }
}

function readOperation(reader: ByteReader, depth: number): KvTxnOperation {
  const type = reader.byte("the operation's type");
  switch (type) {
    case TYPE_PUT:
      return readPut(reader, "counted");
    case TYPE_DELETE_RANGE:
      return readDeleteRange(reader);
    case TYPE_RANGE:
      return { type: "range", request: readRangeRequest(reader) };
    case TYPE_TXN:
      return readTxn(reader, depth + 1);
    default:
      throw undecodable(`a transaction has no operation of type ${type}`);
  }
}

function writeOperationResult(writer: ByteWriter, result: KvTxnOperationResult): void {
  switch (result.type) {
    case "put":
      writePutResult(writer.byte(TYPE_PUT), result);
      break;
    case "deleteRange":
      writeDeleteRangeResult(writer.byte(TYPE_DELETE_RANGE), result);
      break;
    case "range":
      writeRange(writer.byte(TYPE_RANGE), result.range);
      break;
    case "txn":
      writeTxnResult(writer.byte(TYPE_TXN), result);
      break;
    default:
      assertNever(result);
  }
}

function readOperationResult(reader: ByteReader, depth: number): KvTxnOperationResult {
  const type = reader.byte("the result's type");
  switch (type) {
    case TYPE_PUT:
      return readPutResult(reader);
    case TYPE_DELETE_RANGE:
      return readDeleteRangeResult(reader);
    case TYPE_RANGE:
      return { type: "range", range: readRange(reader) };
    case TYPE_TXN:
      return readTxnResult(reader, depth + 1);
    default:
      throw undecodable(`a transaction has no result of type ${type}`);
  }
}

function readList<T>(reader: ByteReader, what: string, read: () => T): readonly T[] {
  const count = reader.varint(`the number of ${what}`);
  const list: T[] = [];
  while (list.length < count) {
    list.push(read());
  }
  return list;
}
