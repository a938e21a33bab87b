import { Registry } from "prom-client";
import { afterEach, describe, expect, it } from "vitest";
import { BetweenTurns } from "../../../src/core/between-turns.ts";
import { IncomingSnapshots } from "../../../src/core/incoming-snapshots.ts";
import { initialClusterState } from "../../../src/core/initial-cluster-state.ts";
import { LeadershipTransfers } from "../../../src/core/leadership-transfers.ts";
import { LogCompactor } from "../../../src/core/log-compactor.ts";
import { OutgoingSnapshots } from "../../../src/core/outgoing-snapshots.ts";
import { OutputProcessor } from "../../../src/core/output-processor.ts";
import { PeerDirectory } from "../../../src/core/peer-directory.ts";
import { Proposals } from "../../../src/core/proposals.ts";
import { RaftCore } from "../../../src/core/raft-core.ts";
import type { RaftOutput } from "../../../src/core/raft-output.ts";
import { Reads } from "../../../src/core/reads.ts";
import { MessageRouter } from "../../../src/messaging/message-router.ts";
import { DEFAULT_RAFT_CONFIG, type Message, type StepResult } from "../../../src/raft/index.ts";
import { EMPTY_BYTES, EMPTY_CONF_STATE } from "../../../src/raft/types.ts";
import { MemoryStorage } from "../../../src/storage/memory-storage.ts";
import { DeadlineTimers } from "../../../src/utils/deadline.ts";
import { SILENT_LOGGER } from "../../../src/utils/logger.ts";
import { NodeMetrics } from "../../../src/utils/metrics.ts";
import { EchoStateMachine } from "../../support/echo-state-machine.ts";
import { FakeTransport } from "../../support/fake-transport.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { bytes, NEVER_MS, settle, TICK_MS, turn } from "../../support/node-harness.ts";
import { RecordingStorage } from "../../support/recording-storage.ts";

/** Tells when the algorithm is told what. */
class ObservedCore extends RaftCore {
  events: string[] = [];

  override advanceAppend(): RaftOutput {
    this.events.push("advanceAppend");
    return super.advanceAppend();
  }

  override advanceApply(index: number): void {
    this.events.push(`advanceApply ${index}`);
    super.advanceApply(index);
  }

  override finish(): void {
    this.events.push("finish");
    super.finish();
  }

  override tick(): void {
    this.events.push("tick");
    super.tick();
  }

  override reportUnreachable(nodeId: number): void {
    this.events.push(`unreachable ${nodeId}`);
    super.reportUnreachable(nodeId);
  }

  override receiveRaftMessage(message: Message): StepResult {
    this.events.push(message.type);
    return super.receiveRaftMessage(message);
  }
}

interface Setup {
  readonly router: MessageRouter;
  readonly core: ObservedCore;
  readonly proposals: Proposals;
  readonly clock: ManualClock;
  readonly events: string[];
}

const running: (() => Promise<void>)[] = [];

/** A single voter's router, and everything under it, in the order in which it happens. */
async function setUp(turns: { count: number } = { count: 0 }): Promise<Setup> {
  const storage = new RecordingStorage(new MemoryStorage({ storeId: "store-1" }));
  await storage.assign({
    clusterId: "cluster-1",
    nodeId: 1,
    initial: initialClusterState({ nodeId: 1, address: "", storeId: "store-1" }),
  });
  const clock = new ManualClock();
  const deadlines = new DeadlineTimers({ stepMs: 10 }, { clock });
  const metrics = new NodeMetrics({ registry: new Registry() });
  const transport = new FakeTransport();
  const stateMachine = new EchoStateMachine(() => storage.appliedIndex());
  const core = new ObservedCore(
    { config: { ...DEFAULT_RAFT_CONFIG, nodeId: 1, applied: 1 } },
    { storage, random: () => 0, logger: SILENT_LOGGER },
  );
  storage.afterWrite = (call) => {
    core.events.push(
      call.kind === "apply" ? `apply ${call.operations.appliedIndex}` : `${call.kind} done`,
    );
  };
  const ids = { nodeId: 1, startNonce: 1 };
  const proposals = new Proposals(
    { ...ids, pendingMax: 100, pendingBytesMax: 1000, configChangesPendingMax: 1 },
    { deadlines, metrics },
  );
  const reads = new Reads({ ...ids, pendingMax: 10, retryTicks: 5 }, { deadlines, metrics });
  const peers = new PeerDirectory({ nodeId: 1 }, { transport, logger: SILENT_LOGGER, metrics });
  const crashPoint = (): void => undefined;
  const logger = SILENT_LOGGER;
  const snapshotDependencies = { storage, stateMachine, transport, clock, logger, metrics };
  const snapshots = new IncomingSnapshots({
    ...snapshotDependencies,
    crashPoint,
    arrived: () => router.receive({ kind: "snapshotArrived" }),
  });
  const processor = new OutputProcessor({
    storage,
    stateMachine,
    transport,
    peers,
    incoming: snapshots,
    outgoing: new OutgoingSnapshots({
      ...snapshotDependencies,
      reportSnapshot: (to, outcome) => router.reportSnapshot(to, outcome),
    }),
    configuration: core,
    listener: { applied: (entries) => proposals.applied(entries), installed: () => undefined },
    clock,
    metrics,
    crashPoint,
  });
  const router: MessageRouter = new MessageRouter(
    {
      nodeId: 1,
      tickMs: TICK_MS,
      inboxMessagesMax: 10,
      inboxBytesMax: 100_000,
      batchEntriesMax: 100,
      batchBytesMax: 1000,
      learnerLagEntriesMax: 10,
    },
    {
      core,
      processor,
      proposals,
      reads,
      transfers: new LeadershipTransfers({ deadlines }),
      peers,
      snapshots,
      compactor: new LogCompactor(
        { retainEntries: 100, retainBytes: 1_000_000 },
        { storage, stateMachine, progress: () => null, snapshotBytesSent: () => 0, crashPoint },
      ),
      betweenTurns: new BetweenTurns(),
      storage,
      clock,
      yieldToIo: async () => {
        turns.count += 1;
        await turn();
      },
      logger: SILENT_LOGGER,
      metrics,
      crashPoint,
    },
  );
  const run = router.run();
  running.push(async () => {
    router.stop();
    await run;
  });
  return { router, core, proposals, clock, events: core.events };
}

async function lead({ core, clock, events }: Setup): Promise<void> {
  while (!core.isLeader()) {
    clock.advance(TICK_MS);
    await settle();
  }
  await settle();
  events.length = 0;
}

describe("the run loop", () => {
  afterEach(async () => {
    await Promise.all(running.splice(0).map((stop) => stop()));
  });

  it("tells the algorithm of durability after the batch, of application after its batch, and only then steps again", async () => {
    const setup = await setUp();
    await lead(setup);
    const { router, proposals, events } = setup;

    const proposal = proposals.open({
      kind: "command",
      data: bytes("a"),
      deadlineMs: NEVER_MS,
      signal: undefined,
    });
    router.receive({ kind: "clientProposal", proposal });
    await proposal.answer;
    await settle();

    expect(events).toEqual([
      "writeBatch done",
      "advanceAppend",
      "apply 3",
      "advanceApply 3",
      "finish",
    ]);
  });

  it("steps reports and ticks before messages, however many of those wait", async () => {
    const setup = await setUp();
    await lead(setup);
    const { router, clock, events } = setup;

    for (let n = 0; n < 20; n++) {
      router.receive({
        kind: "raftProtocol",
        message: { type: "heartbeatResponse", from: 2, to: 1, term: 1, context: EMPTY_BYTES },
      });
    }
    router.reportUnreachable(2);
    clock.advance(TICK_MS);
    expect(router.inboxSize).toBe(10);
    await settle();

    expect(events.slice(0, 2)).toEqual(["unreachable 2", "tick"]);
    expect(events.filter((event) => event === "heartbeatResponse")).toHaveLength(10);
  });

  it("lets the event loop turn between two turns of its own, and sleeps when nothing waits", async () => {
    const turns = { count: 0 };
    const setup = await setUp(turns);
    await lead(setup);
    const before = turns.count;

    await settle();
    expect(turns.count).toBe(before);
    setup.clock.advance(TICK_MS);
    await settle();

    expect(turns.count).toBeGreaterThan(before);
    expect(turns.count - before).toBeLessThan(5);
  });

  it("does not spin while proposals wait for a leader", async () => {
    const turns = { count: 0 };
    const { router, proposals } = await setUp(turns);
    const proposal = proposals.open({
      kind: "command",
      data: bytes("a"),
      deadlineMs: NEVER_MS,
      signal: undefined,
    });

    router.receive({ kind: "clientProposal", proposal });
    await settle();

    expect(turns.count).toBeLessThan(5);
    proposals.answer(proposal, { index: 1, term: 1, result: null });
  });

  it("does not give the algorithm a snapshot that came without its state", async () => {
    const { router, events, core } = await setUp();
    await settle();
    const { term } = core.status();
    const metadata = { index: 9, term: 9, confState: { ...EMPTY_CONF_STATE, voters: [1, 2] } };

    router.receive({
      kind: "raftProtocol",
      message: {
        type: "snapshot",
        from: 2,
        to: 1,
        term: 9,
        snapshot: { metadata, data: EMPTY_BYTES },
      },
    });
    await settle();

    expect(events).not.toContain("snapshot");
    expect(core.status().term).toBe(term);
  });
});
