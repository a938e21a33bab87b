import { Buffer } from "node:buffer";
import { WakeUp } from "../utils/wake-up.ts";
import { MessageReader } from "./grpc-wire.ts";
import { Http2Call } from "./http2-call.ts";
import { RPC_CODE, RpcError } from "./rpc-error.ts";

/** Pieces that wait to be read; beyond it they are put together, for one of a few octets takes far more memory than its window says. */
const PIECES_MAX = 256;

/** A call of any number of requests and answers. */
export class StreamCall extends Http2Call {
  /** What has come and was not read; the client's window bounds it. */
  #pieces: Buffer[] = [];
  readonly #arrived = new WakeUp();
  readonly #taken = new WakeUp();
  #isWhole = false;
  /** Nobody reads on. */
  #isAbandoned = false;

  /** The requests, one at a time: what is not pulled waits at the client. */
  async *readRequests(): AsyncIterable<Uint8Array> {
    const reader = new MessageReader({ messageBytesMax: this.messageBytesMax });
    try {
      for (;;) {
        const piece = this.#pieces.shift();
        if (piece !== undefined) {
          this.stream.consume(piece.length);
          for (const message of reader.read(piece)) {
            yield message.isCompressed ? await this.decompress(message) : message.bytes;
          }
        } else if (this.#isWhole) {
          return;
        } else if (this.isClosed) {
          throw new RpcError(RPC_CODE.CANCELLED, "the client ended the stream");
        } else {
          await this.#arrived.wait();
        }
      }
    } finally {
      this.#abandon();
    }
  }

  /** A promise where the client does not take it at once; resolves when it takes more, or never will. */
  write(answer: Uint8Array): Promise<void> | null {
    if (!this.stream.isOpen) {
      return null;
    }
    this.send(answer);
    return this.stream.queuedBytes > 0 ? this.#untilTaken() : null;
  }

  override fail(error: RpcError): void {
    super.fail(error);
    this.#taken.ring();
  }

  override receiveData(bytes: Buffer): void {
    if (this.#isAbandoned) {
      this.stream.consume(bytes.length);
      return;
    }
    this.#pieces.push(bytes);
    if (this.#pieces.length > PIECES_MAX) {
      this.#pieces = [Buffer.concat(this.#pieces)];
    }
    this.#arrived.ring();
  }

  override receiveEnd(): void {
    this.#isWhole = true;
    this.#arrived.ring();
  }

  override drained(): void {
    this.#taken.ring();
  }

  override closed(): void {
    super.closed();
    // Nothing is answered any more, so nothing needs to be read.
    this.#abandon();
    this.#arrived.ring();
    this.#taken.ring();
  }

  #abandon(): void {
    this.#isAbandoned = true;
    for (const piece of this.#pieces.splice(0)) {
      this.stream.consume(piece.length);
    }
  }

  async #untilTaken(): Promise<void> {
    while (this.stream.isOpen && this.stream.queuedBytes > 0) {
      await this.#taken.wait();
    }
  }
}
