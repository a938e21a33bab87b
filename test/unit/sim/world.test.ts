import { describe, expect, it } from "vitest";
import { runOutsidePromises, SimClock, World } from "../../sim/world.ts";

describe("World", () => {
  it("runs events in order of time, and those of one time in the order in which they were scheduled", async () => {
    const ran = await runOutsidePromises(() => {
      const world = new World({ seed: 1 });
      const ran: string[] = [];
      for (const [delayUs, name] of [
        [30, "c"],
        [10, "a"],
        [20, "b1"],
        [20, "b2"],
        [40, "d"],
      ] as const) {
        world.schedule(delayUs, () => ran.push(`${name}@${world.nowUs}`));
      }
      while (world.step()) {
        // Until nothing is left.
      }
      return ran;
    });
    expect(ran).toEqual(["a@10", "b1@20", "b2@20", "c@30", "d@40"]);
  });

  it("lets every promise settle before the next event, however long its chain", async () => {
    const ran = await runOutsidePromises(() => {
      const world = new World({ seed: 1 });
      const ran: string[] = [];
      const chain = async (): Promise<void> => {
        for (let link = 0; link < 100; link++) {
          await Promise.resolve();
        }
        ran.push("chain");
      };
      world.schedule(1, () => void chain());
      world.schedule(1, () => ran.push("next"));
      world.step();
      world.step();
      return ran;
    });
    expect(ran).toEqual(["chain", "next"]);
  });

  it("does not run what was called off", async () => {
    const steps = await runOutsidePromises(() => {
      const world = new World({ seed: 1 });
      world.schedule(1, () => undefined)[Symbol.dispose]();
      world.schedule(2, () => undefined);
      world.step();
      return { steps: world.steps, nowUs: world.nowUs };
    });
    expect(steps).toEqual({ steps: 1, nowUs: 2 });
  });

  it("gives each label a sequence of its own, the same for the same seed", () => {
    const draw = (seed: number, label: string): number =>
      new World({ seed }).random(label).below(1e9);
    expect(draw(7, "a")).toBe(draw(7, "a"));
    expect(draw(7, "a")).not.toBe(draw(7, "b"));
    expect(draw(7, "a")).not.toBe(draw(8, "a"));
  });

  it("keeps the first violation only", () => {
    const world = new World({ seed: 1 });
    world.violate("first", "it was wrong");
    world.violate("second", "so was this");
    expect(world.violation).toMatchObject({ check: "first", sentence: "it was wrong" });
  });
});

describe("SimClock", () => {
  it("runs fast or slow and keeps its intervals on its own scale", async () => {
    const times = await runOutsidePromises(() => {
      const world = new World({ seed: 1 });
      const clock = new SimClock({ rate: 2, startMs: 5 }, { world, scheduler: world });
      const times: [number, number][] = [];
      const timer = clock.every(10, () => times.push([world.nowUs, clock.now()]));
      for (let steps = 0; steps < 3; steps++) {
        world.step();
      }
      timer[Symbol.dispose]();
      expect(world.step()).toBe(false);
      return times;
    });
    expect(times).toEqual([
      [5000, 15],
      [10_000, 25],
      [15_000, 35],
    ]);
  });
});
