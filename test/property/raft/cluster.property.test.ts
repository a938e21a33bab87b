import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ClusterModel } from "./cluster-model.ts";
import { type Happened, NOTHING_HAPPENED } from "./cluster-safety.ts";

const RUNS = Number(process.env["RAFT_CLUSTER_RUNS"] ?? 150);
const STEPS = 4000;

describe("a cluster of cores", () => {
  it("stays safe under loss, duplicates, delays, crashes and changes of membership, and recovers", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0 }), (seed) => {
        const cluster = new ClusterModel({ seed });
        cluster.run(STEPS);
        cluster.checkLogs();
        cluster.recover();
        cluster.checkLogs();
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it("goes through all that the properties are about", () => {
    const total: Happened = { ...NOTHING_HAPPENED };
    for (let seed = 1; seed <= 40; seed += 1) {
      const cluster = new ClusterModel({ seed });
      cluster.run(STEPS);
      for (const what of Object.keys(total) as (keyof Happened)[]) {
        total[what] += cluster.safety.happened[what];
      }
    }

    for (const [what, count] of Object.entries(total)) {
      expect(count, what).toBeGreaterThan(10);
    }
  });
});
