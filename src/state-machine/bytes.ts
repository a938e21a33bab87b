import { Buffer } from "node:buffer";
import { StateMachineError } from "./errors.ts";

/** Bytes that the varint of 2^53 - 1 takes. */
const VARINT_BYTES_MAX = 8;
const UINT32_RANGE = 2 ** 32;

/** The same memory as a Buffer: its comparisons and conversions run in the engine, not in JavaScript. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** One character a byte, so that strings compare as the bytes do and can be keys of a Map. */
export function toByteString(bytes: Uint8Array): string {
  return asBuffer(bytes).toString("latin1");
}

export function fromByteString(text: string): Buffer {
  return Buffer.from(text, "latin1");
}

export function compareBytes(left: Uint8Array, right: Uint8Array): number {
  return Buffer.compare(left, right);
}

/** Bytes of `value`, a safe integer from 0, in base 128, lowest digit first. */
export function varintBytes(value: number): number {
  let bytes = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) {
    bytes += 1;
  }
  return bytes;
}

/** Writes what `varintBytes` measured and returns the offset after it. */
export function writeVarint(target: Uint8Array, offset: number, value: number): number {
  let at = offset;
  let rest = value;
  while (rest >= 0x80) {
    target[at] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
    at += 1;
  }
  target[at] = rest;
  return at + 1;
}

/** Big-endian, so that numbers sort as their bytes do. */
export function writeUint64(target: Buffer, offset: number, value: number): number {
  target.writeUInt32BE(Math.floor(value / UINT32_RANGE), offset);
  return target.writeUInt32BE(value % UINT32_RANGE, offset + 4);
}

export function readUint64(source: Buffer, offset: number): number {
  return source.readUInt32BE(offset) * UINT32_RANGE + source.readUInt32BE(offset + 4);
}

/** Reads fields one after another. What cannot be read throws the error that `fail` makes of a reason: UNDECODABLE unless given. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #fail: (reason: string) => StateMachineError;
  #at: number;

  constructor(
    bytes: Uint8Array,
    {
      start = 0,
      fail = undecodable,
    }: { start?: number; fail?: (reason: string) => StateMachineError } = {},
  ) {
    this.#bytes = bytes;
    this.#at = start;
    this.#fail = fail;
  }

  byte(what: string): number {
    const value = this.#bytes[this.#at];
    if (value === undefined) {
      throw this.#fail(`${what} is missing`);
    }
    this.#at += 1;
    return value;
  }

  varint(what: string): number {
    let value = 0;
    let scale = 1;
    for (let count = 0; count < VARINT_BYTES_MAX; count += 1) {
      const digit = this.byte(what);
      value += (digit & 0x7f) * scale;
      if (digit < 0x80) {
        if (!Number.isSafeInteger(value)) {
          break;
        }
        return value;
      }
      scale *= 0x80;
    }
    throw this.#fail(`${what} is above 2^53 - 1`);
  }

  /** What `ByteWriter.signedVarint` wrote. */
  signedVarint(what: string): number {
    const sign = this.byte(what);
    const magnitude = this.varint(what);
    if (sign > 1) {
      throw this.#fail(`${what} has the sign ${sign}, allowed are 0 and 1`);
    }
    return sign === 1 && magnitude !== 0 ? -magnitude : magnitude;
  }

  /** A length and that many bytes, as a part of the same memory. */
  bytes(what: string): Uint8Array {
    const length = this.varint(`the length of ${what}`);
    const end = this.#at + length;
    if (end > this.#bytes.length) {
      throw this.#fail(`${what} is cut off: ${length} bytes announced, ${this.left()} left`);
    }
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }

  rest(): Uint8Array {
    const part = this.#bytes.subarray(this.#at);
    this.#at = this.#bytes.length;
    return part;
  }

  left(): number {
    return this.#bytes.length - this.#at;
  }

  end(what: string): void {
    if (this.left() > 0) {
      throw this.#fail(`${what} has ${this.left()} bytes too many`);
    }
  }
}

/** Appends fields; the memory doubles as needed. For what is not on the path of every put. */
export class ByteWriter {
  #buffer: Buffer = Buffer.allocUnsafe(256);
  #length = 0;

  byte(value: number): this {
    this.#reserve(1);
    this.#buffer[this.#length] = value;
    this.#length += 1;
    return this;
  }

  varint(value: number): this {
    this.#reserve(VARINT_BYTES_MAX);
    this.#length = writeVarint(this.#buffer, this.#length, value);
    return this;
  }

  /** Any safe integer: a byte for the sign, then the magnitude. */
  signedVarint(value: number): this {
    this.byte(value < 0 ? 1 : 0);
    return this.varint(Math.abs(value));
  }

  bytes(value: Uint8Array): this {
    this.varint(value.length);
    this.#reserve(value.length);
    this.#buffer.set(value, this.#length);
    this.#length += value.length;
    return this;
  }

  finish(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
      this.#buffer.copy(larger, 0, 0, this.#length);
      this.#buffer = larger;
    }
  }
}

export function undecodable(reason: string): StateMachineError {
  return new StateMachineError(`cannot decode: ${reason}`, { code: "UNDECODABLE" });
}
