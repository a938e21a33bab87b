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

function message(index: number, to = 2): MessageOf<"snapshot"> {
  const metadata = { index, term: 1, confState: { ...EMPTY_CONF_STATE, voters: [1, 2] } };
  return {
    type: "snapshot",
    from: 1,
    to,
    term: 1,
    snapshot: { metadata, data: EMPTY_BYTES },
  };
}

function setUp() {
  const transport = new FakeTransport();
  const registry = new Registry();
  const reports: string[] = [];
  const state = { value: "frozen", released: 0, failure: null as Error | null };
  const clock = new ManualClock();
  const lines: string[] = [];
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
    clock,
    logger: { ...SILENT_LOGGER, info: (line) => lines.push(line) },
    metrics: new NodeMetrics({ registry }),
  });
  return { outgoing, transport, registry, reports, state, clock, lines };
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
  expect([outgoing.bytesSent(2), outgoing.bytesSent(3)]).toEqual([6, 0]);
  outgoing.report(2, "finished");

  expect(outgoing.bytesSent(2)).toBe(6);
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

it("a third one at a time waits without a view of the state, and is asked for anew when another one has ended", () => {
  const { outgoing, transport, reports, lines } = setUp();
  outgoing.send(message(9, 2));
  outgoing.send(message(9, 3));

  outgoing.send(message(9, 4));
  outgoing.send(message(9, 4));
  expect([transport.snapshots.length, reports]).toEqual([2, []]);
  outgoing.report(3, "finished");
  expect(reports).toEqual(["3 finished", "4 failed"]);
  outgoing.send(message(9, 4));

  expect(transport.snapshots.map((sent) => sent.message.to)).toEqual([2, 3, 4]);
  outgoing.report(2, "finished");
  expect(reports).toEqual(["3 finished", "4 failed", "2 finished"]);
  expect(lines.filter((line) => line.includes("waits"))).toHaveLength(1);
});

it("a second one to the same member waits for the first", () => {
  const { outgoing, transport, reports } = setUp();
  outgoing.send(message(9));

  outgoing.send(message(9));
  expect(transport.snapshots).toHaveLength(1);
  outgoing.report(2, "finished");

  expect(reports).toEqual(["2 finished", "2 failed"]);
});

it("the algorithm is told of a failure at once, and of those after it ever later, until one has arrived", () => {
  const { outgoing, reports, clock } = setUp();
  const pauses: number[] = [];
  for (let failure = 0; failure < 9; failure += 1) {
    outgoing.send(message(9));
    outgoing.report(2, "failed");
    const beganMs = clock.now();
    while (reports.length === failure) {
      clock.advance(100);
    }
    pauses.push(clock.now() - beganMs);
  }

  expect(pauses).toEqual([0, 200, 400, 800, 1600, 3200, 5000, 5000, 5000]);
  outgoing.send(message(9));
  outgoing.report(2, "finished");
  outgoing.send(message(9));
  outgoing.report(2, "failed");
  expect(reports.slice(9)).toEqual(["2 finished", "2 failed"]);
});

it("a failure that was to be told later is not told of a snapshot that has begun since", () => {
  const { outgoing, reports, clock } = setUp();
  for (let failure = 0; failure < 2; failure += 1) {
    outgoing.send(message(9));
    outgoing.report(2, "failed");
  }

  outgoing.send(message(9));
  clock.advance(10_000);

  expect(reports).toEqual(["2 failed"]);
});

it("a stop tells no failure any more", () => {
  const { outgoing, reports, clock } = setUp();
  for (let failure = 0; failure < 2; failure += 1) {
    outgoing.send(message(9));
    outgoing.report(2, "failed");
  }

  outgoing.close();
  clock.advance(10_000);

  expect(reports).toEqual(["2 failed"]);
});
