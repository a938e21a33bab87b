import { Buffer } from "node:buffer";
import { setImmediate as nextTurn } from "node:timers/promises";
import { crc32c } from "../../utils/crc32c.ts";
import type { KeyValue, KeyValueView, KeyValueWrite } from "../../utils/key-value.ts";
import { asBuffer, ByteReader, ByteWriter } from "../bytes.ts";
import { StateMachineError } from "../errors.ts";
import type { StateStage } from "../types.ts";
import { SESSION_FORMAT } from "./session-envelope.ts";
import { decodeSessionRow, isSessionKey, sessionRows } from "./session-rows.ts";

/**
 * The chunks of sessions stand before those of the machine inside, which are passed on as they are. Each one is
 *
 * | bytes | what |
 * |---|---|
 * | 4 | CRC-32C of all that follows, little-endian |
 * | 3 | `"ses"` |
 * | 1 | format version |
 * | 1 | 1 on the last one, else 0 |
 * | 4 | number of the chunk from 0, little-endian |
 * | rest | a part of the stream of rows, {key, value} each with its length; a row may span chunks |
 */
const HEADER_BYTES = 13;
const MARK: Buffer = Buffer.from("ses");
const MARK_OFFSET = 4;
const FORMAT_OFFSET = 7;
const LAST_OFFSET = 8;
const NUMBER_OFFSET = 9;
/** Gathered before it is written to the stage. */
const STAGED_ROWS_MAX = 1000;
/** A key, a kept result and their lengths are far below; what claims more is damage. */
const ROW_BYTES_MAX: number = 64 * 1024;

/** The chunks of the sessions of `view`, each of at most `chunkBytesMax`; at least one. */
export async function* sessionChunks(
  view: KeyValueView,
  options: { readonly chunkBytesMax: number; readonly signal: AbortSignal },
): AsyncGenerator<Uint8Array, void, void> {
  const payloadMax = options.chunkBytesMax - HEADER_BYTES;
  if (payloadMax < 1) {
    throw new RangeError(
      `chunkBytesMax of a snapshot must be above ${HEADER_BYTES}, found ${options.chunkBytesMax}`,
    );
  }
  let number = 0;
  let rest: Buffer = Buffer.alloc(0);
  for (const page of sessionRows(view)) {
    rest = Buffer.concat([rest, rowsStream(page)]);
    while (rest.length > payloadMax) {
      yield chunkOf(rest.subarray(0, payloadMax), { number, isLast: false });
      rest = rest.subarray(payloadMax);
      number += 1;
      await nextTurn();
      options.signal.throwIfAborted();
    }
  }
  yield chunkOf(rest, { number, isLast: true });
}

/**
 * Takes the chunks of sessions off the front of `chunks`, writes their rows to `stage`, and leaves the rest in place.
 *
 * @throws StateMachineError CORRUPT_SNAPSHOT or NEWER_FORMAT.
 */
export async function stageSessions(
  chunks: AsyncIterator<Uint8Array>,
  stage: StateStage,
): Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  for (let number = 0; ; number += 1) {
    const step = await chunks.next();
    if (step.done === true) {
      throw corrupt(number, "it is missing: the snapshot ends within the client sessions");
    }
    const { payload, isLast } = readChunk(step.value, number);
    const parsed = parseRows(Buffer.concat([rest, payload]), number);
    rest = parsed.rest;
    for (let at = 0; at < parsed.rows.length; at += STAGED_ROWS_MAX) {
      await stage.write(parsed.rows.slice(at, at + STAGED_ROWS_MAX));
    }
    if (isLast) {
      break;
    }
  }
  if (rest.length > 0) {
    throw corrupt(0, "the last row of the client sessions is cut off");
  }
}

function rowsStream(rows: readonly KeyValue[]): Uint8Array {
  const writer = new ByteWriter();
  for (const { key, value } of rows) {
    writer.bytes(key).bytes(value);
  }
  return writer.finish();
}

function chunkOf(
  payload: Uint8Array,
  { number, isLast }: { readonly number: number; readonly isLast: boolean },
): Uint8Array {
  const chunk = Buffer.alloc(HEADER_BYTES + payload.length);
  chunk.set(MARK, MARK_OFFSET);
  chunk[FORMAT_OFFSET] = SESSION_FORMAT;
  chunk[LAST_OFFSET] = isLast ? 1 : 0;
  chunk.writeUInt32LE(number, NUMBER_OFFSET);
  chunk.set(payload, HEADER_BYTES);
  chunk.writeUInt32LE(crc32c(chunk, { start: MARK_OFFSET }), 0);
  return chunk;
}

function readChunk(
  bytes: Uint8Array,
  number: number,
): { readonly payload: Buffer; readonly isLast: boolean } {
  const chunk = asBuffer(bytes);
  if (
    chunk.length < HEADER_BYTES ||
    chunk.readUInt32LE(0) !== crc32c(chunk, { start: MARK_OFFSET })
  ) {
    throw corrupt(number, "its checksum does not fit its bytes");
  }
  if (!chunk.subarray(MARK_OFFSET, FORMAT_OFFSET).equals(MARK)) {
    throw corrupt(number, "it is none of the client sessions, which stand first");
  }
  const format = chunk.readUInt8(FORMAT_OFFSET);
  if (format !== SESSION_FORMAT) {
    throw new StateMachineError(
      `the snapshot's client sessions have format version ${format}, but this node understands ${SESSION_FORMAT}: upgrade it to the version of the member that sent it`,
      { code: "NEWER_FORMAT", found: format, supported: SESSION_FORMAT },
    );
  }
  const found = chunk.readUInt32LE(NUMBER_OFFSET);
  if (found !== number) {
    throw corrupt(number, `it says that it is chunk ${found}: one is missing or out of order`);
  }
  return { payload: chunk.subarray(HEADER_BYTES), isLast: chunk[LAST_OFFSET] === 1 };
}

/** The whole rows at the front of `stream`. */
function parseRows(
  stream: Buffer,
  chunk: number,
): { readonly rows: readonly KeyValueWrite[]; readonly rest: Buffer } {
  const rows: KeyValueWrite[] = [];
  let rest = stream;
  for (;;) {
    const row = firstRow(rest);
    if (row === null) {
      break;
    }
    if (!isSessionKey(row.key)) {
      throw corrupt(chunk, "a row among the client sessions is none of theirs");
    }
    // Says with a sentence what it cannot read.
    decodeSessionRow(row);
    rows.push({ op: "put", key: row.key, value: row.value });
    rest = rest.subarray(row.bytes);
  }
  if (rest.length > ROW_BYTES_MAX) {
    throw corrupt(chunk, "a row of the client sessions has no end");
  }
  return { rows, rest };
}

/** Null where the row is not whole yet. */
function firstRow(stream: Buffer): (KeyValue & { readonly bytes: number }) | null {
  const reader = new ByteReader(stream);
  try {
    const key = reader.bytes("a row's key");
    const value = reader.bytes("a row's value");
    return { key, value, bytes: stream.length - reader.left() };
  } catch (error) {
    if (error instanceof StateMachineError && error.code === "UNDECODABLE") {
      return null;
    }
    throw error;
  }
}

function corrupt(chunk: number, reason: string): StateMachineError {
  return new StateMachineError(
    `chunk ${chunk} of the snapshot is refused: ${reason}; nothing was installed, have it sent again`,
    { code: "CORRUPT_SNAPSHOT", chunk },
  );
}
