import { EMPTY_BYTES } from "../raft/index.ts";
import { malformed } from "./transport-error.ts";
import { FIXED32, FIXED64, LENGTH_DELIMITED, VARINT } from "./wire-writer.ts";

/** Of a 64-bit varint. */
const VARINT_BYTES_MAX = 10;

/**
 * Reads protobuf. Bytes are views of what is read, never copies. Every method throws a TransportError MALFORMED that names the field.
 */
export class WireReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #offset: number;
  #wireType = 0;

  /** Reads `bytes[start, end)`. */
  constructor(bytes: Uint8Array, start = 0, end: number = bytes.length) {
    this.#bytes = bytes;
    this.#offset = start;
    this.#end = end;
  }

  /** The number of the next field, or 0, which no field has, at the end. */
  nextField(): number {
    if (this.#offset >= this.#end) {
      return 0;
    }
    const tag = this.#varint("field number");
    this.#wireType = tag % 8;
    const field = Math.floor(tag / 8);
    if (field === 0) {
      throw malformed("field number", "is 0");
    }
    return field;
  }

  /** An unsigned integer from 0 to 2^53 - 1. */
  integer(name: string): number {
    this.#expect(VARINT, name);
    return this.#varint(name);
  }

  /** An int64 from -(2^53 - 1) to 2^53 - 1. */
  signed(name: string): number {
    this.#expect(VARINT, name);
    let value = 0n;
    for (let at = 0; at < VARINT_BYTES_MAX; at++) {
      const byte = this.#byte(name);
      value |= BigInt(byte & 0x7f) << BigInt(7 * at);
      if (byte < 0x80) {
        const number = Number(BigInt.asIntN(64, value));
        if (!Number.isSafeInteger(number)) {
          throw malformed(name, `must be an integer within 2^53 - 1 of 0, found ${number}`);
        }
        return number;
      }
    }
    throw malformed(name, `has more than ${VARINT_BYTES_MAX} bytes`);
  }

  boolean(name: string): boolean {
    return this.integer(name) !== 0;
  }

  choice<T>(name: string, values: readonly T[]): T {
    const number = this.integer(name);
    const value = values[number];
    if (value === undefined) {
      throw malformed(name, `must be from 0 to ${values.length - 1}, found ${number}`);
    }
    return value;
  }

  bytes(name: string): Uint8Array {
    const length = this.#length(name);
    return length === 0
      ? EMPTY_BYTES
      : new Uint8Array(this.#bytes.buffer, this.#bytes.byteOffset + this.#offset - length, length);
  }

  /** A reader of the message inside this field. */
  message(name: string): WireReader {
    const length = this.#length(name);
    return new WireReader(this.#bytes, this.#offset - length, this.#offset);
  }

  /** Adds one element, or all of a packed field. */
  integers(name: string, into: number[]): void {
    if (this.#wireType === LENGTH_DELIMITED) {
      const packed = this.message(name);
      while (packed.#offset < packed.#end) {
        into.push(packed.#varint(name));
      }
    } else {
      into.push(this.integer(name));
    }
  }

  /** Passes over a field that this version does not know. */
  skip(): void {
    switch (this.#wireType) {
      case VARINT:
        this.#varint("unknown field");
        return;
      case FIXED64:
        this.#advance(8, "unknown field");
        return;
      case LENGTH_DELIMITED:
        this.#length("unknown field");
        return;
      case FIXED32:
        this.#advance(4, "unknown field");
        return;
      default:
        throw malformed("unknown field", `has the wire type ${this.#wireType}, which is none`);
    }
  }

  #expect(wireType: number, name: string): void {
    if (this.#wireType !== wireType) {
      throw malformed(name, `must have the wire type ${wireType}, found ${this.#wireType}`);
    }
  }

  /** Passes over a field of that many bytes. */
  #length(name: string): number {
    this.#expect(LENGTH_DELIMITED, name);
    const length = this.#varint(name);
    this.#advance(length, name);
    return length;
  }

  #advance(length: number, name: string): void {
    if (length > this.#end - this.#offset) {
      throw malformed(
        name,
        `claims ${length} bytes where ${this.#end - this.#offset} are left: it is cut short`,
      );
    }
    this.#offset += length;
  }

  #byte(name: string): number {
    if (this.#offset >= this.#end) {
      throw malformed(name, "is cut short");
    }
    const byte = this.#bytes[this.#offset] ?? 0;
    this.#offset += 1;
    return byte;
  }

  #varint(name: string): number {
    const first = this.#byte(name);
    return first < 0x80 ? first : this.#longVarint(name, first - 0x80);
  }

  #longVarint(name: string, low: number): number {
    let value = low;
    let unit = 0x80;
    for (let at = 1; at < VARINT_BYTES_MAX; at++) {
      const byte = this.#byte(name);
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) {
        if (!Number.isSafeInteger(value)) {
          throw malformed(name, `must be an integer from 0 to 2^53 - 1, found ${value}`);
        }
        return value;
      }
      unit *= 0x80;
    }
    throw malformed(name, `has more than ${VARINT_BYTES_MAX} bytes`);
  }
}
