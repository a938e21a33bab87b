import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodeMessage, sizeMessage } from "../../../src/transport/message-codec.ts";
import {
  encodeSnapshotChunk,
  encodeSnapshotEnd,
  encodeSnapshotMessage,
} from "../../../src/transport/stream-codec.ts";
import { SNAPSHOT_CHUNK_BYTES_MAX } from "../../../src/transport/types.ts";
import { crc32c } from "../../../src/utils/crc32c.ts";
import { SILENT_LOGGER } from "../../../src/utils/logger.ts";
import {
  chunksOf,
  heartbeat,
  RecordingReceiver,
  snapshotMessage,
  TestChunks,
} from "../../compliance/transport.ts";
import { createGrpcPeer, type GrpcPeer, untilReal } from "../../support/grpc-network.ts";
import { TcpProxy } from "../../support/tcp-proxy.ts";
import { openSnapshot } from "./raw-stream.ts";

const ABORTED = 10;
const INVALID_ARGUMENT = 3;
const SILENCE_MS = 1000;

describe("a snapshot's stream", () => {
  let sender: GrpcPeer;
  let node: GrpcPeer;
  let proxy: TcpProxy;
  let atSender: RecordingReceiver;
  let receiver: RecordingReceiver;

  beforeEach(async () => {
    const transport = { snapshotSilenceMaxMs: SILENCE_MS };
    sender = await createGrpcPeer({ nodeId: 1, transport });
    node = await createGrpcPeer({ nodeId: 2, transport });
    proxy = await TcpProxy.start(() => ({ host: "127.0.0.1", port: node.port }));
    [atSender, receiver] = [new RecordingReceiver(), new RecordingReceiver()];
    await sender.transport.start(atSender);
    await node.transport.start(receiver);
    sender.transport.setPeers([{ ...node.peer, address: proxy.address }]);
    node.transport.setPeers([sender.peer]);
  });

  afterEach(async () => {
    await sender.close();
    await node.close();
    await proxy.close();
  });

  /** Sends the whole anew: what a cut one has left must not be in its way. */
  async function sendAgain(): Promise<void> {
    const { length } = atSender.snapshots;
    receiver.arrivals.length = 0;
    receiver.beforeChunk = () => Promise.resolve();
    sender.transport.sendSnapshot({
      message: snapshotMessage(),
      chunks: new TestChunks(chunksOf(3)),
    });
    await untilReal(() => atSender.snapshots.length > length);
    expect(atSender.snapshots.at(-1)).toEqual([2, "finished"]);
    expect(receiver.arrivals).toEqual([{ message: snapshotMessage(), chunks: chunksOf(3) }]);
  }

  it("fails at both ends when the connection is cut half way, and another one succeeds", async () => {
    receiver.beforeChunk = async () => {
      if (receiver.arrivals[0]?.chunks.length === 5) {
        proxy.cut();
      }
    };
    const chunks = new TestChunks(chunksOf(1000, 10_000));
    sender.transport.sendSnapshot({ message: snapshotMessage(), chunks });
    await untilReal(() => atSender.snapshots.length > 0 && receiver.arrivalErrors.length > 0);

    expect(atSender.snapshots).toEqual([[2, "failed"]]);
    expect(chunks.isEnded).toBe(true);
    proxy.heal();
    await sendAgain();
  });

  it("notices a byte that was flipped on its way, and another one succeeds", async () => {
    const marker = Buffer.alloc(64, 0xab);
    let isFlipped = false;
    proxy.tamper((bytes) => {
      const at = bytes.indexOf(marker);
      if (at < 0 || isFlipped) {
        return bytes;
      }
      isFlipped = true;
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(0xaa, at + 10);
      return flipped;
    }, "forward");

    sender.transport.sendSnapshot({
      message: snapshotMessage(),
      chunks: new TestChunks([...chunksOf(3), new Uint8Array(5000).fill(0xab)]),
    });
    await untilReal(() => atSender.snapshots.length > 0);

    expect(isFlipped).toBe(true);
    expect(atSender.snapshots).toEqual([[2, "failed"]]);
    expect(String(receiver.arrivalErrors[0])).toMatch(/snapshot chunk 4 was damaged on its way/);
    await sendAgain();
  });

  it("fails at both ends when nothing moves any more, and another one succeeds", async () => {
    receiver.beforeChunk = async () => {
      if (receiver.arrivals[0]?.chunks.length === 5) {
        proxy.blackHole();
      }
    };
    sender.transport.sendSnapshot({
      message: snapshotMessage(),
      chunks: new TestChunks(chunksOf(1000, 10_000)),
    });

    await untilReal(() => atSender.snapshots.length > 0 && receiver.arrivalErrors.length > 0);

    expect(atSender.snapshots).toEqual([[2, "failed"]]);
    expect(String(receiver.arrivalErrors[0])).toMatch(/nothing was heard from node 1/);
    proxy.heal();
    await sendAgain();
  });

  it("goes on while the receiver needs longer for its state than silence may last", async () => {
    const startMs = Date.now();
    receiver.beforeChunk = async () => {
      await untilReal(() => Date.now() - startMs > 3 * SILENCE_MS);
    };

    sender.transport.sendSnapshot({
      message: snapshotMessage(),
      chunks: new TestChunks(chunksOf(2)),
    });
    await untilReal(() => atSender.snapshots.length > 0);

    expect(atSender.snapshots).toEqual([[2, "finished"]]);
  });

  it("holds the sender back while the receiver takes nothing", async () => {
    let isOpen = false;
    receiver.beforeChunk = async () => {
      await untilReal(() => isOpen, 30_000);
    };
    const chunks = new TestChunks(chunksOf(400, 256 * 1024));
    sender.transport.sendSnapshot({ message: snapshotMessage(), chunks });
    await untilReal(() => (receiver.arrivals[0]?.chunks.length ?? 0) > 0);

    await untilReal(() => proxy.bytes("forward") > 0);
    for (let before = -1; before !== chunks.read; ) {
      before = chunks.read;
      await new Promise((resolve) => {
        setTimeout(resolve, 100);
      });
    }

    // 100 MiB wait to be sent; what is on its way is a few of the front's buffers.
    expect(chunks.read).toBeLessThan(60);
    isOpen = true;
    await untilReal(() => atSender.snapshots.length > 0, 30_000);
    expect(atSender.snapshots).toEqual([[2, "finished"]]);
  });

  it("does not begin with a chunk larger than the bound, and says so in the log", async () => {
    const reasons: unknown[] = [];
    const logger = {
      ...SILENT_LOGGER,
      warn: (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
        reasons.push(message === "snapshot not sent" ? fields["reason"] : null);
      },
    };
    const careless = await createGrpcPeer({ nodeId: 3, logger });
    const atCareless = new RecordingReceiver();
    await careless.transport.start(atCareless);
    careless.transport.setPeers([node.peer]);
    const chunks = new TestChunks([new Uint8Array(SNAPSHOT_CHUNK_BYTES_MAX + 1)]);

    careless.transport.sendSnapshot({ message: snapshotMessage({ from: 3 }), chunks });
    await untilReal(() => atCareless.snapshots.length > 0);

    expect(atCareless.snapshots).toEqual([[2, "failed"]]);
    expect(reasons).toContainEqual(expect.stringMatching(/made a snapshot chunk of 1048577 bytes/));
    await careless.close();
  });

  it("goes to two peers at a time and to no third one", async () => {
    let isOpen = false;
    const others: GrpcPeer[] = [];
    for (const nodeId of [3, 4]) {
      const other = await createGrpcPeer({ nodeId });
      const otherReceiver = new RecordingReceiver();
      otherReceiver.beforeChunk = async () => {
        await untilReal(() => isOpen);
      };
      await other.transport.start(otherReceiver);
      others.push(other);
    }
    receiver.beforeChunk = async () => {
      await untilReal(() => isOpen);
    };
    sender.transport.setPeers([
      { ...node.peer, address: proxy.address },
      ...others.map(({ peer }) => peer),
    ]);

    for (const to of [2, 3, 4]) {
      sender.transport.sendSnapshot({
        message: snapshotMessage({ to }),
        chunks: new TestChunks(chunksOf(3)),
      });
    }
    await untilReal(() => atSender.snapshots.length > 0);

    expect(atSender.snapshots).toEqual([[4, "failed"]]);
    isOpen = true;
    await untilReal(() => atSender.snapshots.length === 3);
    expect(atSender.snapshots).toEqual(
      expect.arrayContaining([
        [2, "finished"],
        [3, "finished"],
      ]),
    );
    for (const other of others) {
      await other.close();
    }
  });

  it("fails when its peer leaves the configuration", async () => {
    receiver.beforeChunk = () => new Promise(() => undefined);
    sender.transport.sendSnapshot({
      message: snapshotMessage(),
      chunks: new TestChunks(chunksOf(3)),
    });
    await untilReal(() => receiver.arrivals.length > 0);
    receiver.beforeChunk = () => Promise.resolve();

    sender.transport.setPeers([]);
    await untilReal(() => atSender.snapshots.length > 0);

    expect(atSender.snapshots).toEqual([[2, "failed"]]);
  });

  describe("from a caller that breaks the rules", () => {
    const message = encodeSnapshotMessage(sizeMessage(snapshotMessage()));
    const data = Uint8Array.of(1, 2, 3);
    const chunk = (number: number): Uint8Array =>
      encodeSnapshotChunk({ number, data, crc32c: crc32c(data) });
    const sha256 = createHash("sha256").update(data).digest();
    const end = encodeSnapshotEnd({ chunks: 1, bytes: 3, sha256 });

    it("is taken where it keeps them", async () => {
      const stream = await openSnapshot(node).accepted();
      stream.write(message).write(chunk(1)).write(end).end();
      await untilReal(() => stream.outcome !== undefined);

      expect(stream.outcome).toBeNull();
      expect(receiver.arrivals).toEqual([{ message: snapshotMessage(), chunks: [data] }]);
    });

    it.each<[string, readonly Uint8Array[], RegExp]>([
      ["it has no end", [message, chunk(1)], /cut short after 1 chunks/],
      ["a chunk is missing", [message, chunk(2)], /must have the number 1, found 2/],
      ["a chunk comes twice", [message, chunk(1), chunk(1)], /must have the number 2, found 1/],
      [
        "its end counts other chunks",
        [message, chunk(1), encodeSnapshotEnd({ chunks: 2, bytes: 3, sha256 })],
        /must be of 2 chunks and 3 bytes/,
      ],
      [
        "its end has another hash",
        [message, chunk(1), encodeSnapshotEnd({ chunks: 1, bytes: 3, sha256: new Uint8Array(32) })],
        /with the hash in its end/,
      ],
      ["a second message comes", [message, message], /holds a second message/],
      [
        "a chunk is larger than the bound",
        [
          message,
          encodeSnapshotChunk({
            number: 1,
            data: new Uint8Array(SNAPSHOT_CHUNK_BYTES_MAX + 1),
            crc32c: crc32c(new Uint8Array(SNAPSHOT_CHUNK_BYTES_MAX + 1)),
          }),
        ],
        /must be of at most 1048576 bytes, found 1048577/,
      ],
      [
        "a checksum does not fit",
        [message, encodeSnapshotChunk({ number: 1, data, crc32c: 1 })],
        /was damaged on its way/,
      ],
    ])("is refused where %s", async (_, requests, sentence) => {
      const stream = await openSnapshot(node).accepted();
      for (const request of requests) {
        stream.write(request);
      }
      stream.end();

      const refusal = await stream.refusal();

      expect(refusal.grpcCode).toBe(ABORTED);
      expect(refusal.message).toMatch(sentence);
      expect(receiver.arrivalErrors).toHaveLength(1);
    });

    it.each<[string, Uint8Array, RegExp]>([
      ["a chunk comes before its message", chunk(1), /must begin with its message/],
      [
        "its message is of another type",
        Uint8Array.from([
          0x12,
          encodeMessage(heartbeat(1, 2, 1)).length,
          ...encodeMessage(heartbeat(1, 2, 1)),
        ]),
        /must be of type snapshot, found heartbeat/,
      ],
      [
        "its message is of another member",
        encodeSnapshotMessage(sizeMessage(snapshotMessage({ from: 3 }))),
        /must go from node 1 to node 2, found 3 to 2/,
      ],
    ])("is refused where %s, and the node hears nothing of it", async (_, request, sentence) => {
      const stream = (await openSnapshot(node).accepted()).write(request).end();

      const refusal = await stream.refusal();

      expect(refusal.grpcCode).toBe(INVALID_ARGUMENT);
      expect(refusal.message).toMatch(sentence);
      expect(receiver.arrivals).toEqual([]);
    });

    it("gives way to one of a newer term, and refuses one of an older term", async () => {
      const older = await openSnapshot(node).accepted();
      older.write(encodeSnapshotMessage(sizeMessage(snapshotMessage({ term: 5 })))).write(chunk(1));
      await untilReal(() => receiver.arrivals[0]?.chunks.length === 1);

      const from = { nodeId: 3, address: "", storeId: "store-3" };
      const newer = await openSnapshot(node, { from }).accepted();
      newer.write(encodeSnapshotMessage(sizeMessage(snapshotMessage({ from: 3, term: 6 }))));
      newer.write(chunk(1));
      await untilReal(() => receiver.arrivals[1]?.chunks.length === 1);
      const refused = (await openSnapshot(node).accepted()).write(
        encodeSnapshotMessage(sizeMessage(snapshotMessage({ term: 5 }))),
      );
      const refusal = await refused.refusal();
      newer.write(end).end();
      await untilReal(() => newer.outcome !== undefined);

      expect((await older.refusal()).message).toMatch(/takes its place/);
      expect(refusal.message).toMatch(/of term 5 came while one of term 6 is being received/);
      expect(newer.outcome).toBeNull();
    });
  });
});
