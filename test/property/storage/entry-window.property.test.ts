import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Entry } from "../../../src/raft/types.ts";
import { EntryWindow } from "../../../src/storage/entry-window.ts";
import { entriesOf, entry } from "../../compliance/storage.ts";

type Step =
  | {
      readonly kind: "append";
      /** Entries that are replaced. */
      readonly back: number;
      readonly count: number;
      /** Of the last entry. */
      readonly bytes: number;
    }
  | { readonly kind: "compact"; readonly count: number }
  | { readonly kind: "clear" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("append" as const),
      back: fc.nat(6),
      count: fc.integer({ min: 1, max: 8 }),
      bytes: fc.constantFrom(1, 50, 3000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("compact" as const), count: fc.nat(12) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("clear" as const) }) },
);

/** What one entry takes of the limit. */
function cost(one: Entry): number {
  const alone = new EntryWindow({ bytesMax: Number.MAX_SAFE_INTEGER });
  alone.append([one]);
  return alone.bytes;
}

/** The window as a plain array. The log beside it goes on where the window is empty. */
class WindowModel {
  readonly #bytesMax: number;
  kept: readonly Entry[] = [];
  last = 0;
  first = 1;
  #term = 1;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  get bytes(): number {
    return this.kept.reduce((sum, one) => sum + cost(one), 0);
  }

  append({ back, count, bytes }: Extract<Step, { readonly kind: "append" }>): readonly Entry[] {
    this.#term += 1;
    const from = Math.max(this.first, this.last + 1 - back);
    this.last = from + count - 1;
    const added = [
      ...entriesOf(from, this.last - 1, this.#term),
      entry(this.last, this.#term, "x".repeat(bytes)),
    ];
    this.kept = [...this.kept.filter(({ index }) => index < from), ...added];
    while (this.bytes > this.#bytesMax) {
      this.kept = this.kept.slice(1);
    }
    return added;
  }

  compact(count: number): number {
    this.first = Math.min(this.first + count, this.last + 1);
    this.kept = this.kept.filter(({ index }) => index >= this.first);
    return this.first;
  }
}

describe("the entry window", () => {
  it("is what a plain array would be that drops its oldest entries beyond the limit", () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.constantFrom(0, 300, 1000, 4000, Number.MAX_SAFE_INTEGER),
        (steps, bytesMax) => {
          const window = new EntryWindow({ bytesMax });
          const model = new WindowModel(bytesMax);
          for (const action of steps) {
            if (action.kind === "append") {
              window.append(model.append(action));
            } else if (action.kind === "compact") {
              window.compact(model.compact(action.count));
            } else {
              window.clear();
              model.kept = [];
            }

            const first = model.kept[0]?.index ?? null;
            expect([window.firstIndex, window.bytes]).toEqual([first, model.bytes]);
            for (let low = model.first; low <= model.last; low += 1) {
              for (const high of [low + 1, low + 3, model.last + 1]) {
                expect(window.read(low, Math.min(high, model.last + 1))).toEqual(
                  first === null || low < first
                    ? null
                    : model.kept.slice(low - first, Math.min(high, model.last + 1) - first),
                );
              }
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it("stays right over thousands of dropped entries, whose slots are given back", () => {
    const window = new EntryWindow({ bytesMax: cost(entry(5000, 1)) * 10 });

    for (let index = 1; index <= 5000; index += 1) {
      window.append([entry(index, 1)]);
    }

    expect(window.firstIndex).toBe(4991);
    expect(window.read(4991, 5001)).toEqual(entriesOf(4991, 5000, 1));
    expect(window.read(4990, 5001)).toBeNull();
  });
});
