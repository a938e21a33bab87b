import { describe, expect, it } from "vitest";
import { JointExits } from "../../../src/core/joint-exits.ts";
import { DeadlineTimers } from "../../../src/utils/deadline.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { NEVER_MS, rejection } from "../../support/node-harness.ts";

function setUp(): { readonly exits: JointExits; readonly clock: ManualClock } {
  const clock = new ManualClock();
  const deadlines = new DeadlineTimers({ stepMs: 10 }, { clock });
  return { exits: new JointExits({ deadlines }), clock };
}

const forever = { deadlineMs: NEVER_MS, signal: undefined };

describe("who waits for a joint configuration to be left", () => {
  it("is answered with the first configuration above it, and by none at or below it", async () => {
    const { exits } = setUp();
    let left: number | null = null;
    const waiting = exits.wait({ index: 7, ...forever }).then((index) => {
      left = index;
    });

    exits.observe(6);
    exits.observe(7);
    await Promise.resolve();
    expect(left).toBeNull();

    exits.observe(9);
    await waiting;
    expect(left).toBe(9);
  });

  it("is told at its deadline, when it cancels, and when the node stops, that the end is not known", async () => {
    const { exits, clock } = setUp();
    const abort = new AbortController();
    const expired = rejection(
      exits.wait({ index: 7, deadlineMs: clock.now() + 100, signal: undefined }),
    );
    const cancelled = rejection(
      exits.wait({ index: 7, deadlineMs: NEVER_MS, signal: abort.signal }),
    );
    const stopped = rejection(exits.wait({ index: 7, ...forever }));

    clock.advance(110);
    abort.abort();
    exits.stop(new Error("the disk is full"));

    for (const [told, why] of [
      [await expired, "deadline"],
      [await cancelled, "cancelled"],
      [await stopped, "stopped"],
    ]) {
      expect(told).toMatchObject({
        detail: { code: "OUTCOME_UNKNOWN", index: 7 },
        message: expect.stringContaining(String(why)),
      });
    }
    expect(
      await rejection(exits.wait({ index: 7, ...forever, signal: abort.signal })),
    ).toMatchObject({ code: "OUTCOME_UNKNOWN" });
  });
});
