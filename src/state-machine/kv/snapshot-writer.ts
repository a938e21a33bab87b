import { Buffer } from "node:buffer";
import type { LogIndex } from "../../raft/types.ts";
import type { KeyValue, KeyValueView } from "../../utils/key-value.ts";
import { varintBytes, writeVarint } from "../bytes.ts";
import { scanPages } from "./pages.ts";
import {
  CHUNK_BYTES_MIN,
  CHUNK_HEADER_BYTES,
  encodeEndChunk,
  encodeHeaderChunk,
  sealRowsChunk,
} from "./snapshot-format.ts";

/**
 * The chunks of all rows of `view`, which must stay open until the last one. A chunk's memory belongs to its receiver.
 *
 * @throws RangeError where `chunkBytesMax` is below 64.
 */
export function* snapshotChunks(
  view: KeyValueView,
  options: {
    readonly chunkBytesMax: number;
    readonly revision: number;
    readonly appliedIndex: LogIndex;
  },
): Generator<Uint8Array, void, void> {
  const { chunkBytesMax } = options;
  if (!Number.isSafeInteger(chunkBytesMax) || chunkBytesMax < CHUNK_BYTES_MIN) {
    throw new RangeError(
      `chunkBytesMax of a snapshot must be an integer from ${CHUNK_BYTES_MIN}, found ${chunkBytesMax}`,
    );
  }
  yield encodeHeaderChunk(options);
  let number = 1;
  let rowCount = 0;
  let streamBytes = 0;
  let chunk = Buffer.allocUnsafe(chunkBytesMax);
  let filled = CHUNK_HEADER_BYTES;
  for (const page of scanPages(view, { start: new Uint8Array(0), end: null })) {
    for (const row of page) {
      rowCount += 1;
      for (const part of [rowHeader(row), row.key, row.value]) {
        streamBytes += part.length;
        for (let at = 0; at < part.length; ) {
          const taken = Math.min(part.length - at, chunkBytesMax - filled);
          chunk.set(part.subarray(at, at + taken), filled);
          at += taken;
          filled += taken;
          if (filled === chunkBytesMax) {
            yield sealRowsChunk(chunk, number);
            number += 1;
            chunk = Buffer.allocUnsafe(chunkBytesMax);
            filled = CHUNK_HEADER_BYTES;
          }
        }
      }
    }
  }
  if (filled > CHUNK_HEADER_BYTES) {
    yield sealRowsChunk(chunk.subarray(0, filled), number);
    number += 1;
  }
  yield encodeEndChunk({ number, rowCount, streamBytes });
}

function rowHeader({ key, value }: KeyValue): Uint8Array {
  const bytes = Buffer.allocUnsafe(varintBytes(key.length) + varintBytes(value.length));
  writeVarint(bytes, writeVarint(bytes, 0, key.length), value.length);
  return bytes;
}
