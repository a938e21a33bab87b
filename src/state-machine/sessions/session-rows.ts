import { Buffer } from "node:buffer";
import { assertNever } from "../../utils/assert.ts";
import type { KeyValue, KeyValueView, KeyValueWrite } from "../../utils/key-value.ts";
import {
  asBuffer,
  ByteReader,
  ByteWriter,
  compareBytes,
  readUint64,
  writeUint64,
} from "../bytes.ts";
import { StateMachineError } from "../errors.ts";
import type {
  CommandRejection,
  CommandResult,
  StateBatch,
  StateStage,
  StateStore,
} from "../types.ts";
import { checkSessionFormat, SESSION_FORMAT } from "./session-envelope.ts";

/**
 * The rows of sessions stand behind all rows of the machine, which may use every key below:
 *
 * | key | value |
 * |---|---|
 * | 16 times 0xff, 1, client id | format, index of the session's last command, acknowledged sequence |
 * | 16 times 0xff, 2, client id, sequence | format, index of the command, its result |
 */
export const SESSION_ROWS_START: Uint8Array = Buffer.alloc(16, 0xff);

/** A larger result is not kept: a repetition is told so, and applied no more than any other. Part of the format. */
export const KEPT_RESULT_BYTES_MAX: number = 8 * 1024;

const TABLE_SESSIONS = 1;
const TABLE_RESULTS = 2;
const UINT64_BYTES = 8;
const PREFIX_BYTES: number = SESSION_ROWS_START.length + 1;
const RESULT_APPLIED = 1;
const RESULT_REJECTED = 2;
const RESULT_NOT_KEPT = 3;
const REJECTIONS: readonly CommandRejection[] = [
  "INVALID_ARGUMENT",
  "OUT_OF_RANGE",
  "FAILED_PRECONDITION",
  "NOT_FOUND",
  "UNIMPLEMENTED",
  "RESOURCE_EXHAUSTED",
];

export interface SessionRow {
  readonly clientId: number;
  readonly lastIndex: number;
  readonly acknowledged: number;
}

export type StoredResult = CommandResult | { readonly kind: "notKept"; readonly bytes: number };

export function isSessionKey(key: Uint8Array): boolean {
  // The first byte alone says no for nearly every row of nearly every machine.
  return key[0] === 0xff && compareBytes(key, SESSION_ROWS_START) >= 0;
}

export function sessionKey(clientId: number): Uint8Array {
  return rowKey(TABLE_SESSIONS, [clientId]);
}

export function resultKey(clientId: number, sequence: number): Uint8Array {
  return rowKey(TABLE_RESULTS, [clientId, sequence]);
}

/** What a repetition will be told of a result. */
export function toStoredResult(result: CommandResult): StoredResult {
  const bytes =
    result.kind === "applied" ? result.result.length : Buffer.byteLength(result.message);
  return bytes > KEPT_RESULT_BYTES_MAX ? { kind: "notKept", bytes } : result;
}

export function encodeSession(session: SessionRow): Uint8Array {
  return new ByteWriter()
    .byte(SESSION_FORMAT)
    .varint(session.lastIndex)
    .varint(session.acknowledged)
    .finish();
}

export function encodeResult(index: number, result: StoredResult): Uint8Array {
  const writer = new ByteWriter().byte(SESSION_FORMAT).varint(index);
  switch (result.kind) {
    case "applied":
      return writer.byte(RESULT_APPLIED).bytes(result.result).finish();
    case "rejected":
      return writer
        .byte(RESULT_REJECTED)
        .byte(REJECTIONS.indexOf(result.code))
        .bytes(Buffer.from(result.message))
        .finish();
    case "notKept":
      return writer.byte(RESULT_NOT_KEPT).varint(result.bytes).finish();
    default:
      return assertNever(result);
  }
}

/** @throws StateMachineError NEWER_FORMAT or CORRUPT_ROW. */
export function decodeResult(value: Uint8Array): {
  readonly index: number;
  readonly result: StoredResult;
} {
  const reader = rowReader(value);
  const index = reader.varint("the index");
  return { index, result: readResult(reader) };
}

/** What a row of sessions says. @throws StateMachineError NEWER_FORMAT or CORRUPT_ROW. */
export function decodeSessionRow(row: KeyValue):
  | { readonly kind: "session"; readonly session: SessionRow }
  | {
      readonly kind: "result";
      readonly clientId: number;
      readonly sequence: number;
      readonly index: number;
    } {
  const key = asBuffer(row.key);
  const table = key[PREFIX_BYTES - 1];
  if (table === TABLE_SESSIONS && key.length === PREFIX_BYTES + UINT64_BYTES) {
    const reader = rowReader(row.value);
    const session = {
      clientId: readUint64(key, PREFIX_BYTES),
      lastIndex: reader.varint("the last index"),
      acknowledged: reader.varint("the acknowledged sequence"),
    };
    reader.end("a session");
    return { kind: "session", session };
  }
  if (table === TABLE_RESULTS && key.length === PREFIX_BYTES + 2 * UINT64_BYTES) {
    return {
      kind: "result",
      clientId: readUint64(key, PREFIX_BYTES),
      sequence: readUint64(key, PREFIX_BYTES + UINT64_BYTES),
      index: decodeResult(row.value).index,
    };
  }
  throw corruptRow("a row of sessions has a key of the wrong form");
}

/** The store as the machine inside sees it: without the rows of sessions. */
export function hideSessionRows(store: StateStore): StateStore {
  const { readRows } = store;
  return {
    ...(readRows === undefined
      ? {}
      : {
          readRows: (request) => {
            const hidden = request.keys.map(isSessionKey);
            return readRows(request).map((row, at) => (hidden[at] === true ? null : row));
          },
        }),
    view: () => {
      const view = store.view();
      return {
        appliedIndex: view.appliedIndex,
        get: (key) => (isSessionKey(key) ? null : view.get(key)),
        scan: (range) => {
          if (isSessionKey(range.start)) {
            return [];
          }
          const isOpen = range.end === null || isSessionKey(range.end);
          return view.scan(isOpen ? { ...range, end: SESSION_ROWS_START } : range);
        },
        close: () => view.close(),
      };
    },
  };
}

/** The batch as the machine inside writes it. A write among the rows of sessions is a bug of the machine and stops the node. */
export function guardBatch(batch: StateBatch): StateBatch {
  return {
    write: (write) => {
      checkOwnRow(write);
      batch.write(write);
    },
  };
}

/** The stage as the machine inside writes it. */
export function guardStage(stage: StateStage): StateStage {
  return {
    write: async (writes) => {
      for (const write of writes) {
        checkOwnRow(write);
      }
      await stage.write(writes);
    },
  };
}

/** All rows of sessions, by pages. */
export function* sessionRows(view: KeyValueView): Generator<readonly KeyValue[], void, void> {
  let start = SESSION_ROWS_START;
  for (;;) {
    const page = view.scan({ start, end: null, limit: ROWS_PAGE_MAX });
    const last = page.at(-1);
    if (last === undefined) {
      return;
    }
    yield page;
    if (page.length < ROWS_PAGE_MAX) {
      return;
    }
    start = Buffer.concat([last.key, Buffer.of(0)]);
  }
}

const ROWS_PAGE_MAX = 256;

function checkOwnRow({ key }: KeyValueWrite): void {
  if (isSessionKey(key)) {
    throw new RangeError(
      "the state machine wrote a row whose key begins with 16 bytes of 0xff: those keys belong to client sessions",
    );
  }
}

function rowKey(table: number, numbers: readonly number[]): Uint8Array {
  const key = Buffer.allocUnsafe(PREFIX_BYTES + numbers.length * UINT64_BYTES);
  key.set(SESSION_ROWS_START);
  key[PREFIX_BYTES - 1] = table;
  let at = PREFIX_BYTES;
  for (const number of numbers) {
    at = writeUint64(key, at, number);
  }
  return key;
}

function rowReader(value: Uint8Array): ByteReader {
  const reader = new ByteReader(value, { fail: corruptRow });
  const format = reader.byte("the format version");
  if (format === 0) {
    throw corruptRow("a row has no format version");
  }
  checkSessionFormat(format, "a row of sessions");
  return reader;
}

function readResult(reader: ByteReader): StoredResult {
  const kind = reader.byte("the kind of a result");
  switch (kind) {
    case RESULT_APPLIED:
      return { kind: "applied", result: reader.bytes("the result") };
    case RESULT_REJECTED: {
      const code = REJECTIONS[reader.byte("the code of a refusal")];
      if (code === undefined) {
        throw corruptRow("a kept refusal has an unknown code");
      }
      const message = asBuffer(reader.bytes("the message")).toString();
      return { kind: "rejected", code, message };
    }
    case RESULT_NOT_KEPT:
      return { kind: "notKept", bytes: reader.varint("the size") };
    default:
      throw corruptRow(`a kept result has the kind ${kind}`);
  }
}

function corruptRow(reason: string): StateMachineError {
  return new StateMachineError(
    `the rows of client sessions are damaged: ${reason}; replace this member's volume`,
    { code: "CORRUPT_ROW" },
  );
}
