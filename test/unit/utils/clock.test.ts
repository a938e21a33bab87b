import { describe, expect, it } from "vitest";
import { SystemClock, yieldToIo } from "../../../src/utils/clock.ts";
import { WakeUp } from "../../../src/utils/wake-up.ts";
import { observe } from "../../support/gate.ts";

describe("the system clock", () => {
  it("never goes back, and calls back when told to", async () => {
    const clock = new SystemClock();
    const before = clock.now();

    await new Promise<void>((resolve) => {
      clock.after(1, resolve);
      // Its timers do not keep a process alive, so something else must.
      setTimeout(() => undefined, 1000).unref();
      setImmediate(function keep(): void {
        if (clock.now() - before < 100) {
          setImmediate(keep);
        }
      });
    });

    expect(clock.now()).toBeGreaterThan(before);
  });

  it("forgets what is disposed", async () => {
    const clock = new SystemClock();
    let calls = 0;
    clock.after(0, () => (calls += 1))[Symbol.dispose]();
    clock.every(1, () => (calls += 1))[Symbol.dispose]();

    for (let turns = 0; turns < 50; turns++) {
      await yieldToIo();
    }

    expect(calls).toBe(0);
  });
});

describe("a wake-up", () => {
  it("is not lost when it comes before the wait, and wakes once for many", async () => {
    const wakeUp = new WakeUp();
    wakeUp.ring();
    wakeUp.ring();

    await wakeUp.wait();
    const observed = observe(wakeUp.wait());
    await yieldToIo();
    expect(observed.state).toBe("pending");
    wakeUp.ring();
    await yieldToIo();

    expect(observed.state).toBe("resolved");
  });
});
