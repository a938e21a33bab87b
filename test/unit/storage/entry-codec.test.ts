import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Entry } from "../../../src/raft/types.ts";
import { decodeRun, ENTRY_VERSION, encodeRun } from "../../../src/storage/entry-codec.ts";
import { StorageError } from "../../../src/storage/types.ts";
import { crc32c } from "../../../src/utils/crc32c.ts";
import { entriesOf, entry } from "../../compliance/storage.ts";

const bytesArbitrary = fc.uint8Array({ maxLength: 50 });
const entryArbitrary = fc.record({
  type: fc.constantFrom("normal", "confChange", "confChangeV2"),
  term: fc.maxSafeNat(),
  data: bytesArbitrary,
  context: bytesArbitrary,
});

function detailOf(run: Uint8Array, firstIndex: number): unknown {
  try {
    decodeRun(run, firstIndex);
    return null;
  } catch (error) {
    return error instanceof StorageError ? error.detail : error;
  }
}

describe("a run of entries", () => {
  it("is read as it was written", () => {
    fc.assert(
      fc.property(
        fc.array(entryArbitrary, { minLength: 1, maxLength: 5 }),
        fc.nat({ max: Number.MAX_SAFE_INTEGER - 10 }),
        (fields, first) => {
          const entries: Entry[] = fields.map((field, at) => ({ ...field, index: first + at }));
          expect(decodeRun(encodeRun(entries), first)).toEqual(entries);
        },
      ),
    );
  });

  it("tells of every single flipped bit which entry is damaged", () => {
    const run = encodeRun(entriesOf(5, 6, 1));
    const half = run.byteLength / 2;

    for (let bit = 0; bit < run.byteLength * 8; bit += 1) {
      const damaged = run.slice();
      damaged[bit >>> 3]! ^= 1 << (bit & 7);
      expect(detailOf(damaged, 5)).toEqual({
        code: "CORRUPTION",
        file: null,
        index: bit < half * 8 ? 5 : 6,
      });
    }
  });

  it("tells of a run that was cut short, and of an entry in another's place", () => {
    const run = encodeRun(entriesOf(5, 6, 1));

    expect(detailOf(run.subarray(0, run.byteLength - 1), 5)).toMatchObject({ index: 6 });
    expect(detailOf(run.subarray(0, 0), 5)).toMatchObject({ code: "CORRUPTION", index: 5 });
    expect(detailOf(run, 6)).toMatchObject({ code: "CORRUPTION", index: 6 });
  });

  it("says of a newer version that it is newer, not damaged", () => {
    const run = encodeRun([entry(5, 1)]);
    run[4] = ENTRY_VERSION + 1;
    const end = run.byteLength - 4;
    new DataView(run.buffer).setUint32(end, crc32c(run, { end }));

    expect(detailOf(run, 5)).toEqual({
      code: "NEWER_FORMAT",
      found: ENTRY_VERSION + 1,
      supported: ENTRY_VERSION,
    });
  });
});
