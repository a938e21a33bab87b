import { describe, expect, it } from "vitest";
import {
  DELETE,
  everyViolation,
  expectReady,
  Killed,
  reasons,
  RETAIN,
  scale,
  settle,
  startCluster,
} from "./scaling-world.ts";

describe("a volume kept from a removed member", () => {
  it("blocks its ordinal until a person deletes it", async () => {
    const world = await startCluster(2, RETAIN);
    await scale(world, 1);

    await scale(world, 2);

    expect(world.condition("ScaleBlocked")).toBe("True/StaleVolume");
    expect(world.condition("Stalled")).toBe("True/StaleVolume");
    expect([...world.pods.keys()]).toEqual([0]);
    expect(world.volumes.get(1)?.identity?.nodeId).toBe(2);

    world.volumes.delete(1);
    await settle(world);
    expectReady(world, [0, 1]);
    expect([...world.theRaft().members.keys()]).toEqual([1, 3]);
  });

  it("is deleted where whenScaled became Delete", async () => {
    const world = await startCluster(2, RETAIN);
    await scale(world, 1);
    await scale(world, 2);

    world.setStorage(DELETE.storage);
    await settle(world);

    expectReady(world, [0, 1]);
    expect(world.volumes.get(1)?.identity?.nodeId).toBe(3);
  });

  it("does not bring the member back when somebody scales the StatefulSet", async () => {
    const world = await startCluster(2, RETAIN);
    await scale(world, 1);
    world.scaleByHand(2);

    await settle(world);

    expectReady(world, [0]);
    expect([...world.pods.keys()]).toEqual([0]);
  });

  it("that is empty is used", async () => {
    const world = await startCluster(1, RETAIN);
    const volume = world.addVolume(1);

    await scale(world, 2);

    expectReady(world, [0, 1]);
    expect(world.volumes.get(1)?.uid).toBe(volume.uid);
  });
});

describe("a new member that never comes", () => {
  it("is given up after the timeout: learner, pod and volume", async () => {
    const world = await startCluster(3);
    let nowMs = 1_000_000;
    const clock = { nowMs: (): number => nowMs };
    world.theRaft().catchesUp = false;
    await scale(world, 4, clock);
    expect(world.theRaft().learners).toHaveLength(1);
    expect(world.condition("Progressing")).toBe("True/PromotingLearner");
    world.starting.add(3);
    await settle(world, clock);
    expect(world.theRaft().learners).toHaveLength(1);

    nowMs += 600_000;
    await settle(world, clock);

    expect(everyViolation(world)).toEqual([]);
    expect(world.theRaft().learners).toEqual([]);
    expect([...world.pods.keys()]).toEqual([0, 1, 2]);
    expect([...world.volumes.keys()]).toEqual([0, 1, 2]);
    expect(world.condition("ScaleBlocked")).toBe("True/JoinTimeout");
    expect(world.condition("Stalled")).toBe("True/JoinTimeout");
    expect(world.current().status?.joinTimeout).toMatchObject({ attempts: 1 });
    expect(world.current().status?.operation).toBeUndefined();
    expect(reasons(world)).toContain("JoinTimeout");
  });

  it.each([
    ["Unschedulable: 0/3 nodes are available: 3 Insufficient memory", null],
    ["ImagePullBackOff: not found", null],
    ["CrashLoopBackOff: exit code 78 (Error): data is newer", null],
    ["Unschedulable: no volume", "its volume claim data-demo-1 is Pending (StorageClass fast)"],
  ])("has its reason told, which its pod took along: %s", async (problem, ofVolume) => {
    const world = await startCluster(1);
    let nowMs = 0;
    const clock = { nowMs: (): number => nowMs };
    world.starting.add(1);
    world.problems.set(1, problem);
    if (ofVolume !== null) {
      world.volumeProblems.set(1, ofVolume);
    }
    const why = `node 2 on demo-1 did not come within 600 s: ${problem}${ofVolume === null ? "" : `; ${ofVolume}`}`;
    await scale(world, 2, clock);
    expect(world.message("Ready")).toContain(problem);

    nowMs += 600_000;
    await settle(world, clock);

    expect([...world.pods.keys()]).toEqual([0]);
    expect(world.message("ScaleBlocked")).toBe(
      `${why}; tried again at 1970-01-01T00:20:00Z, or when the spec changes`,
    );
    expect(world.events.find(({ reason }) => reason === "JoinTimeout")?.message).toBe(why);
  });

  it("names the place to ask where no pod was made at all", async () => {
    const world = await startCluster(1);
    let nowMs = 0;
    const clock = { nowMs: (): number => nowMs };
    world.unmade.add(1);
    world.whereToAsk = "look there";
    await scale(world, 2, clock);
    nowMs += 600_000;

    await settle(world, clock);

    expect(world.message("ScaleBlocked")).toMatch(
      /^node 2 on demo-1 did not come within 600 s: it was never made; look there tells why;/,
    );
  });

  it("goes on where it is heard from after it was given up and before its pod went", async () => {
    const world = await startCluster(1);
    let nowMs = 0;
    const clock = { nowMs: (): number => nowMs };
    world.starting.add(1);
    await scale(world, 2, clock);
    nowMs += 600_000;
    const killed = settle(world, {
      ...clock,
      crashPoint: (name) => {
        if (name === "operator-after-amend-operation") {
          throw new Killed(name);
        }
      },
    });
    await expect(killed).rejects.toBeInstanceOf(Killed);
    expect(world.current().status?.operation).toMatchObject({
      abandonedBecause: expect.stringContaining("did not come"),
    });

    world.starting.clear();
    await settle(world, clock);

    expectReady(world, [0, 1]);
    expect(world.current().status?.nextNodeID).toBe("3");
    expect(reasons(world)).not.toContain("JoinTimeout");
  });

  it("is undone by the next operator wherever one is killed, and told once", async () => {
    const giveUp = async (killAt: number): Promise<readonly string[]> => {
      const world = await startCluster(3);
      let nowMs = 0;
      const clock = { nowMs: (): number => nowMs };
      world.theRaft().catchesUp = false;
      await scale(world, 4, clock);
      world.starting.add(3);
      world.problems.set(3, "ImagePullBackOff: not found");
      await settle(world, clock);
      nowMs += 600_000;
      const points: string[] = [];
      const dies = async (): Promise<void> => {
        await settle(world, {
          ...clock,
          crashPoint: (name) => {
            points.push(name);
            if (points.length === killAt) {
              throw new Killed(name);
            }
          },
        });
      };
      await dies().catch((error: unknown) => expect(error).toBeInstanceOf(Killed));
      await settle(world, clock);

      expect(everyViolation(world)).toEqual([]);
      expect([...world.pods.keys()]).toEqual([0, 1, 2]);
      expect([...world.volumes.keys()]).toEqual([0, 1, 2]);
      expect(world.theRaft().learners).toEqual([]);
      expect(world.current().status?.operation).toBeUndefined();
      expect(world.current().status?.joinTimeout).toMatchObject({ attempts: 1 });
      expect(world.message("ScaleBlocked")).toContain("ImagePullBackOff: not found");
      return points;
    };
    const points = await giveUp(Infinity);
    expect(points).toContain("operator-before-remove-node");
    for (let killAt = 1; killAt <= points.length; killAt += 1) {
      await giveUp(killAt);
    }
  });

  it("is tried again under a new id after a pause that doubles, or at once when the spec changes", async () => {
    const world = await startCluster(1);
    let nowMs = 0;
    const clock = { nowMs: (): number => nowMs };
    world.starting.add(1);
    await scale(world, 2, clock);
    nowMs += 600_000;
    await settle(world, clock);
    expect(world.condition("ScaleBlocked")).toBe("True/JoinTimeout");

    nowMs += 599_000;
    await settle(world, clock);
    expect(world.current().status?.operation).toBeUndefined();
    nowMs += 1000;
    await settle(world, clock);
    expect(world.current().status?.operation).toMatchObject({ nodeID: "3" });
    nowMs += 600_000;
    await settle(world, clock);
    expect(world.current().status?.joinTimeout).toMatchObject({ attempts: 2 });
    nowMs += 1_199_000;
    await settle(world, clock);
    expect(world.current().status?.operation).toBeUndefined();

    world.starting.clear();
    await scale(world, 3, clock);
    expectReady(world, [0, 1, 2]);
    expect(world.current().status?.joinTimeout).toBeUndefined();
  });

  it("keeps a volume that was there before and was never heard of", async () => {
    const world = await startCluster(1);
    const { uid } = world.addVolume(1);
    let nowMs = 0;
    const clock = { nowMs: (): number => nowMs };
    world.starting.add(1);
    await scale(world, 2, clock);

    nowMs += 600_000;
    await settle(world, clock);

    expect(world.condition("ScaleBlocked")).toBe("True/JoinTimeout");
    expect(world.volumes.get(1)?.uid).toBe(uid);
  });

  it("is not given up while it is heard from, however long it takes", async () => {
    const world = await startCluster(3);
    let nowMs = 0;
    const clock = { nowMs: (): number => nowMs };
    world.theRaft().catchesUp = false;
    await scale(world, 4, clock);

    nowMs += 10 * 600_000;
    await settle(world, clock);
    expect(world.theRaft().learners).toHaveLength(1);

    world.theRaft().catchesUp = true;
    await settle(world, clock);
    expectReady(world, [0, 1, 2, 3]);
  });

  it("gets another id where its volume is lost before it is a member", async () => {
    const world = await startCluster(1);
    world.leaderAnswer = () => {
      world.leaderAnswer = () => undefined;
      world.loseVolume(1);
      throw world.noAnswer();
    };

    await scale(world, 2);

    expectReady(world, [0, 1]);
    expect([...world.theRaft().members.keys()]).toEqual([1, 3]);
  });

  it("leaves again where its volume is lost while it is a learner", async () => {
    const world = await startCluster(3);
    world.theRaft().catchesUp = false;
    await scale(world, 4);
    world.loseVolume(3);
    world.theRaft().catchesUp = true;

    await settle(world);

    expectReady(world, [0, 1, 2, 3]);
    expect([...world.theRaft().members.keys()]).toEqual([1, 2, 3, 5]);
  });
});
