import { describe, expect, it } from "vitest";
import { shrink, type Shrinkable, type ShrinkOutcome } from "../../../sim/report/shrink.ts";

const FAULTS = Array.from({ length: 40 }, (_, at) => at + 1);

interface Model {
  /** Faults without which nothing goes wrong. */
  readonly neededFaults: readonly number[];
  readonly neededClient: number;
  readonly neededSteps: number;
}

/** A run that fails where all that the model needs is in it; where a fault alone is left it fails in another way. */
function simulateModel(model: Model) {
  let runs = 0;
  return {
    get runs(): number {
      return runs;
    },
    simulate: async (description: Shrinkable): Promise<ShrinkOutcome> => {
      runs += 1;
      const skipped = new Set(description.skippedFaults ?? []);
      const faults = FAULTS.filter(
        (fault) => !skipped.has(fault) && fault * 10 <= description.steps,
      );
      const isThere =
        model.neededFaults.every((fault) => faults.includes(fault)) &&
        description.skippedClients?.includes(model.neededClient) !== true &&
        description.steps >= model.neededSteps;
      const other = faults.includes(7) && faults.length === 1;
      const check = isThere ? "log-matching" : other ? "converged" : null;
      const violation = check === null ? null : { check, step: model.neededSteps - 1 };
      return { violation, faults };
    },
  };
}

async function shrinkModel(model: Model, triesMax = 500) {
  const dependencies = simulateModel(model);
  const description: Shrinkable = { seed: 5, steps: 3000 };
  const outcome = await dependencies.simulate(description);
  const shrunk = await shrink({ description, outcome, clients: 4, triesMax }, dependencies);
  return {
    ...shrunk,
    runs: dependencies.runs,
    again: await dependencies.simulate(shrunk.description),
  };
}

describe("shrinking", () => {
  it("leaves the faults, the client and the steps that the failure needs", async () => {
    const { description, again } = await shrinkModel({
      neededFaults: [3, 20],
      neededClient: 2,
      neededSteps: 450,
    });

    expect(again.violation?.check).toBe("log-matching");
    expect(again.faults).toEqual([3, 20]);
    expect(description.skippedClients?.toSorted()).toEqual([1, 3, 4]);
    expect(description.steps).toBe(450);
  });

  it("never takes a run that fails by another check", async () => {
    const { again } = await shrinkModel({
      neededFaults: [7, 8],
      neededClient: 1,
      neededSteps: 100,
    });

    expect(again.violation?.check).toBe("log-matching");
    expect(again.faults).toEqual([7, 8]);
  });

  it("ends after the tries that it has, with what it found", async () => {
    const { tries, runs, again } = await shrinkModel(
      { neededFaults: [1, 9, 17, 25, 33], neededClient: 1, neededSteps: 340 },
      12,
    );

    expect(tries).toBe(12);
    expect(runs).toBe(13);
    expect(again.violation?.check).toBe("log-matching");
  });

  it("refuses a run that is right", async () => {
    await expect(
      shrink(
        {
          description: { seed: 1, steps: 1 },
          outcome: { violation: null, faults: [] },
          clients: 1,
          triesMax: 1,
        },
        { simulate: async () => ({ violation: null, faults: [] }) },
      ),
    ).rejects.toThrow(/only a run that fails/);
  });
});
