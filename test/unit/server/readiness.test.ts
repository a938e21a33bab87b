import { describe, expect, it } from "vitest";
import {
  type NodeCondition,
  Readiness,
  type ReadinessFacts,
} from "../../../src/server/readiness.ts";

const FACTS: ReadinessFacts = {
  nodeId: 1,
  leader: 1,
  commitIndex: 10,
  appliedIndex: 10,
  memberIds: [1],
  refusal: null,
  incomingSnapshot: null,
};

function setup() {
  let nowMs = 0;
  let condition: NodeCondition = { kind: "running", facts: FACTS };
  const clock = {
    now: () => nowMs,
    every: () => ({ [Symbol.dispose]: () => undefined }),
    after: () => ({ [Symbol.dispose]: () => undefined }),
  };
  const readiness = new Readiness(
    { leaderlessMaxMs: 2000, applyLagEntriesMax: 100 },
    { clock, condition: () => condition },
  );
  return {
    check: () => readiness.check(),
    at: (timeMs: number) => {
      nowMs = timeMs;
    },
    become: (next: Partial<ReadinessFacts>) => {
      condition = { kind: "running", facts: { ...FACTS, ...next } };
    },
    enter: (kind: "unassigned" | "starting" | "stopping") => {
      condition = { kind };
    },
  };
}

describe("readiness", () => {
  it("holds with a leader, a membership and everything applied", () => {
    expect(setup().check()).toEqual({ ready: true });
  });

  it.each(["unassigned", "starting", "stopping"] as const)("is refused while %s", (kind) => {
    const node = setup();
    node.enter(kind);

    expect(node.check().ready).toBe(false);
  });

  it("is refused until a leader was seen", () => {
    const node = setup();
    node.become({ leader: null });

    expect(node.check()).toMatchObject({
      ready: false,
      reason: expect.stringContaining("no leader"),
    });
  });

  it("outlives a change of leaders but not two leaderless election timeouts", () => {
    const node = setup();
    node.check();
    node.become({ leader: null });

    node.at(2000);
    expect(node.check().ready).toBe(true);
    node.at(2001);
    expect(node.check().ready).toBe(false);
    node.become({ leader: 2 });
    expect(node.check().ready).toBe(true);
  });

  it("is refused outside of the committed configuration", () => {
    const node = setup();
    node.become({ memberIds: [2, 3] });

    expect(node.check()).toMatchObject({
      ready: false,
      reason: expect.stringContaining("configuration"),
    });
  });

  it("says first that a member was removed, as a leader it will never see again", () => {
    const node = setup();
    node.become({ memberIds: [2, 3], leader: null });

    expect(node.check()).toMatchObject({
      ready: false,
      reason: expect.stringContaining(
        "node 1 is not in the committed configuration: it was removed",
      ),
    });
  });

  it("is refused before a leader has brought a configuration", () => {
    const node = setup();
    node.become({ memberIds: [] });

    expect(node.check()).toMatchObject({
      ready: false,
      reason: expect.stringContaining("waits for the cluster's configuration"),
    });
  });

  it("tells how much has come of the state that brings the configuration", () => {
    const node = setup();
    node.become({ memberIds: [], incomingSnapshot: { from: 2, index: 70, bytesReceived: 4096 } });

    expect(node.check()).toMatchObject({
      ready: false,
      reason: expect.stringMatching(/index 70 by node 2, 4096 bytes/),
    });
  });

  it("tells what a peer says that refuses a node without a leader", () => {
    const node = setup();
    const refusal = "node 2 refuses this node: node 1 was removed";
    node.become({ leader: null, refusal });
    const reason = expect.stringContaining(refusal);
    expect(node.check()).toMatchObject({ ready: false, reason });

    node.become({});
    node.check();
    node.become({ leader: null, refusal });
    node.at(2001);
    expect(node.check()).toMatchObject({ ready: false, reason });
  });

  it("is refused while applying lags behind", () => {
    const node = setup();
    node.become({ commitIndex: 110 });
    expect(node.check().ready).toBe(true);

    node.become({ commitIndex: 111 });

    expect(node.check()).toMatchObject({
      ready: false,
      reason: expect.stringContaining("101 entries"),
    });
  });
});
