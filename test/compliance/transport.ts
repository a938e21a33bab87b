import { describe, expect, it } from "vitest";
import type { Message, MessageOf } from "../../src/raft/message.ts";
import { EMPTY_BYTES } from "../../src/raft/types.ts";
import type {
  PeerAddress,
  PeerMessage,
  SnapshotTransfer,
  Transport,
  TransportReceiver,
} from "../../src/transport/types.ts";

/** Keeps what a transport tells. */
export class RecordingReceiver implements TransportReceiver {
  readonly received: Message[] = [];
  readonly unreachableIds: number[] = [];
  /** Each with the number of messages that had come before it. */
  readonly discoveries: (readonly [PeerAddress, number])[] = [];
  readonly snapshots: (readonly [number, string])[] = [];
  /** The chunks of each snapshot that came, as far as they came. */
  readonly arrivals: { readonly message: MessageOf<"snapshot">; readonly chunks: Uint8Array[] }[] =
    [];
  /** What ended the arrivals that failed. */
  readonly arrivalErrors: unknown[] = [];
  /** Waited for before each further chunk is asked for. */
  beforeChunk: () => Promise<void> = () => Promise.resolve();

  receive(message: Message): void {
    this.received.push(message);
  }

  discovered(peer: PeerAddress): void {
    this.discoveries.push([peer, this.received.length]);
  }

  unreachable(nodeId: number): void {
    this.unreachableIds.push(nodeId);
  }

  snapshotSent(nodeId: number, outcome: "finished" | "failed"): void {
    this.snapshots.push([nodeId, outcome]);
  }

  async receiveSnapshot(
    { message, chunks }: SnapshotTransfer,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<void> {
    const arrival: RecordingReceiver["arrivals"][number] = { message, chunks: [] };
    this.arrivals.push(arrival);
    // One for all chunks: a listener for each would stay on the signal until it is aborted.
    const aborted = rejectionOf(signal);
    aborted.catch(() => undefined);
    try {
      for await (const chunk of chunks) {
        arrival.chunks.push(chunk);
        await Promise.race([this.beforeChunk(), aborted]);
      }
    } catch (error) {
      this.arrivalErrors.push(error);
      throw error;
    }
  }
}

/** Rejects when the signal is aborted: a receiver lets go at once then. */
function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(signal.reason as Error);
    if (signal.aborted) {
      fail();
    } else {
      signal.addEventListener("abort", fail, { once: true });
    }
  });
}

export interface TransportPair {
  readonly first: Transport;
  readonly second: Transport;
  /** Where they are reached. */
  readonly peers: { readonly first: PeerAddress; readonly second: PeerAddress };
  /** Waits until the condition holds, however long that takes on this medium; rejects where it never does. */
  until(condition: () => boolean): Promise<void>;
  /** More than any queue to one peer holds. */
  readonly floodMessages: number;
  close(): Promise<void>;
}

export function snapshotMessage(
  parts: { readonly from?: number; readonly to?: number; readonly term?: number } = {},
): MessageOf<"snapshot"> {
  return {
    type: "snapshot",
    from: parts.from ?? 1,
    to: parts.to ?? 2,
    term: parts.term ?? 1,
    snapshot: {
      metadata: {
        index: 7,
        term: 1,
        confState: {
          voters: [1],
          learners: [2],
          votersOutgoing: [],
          learnersNext: [],
          autoLeave: false,
        },
      },
      data: Uint8Array.of(9, 8, 7),
    },
  };
}

/** Chunks that tell how far they were read, and whether they were let go of. */
export class TestChunks implements AsyncIterable<Uint8Array> {
  read = 0;
  isEnded = false;
  readonly #chunks: readonly Uint8Array[];

  constructor(chunks: readonly Uint8Array[]) {
    this.#chunks = chunks;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return {
      next: async () => {
        const value = this.#chunks[this.read];
        if (value === undefined) {
          this.isEnded = true;
          return { done: true, value: undefined };
        }
        this.read += 1;
        return { done: false, value };
      },
      return: async () => {
        this.isEnded = true;
        return { done: true, value: undefined };
      },
    };
  }
}

export function chunksOf(count: number, bytes = 100): Uint8Array[] {
  return Array.from({ length: count }, (_, at) => new Uint8Array(bytes).fill(at));
}

export function heartbeat(from: number, to: number, commit: number): PeerMessage {
  return { type: "heartbeat", from, to, term: 1, commit, context: EMPTY_BYTES };
}

function commits(receiver: RecordingReceiver): number[] {
  return receiver.received.flatMap((message) => ("commit" in message ? [message.commit] : []));
}

/** Every implementation of Transport keeps these. `create` gives nodes 1 and 2, neither of them started. */
export function describeTransport(name: string, create: () => Promise<TransportPair>): void {
  async function startBoth(): Promise<{
    readonly pair: TransportPair;
    readonly at1: RecordingReceiver;
    readonly at2: RecordingReceiver;
  }> {
    const pair = await create();
    const [at1, at2] = [new RecordingReceiver(), new RecordingReceiver()];
    await pair.first.start(at1);
    await pair.second.start(at2);
    pair.first.setPeers([pair.peers.second]);
    pair.second.setPeers([pair.peers.first]);
    return { pair, at1, at2 };
  }

  /** The first message may be lost while the connection is made. */
  async function connect(pair: TransportPair, at2: RecordingReceiver): Promise<void> {
    await pair.until(() => {
      pair.first.send(heartbeat(1, 2, 0));
      return at2.received.length > 0;
    });
  }

  describe(`${name} keeps the contract of a transport`, () => {
    it("delivers messages whole, in order and once", async () => {
      const { pair, at2 } = await startBoth();
      await connect(pair, at2);

      for (let commit = 1; commit <= 100; commit++) {
        pair.first.send(heartbeat(1, 2, commit));
      }
      await pair.until(() => commits(at2).includes(100));

      expect(commits(at2).filter((commit) => commit > 0)).toEqual(
        Array.from({ length: 100 }, (_, n) => n + 1),
      );
      expect(at2.received.at(-1)).toEqual(heartbeat(1, 2, 100));
      await pair.close();
    });

    it("carries entries with their bytes", async () => {
      const { pair, at2 } = await startBoth();
      await connect(pair, at2);
      const message: PeerMessage = {
        type: "append",
        from: 1,
        to: 2,
        term: 3,
        logTerm: 2,
        index: 7,
        commit: 6,
        entries: [
          {
            type: "normal",
            term: 3,
            index: 8,
            data: Uint8Array.of(1, 2),
            context: Uint8Array.of(3),
          },
          { type: "confChangeV2", term: 3, index: 9, data: EMPTY_BYTES, context: EMPTY_BYTES },
        ],
      };

      pair.first.send(message);
      await pair.until(() => at2.received.some(({ type }) => type === "append"));

      expect(at2.received.find(({ type }) => type === "append")).toEqual(message);
      await pair.close();
    });

    it("introduces a peer before its first message, so that it can be answered", async () => {
      const { pair, at2 } = await startBoth();

      await connect(pair, at2);

      expect(at2.discoveries[0]).toEqual([pair.peers.first, 0]);
      await pair.close();
    });

    it("does not deliver within send", async () => {
      const { pair, at2 } = await startBoth();
      await connect(pair, at2);
      const before = at2.received.length;

      pair.first.send(heartbeat(1, 2, 1));

      expect(at2.received).toHaveLength(before);
      await pair.close();
    });

    it("reports a peer that it does not know, and neither throws nor waits", async () => {
      const { pair, at1 } = await startBoth();

      expect(pair.first.send(heartbeat(1, 9, 1))).toBeUndefined();
      await pair.until(() => at1.unreachableIds.includes(9));

      await pair.close();
    });

    it("reports a peer that is gone, and fails a snapshot to it", async () => {
      const { pair, at1, at2 } = await startBoth();
      await connect(pair, at2);
      await pair.second.close();
      const before = at2.received.length;

      await pair.until(() => {
        pair.first.send(heartbeat(1, 2, 1));
        return at1.unreachableIds.includes(2);
      });
      pair.first.sendSnapshot({ message: snapshotMessage(), chunks: new TestChunks([]) });
      await pair.until(() =>
        at1.snapshots.some(([id, outcome]) => id === 2 && outcome === "failed"),
      );

      expect(at2.received).toHaveLength(before);
      await pair.close();
    });

    it("drops and reports what goes beyond a peer's queue", async () => {
      const { pair, at1, at2 } = await startBoth();
      await connect(pair, at2);
      at1.unreachableIds.length = 0;

      for (let n = 0; n < pair.floodMessages; n++) {
        pair.first.send(heartbeat(1, 2, 1));
      }

      // At once, or when the peer has not just been reported.
      await pair.until(() => at1.unreachableIds.length > 0);
      expect(new Set(at1.unreachableIds)).toEqual(new Set([2]));
      await pair.close();
    });

    it("refuses to reach a peer on another volume", async () => {
      const { pair, at1, at2 } = await startBoth();
      pair.first.setPeers([{ ...pair.peers.second, storeId: "another-volume" }]);

      await pair.until(() => {
        pair.first.send(heartbeat(1, 2, 1));
        return at1.unreachableIds.includes(2);
      });

      expect(at2.received).toEqual([]);
      await pair.close();
    });

    it("stops for a peer that setPeers no longer names", async () => {
      const { pair, at1, at2 } = await startBoth();
      await connect(pair, at2);
      pair.first.setPeers([]);
      at1.unreachableIds.length = 0;
      const before = at2.received.length;

      pair.first.send(heartbeat(1, 2, 1));
      await pair.until(() => at1.unreachableIds.includes(2));

      expect(at2.received).toHaveLength(before);
      await pair.close();
    });

    it("carries a snapshot's message and chunks, and reports its arrival once the receiver has it", async () => {
      const { pair, at1, at2 } = await startBoth();
      await connect(pair, at2);
      const chunks = new TestChunks(chunksOf(20));

      pair.first.sendSnapshot({ message: snapshotMessage(), chunks });
      await pair.until(() => at1.snapshots.length > 0);

      expect(at1.snapshots).toEqual([[2, "finished"]]);
      expect(at2.arrivals).toEqual([{ message: snapshotMessage(), chunks: chunksOf(20) }]);
      expect(chunks.isEnded).toBe(true);
      expect(at2.received.some(({ type }) => type === "snapshot")).toBe(false);
      await pair.close();
    });

    it("lets messages pass while a snapshot is on its way", async () => {
      const { pair, at1, at2 } = await startBoth();
      await connect(pair, at2);
      let isOpen = false;
      at2.beforeChunk = async () => {
        await pair.until(() => isOpen);
      };

      pair.first.sendSnapshot({ message: snapshotMessage(), chunks: new TestChunks(chunksOf(2)) });
      await pair.until(() => at2.arrivals.length > 0);
      pair.first.send(heartbeat(1, 2, 77));
      await pair.until(() => commits(at2).includes(77));
      isOpen = true;
      await pair.until(() => at1.snapshots.length > 0);

      expect(at1.snapshots).toEqual([[2, "finished"]]);
      await pair.close();
    });

    it("fails a snapshot that the receiver refuses, and lets go of its chunks", async () => {
      const { pair, at1, at2 } = await startBoth();
      await connect(pair, at2);
      at2.beforeChunk = () => Promise.reject(new Error("the disk is full"));
      const chunks = new TestChunks(chunksOf(1000, 10_000));

      pair.first.sendSnapshot({ message: snapshotMessage(), chunks });
      await pair.until(() => at1.snapshots.length > 0);

      expect(at1.snapshots).toEqual([[2, "failed"]]);
      expect(chunks.isEnded).toBe(true);
      expect(chunks.read).toBeLessThan(1000);
      await pair.close();
    });

    it("sends one snapshot at a time to a peer: a second one fails, the first goes on", async () => {
      const { pair, at1, at2 } = await startBoth();
      await connect(pair, at2);
      let isOpen = false;
      at2.beforeChunk = async () => {
        await pair.until(() => isOpen);
      };
      const second = new TestChunks(chunksOf(2));

      pair.first.sendSnapshot({ message: snapshotMessage(), chunks: new TestChunks(chunksOf(2)) });
      pair.first.sendSnapshot({ message: snapshotMessage(), chunks: second });
      await pair.until(() => at1.snapshots.length > 0);

      expect(at1.snapshots).toEqual([[2, "failed"]]);
      expect(second.isEnded).toBe(true);
      isOpen = true;
      await pair.until(() => at1.snapshots.length > 1);
      expect(at1.snapshots[1]).toEqual([2, "finished"]);
      await pair.close();
    });

    it("ends what is being received when it is closed", async () => {
      const { pair, at2 } = await startBoth();
      await connect(pair, at2);
      let isClosed = false;
      at2.beforeChunk = async () => {
        await pair.until(() => isClosed);
      };
      pair.first.sendSnapshot({ message: snapshotMessage(), chunks: new TestChunks(chunksOf(9)) });
      await pair.until(() => at2.arrivals.length > 0);

      const closing = pair.second.close();
      isClosed = true;
      await closing;

      await pair.until(() => at2.arrivalErrors.length > 0);
      await pair.close();
    });

    it("is silent after close, which may come twice", async () => {
      const { pair, at1 } = await startBoth();
      await pair.first.close();
      await pair.first.close();
      at1.unreachableIds.length = 0;

      pair.first.send(heartbeat(1, 2, 1));

      expect(at1.unreachableIds).toEqual([]);
      await pair.close();
    });
  });
}
