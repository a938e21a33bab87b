import { Buffer } from "node:buffer";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MemoryStateStore } from "../../../src/state-machine/memory-state-store.ts";
import type { KeyValueView } from "../../../src/utils/key-value.ts";
import { hex } from "./kv-model.ts";

const keys = fc.uint8Array({ maxLength: 2 });
const writes = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ op: fc.constant("put" as const), key: keys, value: keys }),
    },
    { weight: 1, arbitrary: fc.record({ op: fc.constant("delete" as const), key: keys }) },
  ),
  { maxLength: 400 },
);
const scans = fc.record({
  start: keys,
  end: fc.option(keys),
  reverse: fc.boolean(),
  limit: fc.integer({ min: 1, max: 2000 }),
});

describe("memory state store", () => {
  it("gives each view what a plain map had when the view was taken", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(writes, scans, fc.boolean()), { maxLength: 12 }), (steps) => {
        const store = new MemoryStateStore();
        const model = new Map<string, string>();
        const kept: (() => void)[] = [];
        for (const [step, [batch, scan, isKept]] of steps.entries()) {
          store.commit({ writes: batch }, step + 1);
          for (const write of batch) {
            if (write.op === "put") {
              model.set(hex(write.key), hex(write.value));
            } else {
              model.delete(hex(write.key));
            }
          }
          const rows = [...model].sort(([left], [right]) => (left < right ? -1 : 1));
          const end = scan.end === null ? null : hex(scan.end);
          const range = rows.filter(
            ([key]) => key >= hex(scan.start) && (end === null || key < end),
          );
          const expected = (scan.reverse ? range.toReversed() : range).slice(0, scan.limit);
          const view = store.view();
          const check = (): void => {
            expect(view.appliedIndex).toBe(step + 1);
            expect(view.scan(scan).map(({ key, value }) => [hex(key), hex(value)])).toEqual(
              expected,
            );
            const sought = hex(scan.start);
            const found = view.get(scan.start);
            expect(found === null ? undefined : hex(found)).toBe(new Map(rows).get(sought));
            view.close();
          };
          if (isKept) {
            kept.push(check);
          } else {
            check();
          }
        }
        for (const check of kept) {
          check();
        }
      }),
    );
  });

  it("refuses a read from a closed view", () => {
    const view: KeyValueView = new MemoryStateStore().view();
    view.close();
    view.close();

    expect(() => view.get(Buffer.of(1))).toThrow(/closed view/);
  });
});
