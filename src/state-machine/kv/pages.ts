import type { KeyValue, KeyValueView } from "../../utils/key-value.ts";

/** Rows of a page: few enough that a store without the hint of bytes stays small, enough that the call does not count. */
const PAGE_ROWS_MAX = 256;
const PAGE_BYTES_MAX = 1024 * 1024;

/** All rows of [start, end) in key order, a bounded page at a time. `view` must stay open until the last one. */
export function* scanPages(
  view: KeyValueView,
  bounds: { readonly start: Uint8Array; readonly end: Uint8Array | null },
): Generator<readonly KeyValue[], void, void> {
  let start = bounds.start;
  for (;;) {
    const page = view.scan({
      start,
      end: bounds.end,
      limit: PAGE_ROWS_MAX,
      bytesMax: PAGE_BYTES_MAX,
    });
    const last = page.at(-1);
    if (last === undefined) {
      return;
    }
    yield page;
    if (page.length < PAGE_ROWS_MAX && rowBytes(page) < PAGE_BYTES_MAX) {
      return;
    }
    start = new Uint8Array(last.key.length + 1);
    start.set(last.key);
  }
}

function rowBytes(page: readonly KeyValue[]): number {
  let bytes = 0;
  for (const row of page) {
    bytes += row.key.length + row.value.length;
  }
  return bytes;
}
