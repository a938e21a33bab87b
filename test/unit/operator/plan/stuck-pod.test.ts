import { describe, expect, it } from "vitest";
import type { FakeWorld } from "./fake-world.ts";
import {
  DELETE,
  everyViolation,
  expectReady,
  look,
  makeReconciler,
  reasons,
  RETAIN,
  settle,
  SIGNAL,
  startCluster,
} from "./scaling-world.ts";
import { KEY } from "./fake-world.ts";

const DUE_AT = "1970-01-01T00:10:00Z";
const DUE_MS = 600_000;
const SENTENCE = `should have been gone by ${DUE_AT}; do something`;

/** A world whose pods stay terminating until the test ends them. */
async function startStuck(
  size: number,
  spec: Parameters<typeof startCluster>[1] = {},
): Promise<FakeWorld> {
  const world = await startCluster(size, spec);
  world.terminatesAtOnce = false;
  world.terminationDueAt = DUE_AT;
  return world;
}

/** Some looks of one operator while no pod comes to its end. */
async function lookOnly(world: FakeWorld, nowMs: number): Promise<void> {
  const reconciler = makeReconciler(world, { nowMs: () => nowMs });
  for (let pass = 0; pass < 4; pass += 1) {
    await reconciler.reconcile(KEY, SIGNAL);
  }
}

describe("a pod that is terminating and does not go", () => {
  it("holds a removal: nothing of it is touched, and the condition says what to do", async () => {
    const world = await startStuck(3, DELETE);
    world.setReplicas(2);
    await lookOnly(world, DUE_MS - 1);
    expect(world.condition("ScaleBlocked")).toBe("False/NotBlocked");
    expect(world.message("Progressing")).toBe("node 3 is removed: waiting until demo-2 is gone");

    await lookOnly(world, DUE_MS + 30_000);

    expect(world.condition("ScaleBlocked")).toBe("True/PodStuckTerminating");
    expect(world.condition("Stalled")).toBe("True/PodStuckTerminating");
    expect(world.condition("Ready")).toBe("False/ScaleBlocked");
    expect(world.message("ScaleBlocked")).toBe(
      `node 3 is removed: waiting until demo-2 is gone; demo-2 ${SENTENCE}`,
    );
    expect(reasons(world)).toContain("PodStuckTerminating");
    expect([...world.volumes.keys()]).toEqual([0, 1, 2]);
    expect(world.current().status?.operation).toMatchObject({ phase: "StoppingPod" });

    world.finishTermination();
    await settle(world);
    expectReady(world, [0, 1]);
    expect([...world.volumes.keys()]).toEqual([0, 1]);
  });

  it("holds the addition that would take its place", async () => {
    const world = await startStuck(2, RETAIN);
    world.setReplicas(1);
    await lookOnly(world, 0);
    world.setReplicas(2);

    await lookOnly(world, DUE_MS + 30_000);

    expect(world.condition("ScaleBlocked")).toBe("True/PodStuckTerminating");
    expect(world.message("ScaleBlocked")).toContain(SENTENCE);
    expect(everyViolation(world)).toEqual([]);
  });

  it("holds the end of an addition that is undone", async () => {
    const world = await startStuck(1);
    world.starting.add(1);
    world.setReplicas(2);
    await lookOnly(world, 0);
    world.setReplicas(1);

    await lookOnly(world, DUE_MS + 30_000);

    expect(world.message("ScaleBlocked")).toContain(SENTENCE);
    expect(world.volumes.has(1)).toBe(true);
    world.finishTermination();
    await settle(world);
    expectReady(world, [0]);
    expect(world.volumes.has(1)).toBe(false);
  });

  it("is told where a member's pod is meant", async () => {
    const world = await startStuck(3);
    const [, pod] = world.pods.values();
    if (pod !== undefined) {
      pod.terminating = true;
    }

    await lookOnly(world, DUE_MS + 30_000);

    expect(world.condition("Degraded")).toBe("True/MembersUnhealthy");
    expect(world.message("Degraded")).toBe(`not healthy: demo-1 (demo-1 ${SENTENCE})`);
  });

  it("is told where the whole resource is being deleted", async () => {
    const world = await startStuck(2);
    world.delete();
    await lookOnly(world, DUE_MS);
    expect(world.condition("Stalled")).toBe("False/Deleting");

    await lookOnly(world, DUE_MS + 30_000);

    expect(world.condition("Stalled")).toBe("True/PodStuckTerminating");
    expect(world.message("Ready")).toContain(`demo-0 ${SENTENCE}; demo-1 ${SENTENCE}`);
    world.finishTermination();
    await look(world);
    expect(world.cluster).toBeNull();
  });
});
