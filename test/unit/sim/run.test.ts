import { describe, expect, it } from "vitest";
import { simulate } from "../../sim/run.ts";

/** One with an administrator, one with operators. */
const SEEDS = [
  { seed: 4, steps: 1500, overrides: { operator: false } },
  { seed: 9, steps: 1500, overrides: { operator: true } },
];

describe("simulate", () => {
  it.each(SEEDS)("gives the same trace, to the byte, for $seed twice", async (description) => {
    const runs: string[] = [];
    for (const _ of [1, 2]) {
      const records: string[] = [];
      const result = await simulate(description, {
        listener: (record) => records.push(JSON.stringify(record)),
      });
      runs.push(`${records.join("\n")}\n${JSON.stringify(result)}`);
    }
    expect(runs[0]).toBe(runs[1]);
  });

  it("takes the same way whether somebody reads along or not", async () => {
    for (const description of SEEDS) {
      const alone = await simulate(description);
      const read = await simulate(description, { listener: () => undefined });
      expect(read.traceHash).toBe(alone.traceHash);
      expect(read.steps).toBe(alone.steps);
    }
  });

  it("leaves the other faults as they are when one is skipped", async () => {
    const description = { seed: 4, steps: 1500, overrides: { operator: false } };
    const texts = async (skippedFaults: readonly number[]): Promise<readonly number[]> => {
      const { faults } = await simulate({ ...description, skippedFaults });
      return faults;
    };
    const all = await texts([]);
    const [first] = all;
    expect(first).toBeDefined();
    const some = await texts(first === undefined ? [] : [first]);
    expect(some).not.toContain(first);
    expect(some[0]).toBe(all[1]);
  });
});
