import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { RaftError } from "../../../src/core/errors.ts";
import { encodeSnapshotDescription } from "../../../src/core/snapshot-description.ts";
import { NODE_CRASH_POINTS } from "../../../src/node.ts";
import { StorageError } from "../../../src/storage/types.ts";
import { FakeTransport } from "../../support/fake-transport.ts";
import { Gate } from "../../support/gate.ts";
import {
  bytes,
  createNode,
  elect,
  NEVER_MS,
  rejection,
  settle,
  startLeader,
  text,
  TICK_MS,
  until,
} from "../../support/node-harness.ts";

const FOREVER = { deadlineMs: NEVER_MS };

describe("queues", () => {
  it("refuses what goes beyond 5,000 of 100,000 proposals, answers the rest, and loses nothing", async () => {
    const { node, machine, storage } = await startLeader();
    const gate = new Gate();
    storage.beforeWrite = () => gate.wait();
    const outcomes = { applied: 0, refused: 0, other: 0 };

    const all = Array.from({ length: 100_000 }, async (_, n) => {
      try {
        await node.propose(bytes(`value ${n}`), FOREVER);
        outcomes.applied += 1;
      } catch (error) {
        const { detail } = error as RaftError;
        const isRefused = detail.code === "PROPOSAL_DROPPED" && detail.reason === "queueFull";
        outcomes[isRefused ? "refused" : "other"] += 1;
      }
    });
    await settle();
    expect(node.status().pendingProposals).toBe(5000);
    gate.open();
    await Promise.all(all);

    expect(outcomes).toEqual({ applied: 5000, refused: 95_000, other: 0 });
    expect(machine.commands).toHaveLength(5000);
    expect(node.status()).toMatchObject({ pendingProposals: 0, pendingProposalBytes: 0 });
    expect((await node.propose(bytes("after"), FOREVER)).index).toBe(5003);
    await node.close();
  });

  it("bounds the bytes that wait, whatever their number", async () => {
    const { node, storage, registry } = await startLeader({
      limits: { proposalsPendingBytesMax: 1000, proposalBytesMax: 1000 },
    });
    const gate = new Gate();
    storage.beforeWrite = () => gate.wait();

    const fits = [
      node.propose(new Uint8Array(400), FOREVER),
      node.propose(new Uint8Array(600), FOREVER),
    ];
    const error = await rejection(node.propose(new Uint8Array(1), FOREVER));

    expect(error).toMatchObject({ detail: { reason: "queueFull" } });
    expect(String(error)).toContain("allowed are 5000 of 1000 bytes");
    expect(await registry.metrics()).toContain('raft_proposals_total{outcome="dropped"} 1');
    gate.open();
    await Promise.all(fits);
    await node.propose(new Uint8Array(1), FOREVER);
    await node.close();
  });

  it("refuses one proposal that is too large, and one that is empty, with a sentence", async () => {
    const { node } = await startLeader();

    expect(await rejection(node.propose(new Uint8Array(1_572_865), FOREVER))).toMatchObject({
      message: "a proposal of 1572865 bytes is too large, allowed are 1572864",
      detail: { code: "PROPOSAL_DROPPED", reason: "tooLarge" },
    });
    expect(await rejection(node.propose(new Uint8Array(0), FOREVER))).toMatchObject({
      detail: { code: "STATE_MACHINE", rejection: "INVALID_ARGUMENT" },
    });
    await node.close();
  });

  it("spreads more than one batch's worth over several syncs", async () => {
    const { node, storage } = await startLeader({ limits: { batchEntriesMax: 10 } });
    const before = storage.batches.length;

    await Promise.all(Array.from({ length: 25 }, (_, n) => node.propose(bytes(`${n}`), FOREVER)));

    const sizes = storage.batches.slice(before).map(({ entries }) => entries.length);
    expect(sizes.filter((size) => size > 0)).toEqual([10, 10, 5]);
    await node.close();
  });

  it("holds proposals back while the log is full of uncommitted bytes, and loses none", async () => {
    const { node, machine } = await startLeader({
      raft: { maxUncommittedBytes: 1000 },
      limits: { batchBytesMax: 600 },
    });

    await Promise.all(Array.from({ length: 50 }, () => node.propose(new Uint8Array(500), FOREVER)));

    expect(machine.commands).toHaveLength(50);
    await node.close();
  });

  it("drops protocol messages beyond the inbox, but never a tick or a report", async () => {
    const transport = new FakeTransport();
    const { node, registry, clock, storage } = await startLeader({
      transport,
      limits: { inboxMessagesMax: 10 },
    });
    const gate = new Gate();
    storage.beforeWrite = () => gate.wait();
    const proposal = node.propose(bytes("a"), FOREVER);
    await settle();
    const { term } = node.status();

    for (let n = 0; n < 25; n++) {
      transport.receiver.receive({
        type: "heartbeatResponse",
        from: 2,
        to: 1,
        term,
        context: new Uint8Array(0),
      });
    }
    transport.receiver.unreachable(2);
    clock.advance(TICK_MS);
    expect(node.status().inboxMessages).toBe(10);
    gate.open();
    await proposal;
    await settle();

    expect(await registry.metrics()).toContain("raft_messages_dropped_total 15");
    expect(node.status()).toMatchObject({ inboxMessages: 0, role: "leader" });
    await node.close();
  });

  it("bounds the reads that wait", async () => {
    const { node, storage, registry } = await startLeader({ limits: { readsPendingMax: 2 } });
    const gate = new Gate();
    storage.beforeWrite = () => gate.wait();
    const proposal = node.propose(bytes("a"), FOREVER);
    await settle();

    const waiting = [node.read(FOREVER), node.read(FOREVER)];
    expect(await rejection(node.read(FOREVER))).toMatchObject({
      detail: { reason: "queueFull" },
    });
    expect(await registry.metrics()).toContain('raft_reads_total{outcome="refused"} 1');
    gate.open();
    await Promise.all([proposal, ...waiting]);
    await node.close();
  });
});

describe("deadlines", () => {
  it("says that it never happened where no leader came in time", async () => {
    const { node, clock } = await createNode({ voters: [1, 2] });
    const running = node.run();
    const proposal = node.propose(bytes("a"), { deadlineMs: clock.now() + 50 });
    const read = node.read({ deadlineMs: clock.now() + 50 });
    await settle();

    clock.advance(60);

    expect(await rejection(proposal)).toMatchObject({
      detail: { code: "PROPOSAL_DROPPED", reason: "noLeader" },
    });
    expect(await rejection(read)).toMatchObject({ detail: { code: "NOT_LEADER", leader: null } });
    await node.close();
    await running;
  });

  it("does not append a proposal whose deadline passed in the queue", async () => {
    const harness = await createNode();
    const running = harness.node.run();
    const late = harness.node.propose(bytes("late"), { deadlineMs: 10 });
    const observed = rejection(late);

    await elect(harness);
    await harness.node.propose(bytes("next"), FOREVER);

    await observed;
    expect(harness.machine.commands.map(({ data }) => text(data))).toEqual(["next"]);
    await harness.node.close();
    await running;
  });

  it("says OUTCOME_UNKNOWN with the index where the proposal is in the log, which then still applies", async () => {
    const { node, storage, clock, machine } = await startLeader();
    const gate = new Gate();
    storage.beforeWrite = () => gate.wait();
    const proposal = node.propose(bytes("a"), { deadlineMs: clock.now() + 50 });
    await settle();

    clock.advance(60);

    expect(await rejection(proposal)).toMatchObject({
      detail: { code: "OUTCOME_UNKNOWN", index: 3 },
    });
    gate.open();
    await until(() => machine.commands.length === 1);
    expect(node.status().pendingProposals).toBe(0);
    await node.close();
  });

  it("gives up when the caller's signal fires, and tells apart whether it was appended", async () => {
    const { node, storage } = await startLeader();
    const gate = new Gate();
    storage.beforeWrite = () => gate.wait();
    const controller = new AbortController();
    const options = { ...FOREVER, signal: controller.signal };
    const appended = node.propose(bytes("a"), options);
    await settle();
    const queued = node.propose(bytes("b"), options);

    controller.abort();

    expect(await rejection(appended)).toMatchObject({ code: "OUTCOME_UNKNOWN" });
    expect(await rejection(queued)).toMatchObject({ detail: { reason: "cancelled" } });
    expect(await rejection(node.propose(bytes("c"), options))).toMatchObject({
      detail: { reason: "cancelled" },
    });
    gate.open();
    await node.close();
  });
});

describe("ticks", () => {
  it("delivers one tick after a stall and counts the others", async () => {
    const { node, clock, registry } = await startLeader();

    clock.stall(30 * TICK_MS);
    await settle();

    expect(node.status()).toMatchObject({ missedTicks: 29, role: "leader" });
    expect(await registry.metrics()).toContain("raft_ticks_missed_total 29");
    await node.close();
  });

  it("does not elect itself in one go because of missed ticks", async () => {
    const { node, clock } = await createNode({ voters: [1, 2] });
    const running = node.run();
    await settle();

    clock.stall(100 * TICK_MS);
    await settle();

    expect(node.status()).toMatchObject({ role: "follower", missedTicks: 99 });
    await node.close();
    await running;
  });

  it("counts ticks that pass while a batch is being synced", async () => {
    const { node, clock, storage } = await startLeader();
    const gate = new Gate();
    storage.beforeWrite = () => gate.wait();
    const proposal = node.propose(bytes("a"), FOREVER);
    await settle();

    clock.advance(5 * TICK_MS);
    gate.open();
    await proposal;
    await settle();

    expect(node.status().missedTicks).toBe(4);
    await node.close();
  });
});

describe("close", () => {
  it("ends run, closes the transport, and tells apart what was appended", async () => {
    const transport = new FakeTransport();
    const { node, storage, running } = await startLeader({ transport });
    const gate = new Gate();
    storage.beforeWrite = () => gate.wait();
    const appended = node.propose(bytes("a"), FOREVER);
    await settle();
    const queued = node.propose(bytes("b"), FOREVER);
    const read = node.read(FOREVER);

    const closed = node.close();
    gate.open();
    await closed;
    await running;

    // The Ready that was outstanding was done to its end, so this one is answered.
    expect((await appended).index).toBe(3);
    expect(await rejection(queued)).toMatchObject({ code: "STOPPED" });
    expect(await rejection(read)).toMatchObject({ code: "STOPPED" });
    expect(transport.isClosed).toBe(true);
  });

  it("is idempotent, and leaves nothing to wait for", async () => {
    const { node, clock, running } = await startLeader();

    await Promise.all([node.close(), node.close()]);
    await node.close();
    await running;

    expect(clock.timerCount).toBe(0);
    expect(await rejection(node.propose(bytes("a"), FOREVER))).toMatchObject({ code: "STOPPED" });
    expect(await rejection(node.transferLeadership({ nodeId: 2, ...FOREVER }))).toBeInstanceOf(
      RaftError,
    );
  });

  it("resolves for a node that never ran, and answers those who waited for it", async () => {
    const { node } = await createNode();
    const early = node.propose(bytes("a"), FOREVER);
    const observed = rejection(early);

    await node.close();

    expect(await observed).toMatchObject({ code: "STOPPED" });
  });
});

describe("leadership transfer", () => {
  it("is done at once to itself, and refused to a node that does not vote", async () => {
    const { node } = await startLeader();

    await node.transferLeadership({ nodeId: 1, ...FOREVER });

    expect(await rejection(node.transferLeadership({ nodeId: 7, ...FOREVER }))).toMatchObject({
      detail: { code: "RAFT", reason: "notAMember" },
    });
    await node.close();
  });
});

describe("crash points", () => {
  it("are all passed, under the names that are listed, when a voter writes and compacts", async () => {
    const transport = new FakeTransport();
    const { node, crashPoints } = await startLeader({ logRetainEntries: 0, transport });
    await node.addLearner({
      member: { nodeId: 2, address: "node-2:2380", storeId: "store-2" },
      configurationIndex: 1,
      ...FOREVER,
    });
    for (let n = 0; n < 100; n++) {
      await node.propose(bytes(`${n}`), FOREVER);
    }
    // A new leader: what it is answered is a promise, so it waits for persistence.
    const term = node.status().term + 5;
    const context = new Uint8Array(0);
    transport.receiver.receive({ type: "heartbeat", from: 2, to: 1, term, commit: 0, context });
    await settle();
    await node.close();

    const passed = new Set(crashPoints);
    const installing = ["node-before-install", "node-before-stage", "node-after-stage"];
    expect(NODE_CRASH_POINTS.filter((name) => !passed.has(name))).toEqual(installing);
    expect(
      [...passed].filter((name) => !NODE_CRASH_POINTS.some((known) => known === name)),
    ).toEqual([]);
  });
});

describe("a snapshot that cannot be written", () => {
  it("stops the node, as every write that fails does", async () => {
    const transport = new FakeTransport();
    const { storage, running, node } = await startLeader({ transport });
    const full = new StorageError("the disk is full", { code: "DISK_FULL" });
    storage.stage = () => Promise.reject(full);
    const { term, confState, memberBook } = node.status();
    const metadata = { index: 1000, term, confState };
    const received = transport.receiver.receiveSnapshot(
      {
        message: {
          type: "snapshot",
          from: 2,
          to: 1,
          term,
          snapshot: { metadata, data: encodeSnapshotDescription(memberBook) },
        },
        chunks: Readable.from([bytes("12345678a")]),
      },
      { signal: new AbortController().signal },
    );

    expect(await rejection(received)).toBe(full);
    expect(await rejection(running)).toBe(full);
  });
});

describe("log compaction", () => {
  it("stops the node when it fails", async () => {
    const { node, storage, running } = await startLeader({ logRetainEntries: 0 });
    const broken = new StorageError("a bad disk", { code: "WRITE_FAILED" });
    storage.beforeWrite = ({ kind }) => {
      if (kind === "compact") {
        throw broken;
      }
    };

    await Promise.allSettled(
      Array.from({ length: 200 }, (_, n) => node.propose(bytes(`${n}`), FOREVER)),
    );

    expect(await rejection(running)).toBe(broken);
  });

  it("keeps logRetainEntries applied entries and cuts in strides", async () => {
    const { node, storage } = await startLeader({ logRetainEntries: 100 });

    for (let n = 0; n < 300; n++) {
      await node.propose(bytes(`${n}`), FOREVER);
    }

    const status = node.status();
    const kept = status.applied - status.firstIndex + 1;
    expect(kept).toBeGreaterThanOrEqual(100);
    expect(kept).toBeLessThan(100 + 64);
    expect(storage.calls.filter(({ kind }) => kind === "compact").length).toBeLessThan(5);
    await node.close();
  });

  it("never passes what the state machine holds durably", async () => {
    const { node, storage } = await startLeader({
      logRetainEntries: 10,
      prepareMachine: (machine) => {
        machine.applied = () => undefined;
        machine.durableIndex = 1;
      },
    });

    for (let n = 0; n < 200; n++) {
      await node.propose(bytes(`${n}`), FOREVER);
    }

    expect(storage.firstIndex()).toBe(2);
    await node.close();
  });
});

describe("a state machine with a store of its own", () => {
  it("is brought up to the node's applied index from the log at start", async () => {
    const first = await startLeader();
    for (const value of ["a", "b", "c", "d"]) {
      await first.node.propose(bytes(value), FOREVER);
    }
    await first.node.close();
    await first.storage.close();

    const second = await startLeader({
      disk: first.disk,
      prepareMachine: (machine) => {
        machine.durableIndex = 4;
      },
    });

    expect(second.machine.commands.map(({ data }) => text(data))).toEqual(["c", "d"]);
    await second.node.close();
  });

  it("is not given again what it already holds", async () => {
    const first = await startLeader();
    for (const value of ["a", "b", "c"]) {
      await first.node.propose(bytes(value), FOREVER);
    }
    first.disk.crash({ unsyncedKept: 0 });

    const second = await startLeader({
      disk: first.disk,
      prepareMachine: (machine) => {
        machine.durableIndex = 5;
      },
    });
    await second.node.propose(bytes("d"), FOREVER);

    expect(second.machine.commands.map(({ data }) => text(data))).toEqual(["d"]);
    await second.node.close();
  });
});
