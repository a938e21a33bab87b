import { describe, expect, it } from "vitest";
import { PeerActivity } from "../../../src/core/peer-activity.ts";
import { EMPTY_BYTES, type Message, type ProgressStatus } from "../../../src/raft/index.ts";

function progressOf(id: number, recentActive: boolean): ProgressStatus {
  return {
    id,
    state: "replicate",
    match: 1,
    next: 2,
    lag: 0,
    isLearner: false,
    isPaused: false,
    recentActive,
    pendingSnapshot: null,
    inflightMessages: 0,
    isInflightFull: false,
  };
}

const answer = (from: number, term: number): Message => ({
  type: "heartbeatResponse",
  from,
  to: 1,
  term,
  context: EMPTY_BYTES,
});

describe("a peer's activity", () => {
  const isActive = (activity: PeerActivity, id: number, term = 5): boolean | undefined =>
    activity.amend([progressOf(id, false)], term)[0]?.recentActive;

  it("lasts for an election timeout after an answer, whatever the algorithm has forgotten", () => {
    const activity = new PeerActivity({ recentTicks: 3, isForgotten: true });
    expect(isActive(activity, 2)).toBe(false);

    activity.received(answer(2, 5));
    expect(isActive(activity, 2)).toBe(true);
    activity.tick();
    activity.tick();
    expect(isActive(activity, 2)).toBe(true);
    activity.tick();
    expect(isActive(activity, 2)).toBe(false);
  });

  it("counts in the leader's own term only, and only as an answer", () => {
    const activity = new PeerActivity({ recentTicks: 3, isForgotten: true });
    activity.received(answer(2, 4));
    activity.received({ type: "timeoutNow", from: 3, to: 1, term: 5 });

    expect([isActive(activity, 2), isActive(activity, 3)]).toEqual([false, false]);
  });

  it("is what the algorithm says where it says so, and forgotten with the member", () => {
    const activity = new PeerActivity({ recentTicks: 3, isForgotten: true });
    expect(activity.amend([progressOf(2, true)], 5)[0]?.recentActive).toBe(true);

    activity.received(answer(2, 5));
    activity.amend([progressOf(3, true)], 5);
    expect(isActive(activity, 2)).toBe(false);
  });

  it("is not what the algorithm says where it never checks the quorum, and so never forgets", () => {
    const activity = new PeerActivity({ recentTicks: 3, isForgotten: false });
    const isActive = (): boolean | undefined =>
      activity.amend([progressOf(2, true)], 5)[0]?.recentActive;
    expect(isActive()).toBe(false);

    activity.received(answer(2, 5));
    expect(isActive()).toBe(true);
    activity.tick();
    activity.tick();
    activity.tick();
    expect(isActive()).toBe(false);
  });
});
