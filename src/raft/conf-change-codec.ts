import { assertNever } from "../utils/assert.ts";
import type {
  ConfChangeRequest,
  ConfChangeSingle,
  ConfChangeTransition,
  ConfChangeType,
} from "./types.ts";
import { EMPTY_BYTES } from "./types.ts";

/** eraftpb's bytes for the configuration change inside an entry: proto3, so a field at its default is not written. */

export type ConfChangeDecodeDetail =
  | { readonly code: "TRUNCATED"; readonly offset: number }
  | { readonly code: "OUT_OF_RANGE"; readonly offset: number; readonly field: string }
  | { readonly code: "WRONG_WIRE_TYPE"; readonly offset: number; readonly wireType: number };

/** The bytes of an entry are not a configuration change of eraftpb. */
export class ConfChangeDecodeError extends Error {
  override readonly name = "ConfChangeDecodeError";
  readonly detail: ConfChangeDecodeDetail;

  constructor(message: string, detail: ConfChangeDecodeDetail) {
    super(message);
    this.detail = detail;
  }

  get code(): ConfChangeDecodeDetail["code"] {
    return this.detail.code;
  }
}

const CHANGE_TYPES: readonly ConfChangeType[] = ["addNode", "removeNode", "addLearnerNode"];
const TRANSITIONS: readonly ConfChangeTransition[] = ["auto", "implicit", "explicit"];

const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

class ByteWriter {
  readonly #bytes: number[] = [];

  varint(field: number, value: number): void {
    if (value !== 0) {
      this.#raw(field * 8 + VARINT);
      this.#raw(value);
    }
  }

  bytes(field: number, value: Iterable<number> & { readonly length: number }): void {
    this.#raw(field * 8 + LENGTH_DELIMITED);
    this.#raw(value.length);
    for (const byte of value) {
      this.#bytes.push(byte);
    }
  }

  finish(): Uint8Array {
    return this.#bytes.length === 0 ? EMPTY_BYTES : Uint8Array.from(this.#bytes);
  }

  #raw(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes.push((rest % 0x80) + 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes.push(rest);
  }
}

/** The bytes of an entry's data. A version 2 change that leaves a joint configuration has none at all. */
export function encodeConfChange(request: ConfChangeRequest): Uint8Array {
  const writer = new ByteWriter();
  switch (request.version) {
    case "v1":
      writer.varint(2, CHANGE_TYPES.indexOf(request.change.type));
      writer.varint(3, request.change.nodeId);
      if (request.context.length > 0) {
        writer.bytes(4, request.context);
      }
      return writer.finish();
    case "v2":
      writer.varint(1, TRANSITIONS.indexOf(request.transition));
      for (const change of request.changes) {
        const single = new ByteWriter();
        single.varint(1, CHANGE_TYPES.indexOf(change.type));
        single.varint(2, change.nodeId);
        writer.bytes(2, single.finish());
      }
      if (request.context.length > 0) {
        writer.bytes(3, request.context);
      }
      return writer.finish();
    default:
      return assertNever(request);
  }
}

/** Reads one message; fields that it does not know are skipped, as proto3 asks. */
class FieldReader {
  readonly #bytes: Uint8Array;
  #offset = 0;
  #tagOffset = 0;
  #wireType = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The number of the next field, or null at the end. */
  nextField(): number | null {
    if (this.#offset >= this.#bytes.length) {
      return null;
    }
    this.#tagOffset = this.#offset;
    const tag = this.#varint("a field's number");
    this.#wireType = tag % 8;
    return Math.floor(tag / 8);
  }

  integer(field: string): number {
    this.#expect(VARINT);
    return this.#varint(field);
  }

  choice<T>(field: string, values: readonly T[]): T {
    const number = this.integer(field);
    const value = values[number];
    if (value === undefined) {
      throw new ConfChangeDecodeError(
        `decode configuration change: ${field} at byte ${this.#tagOffset} is ${number}, allowed are 0 to ${values.length - 1}`,
        { code: "OUT_OF_RANGE", offset: this.#tagOffset, field },
      );
    }
    return value;
  }

  bytes(field: string): Uint8Array {
    this.#expect(LENGTH_DELIMITED);
    return this.#take(this.#varint(field));
  }

  skip(): void {
    switch (this.#wireType) {
      case VARINT:
        this.#skipVarint();
        return;
      case FIXED64:
        this.#take(8);
        return;
      case LENGTH_DELIMITED:
        this.#take(this.#varint("a length"));
        return;
      case FIXED32:
        this.#take(4);
        return;
      default:
        this.#failWireType();
    }
  }

  #expect(wireType: number): void {
    if (this.#wireType !== wireType) {
      this.#failWireType();
    }
  }

  #failWireType(): never {
    throw new ConfChangeDecodeError(
      `decode configuration change: the field at byte ${this.#tagOffset} has wire type ${this.#wireType}, which does not fit it`,
      { code: "WRONG_WIRE_TYPE", offset: this.#tagOffset, wireType: this.#wireType },
    );
  }

  #take(length: number): Uint8Array {
    const end = this.#offset + length;
    if (end > this.#bytes.length) {
      this.#failTruncated();
    }
    const taken = this.#bytes.subarray(this.#offset, end);
    this.#offset = end;
    return taken;
  }

  #failTruncated(): never {
    throw new ConfChangeDecodeError(
      `decode configuration change: ends at byte ${this.#bytes.length}, within the field that starts at byte ${this.#tagOffset}`,
      { code: "TRUNCATED", offset: this.#tagOffset },
    );
  }

  /** An unknown field may hold any 64 bits, beyond what a number of ours may. */
  #skipVarint(): void {
    while ((this.#take(1)[0] ?? 0) >= 0x80) {
      // The last byte of a varint has its highest bit clear.
    }
  }

  #varint(field: string): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#bytes[this.#offset];
      if (byte === undefined) {
        return this.#failTruncated();
      }
      this.#offset += 1;
      value += (byte % 0x80) * scale;
      if (value > Number.MAX_SAFE_INTEGER || scale > 2 ** 63) {
        throw new ConfChangeDecodeError(
          `decode configuration change: ${field} at byte ${this.#tagOffset} is above 2^53 - 1`,
          { code: "OUT_OF_RANGE", offset: this.#tagOffset, field },
        );
      }
      if (byte < 0x80) {
        return value;
      }
      scale *= 0x80;
    }
  }
}

/**
 * The configuration change in an entry of `type`.
 *
 * @throws ConfChangeDecodeError when the bytes are not one.
 */
export function decodeConfChange(
  type: "confChange" | "confChangeV2",
  data: Uint8Array,
): ConfChangeRequest {
  return type === "confChange" ? decodeV1(data) : decodeV2(data);
}

function decodeV1(data: Uint8Array): ConfChangeRequest {
  const reader = new FieldReader(data);
  let type: ConfChangeType = "addNode";
  let nodeId = 0;
  let context = EMPTY_BYTES;
  for (let field = reader.nextField(); field !== null; field = reader.nextField()) {
    switch (field) {
      case 2:
        type = reader.choice("change_type", CHANGE_TYPES);
        break;
      case 3:
        nodeId = reader.integer("node_id");
        break;
      case 4:
        context = reader.bytes("context");
        break;
      default:
        reader.skip();
    }
  }
  return { version: "v1", change: { type, nodeId }, context };
}

function decodeV2(data: Uint8Array): ConfChangeRequest {
  const reader = new FieldReader(data);
  let transition: ConfChangeTransition = "auto";
  const changes: ConfChangeSingle[] = [];
  let context = EMPTY_BYTES;
  for (let field = reader.nextField(); field !== null; field = reader.nextField()) {
    switch (field) {
      case 1:
        transition = reader.choice("transition", TRANSITIONS);
        break;
      case 2:
        changes.push(decodeSingle(reader.bytes("changes")));
        break;
      case 3:
        context = reader.bytes("context");
        break;
      default:
        reader.skip();
    }
  }
  return { version: "v2", transition, changes, context };
}

function decodeSingle(data: Uint8Array): ConfChangeSingle {
  const reader = new FieldReader(data);
  let type: ConfChangeType = "addNode";
  let nodeId = 0;
  for (let field = reader.nextField(); field !== null; field = reader.nextField()) {
    switch (field) {
      case 1:
        type = reader.choice("change_type", CHANGE_TYPES);
        break;
      case 2:
        nodeId = reader.integer("node_id");
        break;
      default:
        reader.skip();
    }
  }
  return { type, nodeId };
}
