import { describe, expect, it } from "vitest";
import { EMPTY_BYTES, type Message, type MessageOf } from "../../../src/raft/index.ts";
import { appendResponse } from "./support/messages.ts";
import { createLeader, type TestNode, type TestNodeOptions } from "./support/test-node.ts";

/** A leader of three whose first entry both followers have. */
function replicating(config: TestNodeOptions["config"] = {}): TestNode {
  const leader = createLeader({ voters: [1, 2, 3], config });
  for (const from of [2, 3]) {
    leader.raw.step(appendResponse({ from, term: 1, index: 1 }));
  }
  leader.settle();
  return leader;
}

function appendsTo(to: number, messages: readonly Message[]): readonly MessageOf<"append">[] {
  return messages.filter(
    (message) => message.type === "append" && message.to === to,
  ) as MessageOf<"append">[];
}

function proposeMany(leader: TestNode, count: number, size: number): void {
  for (let at = 0; at < count; at += 1) {
    leader.raw.propose(EMPTY_BYTES, new Uint8Array(size));
  }
}

const heartbeatResponse: Message = {
  type: "heartbeatResponse",
  from: 2,
  to: 1,
  term: 1,
  context: EMPTY_BYTES,
};

describe("flow control", () => {
  it("sends ahead of acknowledgements up to the number of messages, and goes on as they come (B11)", () => {
    const leader = replicating({ maxInflightMessages: 2, batchAppend: false });
    proposeMany(leader, 4, 1);
    expect(appendsTo(2, leader.settle()).map(({ entries }) => entries[0]?.index)).toEqual([2, 3]);
    leader.raw.step(appendResponse({ from: 2, term: 1, index: 2 }));
    expect(
      appendsTo(2, leader.settle()).flatMap(({ entries }) => entries.map(({ index }) => index)),
    ).toEqual([4, 5]);
  });

  it("counts bytes as well, and lets one message exceed them (B11)", () => {
    const leader = replicating({
      maxInflightBytes: 100,
      maxAppendBytes: 100,
      batchAppend: false,
    });
    proposeMany(leader, 3, 70);
    expect(appendsTo(2, leader.settle())).toHaveLength(2);
    expect(leader.raw.status().progress?.[1]).toMatchObject({
      isPaused: true,
      isInflightFull: true,
    });
    leader.raw.step(appendResponse({ from: 2, term: 1, index: 3 }));
    expect(appendsTo(2, leader.settle())).not.toHaveLength(0);
  });

  it("frees count and bytes when it changes to probing, so that nothing leaks (B11)", () => {
    const leader = replicating({ maxInflightMessages: 2, batchAppend: false });
    proposeMany(leader, 2, 10);
    leader.settle();
    leader.raw.reportUnreachable(2);
    expect(leader.raw.status().progress?.[1]).toMatchObject({
      state: "probe",
      inflightMessages: 0,
      next: 2,
    });
    leader.raw.step(heartbeatResponse);
    const [probe, ...others] = appendsTo(2, leader.settle());
    expect(probe).toMatchObject({ index: 1, entries: [{ index: 2 }, { index: 3 }] });
    expect(others).toEqual([]);
  });

  it("sends a full window one empty message for each answered heartbeat (B11)", () => {
    const leader = replicating({ maxInflightMessages: 1, batchAppend: false });
    proposeMany(leader, 2, 1);
    leader.settle();
    for (let round = 0; round < 3; round += 1) {
      leader.raw.step(heartbeatResponse);
      expect(appendsTo(2, leader.settle())).toMatchObject([{ entries: [] }]);
      expect(leader.raw.status().progress?.[1]).toMatchObject({ inflightMessages: 1 });
    }
  });

  it("limits the bytes of a message, and always sends one entry", () => {
    const leader = replicating({ maxAppendBytes: 150, batchAppend: true });
    proposeMany(leader, 1, 1000);
    proposeMany(leader, 4, 40);
    const counts = appendsTo(2, leader.settle()).map(({ entries }) => entries.length);
    expect(counts.every((count) => count >= 1 && count <= 3)).toBe(true);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5);
  });

  it("puts what is proposed between two Readies into one message to each peer", () => {
    const leader = replicating();
    proposeMany(leader, 100, 10);
    const appends = appendsTo(2, leader.settle());
    expect(appends).toHaveLength(1);
    expect(appends[0]?.entries).toHaveLength(100);
    expect(leader.raw.status().progress?.[1]).toMatchObject({ inflightMessages: 1, next: 102 });
  });

  it("stops such a message from growing when the window is full by its bytes", () => {
    const leader = replicating({ maxInflightBytes: 100, maxAppendBytes: 100 });
    proposeMany(leader, 5, 60);
    expect(appendsTo(2, leader.settle()).flatMap(({ entries }) => entries)).toHaveLength(2);
    expect(leader.raw.status().progress?.[1]?.isPaused).toBe(true);
  });

  it("does not extend a message that has left", () => {
    const leader = replicating();
    proposeMany(leader, 1, 1);
    const [first] = appendsTo(2, leader.settle());
    proposeMany(leader, 1, 1);
    expect(first?.entries).toHaveLength(1);
    expect(appendsTo(2, leader.settle())).toMatchObject([{ index: 2, entries: [{ index: 3 }] }]);
  });

  it("sends a probed peer one message with entries a round trip", () => {
    const leader = replicating({ batchAppend: false });
    leader.raw.reportUnreachable(2);
    leader.raw.reportUnreachable(2);
    proposeMany(leader, 3, 1);
    expect(appendsTo(2, leader.settle())).toHaveLength(1);
  });

  it("ignores a rejection that is older than what is known", () => {
    const leader = replicating();
    const before = leader.raw.status().progress;
    leader.raw.step(appendResponse({ from: 2, term: 1, index: 1, reject: true, rejectHint: 0 }));
    expect(leader.raw.status().progress).toEqual(before);
  });
});
