import { checkSafeInteger } from "../raft/types.ts";

/** 2^32: the weight of a 64-bit integer's high half. */
const HIGH_HALF = 0x1_0000_0000;
const LENGTH_MAX = 0xffff_ffff;

/** Big-endian, so that keys sort as their numbers do. The value must be a safe integer from 0. */
export function writeUint64(target: DataView, offset: number, value: number): void {
  target.setUint32(offset, Math.floor(value / HIGH_HALF));
  target.setUint32(offset + 4, value % HIGH_HALF);
}

/** @throws RangeError naming `what` above 2^53 - 1. */
export function readUint64(source: DataView, offset: number, what: string): number {
  return checkSafeInteger(
    source.getUint32(offset) * HIGH_HALF + source.getUint32(offset + 4),
    what,
  );
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Grows as it is written to; for records of a few hundred bytes. */
export class ByteWriter {
  #bytes = new Uint8Array(128);
  #view: DataView = viewOf(this.#bytes);
  #length = 0;

  uint8(value: number): this {
    const at = this.#reserve(1);
    this.#view.setUint8(at, value);
    return this;
  }

  uint32(value: number): this {
    // Reserved first: growing replaces the view.
    const at = this.#reserve(4);
    this.#view.setUint32(at, value);
    return this;
  }

  uint64(value: number): this {
    const at = this.#reserve(8);
    writeUint64(this.#view, at, value);
    return this;
  }

  /** Length first. */
  text(value: string): this {
    const encoded = new TextEncoder().encode(value);
    if (encoded.byteLength > LENGTH_MAX) {
      throw new RangeError(`a text of ${encoded.byteLength} bytes is longer than ${LENGTH_MAX}`);
    }
    this.uint32(encoded.byteLength);
    const at = this.#reserve(encoded.byteLength);
    this.#bytes.set(encoded, at);
    return this;
  }

  /** Number of items first. */
  list<T>(items: readonly T[], write: (item: T) => void): this {
    this.uint32(items.length);
    for (const item of items) {
      write(item);
    }
    return this;
  }

  /** A copy of all that was written. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(byteLength: number): number {
    const at = this.#length;
    this.#length += byteLength;
    if (this.#length > this.#bytes.byteLength) {
      const grown = new Uint8Array(Math.max(this.#length, this.#bytes.byteLength * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.#view = viewOf(grown);
    }
    return at;
  }
}

/** Reads what a ByteWriter wrote. Every method throws RangeError past the end or outside its range. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
  }

  uint8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4));
  }

  uint64(what: string): number {
    return readUint64(this.#view, this.#take(8), what);
  }

  boolean(what: string): boolean {
    const value = this.uint8();
    if (value > 1) {
      throw new RangeError(`${what} must be 0 or 1, found ${value}`);
    }
    return value === 1;
  }

  text(): string {
    const length = this.uint32();
    const at = this.#take(length);
    return new TextDecoder("utf-8", { fatal: true }).decode(this.#bytes.subarray(at, at + length));
  }

  list<T>(read: () => T): readonly T[] {
    const items: T[] = [];
    for (let left = this.uint32(); left > 0; left -= 1) {
      items.push(read());
    }
    return items;
  }

  /** Nothing may be left over: a longer record is not the one that its version promises. */
  end(): void {
    if (this.#at !== this.#bytes.byteLength) {
      throw new RangeError(`${this.#bytes.byteLength - this.#at} bytes are left over`);
    }
  }

  #take(byteLength: number): number {
    const at = this.#at;
    if (byteLength > this.#bytes.byteLength - at) {
      throw new RangeError(
        `${byteLength} bytes are missing at offset ${at} of ${this.#bytes.byteLength}`,
      );
    }
    this.#at = at + byteLength;
    return at;
  }
}
