import { viewOf } from "./byte-codec.ts";
import { COLUMN_NAMES } from "./key-layout.ts";
import type { WriteOperation } from "./rocksdb-binding.ts";
import { assert } from "../utils/assert.ts";

/**
 * A batch in one buffer, which changes its thread without being copied: for each operation
 * `column u8 | has value u8 | key length u32 | value length u32 | key | value`. It lives for one hop inside one process and has no version.
 */
const HEADER_BYTES = 10;

export function encodeBatch(operations: readonly WriteOperation[]): Uint8Array<ArrayBuffer> {
  let byteLength = 0;
  for (const { key, value } of operations) {
    byteLength += HEADER_BYTES + key.byteLength + (value?.byteLength ?? 0);
  }
  const bytes = new Uint8Array(byteLength);
  const view = viewOf(bytes);
  let at = 0;
  for (const { column, key, value } of operations) {
    view.setUint8(at, COLUMN_NAMES.indexOf(column));
    view.setUint8(at + 1, value === null ? 0 : 1);
    view.setUint32(at + 2, key.byteLength);
    view.setUint32(at + 6, value?.byteLength ?? 0);
    at += HEADER_BYTES;
    bytes.set(key, at);
    at += key.byteLength;
    if (value !== null) {
      bytes.set(value, at);
      at += value.byteLength;
    }
  }
  return bytes;
}

/** The operations share `bytes`. */
export function decodeBatch(bytes: Uint8Array): readonly WriteOperation[] {
  const view = viewOf(bytes);
  const operations: WriteOperation[] = [];
  let at = 0;
  while (at < bytes.byteLength) {
    const column = COLUMN_NAMES[view.getUint8(at)];
    assert(column !== undefined, "a batch names the columns of this version");
    const hasValue = view.getUint8(at + 1) === 1;
    const keyEnd = at + HEADER_BYTES + view.getUint32(at + 2);
    const valueEnd = keyEnd + view.getUint32(at + 6);
    operations.push({
      column,
      key: bytes.subarray(at + HEADER_BYTES, keyEnd),
      value: hasValue ? bytes.subarray(keyEnd, valueEnd) : null,
    });
    at = valueEnd;
  }
  return operations;
}
