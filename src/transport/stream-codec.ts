import { raft } from "../gen/proto.js";
import { checkSafeInteger, EMPTY_BYTES, type MessageOf } from "../raft/index.ts";
import type { Hello } from "./hello.ts";
import { readMessage, type SizedMessage, writeMessage } from "./message-codec.ts";
import { malformed } from "./transport-error.ts";
import type { PeerMessage } from "./types.ts";
import { WireReader } from "./wire-reader.ts";
import { integerFieldBytes, lengthFieldBytes, WireWriter } from "./wire-writer.ts";

/** raft.v1.Transport's messages. Hellos and answers, which are rare, by the generated code; frames by hand: no object between a message and its bytes. */

export interface Frame {
  readonly number: number;
  readonly messages: readonly PeerMessage[];
}

/** Field numbers of raft.v1.MessagesRequest and raft.v1.Frame. */
const REQUEST_FRAME = 2;
const FRAME_NUMBER = 1;
const FRAME_MESSAGES = 2;

/** A MessagesRequest that holds a frame. */
export function encodeFrame(frame: {
  readonly number: number;
  readonly messages: readonly SizedMessage[];
}): Uint8Array {
  let bodyBytes = integerFieldBytes(frame.number);
  for (const { sizeBytes } of frame.messages) {
    bodyBytes += lengthFieldBytes(sizeBytes);
  }
  const writer = new WireWriter(lengthFieldBytes(bodyBytes));
  writer.lengthPrefix(REQUEST_FRAME, bodyBytes);
  writer.integerField(FRAME_NUMBER, frame.number);
  for (const message of frame.messages) {
    writer.lengthPrefix(FRAME_MESSAGES, message.sizeBytes);
    writeMessage(writer, message);
  }
  return writer.finish();
}

/** @throws TransportError MALFORMED for anything but a frame of peers' messages. */
export function decodeFrame(bytes: Uint8Array): Frame {
  const request = new WireReader(bytes);
  let frame: WireReader | null = null;
  for (let field = request.nextField(); field !== 0; field = request.nextField()) {
    if (field === REQUEST_FRAME) {
      frame = request.message("frame");
    } else {
      request.skip();
    }
  }
  if (frame === null) {
    throw malformed("request", "must hold a frame after the hello");
  }
  let number = 0;
  const messages: PeerMessage[] = [];
  for (let field = frame.nextField(); field !== 0; field = frame.nextField()) {
    if (field === FRAME_NUMBER) {
      number = frame.integer("frame number");
    } else if (field === FRAME_MESSAGES) {
      const message = readMessage(frame.message("message"));
      if (message.type === "snapshot") {
        throw malformed("message of type snapshot", "must come on a stream of its own");
      }
      messages.push(message);
    } else {
      frame.skip();
    }
  }
  return { number, messages };
}

export function encodeMessagesHello(hello: Hello): Uint8Array {
  return raft.v1.MessagesRequest.encode({ hello: toProto(hello) }).finish();
}

export function encodeSnapshotHello(hello: Hello): Uint8Array {
  return raft.v1.SendSnapshotRequest.encode({ hello: toProto(hello) }).finish();
}

/** @throws TransportError MALFORMED */
export function decodeMessagesHello(bytes: Uint8Array): Hello {
  return fromProto(decode(raft.v1.MessagesRequest, bytes).hello);
}

/** @throws TransportError MALFORMED */
export function decodeSnapshotHello(bytes: Uint8Array): Hello {
  return fromProto(decode(raft.v1.SendSnapshotRequest, bytes).hello);
}

/** Both methods' answers look the same: a number up to which all has arrived. */
export function encodeReceived(received: number): Uint8Array {
  return raft.v1.MessagesResponse.encode({ received }).finish();
}

/** @throws TransportError MALFORMED */
export function decodeReceived(bytes: Uint8Array): number {
  return integer(decode(raft.v1.MessagesResponse, bytes).received, "number of what was received");
}

export type SnapshotPart =
  | { readonly kind: "message"; readonly message: MessageOf<"snapshot"> }
  | {
      readonly kind: "chunk";
      readonly number: number;
      readonly data: Uint8Array;
      readonly crc32c: number;
    }
  | {
      readonly kind: "end";
      readonly chunks: number;
      readonly bytes: number;
      readonly sha256: Uint8Array;
    };

/** Field numbers of raft.v1.SendSnapshotRequest. */
const SNAPSHOT_MESSAGE = 2;

export function encodeSnapshotMessage(message: SizedMessage): Uint8Array {
  const writer = new WireWriter(lengthFieldBytes(message.sizeBytes));
  writer.lengthPrefix(SNAPSHOT_MESSAGE, message.sizeBytes);
  writeMessage(writer, message);
  return writer.finish();
}

export function encodeSnapshotChunk(chunk: {
  readonly number: number;
  readonly data: Uint8Array;
  readonly crc32c: number;
}): Uint8Array {
  return raft.v1.SendSnapshotRequest.encode({ chunk }).finish();
}

export function encodeSnapshotEnd(end: {
  readonly chunks: number;
  readonly bytes: number;
  readonly sha256: Uint8Array;
}): Uint8Array {
  return raft.v1.SendSnapshotRequest.encode({ end }).finish();
}

/** What follows the hello. @throws TransportError MALFORMED */
export function decodeSnapshotPart(bytes: Uint8Array): SnapshotPart {
  const reader = new WireReader(bytes);
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === SNAPSHOT_MESSAGE) {
      const message = readMessage(reader.message("snapshot's message"));
      if (message.type !== "snapshot") {
        throw malformed("snapshot's message", `must be of type snapshot, found ${message.type}`);
      }
      return { kind: "message", message };
    }
    reader.skip();
  }
  const { chunk, end } = decode(raft.v1.SendSnapshotRequest, bytes);
  if (chunk !== undefined && chunk !== null) {
    const number = integer(chunk.number, "chunk's number");
    return { kind: "chunk", number, data: view(chunk.data), crc32c: chunk.crc32c ?? 0 };
  }
  if (end !== undefined && end !== null) {
    return {
      kind: "end",
      chunks: integer(end.chunks, "snapshot's number of chunks"),
      bytes: integer(end.bytes, "snapshot's size"),
      sha256: view(end.sha256),
    };
  }
  throw malformed("snapshot stream", "must hold a message, a chunk or an end after the hello");
}

function toProto(hello: Hello): raft.v1.Hello.$Properties {
  return {
    clusterId: hello.clusterId,
    fromNodeId: hello.from.nodeId,
    fromStoreId: hello.from.storeId,
    fromAddress: hello.from.address,
    toNodeId: hello.toNodeId,
    toStoreId: hello.toStoreId,
    formatVersionMin: hello.versions.min,
    formatVersionMax: hello.versions.max,
    epoch: hello.epoch,
  };
}

function fromProto(hello: raft.v1.Hello.$Properties | null | undefined): Hello {
  if (hello === null || hello === undefined) {
    throw malformed("stream", "must begin with a hello");
  }
  return {
    clusterId: hello.clusterId ?? "",
    from: {
      nodeId: integer(hello.fromNodeId, "node id"),
      storeId: hello.fromStoreId ?? "",
      address: hello.fromAddress ?? "",
    },
    toNodeId: integer(hello.toNodeId, "node id"),
    toStoreId: hello.toStoreId ?? "",
    versions: { min: hello.formatVersionMin ?? 0, max: hello.formatVersionMax ?? 0 },
    epoch: integer(hello.epoch, "stream epoch"),
  };
}

function integer(value: number | null | undefined, field: string): number {
  try {
    return checkSafeInteger(value ?? 0, field);
  } catch (cause) {
    throw malformed(field, `is not a safe integer: ${String(value)}`, { cause });
  }
}

/** The same bytes, not as Node.js's own class. */
function view(bytes: Uint8Array | null | undefined): Uint8Array {
  return bytes === null || bytes === undefined
    ? EMPTY_BYTES
    : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function decode<T>(type: { decode(bytes: Uint8Array): T }, bytes: Uint8Array): T {
  try {
    return type.decode(bytes);
  } catch (cause) {
    throw malformed("message", "is not protobuf of its type", { cause });
  }
}
