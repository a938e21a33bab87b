import { Registry } from "prom-client";
import { expect, it } from "vitest";
import { OutgoingSnapshots } from "../../../src/core/outgoing-snapshots.ts";
import { decodeSnapshotDescription } from "../../../src/core/snapshot-description.ts";
import { EMPTY_BYTES, EMPTY_CONF_STATE, type MessageOf } from "../../../src/raft/index.ts";
import { HeldChunks } from "../../../src/state-machine/held-chunks.ts";
import { SILENT_LOGGER } from "../../../src/utils/logger.ts";
import { NodeMetrics } from "../../../src/utils/metrics.ts";
import { FakeTransport } from "../../support/fake-transport.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { bytes, rejection, text } from "../../support/node-harness.ts";

const MEMBER_BOOK = { members: [], highestNodeId: 3, configurationIndex: 7 };

function message(index: number): MessageOf<"snapshot"> {
  const metadata = { index, term: 1, confState: { ...EMPTY_CONF_STATE, voters: [1, 2] } };
  return {
    type: "snapshot",
    from: 1,
    to: 2,
    term: 1,
    snapshot: { metadata, data: EMPTY_BYTES },
  };
}

function setUp() {
  const transport = new FakeTransport();
  const registry = new Registry();
  const reports: string[] = [];
  const state = { value: "frozen", released: 0, failure: null as Error | null };
  const outgoing = new OutgoingSnapshots({
    storage: { appliedIndex: () => 9, memberBook: () => MEMBER_BOOK },
    stateMachine: {
      createSnapshot: ({ signal }) => {
        if (state.failure !== null) {
          throw state.failure;
        }
        return new HeldChunks({
          chunks: chunksOf(state.value, signal),
          release: () => {
            state.released += 1;
          },
        });
      },
    },
    transport,
    reportSnapshot: (nodeId, outcome) => reports.push(`${nodeId} ${outcome}`),
    clock: new ManualClock(),
    logger: SILENT_LOGGER,
    metrics: new NodeMetrics({ registry }),
  });
  return { outgoing, transport, registry, reports, state };
}

async function* chunksOf(value: string, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  for (const letter of value) {
    await Promise.resolve();
    signal.throwIfAborted();
    yield bytes(letter);
  }
}

it("a snapshot goes with the state and the member book of the moment at which it is sent", async () => {
  const { outgoing, transport, registry, reports, state } = setUp();

  outgoing.send(message(9));
  state.value = "later";
  const [sent] = transport.snapshots;
  const chunks: string[] = [];
  for await (const chunk of sent!.chunks) {
    chunks.push(text(chunk));
  }
  outgoing.report(2, "finished");

  expect(chunks.join("")).toBe("frozen");
  expect(decodeSnapshotDescription(sent!.message.snapshot.data)).toEqual(MEMBER_BOOK);
  expect([reports, state.released]).toEqual([["2 finished"], 1]);
  const metrics = await registry.metrics();
  expect(metrics).toContain('raft_snapshots_sent_total{outcome="finished"} 1');
  expect(metrics).toContain("raft_snapshot_bytes_sent_total 6");
});

it("a snapshot that nobody reads is freed when it is returned", async () => {
  const { outgoing, transport, state } = setUp();
  outgoing.send(message(9));

  await transport.snapshots[0]?.chunks[Symbol.asyncIterator]().return?.();

  expect(state.released).toBe(1);
});

it("a state machine that cannot make one is reported as a failure, and stops nobody", () => {
  const { outgoing, transport, reports, state } = setUp();
  state.failure = new Error("no state");

  outgoing.send(message(9));

  expect(transport.snapshots).toEqual([]);
  expect(reports).toEqual(["2 failed"]);
});

it("a stop ends what is being read of the state", async () => {
  const { outgoing, transport, state } = setUp();
  outgoing.send(message(9));
  const chunks = transport.snapshots[0]!.chunks[Symbol.asyncIterator]();
  await chunks.next();

  outgoing.close();

  expect(await rejection(chunks.next())).toMatchObject({
    message: expect.stringContaining("the node stops"),
  });
  expect(state.released).toBe(1);
});
