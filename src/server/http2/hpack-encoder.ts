import { ENTRY_OVERHEAD_BYTES, STATIC_TABLE } from "./hpack-tables.ts";
import { assert } from "../../utils/assert.ts";
import { DEFAULT_HEADER_TABLE_BYTES } from "./protocol.ts";

/** Room in the peer's table that we would use at most: what a server sends again and again is little. */
const INDEXED_BYTES_MAX = 1024;
const TABLE_SIZE_ZERO = Buffer.of(0x20);

export interface ResponseField {
  /** Lower-case. */
  readonly name: string;
  readonly value: string;
  /** Sent with many answers in the same words: one octet from its second time on. */
  readonly isRepeated?: boolean;
}

/** The fields of one HEADERS frame, with the coding that needs no table. */
export class HeaderBlock {
  readonly fields: readonly ResponseField[];
  readonly literal: Buffer;
  readonly hasRepeated: boolean;
  /** Encoders keep what they made of it. */
  readonly isShared: boolean;

  constructor(options: { readonly fields: readonly ResponseField[]; readonly isShared: boolean }) {
    this.fields = options.fields;
    this.isShared = options.isShared;
    this.literal = Buffer.concat(options.fields.map((field) => encodeLiteral(field, 0)));
    this.hasRepeated = options.fields.some(({ isRepeated }) => isRepeated === true);
  }
}

/**
 * Encodes the header blocks of one connection, RFC 7541. Its dynamic table holds repeated fields only, the first ones that come, and never evicts:
 * so their indexes are known without a table like the peer's.
 */
export class HpackEncoder {
  /** In the order of insertion, as `name: value`. */
  readonly #inserted: string[] = [];
  #insertedBytes = 0;
  #isIndexing = true;
  #isSizeUpdateDue = false;
  readonly #cache = new Map<HeaderBlock, { readonly bytes: Buffer; readonly inserted: number }>();

  /**
   * SETTINGS_HEADER_TABLE_SIZE of the peer. Below the default, which we started with, the table is not used any more, and the next block says so, RFC 7541
   * section 4.2.
   */
  limitTable(bytesMax: number): void {
    if (bytesMax < DEFAULT_HEADER_TABLE_BYTES && this.#isIndexing) {
      this.#isIndexing = false;
      this.#isSizeUpdateDue = true;
    }
  }

  /** Must be sent, before any other block. */
  encode(block: HeaderBlock): Buffer {
    if (!this.#isIndexing || !block.hasRepeated) {
      if (this.#isSizeUpdateDue) {
        this.#isSizeUpdateDue = false;
        return Buffer.concat([TABLE_SIZE_ZERO, block.literal]);
      }
      return block.literal;
    }
    const cached = this.#cache.get(block);
    if (cached?.inserted === this.#inserted.length) {
      return cached.bytes;
    }
    const before = this.#inserted.length;
    const bytes = Buffer.concat(block.fields.map((field) => this.#encodeField(field)));
    if (block.isShared && before === this.#inserted.length) {
      this.#cache.set(block, { bytes, inserted: before });
    }
    return bytes;
  }

  #encodeField(field: ResponseField): Buffer {
    if (field.isRepeated !== true || staticIndex(field) > 0) {
      return encodeLiteral(field, 0);
    }
    const key = `${field.name}: ${field.value}`;
    const at = this.#inserted.indexOf(key);
    if (at >= 0) {
      return encodeInteger(0x80, { prefixBits: 7, value: this.#indexOf(at) });
    }
    const bytes = field.name.length + field.value.length + ENTRY_OVERHEAD_BYTES;
    if (this.#insertedBytes + bytes > INDEXED_BYTES_MAX) {
      return encodeLiteral(field, 0);
    }
    this.#inserted.push(key);
    this.#insertedBytes += bytes;
    return encodeLiteral(field, 0x40);
  }

  #indexOf(insertedAt: number): number {
    return STATIC_TABLE.length + this.#inserted.length - insertedAt;
  }
}

/** 0 where the static table does not have the whole field. */
function staticIndex(field: ResponseField): number {
  return (
    STATIC_TABLE.findIndex(({ name, value }) => name === field.name && value === field.value) + 1
  );
}

/** `pattern` is 0x40 where the field goes into the table, 0 where it does not (RFC 7541 section 6.2). */
function encodeLiteral(field: ResponseField, pattern: 0 | 0x40): Buffer {
  const whole = staticIndex(field);
  if (whole > 0) {
    return Buffer.of(0x80 | whole);
  }
  const named = STATIC_TABLE.findIndex(({ name }) => name === field.name) + 1;
  const prefixBits = pattern === 0 ? 4 : 6;
  return Buffer.concat([
    encodeInteger(pattern, { prefixBits, value: named }),
    ...(named === 0 ? [encodeString(field.name)] : []),
    encodeString(field.value),
  ]);
}

/** RFC 7541 section 5.1. */
function encodeInteger(
  pattern: number,
  integer: { readonly prefixBits: number; readonly value: number },
): Buffer {
  assert(integer.value >= 0, "an integer of HPACK is not negative, found {}", integer.value);
  const prefixMax = (1 << integer.prefixBits) - 1;
  if (integer.value < prefixMax) {
    return Buffer.of(pattern | integer.value);
  }
  const octets = [pattern | prefixMax];
  let rest = integer.value - prefixMax;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) {
    octets.push(0x80 | (rest & 0x7f));
  }
  octets.push(rest);
  return Buffer.from(octets);
}

/** Without Huffman: shorter by a fifth is not worth its time. What may not stand in a field, RFC 9113 section 8.2.1, goes as `?`. */
function encodeString(text: string): Buffer {
  const octets = Buffer.from(text.replaceAll(/[^\t -~]/g, "?"), "latin1");
  return Buffer.concat([encodeInteger(0, { prefixBits: 7, value: octets.length }), octets]);
}
