import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Inflights } from "../../../src/raft/inflights.ts";

describe("the window of append messages", () => {
  it("is full, grows and frees as a plain list does", () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant("add" as const),
        gap: fc.integer({ min: 1, max: 3 }),
        bytes: fc.nat(50),
      }),
      fc.record({
        kind: fc.constant("extend" as const),
        gap: fc.integer({ min: 1, max: 3 }),
        bytes: fc.nat(50),
      }),
      fc.record({
        kind: fc.constant("free" as const),
        share: fc.double({ min: 0, max: 1.2, noNaN: true }),
      }),
      fc.record({ kind: fc.constant("reset" as const) }),
    );
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 80 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 200 }),
        (steps, countMax, bytesMax) => {
          const window = new Inflights({ countMax, bytesMax });
          let model: { index: number; bytes: number }[] = [];
          let last = 0;
          for (const action of steps) {
            if (action.kind === "add" && !window.isFull()) {
              last += action.gap;
              window.add(last, action.bytes);
              model.push({ index: last, bytes: action.bytes });
            } else if (action.kind === "extend" && model.length > 0) {
              last += action.gap;
              window.extendNewest(last, action.bytes);
              const newest = model.pop() ?? { index: 0, bytes: 0 };
              model.push({ index: last, bytes: newest.bytes + action.bytes });
            } else if (action.kind === "free") {
              const upTo = Math.floor(last * action.share);
              window.freeUpTo(upTo);
              model = model.filter(({ index }) => index > upTo);
            } else if (action.kind === "reset") {
              window.reset();
              model = [];
            }
            const bytes = model.reduce((sum, message) => sum + message.bytes, 0);
            expect(window.count).toBe(model.length);
            expect(window.isFull()).toBe(model.length >= countMax || bytes >= bytesMax);
            expect(window.newestIndex()).toBe(model.at(-1)?.index ?? null);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
