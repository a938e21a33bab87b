import { describe, expect, it } from "vitest";
import {
  bytes,
  createNode,
  elect,
  NEVER_MS,
  rejection,
  settle,
  startLeader,
  text,
} from "../../support/node-harness.ts";

const FOREVER = { deadlineMs: NEVER_MS };

describe("a single voter", () => {
  it("elects itself without waiting for a tick: there is no other voter to wait for", async () => {
    const { node } = await createNode();
    const running = node.run();

    await settle();

    expect(node.status()).toMatchObject({ role: "leader", leader: 1, term: 2, applied: 2 });
    await node.close();
    await running;
  });

  it("refuses a command that the state machine's own check refuses, before it enters the log", async () => {
    const { node, storage } = await startLeader({
      prepareMachine: (machine) => {
        machine.refusal = { code: "FAILED_PRECONDITION", message: "of a newer format" };
      },
    });
    const lastIndex = storage.lastIndex();

    await expect(node.propose(bytes("a"), FOREVER)).rejects.toMatchObject({
      code: "STATE_MACHINE",
      detail: { rejection: "FAILED_PRECONDITION" },
    });

    expect(storage.lastIndex()).toBe(lastIndex);
    await node.close();
  });

  it("answers a proposal with its index, term and result once it is applied", async () => {
    const { node, storage } = await startLeader();

    const first = await node.propose(bytes("a"), FOREVER);
    const second = await node.propose(bytes("b"), FOREVER);

    expect(first).toEqual({ index: 3, term: 2, result: { kind: "applied", result: bytes("a") } });
    expect(second.index).toBe(4);
    expect(storage.appliedIndex()).toBe(4);
    await node.close();
  });

  it("answers with the state machine's refusal as a result, not as an error", async () => {
    const { node } = await startLeader();

    const { result } = await node.propose(bytes("reject"), FOREVER);

    expect(result).toEqual({ kind: "rejected", code: "FAILED_PRECONDITION", message: "asked to" });
    await node.close();
  });

  it("puts everything that waits into one batch and one sync", async () => {
    const { node, storage } = await startLeader();
    const before = storage.batches.length;
    const appliesBefore = storage.applies.length;

    const answers = await Promise.all(
      Array.from({ length: 500 }, (_, n) => node.propose(bytes(`v${n}`), FOREVER)),
    );

    const batches = storage.batches.slice(before);
    expect(batches.map(({ entries }) => entries.length)).toEqual([500]);
    expect(batches[0]?.mustSync).toBe(true);
    expect(storage.applies.length - appliesBefore).toBe(1);
    expect(answers.map(({ index }) => index)).toEqual(answers.map((_, n) => 3 + n));
    await node.close();
  });

  it("waits for a leader instead of refusing a proposal that came early", async () => {
    const harness = await createNode();
    const early = harness.node.propose(bytes("early"), FOREVER);
    const running = harness.node.run();

    await elect(harness);

    expect((await early).index).toBe(3);
    await harness.node.close();
    await running;
  });

  it("serves a linearizable read at a point that holds every earlier write", async () => {
    const { node, storage } = await startLeader();
    const written = await node.propose(bytes("a"), FOREVER);

    const readPoint = await node.read(FOREVER);

    expect(readPoint).toBeGreaterThanOrEqual(written.index);
    expect(storage.appliedIndex()).toBeGreaterThanOrEqual(readPoint);
    await node.close();
  });

  it("confirms reads that wait together in one round", async () => {
    const { node } = await startLeader();

    const points = await Promise.all(Array.from({ length: 100 }, () => node.read(FOREVER)));

    expect(new Set(points).size).toBe(1);
    await node.close();
  });

  it("goes on from what was applied after a restart, and applies nothing twice", async () => {
    const first = await startLeader();
    for (const value of ["a", "b", "c"]) {
      await first.node.propose(bytes(value), FOREVER);
    }
    await first.node.close();
    await first.storage.close();

    const second = await startLeader({ disk: first.disk });
    const answer = await second.node.propose(bytes("d"), FOREVER);

    expect(second.machine.commands.map(({ data }) => text(data))).toEqual(["d"]);
    expect(answer).toMatchObject({ index: 7, term: 3 });
    await second.node.close();
  });

  it("applies again what a crash took back, and only that", async () => {
    const first = await startLeader();
    for (const value of ["a", "b", "c"]) {
      await first.node.propose(bytes(value), FOREVER);
    }
    first.disk.crash({ unsyncedKept: 0 });

    const second = await startLeader({ disk: first.disk });

    const replayed = second.machine.commands.map(({ data }) => text(data));
    expect(["c", "b,c", "a,b,c"]).toContain(replayed.join(","));
    const view = second.storage.stateView();
    expect(
      view.scan({ start: new Uint8Array(0), end: null, limit: 10 }).map(({ value }) => text(value)),
    ).toEqual(["a", "b", "c"]);
    view.close();
    await second.node.close();
  });

  it("refuses options that would be unsafe, naming all of them", async () => {
    const error = await rejection(
      createNode({ raft: { readOnly: "leaseBased", lightReady: false } }),
    );

    expect(error).toBeInstanceOf(RangeError);
    expect(String(error)).toContain('readOnly must be "safe", found "leaseBased"');
    expect(String(error)).toContain("lightReady must be true");
  });

  it("refuses options out of range, naming field, value and what is allowed", async () => {
    const error = await rejection(
      createNode({ limits: { readsPendingMax: 0, batchBytesMax: 2 ** 40 }, logRetainEntries: -1 }),
    );

    expect(String(error)).toContain(
      "logRetainEntries must be an integer from 0 to 2^53 - 1, found -1",
    );
    expect(String(error)).toContain("limits.readsPendingMax must be an integer from 1");
    expect(String(error)).toContain(
      "limits.batchBytesMax must be at most raft.maxUncommittedBytes",
    );
  });

  it.each([
    { nodeId: 2, clusterId: "cluster-1" },
    { nodeId: 1, clusterId: "cluster-2" },
  ])("refuses to start as node $nodeId of $clusterId on another's volume", async (identity) => {
    const error = await rejection(createNode(identity));

    expect(error).toMatchObject({ code: "STORAGE" });
    expect(String(error)).toContain("which belongs to node 1 of cluster cluster-1");
  });
});
