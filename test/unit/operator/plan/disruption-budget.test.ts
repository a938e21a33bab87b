import { describe, expect, it } from "vitest";
import type { FakeWorld } from "./fake-world.ts";
import { scale, settle, startCluster } from "./scaling-world.ts";

describe("the pod disruption budget", () => {
  /** What a drain must leave, after every `ensure`. */
  async function budgets(world: FakeWorld, replicas: number): Promise<string[]> {
    const seen: string[] = [];
    await scale(world, replicas, {
      crashPoint: (name) => {
        if (name === "operator-after-ensure" && world.workload !== null) {
          const { size, minAvailable } = world.workload;
          seen.push(`${minAvailable} of ${size}`);
        }
      },
    });
    return seen.filter((text, index) => text !== seen[index - 1]);
  }

  it("is tightened before a member comes, and relaxed once it votes", async () => {
    const world = await startCluster(1);

    expect(await budgets(world, 3)).toEqual(["1 of 1", "2 of 2", "3 of 3", "2 of 3"]);
    expect(await budgets(world, 5)).toEqual(["2 of 3", "3 of 4", "4 of 5", "3 of 5"]);
  });

  it("is tightened before a member goes, and relaxed once its pod is gone", async () => {
    const world = await startCluster(5);

    expect(await budgets(world, 3)).toEqual(["3 of 5", "4 of 5", "3 of 4", "2 of 3"]);
    expect(await budgets(world, 1)).toEqual(["2 of 3", "3 of 3", "2 of 2", "1 of 1"]);
  });
});

describe("the pod disruption budget of a cluster that replaces a lost volume", () => {
  it("lets no drain take a voter for the pod that does not vote yet", async () => {
    const world = await startCluster(5);
    expect(world.workload?.minAvailable).toBe(3);
    world.theRaft().catchesUp = false;
    world.loseVolume(1);

    await settle(world);
    expect(world.workload?.minAvailable).toBe(4);

    world.theRaft().catchesUp = true;
    await settle(world);
    expect(world.workload?.minAvailable).toBe(3);
  });
});
