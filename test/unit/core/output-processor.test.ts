import { Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import { initialClusterState } from "../../../src/core/initial-cluster-state.ts";
import { OutputProcessor } from "../../../src/core/output-processor.ts";
import { PeerDirectory } from "../../../src/core/peer-directory.ts";
import type { AppliedEntry } from "../../../src/core/proposals.ts";
import {
  isPersistEmpty,
  type OutboundMessage,
  type RaftOutput,
} from "../../../src/core/raft-output.ts";
import { encodeSnapshotDescription } from "../../../src/core/snapshot-description.ts";
import type { Message } from "../../../src/raft/message.ts";
import {
  type ConfChangeRequest,
  EMPTY_BYTES,
  EMPTY_CONF_STATE,
  type Entry,
  type EntryType,
} from "../../../src/raft/types.ts";
import { MemoryStorage } from "../../../src/storage/memory-storage.ts";
import { InvariantError } from "../../../src/utils/assert.ts";
import { NodeMetrics } from "../../../src/utils/metrics.ts";
import { EchoStateMachine } from "../../support/echo-state-machine.ts";
import { FakeTransport } from "../../support/fake-transport.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { bytes, rejection } from "../../support/node-harness.ts";
import { RecordingStorage } from "../../support/recording-storage.ts";

const JOINT_LEFT = { ...EMPTY_CONF_STATE, voters: [1, 2] };

interface Setup {
  readonly processor: OutputProcessor;
  readonly storage: RecordingStorage;
  readonly transport: FakeTransport;
  readonly machine: EchoStateMachine;
  readonly changes: ConfChangeRequest[];
  readonly applied: AppliedEntry[];
  readonly installed: number[];
  /** What happened, in order. */
  readonly events: string[];
}

async function setUp(chunks: readonly Uint8Array[] = []): Promise<Setup> {
  const storage = new RecordingStorage(new MemoryStorage({ storeId: "store-1" }));
  await storage.assign({
    clusterId: "cluster-1",
    nodeId: 1,
    initial: initialClusterState({ nodeId: 1, address: "node-1:2380", storeId: "store-1" }),
  });
  const transport = new FakeTransport();
  const machine = new EchoStateMachine(() => storage.appliedIndex());
  const events: string[] = [];
  storage.beforeWrite = ({ kind }) => {
    events.push(kind);
  };
  transport.onSend = ({ type, to }) => events.push(`send ${type} to ${to}`);
  machine.beforeApply = () => {
    events.push("state machine");
  };
  const changes: ConfChangeRequest[] = [];
  const applied: AppliedEntry[] = [];
  const installed: number[] = [];
  const processor = new OutputProcessor({
    storage,
    stateMachine: machine,
    transport,
    peers: new PeerDirectory({ nodeId: 1 }, { transport }),
    snapshots: {
      has: () => true,
      open: async function* () {
        events.push("chunks");
        await Promise.resolve();
        yield* chunks;
      },
    },
    configuration: {
      applyConfChange: (change) => {
        changes.push(change);
        return JOINT_LEFT;
      },
    },
    listener: {
      applied: (entries) => {
        events.push("answer");
        applied.push(...entries);
      },
      installed: (index) => installed.push(index),
    },
    clock: new ManualClock(),
    metrics: new NodeMetrics({ registry: new Registry() }),
    crashPoint: () => undefined,
  });
  return { processor, storage, transport, machine, changes, applied, installed, events };
}

function entry(index: number, data: string, type: EntryType = "normal"): Entry {
  return { type, term: 1, index, data: bytes(data), context: EMPTY_BYTES };
}

function outbound(to: number, requirePersistence: boolean): OutboundMessage {
  const message: Message = {
    type: "heartbeat",
    from: 1,
    to,
    term: 1,
    commit: 0,
    context: EMPTY_BYTES,
  };
  return { to, message, requirePersistence };
}

function createOutput(parts: Partial<RaftOutput> = {}): RaftOutput {
  return {
    kind: "ready",
    number: 1,
    role: "leader",
    term: 1,
    outboundMessages: [],
    persistOps: {
      entries: [],
      hardState: null,
      snapshot: null,
      commitIndex: null,
      mustSync: false,
    },
    committedEntries: [],
    snapshot: null,
    readStates: [],
    ...parts,
  };
}

/** An output that persists the entries and commits them. */
function persisting(entries: readonly Entry[], parts: Partial<RaftOutput> = {}): RaftOutput {
  return createOutput({
    persistOps: {
      entries,
      hardState: { term: 1, vote: 1, commit: entries.at(-1)?.index ?? 1 },
      snapshot: null,
      commitIndex: null,
      mustSync: true,
    },
    committedEntries: entries,
    ...parts,
  });
}

describe("the five steps", () => {
  it("come in order: immediate messages, one batch, the other messages, state machine, one apply, answers", async () => {
    const { processor, events } = await setUp();

    await processor.process(
      persisting([entry(2, "a"), entry(3, "b")], {
        outboundMessages: [outbound(2, true), outbound(3, false), outbound(4, true)],
      }),
    );

    expect(events).toEqual([
      "send heartbeat to 3",
      "writeBatch",
      "send heartbeat to 2",
      "send heartbeat to 4",
      "state machine",
      "apply",
      "answer",
    ]);
  });

  it("writes nothing where there is nothing to write, and not even an empty apply", async () => {
    const { processor, events } = await setUp();

    await processor.process(createOutput());

    expect(events).toEqual([]);
  });

  it("counts a commit index alone as something to write", async () => {
    const { processor, storage } = await setUp();
    await processor.process(persisting([entry(2, "a")], { committedEntries: [] }));

    const operations = { ...createOutput().persistOps, commitIndex: 2 };
    await processor.process(createOutput({ persistOps: operations }));

    expect(isPersistEmpty(operations)).toBe(false);
    expect(isPersistEmpty(createOutput().persistOps)).toBe(true);
    expect(storage.batches.at(-1)).toEqual(operations);
  });
});

describe("an immediate message", () => {
  it.each(["follower", "preCandidate", "candidate"] as const)("is a bug on a %s", async (role) => {
    const { processor, transport } = await setUp();

    const error = await rejection(
      processor.process(createOutput({ role, outboundMessages: [outbound(2, false)] })),
    );

    expect(error).toBeInstanceOf(InvariantError);
    expect(transport.sent).toEqual([]);
  });

  it("is a bug while the leader's own term is not durable, and fine once it is", async () => {
    const { processor, transport } = await setUp();
    const ofTerm2 = createOutput({ term: 2, outboundMessages: [outbound(2, false)] });

    const error = await rejection(processor.process(ofTerm2));
    expect(error).toBeInstanceOf(InvariantError);
    expect(String(error)).toContain("term 2 with 1 durable");
    await processor.process(
      createOutput({
        persistOps: {
          ...createOutput().persistOps,
          hardState: { term: 2, vote: 1, commit: 1 },
          mustSync: true,
        },
      }),
    );
    await processor.process(ofTerm2);

    expect(transport.sent).toHaveLength(1);
  });
});

describe("hole of the seed: entries with empty data are skipped", () => {
  it("applies the empty ConfChangeV2 that leaves a joint configuration", async () => {
    const { processor, storage, changes } = await setUp();

    await processor.process(persisting([entry(2, "", "confChangeV2")]));

    expect(changes).toEqual([
      { version: "v2", transition: "auto", changes: [], context: EMPTY_BYTES },
    ]);
    expect(storage.applies[0]).toMatchObject({
      appliedIndex: 2,
      confState: JOINT_LEFT,
      memberBook: { configurationIndex: 2 },
    });
  });

  it("gives the state machine neither empty entries nor configuration changes, and applies them all in one batch", async () => {
    const { processor, storage, machine, applied } = await setUp();

    await processor.process(
      persisting([entry(2, ""), entry(3, "a"), entry(4, "", "confChangeV2"), entry(5, "b")]),
    );

    expect(machine.commands.map(({ index }) => index)).toEqual([3, 5]);
    expect(machine.batchCount).toBe(1);
    expect(storage.applies).toHaveLength(1);
    expect(storage.applies[0]).toMatchObject({ appliedIndex: 5, appliedTerm: 1 });
    expect(applied.map(({ entry, result }) => [entry.index, result?.kind ?? null])).toEqual([
      [2, null],
      [3, "applied"],
      [4, null],
      [5, "applied"],
    ]);
  });
});

describe("hole of the seed: a snapshot is applied before it is persisted", () => {
  const memberBook = {
    members: [{ nodeId: 2, address: "node-2:2380", storeId: "store-2" }],
    highestNodeId: 2,
    configurationIndex: 7,
  };
  const snapshot = {
    metadata: { index: 9, term: 3, confState: JOINT_LEFT },
    data: encodeSnapshotDescription(memberBook),
  };
  const persistOps = {
    ...createOutput().persistOps,
    hardState: { term: 3, vote: null, commit: 9 },
    mustSync: true,
  };

  it("stages it first: nothing that is read changes before the one synced batch", async () => {
    const { processor, storage, machine, installed, transport } = await setUp([bytes("k")]);
    const seen: unknown[] = [];
    storage.beforeWrite = ({ kind }) => {
      const view = storage.stateView();
      seen.push([kind, storage.appliedIndex(), view.get(bytes("k")), machine.installedIndex]);
      view.close();
    };

    await processor.process(createOutput({ role: "follower", term: 3, snapshot, persistOps }));

    expect(seen).toEqual([["writeBatch", 1, null, null]]);
    const view = storage.stateView();
    expect([storage.appliedIndex(), view.get(bytes("k"))]).toEqual([9, bytes("k")]);
    view.close();
    expect(storage.memberBook()).toEqual(memberBook);
    expect(storage.batches[0]).toMatchObject({ mustSync: true, hardState: { term: 3, commit: 9 } });
    expect([machine.installedIndex, installed]).toEqual([9, [9]]);
    expect(transport.peers).toEqual(memberBook.members);
  });

  it("leaves everything as it was when a chunk is bad", async () => {
    const { processor, storage, machine } = await setUp([bytes("k")]);
    const bad = new Error("a bad chunk");
    machine.applySnapshot = () => Promise.reject(bad);

    const error = await rejection(
      processor.process(createOutput({ role: "follower", term: 3, snapshot, persistOps })),
    );

    expect(error).toBe(bad);
    expect(storage.appliedIndex()).toBe(1);
    expect(storage.batches).toEqual([]);
  });
});
