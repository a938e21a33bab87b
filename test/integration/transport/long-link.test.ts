import { afterEach, describe, expect, it } from "vitest";
import type { PeerMessage } from "../../../src/transport/types.ts";
import { RecordingReceiver, snapshotMessage, TestChunks } from "../../compliance/transport.ts";
import { createGrpcPeer, type GrpcPeer, untilReal } from "../../support/grpc-network.ts";
import { TcpProxy } from "../../support/tcp-proxy.ts";

const MIB = 1024 * 1024;
/** Each way: what two regions of a continent have between them. */
const DELAY_MS = 25;
/** HTTP/2's own windows of 64 KiB carry 1.25 MiB/s over this link, and not more on any machine. */
const MIB_PER_SECOND_MIN = 2;
const ENTRY_BYTES = 64 * 1024;
const ENTRIES = 128;

function append(index: number): PeerMessage {
  return {
    type: "append",
    from: 1,
    to: 2,
    term: 1,
    index: index - 1,
    logTerm: 1,
    commit: 0,
    entries: [
      {
        type: "normal",
        term: 1,
        index,
        data: new Uint8Array(ENTRY_BYTES).fill(index),
        context: new Uint8Array(0),
      },
    ],
  };
}

describe("a link with a round trip of 50 ms", () => {
  const closing: { close(): Promise<void> }[] = [];

  afterEach(async () => {
    for (const resource of closing.splice(0)) {
      await resource.close();
    }
  });

  async function connect(): Promise<{
    one: GrpcPeer;
    atOne: RecordingReceiver;
    atTwo: RecordingReceiver;
  }> {
    const two = await createGrpcPeer({ nodeId: 2 });
    const one = await createGrpcPeer({
      nodeId: 1,
      transport: { queueBytesMax: 64 * MIB, electionTimeoutMs: 1000 },
    });
    const proxy = await TcpProxy.start(() => ({ host: "127.0.0.1", port: two.port }));
    closing.push(one, two, proxy);
    const atOne = new RecordingReceiver();
    const atTwo = new RecordingReceiver();
    await two.transport.start(atTwo);
    await one.transport.start(atOne);
    proxy.delay(DELAY_MS);
    one.transport.setPeers([{ ...two.peer, address: proxy.address }]);
    await untilReal(() => atTwo.discoveries.length > 0);
    return { one, atOne, atTwo };
  }

  it("carries entries at more than a window of 64 KiB a round trip", async () => {
    const { one, atTwo } = await connect();
    const startMs = performance.now();

    for (let index = 1; index <= ENTRIES; index++) {
      one.transport.send(append(index));
    }
    await untilReal(() => atTwo.received.length === ENTRIES, 60_000);

    const mibPerSecond = (ENTRIES * ENTRY_BYTES) / MIB / ((performance.now() - startMs) / 1000);
    expect(mibPerSecond).toBeGreaterThan(MIB_PER_SECOND_MIN);
  });

  it("carries a snapshot at more than a window of 64 KiB a round trip", async () => {
    const { one, atOne } = await connect();
    const chunks = Array.from({ length: 32 }, (_, n) => new Uint8Array(256 * 1024).fill(n));
    const startMs = performance.now();

    one.transport.sendSnapshot({
      message: snapshotMessage(),
      chunks: new TestChunks(chunks),
    });
    await untilReal(() => atOne.snapshots.length === 1, 60_000);

    const mibPerSecond = 8 / ((performance.now() - startMs) / 1000);
    expect(atOne.snapshots).toEqual([[2, "finished"]]);
    expect(mibPerSecond).toBeGreaterThan(MIB_PER_SECOND_MIN);
  });
});
