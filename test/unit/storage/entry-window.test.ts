import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Entry } from "../../../src/raft/types.ts";
import { EntryWindow } from "../../../src/storage/entry-window.ts";
import { TermRuns } from "../../../src/storage/term-runs.ts";
import { entriesOf, entry } from "../../compliance/storage.ts";

const COST = 200 + 6 + 9;

describe("the entry window", () => {
  it("keeps the newest entries that fit", () => {
    const window = new EntryWindow({ bytesMax: COST * 3 });

    window.append(entriesOf(1, 5, 1));

    expect(window.firstIndex).toBe(3);
    expect(window.read(3, 6)).toEqual(entriesOf(3, 5, 1));
    expect(window.read(2, 4)).toBeNull();
    expect(window.bytes).toBe(COST * 3);
  });

  it("forgets the tail that the log has lost, even when the new entries are too big to keep", () => {
    const window = new EntryWindow({ bytesMax: COST * 5 });
    window.append(entriesOf(1, 5, 1));

    window.append([entry(4, 2, "x".repeat(COST * 6))]);

    expect(window.read(5, 6)).toBeNull();
    expect(window.read(4, 5)).toBeNull();
    expect(window.firstIndex).toBeNull();
    window.append([entry(5, 2)]);
    expect(window.read(5, 6)).toEqual([entry(5, 2)]);
  });

  it("keeps nothing when it may hold nothing", () => {
    const window = new EntryWindow({ bytesMax: 0 });

    window.append(entriesOf(1, 3, 1));

    expect([window.firstIndex, window.bytes]).toEqual([null, 0]);
  });
});

describe("the window and the term runs", () => {
  it("agree with the whole log after any appends, truncations and compactions", () => {
    const step = fc.record({
      back: fc.nat({ max: 6 }),
      count: fc.integer({ min: 1, max: 8 }),
      termUp: fc.nat({ max: 2 }),
      compact: fc.nat({ max: 4 }),
    });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.nat({ max: COST * 12 }),
        (steps, bytesMax) => {
          const window = new EntryWindow({ bytesMax });
          const runs = new TermRuns();
          let log: Entry[] = [];
          let first = 1;
          let term = 1;
          for (const { back, count, termUp, compact } of steps) {
            term += termUp;
            const from = Math.max(first, first + log.length - back);
            const added = entriesOf(from, from + count - 1, term);
            log = [...log.slice(0, from - first), ...added];
            window.append(added);
            runs.append(added);
            const dropped = Math.min(compact, log.length);
            log = log.slice(dropped);
            first += dropped;
            window.compact(first);
            runs.compact(first);

            expect(log.map(({ index }) => runs.at(index))).toEqual(log.map(({ term }) => term));
            const kept = window.firstIndex;
            expect(window.bytes).toBeLessThanOrEqual(bytesMax);
            if (kept !== null) {
              expect(kept).toBeGreaterThanOrEqual(first);
              expect(window.read(kept, first + log.length)).toEqual(log.slice(kept - first));
            }
          }
        },
      ),
    );
  });
});
