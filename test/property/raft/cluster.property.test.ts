import * as fc from "fast-check";
import { describe, it } from "vitest";
import { ClusterModel } from "./cluster-model.ts";

const RUNS = Number(process.env["RAFT_CLUSTER_RUNS"] ?? 150);

describe("a cluster of cores", () => {
  it("stays safe under loss, duplicates, delays, crashes and changes of membership, and recovers", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0 }), (seed) => {
        const cluster = new ClusterModel({ seed, steps: 2500 });
        cluster.run(2500);
        cluster.checkLogs();
        cluster.recover();
        cluster.checkLogs();
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});
