/** Castagnoli's polynomial, bits reversed. */
const POLYNOMIAL = 0x82f63b78;
const TABLE_ENTRIES = 256;
/** Bytes folded in one step: one table for each. */
const SLICES = 8;

/** `SLICES` tables in a row: table k holds the effect of a byte that k further bytes follow. */
function createTables(): Uint32Array {
  const tables = new Uint32Array(SLICES * TABLE_ENTRIES);
  for (let byte = 0; byte < TABLE_ENTRIES; byte += 1) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ POLYNOMIAL;
    }
    tables[byte] = crc >>> 0;
  }
  for (let slice = 1; slice < SLICES; slice += 1) {
    for (let byte = 0; byte < TABLE_ENTRIES; byte += 1) {
      const previous = tables[(slice - 1) * TABLE_ENTRIES + byte] ?? 0;
      tables[slice * TABLE_ENTRIES + byte] = (previous >>> 8) ^ (tables[previous & 0xff] ?? 0);
    }
  }
  return tables;
}

const TABLES: Uint32Array = createTables();

/**
 * CRC-32C (Castagnoli) of `bytes[start, end)`, continuing from `seed`, the checksum of the bytes before. `node:zlib` has the IEEE
 * polynomial only.
 */
export function crc32c(
  bytes: Uint8Array,
  { start = 0, end = bytes.length, seed = 0 }: { start?: number; end?: number; seed?: number } = {},
): number {
  const tables = TABLES;
  let crc = ~seed;
  let at = start;
  const slicedEnd = start + (end - start - ((end - start) % SLICES));
  // Every index is in range by construction; `?? 0` is for the compiler, and measured free (1.8 GB/s).
  while (at < slicedEnd) {
    const low =
      crc ^
      ((bytes[at] ?? 0) |
        ((bytes[at + 1] ?? 0) << 8) |
        ((bytes[at + 2] ?? 0) << 16) |
        ((bytes[at + 3] ?? 0) << 24));
    crc =
      (tables[1792 + (low & 0xff)] ?? 0) ^
      (tables[1536 + ((low >>> 8) & 0xff)] ?? 0) ^
      (tables[1280 + ((low >>> 16) & 0xff)] ?? 0) ^
      (tables[1024 + (low >>> 24)] ?? 0) ^
      (tables[768 + (bytes[at + 4] ?? 0)] ?? 0) ^
      (tables[512 + (bytes[at + 5] ?? 0)] ?? 0) ^
      (tables[256 + (bytes[at + 6] ?? 0)] ?? 0) ^
      (tables[bytes[at + 7] ?? 0] ?? 0);
    at += SLICES;
  }
  while (at < end) {
    crc = (crc >>> 8) ^ (tables[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
    at += 1;
  }
  return ~crc >>> 0;
}
