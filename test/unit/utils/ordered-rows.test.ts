import { Buffer } from "node:buffer";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OrderedRows } from "../../../src/utils/ordered-rows.ts";
import type { KeyValueWrite } from "../../../src/utils/key-value.ts";

const keyArbitrary = fc.uint8Array({ maxLength: 2 });
const writeArbitrary: fc.Arbitrary<KeyValueWrite> = fc.oneof(
  fc.record({
    op: fc.constant("put" as const),
    key: keyArbitrary,
    value: fc.uint8Array({ maxLength: 1 }),
  }),
  fc.record({ op: fc.constant("delete" as const), key: keyArbitrary }),
);

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

describe("OrderedRows", () => {
  it("is a sorted map that no later write changes", () => {
    const batches = fc.array(fc.array(writeArbitrary, { maxLength: 200 }), { maxLength: 5 });
    fc.assert(
      fc.property(
        batches,
        keyArbitrary,
        fc.option(keyArbitrary),
        fc.boolean(),
        (writes, start, end, reverse) => {
          const model = new Map<string, string>();
          let rows = OrderedRows.EMPTY;
          for (const batch of writes) {
            const before = rows;
            const frozen = before.scan({ start: new Uint8Array(0), end: null, limit: 1000 });
            rows = rows.written(batch);
            expect(before.scan({ start: new Uint8Array(0), end: null, limit: 1000 })).toEqual(
              frozen,
            );
            for (const write of batch) {
              if (write.op === "put") {
                model.set(hex(write.key), hex(write.value));
              } else {
                model.delete(hex(write.key));
              }
            }
          }
          const expected = [...model.entries()]
            .filter(([key]) => key >= hex(start) && (end === null || key < hex(end)))
            .toSorted(([a], [b]) => (a < b ? -1 : 1));

          const found = rows.scan({ start, end, reverse, limit: 1000 });

          expect(found.map(({ key, value }) => [hex(key), hex(value)])).toEqual(
            reverse ? expected.toReversed() : expected,
          );
          const value = rows.get(start);
          expect(value === null ? undefined : hex(value)).toBe(model.get(hex(start)));
        },
      ),
    );
  });
});
