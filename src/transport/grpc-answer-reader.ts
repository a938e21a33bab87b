import { Buffer } from "node:buffer";
import { malformed } from "./transport-error.ts";

/** Of a message: one byte that says whether it is compressed, four of length. */
export const GRPC_PREFIX_BYTES = 5;

export function grpcPrefix(length: number): Buffer {
  const prefix = Buffer.allocUnsafe(GRPC_PREFIX_BYTES);
  prefix.writeUInt8(0, 0);
  prefix.writeUInt32BE(length, 1);
  return prefix;
}

/** Cuts what a stream of gRPC answers brings into messages. Answers of peers are small: what is larger than the bound is none. */
export class GrpcAnswerReader {
  readonly #answerBytesMax: number;
  #rest: Buffer = Buffer.alloc(0);

  constructor(options: { readonly answerBytesMax: number }) {
    this.#answerBytesMax = options.answerBytesMax;
  }

  /** The messages that the bytes complete. @throws TransportError MALFORMED */
  read(bytes: Buffer): readonly Uint8Array[] {
    const messages: Uint8Array[] = [];
    let rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    while (rest.length >= GRPC_PREFIX_BYTES) {
      const length = rest.readUInt32BE(1);
      if (rest[0] !== 0 || length > this.#answerBytesMax) {
        throw malformed(
          "answer",
          `must be uncompressed and of at most ${this.#answerBytesMax} bytes, found ${length}`,
        );
      }
      const end = GRPC_PREFIX_BYTES + length;
      if (rest.length < end) {
        break;
      }
      messages.push(rest.subarray(GRPC_PREFIX_BYTES, end));
      rest = rest.subarray(end);
    }
    this.#rest = rest;
    return messages;
  }
}
