import { inflate, gunzip } from "node:zlib";
import { RPC_CODE, RpcError } from "./rpc-error.ts";

const PREFIX_BYTES = 5;
/** A message may keep so much memory of others in use. */
const SHARED_BYTES_MAX = 16 * 1024;
/** Units of `grpc-timeout`, in milliseconds. */
const TIMEOUT_UNITS: ReadonlyMap<string, number> = new Map([
  ["H", 3_600_000],
  ["M", 60_000],
  ["S", 1000],
  ["m", 1],
  ["u", 0.001],
  ["n", 0.000_001],
]);

/** A message as it came: behind its prefix, still compressed where the flag says so. */
export interface WireMessage {
  readonly isCompressed: boolean;
  readonly bytes: Buffer;
}

/** Milliseconds that a client gives a call. @throws RpcError INTERNAL, as other gRPC servers. */
export function parseTimeout(value: string): number {
  const match = /^(\d{1,8})([HMSmun])$/.exec(value);
  const unitMs = TIMEOUT_UNITS.get(match?.[2] ?? "");
  if (match?.[1] === undefined || unitMs === undefined) {
    throw new RpcError(RPC_CODE.INTERNAL, `Invalid grpc-timeout value "${value}"`);
  }
  return Number(match[1]) * unitMs;
}

/** What stands before a message: that it is not compressed, and its length. */
export function messagePrefix(message: Uint8Array): Buffer {
  const { byteLength } = message;
  const prefix = Buffer.allocUnsafe(PREFIX_BYTES);
  prefix[0] = 0;
  prefix[1] = byteLength >>> 24;
  prefix[2] = byteLength >>> 16;
  prefix[3] = byteLength >>> 8;
  prefix[4] = byteLength;
  return prefix;
}

/**
 * The message where `bytes` is exactly one, as most requests come; null where it is not, or a limit is to be checked by a MessageReader. It shares the memory of
 * `bytes`, unless that is much more than the message.
 */
export function wholeMessage(bytes: Buffer, messageBytesMax: number): WireMessage | null {
  const messageBytes = bytes.byteLength - PREFIX_BYTES;
  if (
    messageBytes < 0 ||
    messageBytes > messageBytesMax ||
    bytes.readUInt32BE(1) !== messageBytes
  ) {
    return null;
  }
  const message = bytes.subarray(PREFIX_BYTES);
  const isSmallPart =
    bytes.buffer.byteLength > SHARED_BYTES_MAX && messageBytes * 4 < bytes.buffer.byteLength;
  return { isCompressed: bytes[0] === 1, bytes: isSmallPart ? Buffer.from(message) : message };
}

/** A status' sentence for `grpc-message`: what is not printable ASCII, and the sign itself, as %XX of its UTF-8 bytes. */
export function encodeStatusMessage(text: string): string {
  if (/^[ -$&-~]*$/.test(text)) {
    return text;
  }
  let encoded = "";
  for (const byte of Buffer.from(text, "utf8")) {
    const isPlain = byte >= 0x20 && byte <= 0x7e && byte !== 0x25;
    encoded += isPlain
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return encoded;
}

/** Cuts the body of a call into messages. What it keeps is at most one message of the allowed size and one chunk, doubled. */
export class MessageReader {
  readonly #messageBytesMax: number;
  /** The part of a message that has come, copied: a chunk shares memory with all else that its connection read at once. */
  #held: Buffer = Buffer.alloc(0);
  #heldBytes = 0;

  constructor(options: { readonly messageBytesMax: number }) {
    this.#messageBytesMax = options.messageBytesMax;
  }

  /** What it keeps of a message that is not whole. */
  get heldBytes(): number {
    return this.#held.byteLength;
  }

  /** The messages that are whole with this chunk; they share its memory. @throws RpcError RESOURCE_EXHAUSTED as soon as a larger one is announced. */
  read(chunk: Buffer): readonly WireMessage[] {
    let rest = chunk;
    if (this.#heldBytes > 0) {
      this.#hold(chunk);
      rest = this.#held.subarray(0, this.#heldBytes);
    }
    const messages: WireMessage[] = [];
    while (rest.byteLength >= PREFIX_BYTES) {
      const messageBytes = rest.readUInt32BE(1);
      if (messageBytes > this.#messageBytesMax) {
        throw new RpcError(
          RPC_CODE.RESOURCE_EXHAUSTED,
          `Received message larger than max (${messageBytes} vs ${this.#messageBytesMax})`,
        );
      }
      const end = PREFIX_BYTES + messageBytes;
      if (rest.byteLength < end) {
        break;
      }
      messages.push({ isCompressed: rest[0] === 1, bytes: rest.subarray(PREFIX_BYTES, end) });
      rest = rest.subarray(end);
    }
    if (messages.length > 0 || this.#heldBytes === 0) {
      // What was held is the messages' memory now.
      this.#held = Buffer.alloc(0);
      this.#heldBytes = 0;
      this.#hold(rest);
    }
    return messages;
  }

  #hold(bytes: Buffer): void {
    const needed = this.#heldBytes + bytes.byteLength;
    if (needed > this.#held.byteLength) {
      const grown = Buffer.allocUnsafe(Math.max(needed, 2 * this.#held.byteLength));
      this.#held.copy(grown, 0, 0, this.#heldBytes);
      this.#held = grown;
    }
    bytes.copy(this.#held, this.#heldBytes);
    this.#heldBytes = needed;
  }
}

/** @throws RpcError UNIMPLEMENTED for an encoding that is not known, INTERNAL for what does not decode, RESOURCE_EXHAUSTED past the limit. */
export async function decompress(
  message: WireMessage,
  options: { readonly encoding: string; readonly messageBytesMax: number },
): Promise<Uint8Array> {
  if (!message.isCompressed) {
    return message.bytes;
  }
  const { encoding, messageBytesMax } = options;
  if (encoding !== "gzip" && encoding !== "deflate") {
    throw new RpcError(
      RPC_CODE.UNIMPLEMENTED,
      `Received message compressed with unsupported encoding "${encoding}"`,
    );
  }
  return await new Promise((resolve, reject) => {
    const unzip = encoding === "gzip" ? gunzip : inflate;
    unzip(message.bytes, { maxOutputLength: messageBytesMax }, (cause, bytes) => {
      if (cause === null) {
        resolve(bytes);
      } else if ("code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE") {
        const sentence = `Received message that decompresses to a size larger than ${messageBytesMax}`;
        reject(new RpcError(RPC_CODE.RESOURCE_EXHAUSTED, sentence, { cause }));
      } else {
        reject(new RpcError(RPC_CODE.INTERNAL, "Failed to decompress message", { cause }));
      }
    });
  });
}
