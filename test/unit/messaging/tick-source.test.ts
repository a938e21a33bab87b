import { describe, expect, it } from "vitest";
import { TickSource } from "../../../src/messaging/tick-source.ts";
import { ManualClock } from "../../support/manual-clock.ts";

function create(): {
  readonly ticks: TickSource;
  readonly clock: ManualClock;
  readonly dueCount: () => number;
} {
  const clock = new ManualClock();
  let due = 0;
  const ticks = new TickSource({ tickMs: 100 }, { clock, due: () => (due += 1) });
  ticks.start();
  return { ticks, clock, dueCount: () => due };
}

describe("ticks", () => {
  it("come one by one while they are taken", () => {
    const { ticks, clock, dueCount } = create();

    const taken = [1, 2, 3].map(() => {
      clock.advance(100);
      return [ticks.take(), ticks.take()];
    });

    expect(taken).toEqual([
      [true, false],
      [true, false],
      [true, false],
    ]);
    expect([ticks.missedCount, dueCount()]).toEqual([0, 3]);
  });

  it("are never made up for", () => {
    const { ticks, clock } = create();

    clock.stall(1000);

    expect([ticks.take(), ticks.take()]).toEqual([true, false]);
    expect(ticks.missedCount).toBe(9);
  });

  it("that nobody took are missed", () => {
    const { ticks, clock } = create();

    clock.advance(400);

    expect([ticks.take(), ticks.take()]).toEqual([true, false]);
    expect(ticks.missedCount).toBe(3);
  });

  it("end with stop", () => {
    const { ticks, clock } = create();

    ticks.stop();
    clock.advance(1000);

    expect([ticks.isDue, clock.timerCount]).toEqual([false, 0]);
  });
});
