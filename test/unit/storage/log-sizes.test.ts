import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Entry } from "../../../src/raft/types.ts";
import { ENTRY_SIZE_OVERHEAD_BYTES, LogSizes } from "../../../src/storage/log-sizes.ts";

const SEGMENT_BYTES = 64 * 1024;
const SEGMENT_ENTRIES = 256;

function entry(index: number, dataBytes: number): Entry {
  return {
    type: "normal",
    term: 1,
    index,
    data: new Uint8Array(dataBytes),
    context: new Uint8Array(0),
  };
}

function entries(first: number, sizes: readonly number[]): Entry[] {
  return sizes.map((size, at) => entry(first + at, size));
}

const cost = (dataBytes: number): number => dataBytes + ENTRY_SIZE_OVERHEAD_BYTES;

describe("the sizes of a log", () => {
  it("count payload and a constant for each entry", () => {
    const sizes = new LogSizes();
    sizes.append(entries(1, [10, 20]));

    expect(sizes.bytes).toBe(cost(10) + cost(20));
    expect(sizes.bytesThrough(0)).toBe(0);
    expect(sizes.bytesThrough(2)).toBe(sizes.bytes);
    expect(sizes.indexBefore(sizes.bytes)).toBe(0);
    expect(sizes.indexBefore(sizes.bytes + 1)).toBeNull();
  });

  it("forget what is compacted, replaced and cleared", () => {
    const sizes = new LogSizes();
    sizes.append(entries(1, [100, 100, 100, 100]));

    sizes.compact(3);
    expect(sizes.bytes).toBe(2 * cost(100));
    sizes.append(entries(4, [100, 100]));
    expect(sizes.bytes).toBe(3 * cost(100));
    sizes.compact(6);
    expect(sizes.bytes).toBe(0);
    sizes.append(entries(6, [1]));
    expect(sizes.bytes).toBe(cost(1));
    sizes.clear();
    expect([sizes.bytes, sizes.indexBefore(1), sizes.bytesThrough(9)]).toEqual([0, null, 0]);
  });

  it("are near a plain list's, whatever is appended, replaced and compacted", () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant("append" as const),
        back: fc.nat(300),
        sizes: fc.array(fc.oneof(fc.nat(200), fc.nat(100_000)), { minLength: 1, maxLength: 300 }),
      }),
      fc.record({
        kind: fc.constant("compact" as const),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.nat(2_000_000), (steps, kept) => {
        const sizes = new LogSizes();
        let list: Entry[] = [];
        let first = 1;
        let largest = 0;
        for (const done of steps) {
          if (done.kind === "append") {
            const from = Math.max(first, first + list.length - done.back);
            const added = entries(from, done.sizes);
            list = [...list.slice(0, from - first), ...added];
            sizes.append(added);
            largest = Math.max(largest, ...done.sizes.map(cost));
          } else {
            const count = Math.floor(list.length * done.share);
            list = list.slice(count);
            first += count;
            sizes.compact(first);
          }
        }
        // Two segments may be known by their average only: one at each end.
        const error = 2 * (SEGMENT_BYTES + largest);
        const total = list.reduce((sum, { data }) => sum + cost(data.length), 0);
        expect(Math.abs(sizes.bytes - total)).toBeLessThanOrEqual(error);
        expect(sizes.bytesThrough(first + list.length - 1)).toBe(sizes.bytes);

        const before = sizes.indexBefore(kept);
        const behind = (index: number): number =>
          list.slice(index + 1 - first).reduce((sum, { data }) => sum + cost(data.length), 0);
        if (before === null) {
          expect(sizes.bytes).toBeLessThan(Math.max(1, kept));
        } else {
          expect(behind(before)).toBeGreaterThanOrEqual(kept - error);
          expect(behind(before)).toBeLessThanOrEqual(kept + error + SEGMENT_ENTRIES);
        }
      }),
      { numRuns: 200 },
    );
  });
});
