import { Buffer } from "node:buffer";
import { assert } from "../utils/assert.ts";

export const VARINT = 0;
export const FIXED64 = 1;
export const LENGTH_DELIMITED = 2;
export const FIXED32 = 5;

const NEGATIVE_VARINT_BYTES = 10;

/** Bytes of a varint; `value` is a safe integer from 0. */
export function varintBytes(value: number): number {
  if (value < 0x80) {
    return 1;
  }
  if (value < 0x4000) {
    return 2;
  }
  let bytes = 3;
  for (let rest = Math.floor(value / 0x20_0000); rest > 0; rest = Math.floor(rest / 0x80)) {
    bytes += 1;
  }
  return bytes;
}

/** Bytes of an integer field with a number below 16; none at proto3's default. */
export function integerFieldBytes(value: number): number {
  return value === 0 ? 0 : 1 + varintBytes(value);
}

/** Bytes of an int64 field with a number of 16 or more, below 2048. */
export function signedFieldBytes(value: number): number {
  return value === 0 ? 0 : 2 + (value < 0 ? NEGATIVE_VARINT_BYTES : varintBytes(value));
}

/** Bytes of a field with a number below 16 that holds `length` bytes. */
export function lengthFieldBytes(length: number): number {
  return 1 + varintBytes(length) + length;
}

/** The same for bytes that are not written where there are none. */
export function bytesFieldBytes(value: Uint8Array): number {
  return value.length === 0 ? 0 : lengthFieldBytes(value.length);
}

/** Writes protobuf into a buffer whose size the caller has computed: so that what goes in is copied once. */
export class WireWriter {
  readonly #buffer: Buffer;
  #offset = 0;

  constructor(sizeBytes: number) {
    this.#buffer = Buffer.allocUnsafe(sizeBytes);
  }

  /** A field at its default is not written. */
  integerField(field: number, value: number): void {
    if (value !== 0) {
      this.varint(field * 8 + VARINT);
      this.varint(value);
    }
  }

  /** An int64, which is ten bytes where negative. */
  signedField(field: number, value: number): void {
    if (value >= 0) {
      this.integerField(field, value);
      return;
    }
    this.varint(field * 8 + VARINT);
    let rest = BigInt.asUintN(64, BigInt(value));
    for (let byte = 1; byte < NEGATIVE_VARINT_BYTES; byte++) {
      this.#byte(Number(rest & 0x7fn) + 0x80);
      rest >>= 7n;
    }
    this.#byte(Number(rest));
  }

  booleanField(field: number, value: boolean): void {
    this.integerField(field, value ? 1 : 0);
  }

  bytesField(field: number, value: Uint8Array): void {
    if (value.length > 0) {
      this.lengthPrefix(field, value.length);
      this.#buffer.set(value, this.#offset);
      this.#offset += value.length;
    }
  }

  /** Begins a field of that many bytes. */
  lengthPrefix(field: number, length: number): void {
    this.varint(field * 8 + LENGTH_DELIMITED);
    this.varint(length);
  }

  varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.#byte((rest % 0x80) + 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.#byte(rest);
  }

  finish(): Uint8Array {
    assert(
      this.#offset === this.#buffer.length,
      `a message of ${this.#offset} bytes was computed to have ${this.#buffer.length}`,
    );
    return this.#buffer;
  }

  #byte(value: number): void {
    this.#buffer[this.#offset] = value;
    this.#offset += 1;
  }
}
