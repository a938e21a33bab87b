import { createHash, type Hash } from "node:crypto";
import { crc32c } from "../utils/crc32c.ts";
import type { PeerRequests } from "./peer-requests.ts";
import {
  decodeSnapshotPart,
  encodeSnapshotChunk,
  encodeSnapshotEnd,
  type SnapshotPart,
} from "./stream-codec.ts";
import { malformed, TransportError } from "./transport-error.ts";
import { SNAPSHOT_CHUNK_BYTES_MAX } from "./types.ts";

/** Counts what both ends of a snapshot must agree on. */
class SnapshotTally {
  readonly #hash: Hash = createHash("sha256");
  chunks = 0;
  bytes = 0;

  add(data: Uint8Array): void {
    this.#hash.update(data);
    this.chunks += 1;
    this.bytes += data.length;
  }

  sha256(): Uint8Array {
    return this.#hash.digest();
  }
}

/** The requests that carry a state: a numbered one with a checksum for each chunk, and an end. */
export async function* encodeChunks(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const tally = new SnapshotTally();
  for await (const data of chunks) {
    if (data.length > SNAPSHOT_CHUNK_BYTES_MAX) {
      throw new TransportError(
        `the state machine made a snapshot chunk of ${data.length} bytes, at most ${SNAPSHOT_CHUNK_BYTES_MAX} are allowed`,
        { code: "SNAPSHOT_FAILED" },
      );
    }
    tally.add(data);
    yield encodeSnapshotChunk({ number: tally.chunks, data, crc32c: crc32c(data) });
  }
  const { chunks: count, bytes } = tally;
  yield encodeSnapshotEnd({ chunks: count, bytes, sha256: tally.sha256() });
}

/** Reads a state as its chunks; ends only where all of it has come as it was sent. */
export class ChunkReader implements AsyncIterable<Uint8Array> {
  readonly #requests: PeerRequests;
  readonly #tally = new SnapshotTally();
  #isComplete = false;

  constructor(dependencies: { readonly requests: PeerRequests }) {
    this.#requests = dependencies.requests;
  }

  get chunksReceived(): number {
    return this.#tally.chunks;
  }

  /** The end has come and agrees. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** @throws TransportError MALFORMED for a chunk that is damaged or out of turn, and where the end is missing or disagrees. */
  async *[Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    while (!this.#isComplete) {
      const bytes = await this.#requests.next();
      if (bytes === null) {
        throw malformed("snapshot", `was cut short after ${this.#tally.chunks} chunks`);
      }
      const part = decodeSnapshotPart(bytes);
      switch (part.kind) {
        case "chunk":
          this.#check(part);
          this.#tally.add(part.data);
          yield part.data;
          break;
        case "end":
          this.#checkEnd(part);
          this.#isComplete = true;
          break;
        default:
          throw malformed("snapshot", "holds a second message");
      }
    }
  }

  #check(chunk: Extract<SnapshotPart, { readonly kind: "chunk" }>): void {
    const expected = this.#tally.chunks + 1;
    if (chunk.number !== expected) {
      throw malformed("snapshot chunk", `must have the number ${expected}, found ${chunk.number}`);
    }
    if (chunk.data.length > SNAPSHOT_CHUNK_BYTES_MAX) {
      throw malformed(
        `snapshot chunk ${expected}`,
        `must be of at most ${SNAPSHOT_CHUNK_BYTES_MAX} bytes, found ${chunk.data.length}`,
      );
    }
    if (crc32c(chunk.data) !== chunk.crc32c) {
      throw malformed(`snapshot chunk ${expected}`, "was damaged on its way: its checksum differs");
    }
  }

  #checkEnd(end: Extract<SnapshotPart, { readonly kind: "end" }>): void {
    const { chunks, bytes } = this.#tally;
    const isEqual =
      end.chunks === chunks &&
      end.bytes === bytes &&
      Buffer.from(this.#tally.sha256()).equals(end.sha256);
    if (!isEqual) {
      throw malformed(
        "snapshot",
        `must be of ${end.chunks} chunks and ${end.bytes} bytes with the hash in its end, ${chunks} and ${bytes} were received`,
      );
    }
  }
}
