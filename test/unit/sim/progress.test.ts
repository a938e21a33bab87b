import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commandOf, describeSeed, parseArguments } from "../../sim/arguments.ts";
import { Coverage } from "../../sim/coverage.ts";
import { Progress } from "../../sim/progress.ts";

function result(seed: number): Parameters<Progress["done"]>[0] {
  const coverage = { counters: { crashes: 2 }, delivered: { append: 3 }, faults: {} };
  return { seed, steps: 100, seconds: 0.5, coverage, failure: null };
}

describe("Progress", () => {
  it("goes on in another session where the last one ended, whatever the order was", () => {
    const folder = mkdtempSync(join(tmpdir(), "sim-progress-"));
    try {
      const options = { path: join(folder, "progress.json"), first: 5, steps: 3000 };
      const before = new Progress(options);
      for (const seed of [6, 5, 9]) {
        before.done(result(seed));
      }
      before.save();
      const after = new Progress(options);
      expect([5, 6, 7, 8, 9, 10].map((seed) => after.isDone(seed))).toEqual([
        true,
        true,
        false,
        false,
        true,
        false,
      ]);
      expect(after.doneCount).toBe(3);
      expect(after.coverage.get("crashes")).toBe(6);
      expect(() => new Progress({ ...options, steps: 10 })).toThrow(RangeError);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("the command line", () => {
  it("repeats a shrunk run by the command that it prints", () => {
    const description = {
      seed: 17,
      steps: 250,
      overrides: { operator: true },
      skippedFaults: [1, 2, 3, 7],
      skippedClients: [2],
    };
    const command = commandOf(description);
    expect(command).toBe(
      "npm run sim -- --seeds 17 --steps 250 --operator yes --skip-faults 1..3,7 --skip-clients 2",
    );
    const args = parseArguments(command.split(" ").slice(4));
    expect(describeSeed(args, args.seeds.first)).toEqual(description);
  });

  it.each([["--seeds", "9..3"], ["--steps", "many"], ["--nonsense"], ["--trace", "file"]])(
    "refuses %s %s",
    (...args) => {
      expect(() => parseArguments(args)).toThrow();
    },
  );
});

describe("Coverage", () => {
  it("names what was covered too little for so many seeds", () => {
    const coverage = new Coverage();
    coverage.add("leaderChanges", 10_000);
    coverage.add("lossyCrashes", 1999);
    const missing = coverage.findMissing(1000);
    expect(missing).toContain("lossyCrashes: 1999 of at least 2000");
    expect(missing.join()).not.toContain("leaderChanges");
    expect(missing).toContain("timeoutNow messages delivered: 0 of at least 100");
  });
});
