import { Buffer } from "node:buffer";
import type { LogIndex } from "../../raft/types.ts";
import { crc32c } from "../../utils/crc32c.ts";
import { StateMachineError } from "../errors.ts";
import { asBuffer, ByteReader, ByteWriter } from "../bytes.ts";

/**
 * A snapshot is a sequence of chunks, each
 *
 * | bytes | what |
 * |---|---|
 * | 4 | CRC-32C of all that follows, little-endian |
 * | 1 | format version |
 * | 1 | kind |
 * | 4 | number of the chunk from 0, little-endian |
 * | rest | payload |
 *
 * First one header: revision and applied index. Then row chunks, whose payloads in a row are the stream of all rows in key order, {key length, value
 * length, key, value}; a row may span chunks. Last one end: the number of rows and of the stream's bytes. A snapshot without its end is
 * no snapshot.
 */
export const SNAPSHOT_FORMAT = 1;

export const CHUNK_HEADER_BYTES = 10;
/** Enough for the header, the end and some of a row. */
export const CHUNK_BYTES_MIN = 64;
/** A row's key and value together; what claims more is damage. */
export const SNAPSHOT_ROW_BYTES_MAX: number = 64 * 1024 * 1024;

const KIND_HEADER = 1;
const KIND_ROWS = 2;
const KIND_END = 3;

export type SnapshotChunk =
  | { readonly kind: "header"; readonly revision: number; readonly appliedIndex: LogIndex }
  | { readonly kind: "rows"; readonly payload: Buffer }
  | { readonly kind: "end"; readonly rowCount: number; readonly streamBytes: number };

export function encodeHeaderChunk(header: {
  readonly revision: number;
  readonly appliedIndex: LogIndex;
}): Buffer {
  const payload = new ByteWriter().varint(header.revision).varint(header.appliedIndex).finish();
  return smallChunk({ kind: KIND_HEADER, number: 0, payload });
}

export function encodeEndChunk(end: {
  readonly number: number;
  readonly rowCount: number;
  readonly streamBytes: number;
}): Buffer {
  const payload = new ByteWriter().varint(end.rowCount).varint(end.streamBytes).finish();
  return smallChunk({ kind: KIND_END, number: end.number, payload });
}

/** Completes a chunk of rows whose payload stands from `CHUNK_HEADER_BYTES` on. */
export function sealRowsChunk(chunk: Buffer, number: number): Buffer {
  return seal(chunk, { kind: KIND_ROWS, number });
}

/** @throws StateMachineError CORRUPT_SNAPSHOT or NEWER_FORMAT. */
export function decodeChunk(bytes: Uint8Array, number: number): SnapshotChunk {
  const fail = (reason: string): StateMachineError => corruptSnapshot(number, reason);
  const chunk = asBuffer(bytes);
  if (chunk.length < CHUNK_HEADER_BYTES) {
    throw fail(`it has ${chunk.length} bytes, at least ${CHUNK_HEADER_BYTES} are needed`);
  }
  if (chunk.readUInt32LE(0) !== crc32c(chunk, { start: 4 })) {
    throw fail("its checksum does not fit its bytes");
  }
  const format = chunk.readUInt8(4);
  if (format !== SNAPSHOT_FORMAT) {
    throw new StateMachineError(
      `the snapshot has format version ${format}, but this node understands ${SNAPSHOT_FORMAT}: upgrade it to the version of the member that sent it`,
      { code: "NEWER_FORMAT", found: format, supported: SNAPSHOT_FORMAT },
    );
  }
  const found = chunk.readUInt32LE(6);
  if (found !== number) {
    throw fail(`it says that it is chunk ${found}: one is missing, repeated or out of order`);
  }
  const payload = chunk.subarray(CHUNK_HEADER_BYTES);
  const kind = chunk.readUInt8(5);
  if (kind === KIND_ROWS) {
    return { kind: "rows", payload };
  }
  const reader = new ByteReader(payload, { fail });
  if (kind === KIND_HEADER) {
    const revision = reader.varint("the revision");
    const appliedIndex = reader.varint("the applied index");
    reader.end("the header");
    return { kind: "header", revision, appliedIndex };
  }
  if (kind === KIND_END) {
    const rowCount = reader.varint("the number of rows");
    const streamBytes = reader.varint("the number of bytes");
    reader.end("the end");
    return { kind: "end", rowCount, streamBytes };
  }
  throw fail(`its kind is ${kind}, allowed are 1, 2 and 3`);
}

export function corruptSnapshot(chunk: number, reason: string): StateMachineError {
  return new StateMachineError(
    `chunk ${chunk} of the snapshot is refused: ${reason}; nothing was installed, have it sent again`,
    { code: "CORRUPT_SNAPSHOT", chunk },
  );
}

function smallChunk(options: {
  readonly kind: number;
  readonly number: number;
  readonly payload: Uint8Array;
}): Buffer {
  const chunk = Buffer.alloc(CHUNK_HEADER_BYTES + options.payload.length);
  chunk.set(options.payload, CHUNK_HEADER_BYTES);
  return seal(chunk, options);
}

function seal(
  chunk: Buffer,
  { kind, number }: { readonly kind: number; readonly number: number },
): Buffer {
  chunk.writeUInt8(SNAPSHOT_FORMAT, 4);
  chunk.writeUInt8(kind, 5);
  chunk.writeUInt32LE(number, 6);
  chunk.writeUInt32LE(crc32c(chunk, { start: 4 }), 0);
  return chunk;
}
