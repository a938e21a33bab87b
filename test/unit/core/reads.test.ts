import { Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import { Reads } from "../../../src/core/reads.ts";
import { DeadlineTimers } from "../../../src/utils/deadline.ts";
import { NodeMetrics } from "../../../src/utils/metrics.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { observe } from "../../support/gate.ts";
import { NEVER_MS, rejection, settle } from "../../support/node-harness.ts";

function create(startNonce = 7): { readonly reads: Reads; readonly clock: ManualClock } {
  const clock = new ManualClock();
  const reads = new Reads(
    { nodeId: 1, startNonce, pendingMax: 10, retryTicks: 3 },
    {
      deadlines: new DeadlineTimers({ stepMs: 10 }, { clock }),
      metrics: new NodeMetrics({ registry: new Registry() }),
    },
  );
  return { reads, clock };
}

const FOREVER = { deadlineMs: NEVER_MS, signal: undefined };

describe("a read round", () => {
  it("serves those that waited when it began, not those that came later", async () => {
    const { reads } = create();
    const early = reads.open(FOREVER);
    const context = reads.beginRound();
    const late = observe(reads.open(FOREVER));

    reads.confirmed([{ index: 5, context }], 5);
    await settle();

    expect(await early).toBe(5);
    expect(late.state).toBe("pending");
    expect(reads.isRoundDue).toBe(true);
  });

  it("lets a read wait until the state machine has applied its read point", async () => {
    const { reads } = create();
    const read = reads.open(FOREVER);
    const observed = observe(read);

    reads.confirmed([{ index: 9, context: reads.beginRound() }], 8);
    await settle();
    expect(observed.state).toBe("pending");
    reads.applied(9);

    expect(await read).toBe(9);
  });

  it("is repeated under a new sequence when it is not answered, and the late answer still counts", async () => {
    const { reads } = create();
    const read = reads.open(FOREVER);
    const first = reads.beginRound();

    for (let tick = 0; tick < 3; tick++) {
      expect(reads.isRoundDue).toBe(false);
      reads.tick();
    }
    expect(reads.isRoundDue).toBe(true);
    const second = reads.beginRound();

    expect(second).not.toEqual(first);
    reads.confirmed([{ index: 4, context: first }], 4);
    expect(await read).toBe(4);
  });

  it("is not answered by an old round for a read that came after it", async () => {
    const { reads } = create();
    observe(reads.open(FOREVER));
    const first = reads.beginRound();
    reads.abandonRound();
    const later = observe(reads.open(FOREVER));
    reads.beginRound();

    reads.confirmed([{ index: 4, context: first }], 4);
    await settle();

    expect(later.state).toBe("pending");
  });

  it("is not answered by the equal sequence of another life of the node", async () => {
    const { reads } = create(7);
    const { reads: former } = create(8);
    const observed = observe(reads.open(FOREVER));
    reads.beginRound();
    observe(former.open(FOREVER));

    reads.confirmed([{ index: 4, context: former.beginRound() }], 4);
    await settle();

    expect(observed.state).toBe("pending");
  });

  it("ends at its deadline, and says whether a leader was missing or this node's apply is behind", async () => {
    const { reads, clock } = create();
    const behind = rejection(reads.open({ deadlineMs: 50, signal: undefined }));
    reads.confirmed([{ index: 9, context: reads.beginRound() }], 1);
    const leaderless = rejection(reads.open({ deadlineMs: 50, signal: undefined }));

    clock.advance(60);

    expect(await behind).toMatchObject({ detail: { code: "PROPOSAL_DROPPED", reason: "expired" } });
    expect(await leaderless).toMatchObject({ detail: { code: "NOT_LEADER", leader: null } });
    expect([reads.pendingCount, reads.isRoundDue]).toEqual([0, false]);
  });
});
