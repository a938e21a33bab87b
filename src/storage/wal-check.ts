import { type FileHandle, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { crc32c } from "../utils/crc32c.ts";
import { viewOf } from "./byte-codec.ts";
import { StorageError } from "./types.ts";

/**
 * The physical format of RocksDB's write-ahead log: blocks of 32 KiB; in them records that never cross a block, each
 * `masked CRC-32C u32 | length u16 | type u8 | payload`, little-endian; the checksum covers the type and all after it. The recyclable
 * types have a log number u32 after the type. Fewer than seven bytes at a block's end are filler. A write batch that does not fit is
 * split into first, middle and last records. It begins with its sequence number u64 and its count u32.
 */
const BLOCK_BYTES = 32 * 1024;
const HEADER_BYTES = 7;
const RECYCLABLE_HEADER_BYTES = 11;
const BATCH_HEADER_BYTES = 12;
const OFFSET_LENGTH = 4;
const OFFSET_TYPE = 6;
/** What RocksDB adds to a stored checksum, so that the checksum of bytes with checksums in them is no special case. */
const MASK_DELTA = 0xa282ead8;

/** Where in a batch a record stands, by type; types that are not here carry no part of a batch. */
const PARTS: Readonly<Record<number, "full" | "first" | "middle" | "last">> = {
  1: "full",
  2: "first",
  3: "middle",
  4: "last",
  5: "full",
  6: "first",
  7: "middle",
  8: "last",
};
const TYPE_MAX_KNOWN = 11;
const RECYCLABLE_TYPES: ReadonlySet<number> = new Set([5, 6, 7, 8, 11, 131]);

const ADVICE =
  "RocksDB would silently forget all that was written after it, votes and acknowledged entries included; replace this member by a new one on an empty volume, or restore the volume";

interface WalRecord {
  readonly type: number;
  /** Offset of the payload in the block. */
  readonly payloadStart: number;
  readonly end: number;
}

/** What one log file holds up to its end, or up to where its tail is torn. */
interface WalSummary {
  readonly file: string;
  readonly firstSequence: bigint | null;
  /** One above the last complete batch's last number; null where there is none. */
  readonly nextSequence: bigint | null;
  /** Where a write was cut short; null where the file ends with a complete batch. */
  readonly tornAt: number | null;
}

function unmask(stored: number): number {
  const rotated = (stored - MASK_DELTA) >>> 0;
  return ((rotated >>> 17) | (rotated << 15)) >>> 0;
}

/** The record at `at` of a block, or null where there is none that passes its check. */
function readRecord(block: Uint8Array, at: number): WalRecord | null {
  if (at + HEADER_BYTES > block.byteLength) {
    return null;
  }
  const view = viewOf(block);
  const type = view.getUint8(at + OFFSET_TYPE);
  const headerBytes = RECYCLABLE_TYPES.has(type) ? RECYCLABLE_HEADER_BYTES : HEADER_BYTES;
  const end = at + headerBytes + view.getUint16(at + OFFSET_LENGTH, true);
  if (type === 0 || end > block.byteLength) {
    return null;
  }
  const checksum = crc32c(block, { start: at + OFFSET_TYPE, end });
  return checksum === unmask(view.getUint32(at, true))
    ? { type, payloadStart: at + headerBytes, end }
    : null;
}

/** A record of a known type that passes its check, anywhere in the block from `from` on: after damage no boundary can be trusted. */
function hasRecordFrom(block: Uint8Array, from: number): boolean {
  for (let at = from; at + HEADER_BYTES <= block.byteLength; at += 1) {
    if ((block[at + OFFSET_TYPE] ?? 0) <= TYPE_MAX_KNOWN && readRecord(block, at) !== null) {
      return true;
    }
  }
  return false;
}

/** Puts the batches of one file together from its records, as far as their sequence numbers need it. */
class BatchSequence {
  firstSequence: bigint | null = null;
  nextSequence: bigint | null = null;
  #header: Uint8Array | null = null;
  #headerBytes = 0;

  /** True while a batch has begun and not ended. */
  get isOpen(): boolean {
    return this.#header !== null;
  }

  /** False where the record cannot follow the one before it. */
  add(block: Uint8Array, record: WalRecord): boolean {
    const part = PARTS[record.type];
    if (part === undefined) {
      return true;
    }
    const begins = part === "full" || part === "first";
    if (begins === this.isOpen) {
      return false;
    }
    if (begins) {
      this.#header = new Uint8Array(BATCH_HEADER_BYTES);
      this.#headerBytes = 0;
    }
    const missing = BATCH_HEADER_BYTES - this.#headerBytes;
    const bytes = block.subarray(
      record.payloadStart,
      Math.min(record.end, record.payloadStart + missing),
    );
    this.#header?.set(bytes, this.#headerBytes);
    this.#headerBytes += bytes.byteLength;
    if (part === "full" || part === "last") {
      this.#finish();
    }
    return true;
  }

  #finish(): void {
    if (this.#header !== null && this.#headerBytes === BATCH_HEADER_BYTES) {
      const view = viewOf(this.#header);
      const sequence = view.getBigUint64(0, true);
      this.firstSequence ??= sequence;
      this.nextSequence = sequence + BigInt(view.getUint32(8, true));
    }
    this.#header = null;
  }
}

function createWalCorruption(file: string, offset: number, what: string): StorageError {
  return new StorageError(
    `the write-ahead log ${file} is damaged at offset ${offset}: ${what}; ${ADVICE}`,
    { code: "CORRUPTION", file, index: null },
  );
}

async function readBlock(
  handle: FileHandle,
  buffer: Uint8Array,
  number: number,
): Promise<Uint8Array> {
  let filled = 0;
  while (filled < BLOCK_BYTES) {
    const position = number * BLOCK_BYTES + filled;
    const { bytesRead } = await handle.read(buffer, filled, BLOCK_BYTES - filled, position);
    if (bytesRead === 0) {
      break;
    }
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** @throws StorageError CORRUPTION when a record passes its check behind one that does not. */
async function checkFile(file: string): Promise<WalSummary> {
  const handle = await open(file, "r");
  try {
    return await walk(file, handle);
  } finally {
    await handle.close();
  }
}

async function walk(file: string, handle: FileHandle): Promise<WalSummary> {
  const buffer = new Uint8Array(BLOCK_BYTES);
  const batches = new BatchSequence();
  let tornAt: number | null = null;
  let endOfRecords = 0;
  for (let number = 0; ; number += 1) {
    const block = await readBlock(handle, buffer, number);
    const base = number * BLOCK_BYTES;
    let at = 0;
    while (tornAt === null && at + HEADER_BYTES <= BLOCK_BYTES && at < block.byteLength) {
      const record = readRecord(block, at);
      if (record === null) {
        tornAt = base + at;
        at += 1;
        break;
      }
      if (!batches.add(block, record)) {
        throw createWalCorruption(file, base + at, "a part of a batch is missing before it");
      }
      at = record.end;
      endOfRecords = base + at;
    }
    if (tornAt !== null && hasRecordFrom(block, at)) {
      throw createWalCorruption(file, tornAt, "a record fails its check and valid ones follow it");
    }
    if (block.byteLength < BLOCK_BYTES) {
      break;
    }
  }
  if (tornAt === null && batches.isOpen) {
    tornAt = endOfRecords;
  }
  const { firstSequence, nextSequence } = batches;
  return { file, firstSequence, nextSequence, tornAt };
}

/**
 * Walks the write-ahead log files of a closed database. RocksDB recovers them to the first damage and says nothing; this tells damage
 * from a write that was cut short by a crash. A bad record with valid ones after it, in its file or in a later one that does not go
 * on where it ends, is damage. A bad tail is a torn write: nothing after it was ever acknowledged.
 *
 * Damage to the very last record cannot be told from a torn write.
 *
 * @returns the files whose tail is torn, with the offset.
 * @throws StorageError CORRUPTION naming file and offset; READ_FAILED.
 */
export async function checkWriteAheadLog(
  path: string,
): Promise<readonly { readonly file: string; readonly tornAt: number }[]> {
  const torn: { readonly file: string; readonly tornAt: number }[] = [];
  /** The last file whose tail is torn, and where the numbers must go on. */
  let open: { readonly file: string; readonly tornAt: number; readonly next: bigint } | null = null;
  let next: bigint | null = null;
  for (const file of await findLogFiles(path)) {
    const summary = await checkFileOnDisk(file);
    if (summary === null) {
      continue;
    }
    if (open !== null && summary.firstSequence !== null) {
      if (summary.firstSequence > open.next) {
        throw createWalCorruption(
          open.file,
          open.tornAt,
          `it breaks off, and ${summary.firstSequence - open.next} writes are missing before ${file}`,
        );
      }
      open = null;
    }
    next = summary.nextSequence ?? next;
    if (summary.tornAt !== null) {
      torn.push({ file, tornAt: summary.tornAt });
      open = next === null ? null : { file, tornAt: summary.tornAt, next };
    }
  }
  return torn;
}

async function findLogFiles(path: string): Promise<readonly string[]> {
  const names = (await readdir(path)).filter((name) => /^\d+\.log$/.test(name));
  return names
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
    .map((name) => join(path, name));
}

/** Null where the file has vanished since it was listed: another process has the database open, and opening it will say so. */
async function checkFileOnDisk(file: string): Promise<WalSummary | null> {
  try {
    return await checkFile(file);
  } catch (error) {
    if (error instanceof StorageError) {
      throw error;
    }
    if (error instanceof Error && Reflect.get(error, "code") === "ENOENT") {
      return null;
    }
    throw new StorageError(
      `cannot read the write-ahead log ${file}: ${error instanceof Error ? error.message : String(error)}`,
      { code: "READ_FAILED" },
      { cause: error },
    );
  }
}
