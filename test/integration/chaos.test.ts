import { describe, expect, it } from "vitest";
import { runChaos } from "../chaos/chaos.ts";

const SECONDS = 20;

describe("five members under faults of every kind", () => {
  it(
    `answer as one register a key and come to one state, for ${SECONDS} s (npm run chaos -- --minutes 10: as long as you like)`,
    async () => {
      const seed = Date.now() % 1_000_000;
      const lines: string[] = [];

      const result = await runChaos(
        // Few clients: this runs beside other tests. A full disk takes longer than all of it, and has a test of its own.
        { seconds: SECONDS, members: 5, tickMs: 100, clients: 4, seed, diskFull: false },
        { report: (line) => lines.push(line) },
      ).catch((error: unknown) => {
        throw new Error(`seed ${seed}:\n${lines.join("\n")}`, { cause: error });
      });

      const { counts, workload, checkedRequests, state } = result;
      process.stderr.write(
        `chaos, ${SECONDS} s, seed ${seed}: ${counts.kills} kills, ${counts.leaderKills} of the leader; ${workload.acknowledgedWrites} writes acknowledged, ${checkedRequests} requests linearizable, all members equal at index ${state.index}; faults: ${[...result.faults.keys()].join(", ")}\n`,
      );
      expect(counts.kills).toBeGreaterThan(0);
      expect(workload.acknowledgedWrites).toBeGreaterThan(0);
      expect(state.index).toBeGreaterThan(workload.acknowledgedWrites);
    },
    SECONDS * 10_000,
  );
});
