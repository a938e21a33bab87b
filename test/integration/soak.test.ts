import { describe, expect, it } from "vitest";
import { ONE_VOTER_CRASH_POINTS } from "../soak/crash-points.ts";
import { SoakLane } from "../soak/soak.ts";

const SECONDS = 25;

describe("a node that is killed and started again under writes", () => {
  it(
    `loses no acknowledged write and applies none twice, for ${SECONDS} s (npm run soak: 1,000 kills)`,
    async () => {
      const seed = Date.now() % 1_000_000;
      const lane = new SoakLane({
        killsMax: 1000,
        secondsMax: SECONDS,
        crashPoints: ONE_VOTER_CRASH_POINTS,
        lane: 0,
        seed,
      });

      const result = await lane
        .run(() => undefined)
        .catch((error: unknown) => {
          throw new Error(`seed ${seed}`, { cause: error });
        });

      expect(result.kills).toBeGreaterThan(0);
      expect(result.acknowledged).toBeGreaterThan(0);
    },
    SECONDS * 10_000,
  );
});
