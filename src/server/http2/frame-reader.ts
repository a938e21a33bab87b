import { connectionError } from "./http2-error.ts";
import { ERROR_CODE, FRAME_HEAD_BYTES } from "./protocol.ts";

const NOTHING = Buffer.alloc(0);

/**
 * Finds the frames in what a socket brings, however it is cut. A cursor: `push` a chunk, then read the fields after each `next` that is true. No
 * object is made for a frame that is whole in its chunk; one that is not is put together in memory of its own size, which the limit bounds.
 */
export class FrameReader {
  readonly #frameBytesMax: number;
  #chunk: Buffer = NOTHING;
  #at = 0;
  /** The first octets of a frame whose head is not whole. */
  readonly #head: Buffer = Buffer.alloc(FRAME_HEAD_BYTES);
  #headBytes = 0;
  /** The payload of a frame that is not whole. */
  #cut: Buffer | null = null;
  #cutBytes = 0;

  type = 0;
  flags = 0;
  streamId = 0;
  /** The payload is `bytes` from `start` to `end`. It stays as it is after the next chunk. */
  bytes: Buffer = NOTHING;
  start = 0;
  end = 0;

  constructor(options: { readonly frameBytesMax: number }) {
    this.#frameBytesMax = options.frameBytesMax;
  }

  /** After every frame of the chunk before was taken. */
  push(chunk: Buffer): void {
    this.#chunk = chunk;
    this.#at = 0;
  }

  /**
   * False where the rest of the chunk is no whole frame: it is kept.
   *
   * @throws Http2Error FRAME_SIZE_ERROR for the connection, as soon as a larger frame is announced (RFC 9113 section 4.2).
   */
  next(): boolean {
    if (this.#cut !== null) {
      return this.#completeCut(this.#cut);
    }
    const head = this.#headBytes > 0 ? this.#completeHead() : this.#takeHead();
    if (head === null) {
      return false;
    }
    const { bytes, at } = head;
    const length =
      octet(bytes, at) * 0x1_0000 + octet(bytes, at + 1) * 0x100 + octet(bytes, at + 2);
    this.type = octet(bytes, at + 3);
    this.flags = octet(bytes, at + 4);
    this.streamId =
      (octet(bytes, at + 5) & 0x7f) * 0x100_0000 +
      octet(bytes, at + 6) * 0x1_0000 +
      octet(bytes, at + 7) * 0x100 +
      octet(bytes, at + 8);
    if (length > this.#frameBytesMax) {
      throw connectionError(
        ERROR_CODE.FRAME_SIZE_ERROR,
        `a frame of type ${this.type} is of ${length} bytes, at most ${this.#frameBytesMax} allowed`,
      );
    }
    return this.#takePayload(length);
  }

  /** Where a head is whole in the chunk it is read there. */
  #takeHead(): { readonly bytes: Buffer; readonly at: number } | null {
    const at = this.#at;
    if (this.#chunk.length - at >= FRAME_HEAD_BYTES) {
      this.#at = at + FRAME_HEAD_BYTES;
      return { bytes: this.#chunk, at };
    }
    return this.#completeHead();
  }

  #completeHead(): { readonly bytes: Buffer; readonly at: number } | null {
    const wanted = FRAME_HEAD_BYTES - this.#headBytes;
    const copied = this.#chunk.copy(this.#head, this.#headBytes, this.#at, this.#at + wanted);
    this.#at += copied;
    this.#headBytes += copied;
    if (copied < wanted) {
      this.#forgetChunk();
      return null;
    }
    this.#headBytes = 0;
    return { bytes: this.#head, at: 0 };
  }

  #takePayload(length: number): boolean {
    const end = this.#at + length;
    if (end <= this.#chunk.length) {
      this.bytes = this.#chunk;
      this.start = this.#at;
      this.end = end;
      this.#at = end;
      return true;
    }
    this.#cut = Buffer.allocUnsafe(length);
    this.#cutBytes = 0;
    return this.#completeCut(this.#cut);
  }

  #completeCut(cut: Buffer): boolean {
    const copied = this.#chunk.copy(cut, this.#cutBytes, this.#at);
    this.#at += copied;
    this.#cutBytes += copied;
    if (this.#cutBytes < cut.length) {
      this.#forgetChunk();
      return false;
    }
    this.#cut = null;
    this.bytes = cut;
    this.start = 0;
    this.end = cut.length;
    return true;
  }

  #forgetChunk(): void {
    this.#chunk = NOTHING;
    this.#at = 0;
    this.bytes = NOTHING;
  }
}

function octet(bytes: Buffer, at: number): number {
  return bytes[at] ?? 0;
}
