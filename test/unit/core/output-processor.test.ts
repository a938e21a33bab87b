import { Readable } from "node:stream";
import { Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import { type CrashPointHook, NO_CRASH_POINTS } from "../../../src/utils/crash-point.ts";
import { IncomingSnapshots } from "../../../src/core/incoming-snapshots.ts";
import { initialClusterState } from "../../../src/core/initial-cluster-state.ts";
import { encodeMemberContext } from "../../../src/core/member-context.ts";
import { OutgoingSnapshots } from "../../../src/core/outgoing-snapshots.ts";
import { OutputProcessor } from "../../../src/core/output-processor.ts";
import { PeerDirectory } from "../../../src/core/peer-directory.ts";
import type { AppliedEntry } from "../../../src/core/proposals.ts";
import {
  isPersistEmpty,
  type OutboundMessage,
  type RaftOutput,
} from "../../../src/core/raft-output.ts";
import { encodeSnapshotDescription } from "../../../src/core/snapshot-description.ts";
import { encodeConfChange } from "../../../src/raft/conf-change-codec.ts";
import type { Message } from "../../../src/raft/message.ts";
import {
  type ConfChangeRequest,
  EMPTY_BYTES,
  EMPTY_CONF_STATE,
  type Entry,
  type EntryType,
} from "../../../src/raft/types.ts";
import { MemoryDisk } from "../../../src/storage/memory-disk.ts";
import { MemoryStorage } from "../../../src/storage/memory-storage.ts";
import { InvariantError } from "../../../src/utils/assert.ts";
import { SILENT_LOGGER } from "../../../src/utils/logger.ts";
import { NodeMetrics } from "../../../src/utils/metrics.ts";
import { EchoStateMachine } from "../../support/echo-state-machine.ts";
import { FakeTransport } from "../../support/fake-transport.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { bytes, rejection, text } from "../../support/node-harness.ts";
import { RecordingStorage } from "../../support/recording-storage.ts";

const JOINT_LEFT = { ...EMPTY_CONF_STATE, voters: [1, 2] };

/** What a process is started with. */
interface Life {
  readonly disk: MemoryDisk;
  readonly crashPoint: CrashPointHook;
}

interface Setup {
  readonly processor: OutputProcessor;
  readonly incoming: IncomingSnapshots;
  readonly storage: RecordingStorage;
  readonly transport: FakeTransport;
  readonly machine: EchoStateMachine;
  readonly changes: ConfChangeRequest[];
  readonly applied: AppliedEntry[];
  readonly installed: number[];
  /** What the algorithm is told of snapshots. */
  readonly reports: string[];
  /** What happened, in order. */
  readonly events: string[];
}

async function setUp({
  disk = new MemoryDisk(),
  crashPoint = NO_CRASH_POINTS,
}: Partial<Life> = {}): Promise<Setup> {
  const storage = new RecordingStorage(new MemoryStorage({ disk, storeId: "store-1" }));
  if (storage.identity().kind === "unassigned") {
    await storage.assign({
      clusterId: "cluster-1",
      nodeId: 1,
      initial: initialClusterState({ nodeId: 1, address: "node-1:2380", storeId: "store-1" }),
    });
  }
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
  const reports: string[] = [];
  const snapshotDependencies = {
    storage,
    stateMachine: machine,
    transport,
    clock: new ManualClock(),
    logger: SILENT_LOGGER,
    metrics: new NodeMetrics({ registry: new Registry() }),
  };
  const incoming = new IncomingSnapshots({
    ...snapshotDependencies,
    crashPoint,
    arrived: () => undefined,
  });
  const processor = new OutputProcessor({
    ...snapshotDependencies,
    incoming,
    outgoing: new OutgoingSnapshots({
      ...snapshotDependencies,
      reportSnapshot: (nodeId, outcome) => reports.push(`${nodeId} ${outcome}`),
    }),
    peers: new PeerDirectory({ nodeId: 1 }, snapshotDependencies),
    configuration: {
      applyConfChange: (change) => {
        events.push("configuration change");
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
    crashPoint: (name) => {
      crashPoint(name);
    },
  });
  return {
    processor,
    incoming,
    storage,
    transport,
    machine,
    changes,
    applied,
    installed,
    reports,
    events,
  };
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

/** The values of the state machine's rows, in key order. */
function rows(storage: RecordingStorage): readonly string[] {
  const view = storage.stateView();
  try {
    return view
      .scan({ start: new Uint8Array(0), end: null, limit: 100 })
      .map(({ value }) => text(value));
  } finally {
    view.close();
  }
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

describe("a commit index alone", () => {
  const committing = (committedEntries: readonly Entry[], commit: number): RaftOutput =>
    createOutput({
      persistOps: {
        ...createOutput().persistOps,
        hardState: { term: 1, vote: 1, commit },
      },
      committedEntries,
    });

  it("is written once, with the entries that it lets apply", async () => {
    const { processor, storage, events } = await setUp();
    const entries = [entry(2, "a"), entry(3, "b")];
    await processor.process(persisting(entries, { committedEntries: [] }));
    events.length = 0;

    await processor.process(committing(entries, 3));

    expect(events).toEqual(["state machine", "apply", "answer"]);
    expect(storage.initialState().hardState.commit).toBe(3);
  });

  it("is written by itself where it goes beyond the entries that are applied now", async () => {
    const { processor, storage, events } = await setUp();
    const entries = [entry(2, "a"), entry(3, "b")];
    await processor.process(persisting(entries, { committedEntries: [] }));
    events.length = 0;

    await processor.process(committing(entries.slice(0, 1), 3));

    expect(events).toEqual(["writeBatch", "state machine", "apply", "answer"]);
    expect(storage.initialState().hardState.commit).toBe(3);
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

describe("a snapshot for a peer", () => {
  const snapshotAt = (index: number, requirePersistence: boolean): OutboundMessage => {
    const metadata = { index, term: 1, confState: { ...EMPTY_CONF_STATE, voters: [1] } };
    const snapshot = { metadata, data: EMPTY_BYTES };
    return {
      to: 2,
      message: { type: "snapshot", from: 1, to: 2, term: 1, snapshot },
      requirePersistence,
    };
  };

  it("goes with the member book of its index", async () => {
    const { processor, storage, transport, reports } = await setUp();
    await processor.process(persisting([entry(2, "a")]));

    await processor.process(createOutput({ outboundMessages: [snapshotAt(2, false)] }));

    const [message] = transport.ofType("snapshot");
    expect(message?.snapshot).toEqual({
      metadata: { index: 2, term: 1, confState: { ...EMPTY_CONF_STATE, voters: [1] } },
      data: encodeSnapshotDescription(storage.memberBook()),
    });
    expect(reports).toEqual([]);
  });

  it.each([false, true])(
    "is not sent and reported as failed when a batch was applied since it was made (persisted message: %s)",
    async (requirePersistence) => {
      const { processor, transport, reports } = await setUp();
      await processor.process(persisting([entry(2, "a"), entry(3, "", "confChangeV2")]));

      await processor.process(
        createOutput({
          outboundMessages: [snapshotAt(2, requirePersistence), outbound(3, requirePersistence)],
        }),
      );

      expect(transport.sent.map(({ type, to }) => [type, to])).toEqual([["heartbeat", 3]]);
      expect(reports).toEqual(["2 failed"]);
    },
  );

  it("is a bug at an index that was never applied", async () => {
    const { processor, transport } = await setUp();

    const error = await rejection(
      processor.process(createOutput({ outboundMessages: [snapshotAt(2, false)] })),
    );

    expect(error).toBeInstanceOf(InvariantError);
    expect(transport.sent).toEqual([]);
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

describe("a state machine that stops early", () => {
  const MEMBER = { nodeId: 2, address: "node-2:2380", storeId: "store-2" };
  const ENTRIES = [
    entry(2, "a"),
    entry(3, ""),
    entry(4, "b"),
    {
      ...entry(5, "", "confChangeV2"),
      data: encodeConfChange({
        version: "v2",
        transition: "auto",
        changes: [],
        context: encodeMemberContext([MEMBER]),
      }),
    },
    entry(6, "c"),
    entry(7, "d"),
    entry(8, "", "confChangeV2"),
  ];

  it("gets the rest in a batch of its own, after the batch before was written, reported and answered", async () => {
    const { processor, storage, machine, applied, events } = await setUp();
    machine.batchCommandsMax = 1;

    await processor.process(persisting(ENTRIES));

    const round = ["state machine", "apply", "answer"];
    const roundWithChange = ["state machine", "configuration change", "apply", "answer"];
    expect(events).toEqual([
      "writeBatch",
      ...round,
      ...roundWithChange,
      ...round,
      ...roundWithChange,
    ]);
    expect(machine.commands.map(({ index }) => index)).toEqual([2, 4, 6, 7]);
    expect(machine.appliedIndexes).toEqual([3, 5, 6, 8]);
    expect(applied.map(({ entry: { index }, result }) => [index, result])).toEqual([
      [2, { kind: "applied", result: bytes("a") }],
      [3, null],
      [4, { kind: "applied", result: bytes("b") }],
      [5, null],
      [6, { kind: "applied", result: bytes("c") }],
      [7, { kind: "applied", result: bytes("d") }],
      [8, null],
    ]);
    expect(
      storage.applies.map(({ appliedIndex, stateWrites }) => [
        appliedIndex,
        stateWrites.map((write) => write.op === "put" && text(write.value)),
      ]),
    ).toEqual([
      [3, ["a"]],
      [5, ["b"]],
      [6, ["c"]],
      [8, ["d"]],
    ]);
  });

  it("has a configuration change recorded in the batch that holds it, and built upon by a later one", async () => {
    const { processor, storage, machine } = await setUp();
    machine.batchCommandsMax = 1;

    await processor.process(persisting(ENTRIES));

    expect(storage.applies.map(({ confState }) => confState)).toEqual([
      null,
      JOINT_LEFT,
      null,
      JOINT_LEFT,
    ]);
    expect(storage.applies.map(({ memberBook }) => memberBook?.configurationIndex)).toEqual([
      undefined,
      5,
      undefined,
      8,
    ]);
    expect(storage.memberBook()).toMatchObject({
      members: [{ nodeId: 1, address: "node-1:2380" }, MEMBER],
      configurationIndex: 8,
    });
  });

  it("leaves the same member book as one that takes all", async () => {
    const { processor, storage } = await setUp();

    await processor.process(persisting(ENTRIES));

    expect(storage.applies).toHaveLength(1);
    expect(storage.memberBook()).toMatchObject({
      members: [{ nodeId: 1, address: "node-1:2380" }, MEMBER],
      configurationIndex: 8,
    });
  });

  it("goes on from the last batch written after a crash between two, and applies nothing twice", async () => {
    const crash = new Error("killed");
    for (const point of ["node-before-apply", "node-after-apply", "node-before-answer"]) {
      const disk = new MemoryDisk();
      let passes = 0;
      const first = await setUp({
        disk,
        crashPoint: (name) => {
          passes += name === point ? 1 : 0;
          if (passes === 2) {
            throw crash;
          }
        },
      });
      first.machine.batchCommandsMax = 1;

      expect(await rejection(first.processor.process(persisting(ENTRIES)))).toBe(crash);
      disk.crash({ unsyncedKept: disk.unsyncedCount });

      const second = await setUp({ disk });
      const appliedIndex = point === "node-before-apply" ? 3 : 5;
      expect([point, second.storage.appliedIndex()]).toEqual([point, appliedIndex]);
      expect(second.storage.initialState().hardState.commit).toBeGreaterThanOrEqual(appliedIndex);
      expect(second.storage.memberBook().configurationIndex).toBe(appliedIndex === 3 ? 1 : 5);
      const read = second.storage.entries(appliedIndex + 1, 9, Number.MAX_SAFE_INTEGER);
      const committedEntries = read.kind === "entries" ? read.entries : [];
      second.machine.batchCommandsMax = 1;
      await second.processor.replay();
      await second.processor.process(createOutput({ committedEntries }));

      expect(second.machine.commands.map(({ data }) => text(data))).toEqual(
        appliedIndex === 3 ? ["b", "c", "d"] : ["c", "d"],
      );
      expect(second.applied.map(({ entry: { index } }) => index)).toEqual(
        [4, 5, 6, 7, 8].filter((index) => index > appliedIndex),
      );
      expect(rows(second.storage)).toEqual(["a", "b", "c", "d"]);
      expect(second.storage.memberBook().members).toHaveLength(2);
    }
  });

  it("is brought up from the log in as many steps as it takes", async () => {
    const disk = new MemoryDisk();
    const first = await setUp({ disk });
    await first.processor.process(persisting(ENTRIES));
    await first.storage.close();
    const { machine, processor, storage } = await setUp({ disk });
    machine.durableIndex = 3;
    machine.batchCommandsMax = 2;

    await processor.replay();

    expect(machine.commands.map(({ index }) => index)).toEqual([4, 6, 7]);
    expect(machine.appliedIndexes).toEqual([6, 8]);
    expect(storage.applies).toEqual([]);
  });

  it.each([0, 3])(
    "must take at least one command and no more than there are, not %i",
    async (count) => {
      const { processor, storage, machine, applied } = await setUp();
      machine.apply = () =>
        Promise.resolve(
          Array.from({ length: count }, () => ({ kind: "applied", result: EMPTY_BYTES })),
        );

      const error = await rejection(processor.process(persisting([entry(2, "a"), entry(3, "b")])));

      expect(error).toBeInstanceOf(InvariantError);
      expect(String(error)).toContain(`${count} results for 2 commands, allowed are 1 to 2`);
      expect([storage.applies, applied]).toEqual([[], []]);
    },
  );
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
    const { processor, incoming, storage, machine, installed, transport } = await setUp();
    await receive(incoming, [bytes("k")]);
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

  it("is a bug where its state was never received", async () => {
    const { processor, storage } = await setUp();

    const error = await rejection(
      processor.process(createOutput({ role: "follower", term: 3, snapshot, persistOps })),
    );

    expect(error).toBeInstanceOf(InvariantError);
    expect(storage.appliedIndex()).toBe(1);
    expect(storage.batches).toEqual([]);
  });

  async function receive(
    incoming: IncomingSnapshots,
    chunks: readonly Uint8Array[],
  ): Promise<void> {
    const { signal } = new AbortController();
    await incoming.receive(
      {
        message: { type: "snapshot", from: 2, to: 1, term: 3, snapshot },
        chunks: Readable.from(chunks),
      },
      { signal },
    );
    incoming.offer();
  }
});
