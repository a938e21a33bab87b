import { describe, expect, it } from "vitest";
import {
  DELETE,
  everyViolation,
  expectReady,
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
