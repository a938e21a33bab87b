import { describe, expect, it } from "vitest";
import { majorityOf } from "../../../../src/operator/plan/membership-view.ts";
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

    expect(await budgets(world, 3)).toEqual([
      "3 of 5",
      "4 of 5",
      "4 of 4",
      "3 of 4",
      "3 of 3",
      "2 of 3",
    ]);
    expect(await budgets(world, 1)).toEqual([
      "2 of 3",
      "3 of 3",
      "3 of 2",
      "2 of 2",
      "2 of 1",
      "1 of 1",
    ]);
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

describe("whatever a drain may take at any moment of a change", () => {
  /** Looks whenever the budget, the pods or the members may have changed, the moment between budget and pods included. A pod that belongs to a node counts as ready, for a probe is late. */
  function watchDrains(world: FakeWorld): string[] {
    const tooMany: string[] = [];
    const raft = world.theRaft();
    const look = (): void => {
      const pods = [...world.pods].filter(
        ([ordinal, { terminating }]) =>
          !terminating && world.volumes.get(ordinal)?.identity !== null,
      ).length;
      const { voters } = raft;
      const up = voters.filter((voter) => world.isUp(voter)).length;
      const taken = Math.max(0, pods - (world.workload?.minAvailable ?? 0));
      if (up >= majorityOf(voters.length) && up - taken < majorityOf(voters.length)) {
        tooMany.push(`${taken} of ${pods} pods may go, ${up} of ${voters.length} voters are up`);
      }
    };
    world.budgetWritten = look;
    world.leaderAnswer = look;
    return tooMany;
  }

  it.each([
    [1, 9],
    [9, 1],
    [5, 2],
  ])("leaves a quorum of the voters from %i to %i", async (from, to) => {
    const world = await startCluster(from);
    const tooMany = watchDrains(world);

    await scale(world, to);

    expect(tooMany).toEqual([]);
  });

  it("leaves one while the pod of a removed member takes its time to go", async () => {
    const world = await startCluster(5);
    world.terminatesAtOnce = false;
    const tooMany = watchDrains(world);

    await scale(world, 1);

    expect(tooMany).toEqual([]);
  });

  it.each([3, 5])(
    "leaves one while a lost volume of %i is replaced, status wiped",
    async (size) => {
      const world = await startCluster(size);
      world.theRaft().catchesUp = false;
      const tooMany = watchDrains(world);
      world.loseVolume(1);
      await settle(world);

      world.wipeStatus();
      await settle(world);
      world.theRaft().catchesUp = true;
      await settle(world);

      expect(tooMany).toEqual([]);
    },
  );

  it("leaves every pod while nobody knows the voters", async () => {
    const world = await startCluster(5);
    for (const volume of world.volumes.values()) {
      volume.leads = false;
    }
    world.theRaft().leaderId = null;
    world.wipeStatus();

    await settle(world);

    expect(world.workload?.minAvailable).toBe(5);
  });
});
