import { describe, expect, it } from "vitest";
import { DeadlineTimers } from "../../../src/utils/deadline.ts";
import { ManualClock } from "../../support/manual-clock.ts";

function create(): { readonly timers: DeadlineTimers; readonly clock: ManualClock } {
  const clock = new ManualClock();
  return { timers: new DeadlineTimers({ stepMs: 10 }, { clock }), clock };
}

describe("deadlines", () => {
  it("expire in order, never early, within one step", () => {
    const { timers, clock } = create();
    const expired: [number, number][] = [];
    for (const deadline of [95, 12, 50, 51]) {
      timers.add(deadline, () => expired.push([deadline, clock.now()]));
    }

    clock.advance(200);

    expect(expired.map(([deadline]) => deadline)).toEqual([12, 50, 51, 95]);
    for (const [deadline, at] of expired) {
      expect(at).toBeGreaterThanOrEqual(deadline);
      expect(at).toBeLessThanOrEqual(deadline + 10);
    }
  });

  it("hold one timer for 100,000 of them, and nothing for those cancelled", () => {
    const { timers, clock } = create();
    let expired = 0;
    const added = Array.from({ length: 100_000 }, (_, n) =>
      timers.add(1000 + n, () => (expired += 1)),
    );

    expect(clock.timerCount).toBe(1);
    for (const deadline of added) {
      deadline[Symbol.dispose]();
    }
    clock.advance(1_000_000);

    expect([expired, clock.timerCount]).toEqual([0, 0]);
  });

  it("that are past expire soon, and not within add", () => {
    const { timers, clock } = create();
    clock.advance(100);
    let expired = 0;

    timers.add(50, () => (expired += 1));
    expect(expired).toBe(0);
    clock.advance(0);

    expect(expired).toBe(1);
  });

  it("may add and cancel others while they expire", () => {
    const { timers, clock } = create();
    const expired: string[] = [];
    const cancelled = timers.add(30, () => expired.push("cancelled"));
    timers.add(20, () => {
      expired.push("first");
      cancelled[Symbol.dispose]();
      timers.add(40, () => expired.push("second"));
    });

    clock.advance(100);

    expect(expired).toEqual(["first", "second"]);
  });

  it("further off than a timer of Node.js can wait still expire, and never sooner", () => {
    const clock = new ManualClock();
    const delays: number[] = [];
    const timers = new DeadlineTimers(
      { stepMs: 10 },
      {
        clock: {
          now: () => clock.now(),
          every: (intervalMs, callback) => clock.every(intervalMs, callback),
          after: (delayMs, callback) => {
            delays.push(delayMs);
            return clock.after(delayMs, callback);
          },
        },
      },
    );
    let expired = 0;
    timers.add(3 * 2 ** 31, () => (expired += 1));

    clock.advance(3 * 2 ** 31 - 100);
    expect(expired).toBe(0);
    clock.advance(200);

    expect(expired).toBe(1);
    expect(Math.max(...delays)).toBeLessThan(2 ** 31);
  });

  it("at infinity, or cleared, never expire", () => {
    const { timers, clock } = create();
    let expired = 0;
    timers.add(Number.POSITIVE_INFINITY, () => (expired += 1));
    timers.add(10, () => (expired += 1));

    timers.clear();
    clock.advance(1000);

    expect([expired, clock.timerCount]).toEqual([0, 0]);
  });
});
