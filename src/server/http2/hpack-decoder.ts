import { ENTRY_OVERHEAD_BYTES, STATIC_TABLE, type TableEntry } from "./hpack-tables.ts";
import { type Http2Error, connectionError } from "./http2-error.ts";
import { decodeHuffman } from "./huffman-decoder.ts";
import { ERROR_CODE } from "./protocol.ts";

/** An integer of HPACK above this is no index, length or size that we would take. */
const INTEGER_MAX = 0x0fff_ffff;
const INTEGER_OCTETS_MAX = 5;

export interface HpackDecoderOptions {
  /** The limit that we told the client, SETTINGS_HEADER_TABLE_SIZE. */
  readonly tableBytesMax: number;
  /** SETTINGS_MAX_HEADER_LIST_SIZE: a longer list is decoded, for the table's sake, and not kept. */
  readonly listBytesMax: number;
}

/** Fields in the order in which they came. */
export interface HeaderList {
  readonly names: readonly string[];
  readonly values: readonly string[];
  /** The list went over its limit: what stands here is a part of it. */
  readonly isTooLarge: boolean;
}

function broken(reason: string): Http2Error {
  return connectionError(ERROR_CODE.COMPRESSION_ERROR, `a header block ${reason}`);
}

/** Decodes the header blocks of one connection, RFC 7541. After an error the connection cannot go on: its table is unknown. */
export class HpackDecoder {
  readonly #tableBytesLimit: number;
  readonly #listBytesMax: number;
  /** The oldest entry first. */
  readonly #table: TableEntry[] = [];
  #tableBytes = 0;
  #tableBytesMax: number;
  #changeCount = 0;
  /** The block that is being decoded. */
  #block: Buffer = Buffer.alloc(0);
  #at = 0;
  #names: string[] = [];
  #values: string[] = [];
  #listBytes = 0;

  constructor(options: HpackDecoderOptions) {
    this.#tableBytesLimit = options.tableBytesMax;
    this.#tableBytesMax = options.tableBytesMax;
    this.#listBytesMax = options.listBytesMax;
  }

  /** How often a block has changed the table: while this stands, equal blocks say the same. */
  get changeCount(): number {
    return this.#changeCount;
  }

  /** @throws Http2Error COMPRESSION_ERROR for the connection. */
  decode(block: Buffer): HeaderList {
    this.#block = block;
    this.#at = 0;
    this.#names = [];
    this.#values = [];
    this.#listBytes = 0;
    let hasField = false;
    while (this.#at < block.length) {
      const first = block[this.#at] ?? 0;
      if ((first & 0xe0) === 0x20) {
        if (hasField) {
          throw broken("changes the table's size behind a field");
        }
        this.#resize(this.#readInteger(5));
      } else {
        this.#readField(first);
        hasField = true;
      }
    }
    return {
      names: this.#names,
      values: this.#values,
      isTooLarge: this.#listBytes > this.#listBytesMax,
    };
  }

  #readField(first: number): void {
    if ((first & 0x80) !== 0) {
      const { name, value } = this.#entry(this.#readInteger(7));
      this.#keep(name, value);
      return;
    }
    const isIndexing = (first & 0x40) !== 0;
    const nameIndex = this.#readInteger(isIndexing ? 6 : 4);
    const name = nameIndex === 0 ? this.#readString() : this.#entry(nameIndex).name;
    const value = this.#readString();
    if (isIndexing) {
      this.#insert({ name, value });
    }
    this.#keep(name, value);
  }

  #keep(name: string, value: string): void {
    this.#listBytes += name.length + value.length + ENTRY_OVERHEAD_BYTES;
    if (this.#listBytes <= this.#listBytesMax) {
      this.#names.push(name);
      this.#values.push(value);
    }
  }

  /** RFC 7541 section 2.3.3: the static table, then ours with the newest entry first. */
  #entry(index: number): TableEntry {
    const entry =
      index <= STATIC_TABLE.length
        ? STATIC_TABLE[index - 1]
        : this.#table[this.#table.length - (index - STATIC_TABLE.length)];
    if (entry === undefined) {
      throw broken(`refers to entry ${index} of ${STATIC_TABLE.length + this.#table.length}`);
    }
    return entry;
  }

  /** RFC 7541 section 4.4: what is larger than the table empties it. */
  #insert(entry: TableEntry): void {
    this.#changeCount += 1;
    const bytes = entry.name.length + entry.value.length + ENTRY_OVERHEAD_BYTES;
    this.#evict(this.#tableBytesMax - bytes);
    if (bytes <= this.#tableBytesMax) {
      this.#table.push(entry);
      this.#tableBytes += bytes;
    }
  }

  #resize(bytesMax: number): void {
    if (bytesMax > this.#tableBytesLimit) {
      throw broken(`makes the table ${bytesMax} bytes, at most ${this.#tableBytesLimit} allowed`);
    }
    this.#changeCount += 1;
    this.#tableBytesMax = bytesMax;
    this.#evict(bytesMax);
  }

  #evict(bytesMax: number): void {
    while (this.#tableBytes > bytesMax) {
      const oldest = this.#table.shift();
      if (oldest === undefined) {
        return;
      }
      this.#tableBytes -= oldest.name.length + oldest.value.length + ENTRY_OVERHEAD_BYTES;
    }
  }

  /** RFC 7541 section 5.1. */
  #readInteger(prefixBits: number): number {
    const prefixMax = (1 << prefixBits) - 1;
    const prefix = this.#readOctet() & prefixMax;
    if (prefix < prefixMax) {
      return prefix;
    }
    let value = prefix;
    for (let count = 0; count < INTEGER_OCTETS_MAX; count += 1) {
      const octet = this.#readOctet();
      value += (octet & 0x7f) * 2 ** (7 * count);
      if (value > INTEGER_MAX) {
        break;
      }
      if ((octet & 0x80) === 0) {
        return value;
      }
    }
    throw broken("has an integer that is too large");
  }

  /** RFC 7541 section 5.2. */
  #readString(): string {
    const isHuffman = ((this.#block[this.#at] ?? 0) & 0x80) !== 0;
    const length = this.#readInteger(7);
    const start = this.#at;
    const end = start + length;
    if (end > this.#block.length) {
      throw broken("ends within a string");
    }
    this.#at = end;
    if (!isHuffman) {
      return this.#block.toString("latin1", start, end);
    }
    const text = decodeHuffman(this.#block, { start, end });
    if (text === null) {
      throw broken("has a string that is no Huffman code");
    }
    return text;
  }

  #readOctet(): number {
    const octet = this.#block[this.#at];
    if (octet === undefined) {
      throw broken("ends within a field");
    }
    this.#at += 1;
    return octet;
  }
}
