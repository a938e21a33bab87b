import { Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import type {
  PeerCall,
  PeerCallListener,
  PeerDialer,
  PeerMethod,
} from "../../../src/transport/peer-dialer.ts";
import { PeerLink } from "../../../src/transport/peer-link.ts";
import { ReconnectBackoff } from "../../../src/transport/reconnect-backoff.ts";
import {
  decodeFrame,
  decodeMessagesHello,
  encodeReceived,
} from "../../../src/transport/stream-codec.ts";
import { TransportError } from "../../../src/transport/transport-error.ts";
import { TransportMetrics } from "../../../src/transport/transport-metrics.ts";
import type { PeerMessage } from "../../../src/transport/types.ts";
import { SILENT_LOGGER } from "../../../src/utils/logger.ts";
import { heartbeat } from "../../compliance/transport.ts";
import { ManualClock } from "../../support/manual-clock.ts";
import { bytes, settle, text } from "../../support/node-harness.ts";

const SILENCE_MS = 1000;
const TICK_MS = 100;
const PEER = { nodeId: 2, address: "node-2:2380", storeId: "store-2" };

/** A call whose other end the test plays. */
class FakeCall implements PeerCall {
  readonly written: Uint8Array[] = [];
  readonly #taken: (() => void)[] = [];
  isCancelled = false;
  readonly listener: PeerCallListener;

  constructor(listener: PeerCallListener) {
    this.listener = listener;
  }

  write(bytes: Uint8Array, written: () => void): void {
    this.written.push(bytes);
    this.#taken.push(written);
  }

  end(): void {
    return;
  }

  cancel(): void {
    this.isCancelled = true;
  }

  /** The connection takes all that was written so far. */
  take(): void {
    for (const written of this.#taken.splice(0)) {
      written();
    }
  }

  /** Frames after the hello, as messages. */
  get frames(): ReturnType<typeof decodeFrame>[] {
    return this.written.slice(1).map((bytes) => decodeFrame(bytes));
  }

  accept(): void {
    this.take();
    this.listener.answered(encodeReceived(0));
  }

  fail(epoch: number | null = null, grpcCode = 14): void {
    this.listener.ended(
      new TransportError("the call failed", {
        code: "CALL_FAILED",
        grpcCode,
        reason: "because",
        epoch,
      }),
    );
  }
}

class FakeDialer implements PeerDialer {
  readonly calls: FakeCall[] = [];

  open(
    _target: { readonly address: string; readonly method: PeerMethod },
    listener: PeerCallListener,
  ): PeerCall {
    const call = new FakeCall(listener);
    this.calls.push(call);
    return call;
  }

  get last(): FakeCall {
    const call = this.calls.at(-1);
    if (call === undefined) {
      throw new Error("nothing was dialed");
    }
    return call;
  }
}

function createLink(options: { readonly queueMessagesMax?: number } = {}) {
  const clock = new ManualClock();
  const dialer = new FakeDialer();
  const unreachable: number[] = [];
  const refusals: (readonly [number, string])[] = [];
  const unsent: string[] = [];
  let epoch = 0;
  const link = new PeerLink(
    {
      peer: PEER,
      queueMessagesMax: options.queueMessagesMax ?? 100,
      queueBytesMax: 8 * 1024 * 1024,
      silenceMaxMs: SILENCE_MS,
      pingIntervalMs: SILENCE_MS / 4,
      reportIntervalMs: TICK_MS,
    },
    {
      dialer,
      backoff: new ReconnectBackoff({ baseMs: 50, maxMs: 2000 }, { random: (bound) => bound - 1 }),
      clock,
      metrics: new TransportMetrics({ registry: new Registry() }).ofPeer(2),
      logger: SILENT_LOGGER,
      createHello: () => {
        epoch += 1;
        return {
          clusterId: "c",
          from: { nodeId: 1, address: "node-1:2380", storeId: "store-1" },
          toNodeId: 2,
          toStoreId: "store-2",
          versions: { min: 1, max: 1 },
          epoch,
        };
      },
      sawEpoch: (seen) => {
        epoch = Math.max(epoch, seen);
      },
      unreachable: (nodeId) => unreachable.push(nodeId),
      unsent: ({ entries }) => unsent.push(...entries.map(({ data }) => text(data))),
      refused: (nodeId, reason) => refusals.push([nodeId, reason]),
    },
  );
  return { link, clock, dialer, unreachable, refusals, unsent };
}

function append(index: number, bytes: number): PeerMessage {
  return {
    type: "append",
    from: 1,
    to: 2,
    term: 3,
    logTerm: 3,
    index,
    commit: 0,
    entries: [
      {
        type: "normal",
        term: 3,
        index: index + 1,
        data: new Uint8Array(bytes),
        context: new Uint8Array(0),
      },
    ],
  };
}

function propose(command: string): PeerMessage {
  return {
    type: "propose",
    from: 1,
    to: 2,
    term: 3,
    entries: [
      { type: "normal", term: 0, index: 0, data: bytes(command), context: new Uint8Array(0) },
    ],
  };
}

describe("the link to a peer", () => {
  it("gives back each proposal that no connection has taken, and none that one has", async () => {
    const { link, clock, dialer, unsent } = createLink({ queueMessagesMax: 2 });
    dialer.last.accept();
    link.send(propose("given"));
    await settle();

    // The frame on its way fills what may be in flight.
    link.send(append(7, 600 * 1024));
    await settle();
    link.send(propose("waits"));
    link.send(propose("waits, too"));
    link.send(propose("too many"));
    await settle();
    expect(unsent).toEqual(["too many"]);

    dialer.last.fail();
    expect(unsent).toEqual(["too many", "waits", "waits, too"]);
    link.send(propose("not connected"));
    expect(unsent.at(-1)).toBe("not connected");

    clock.advance(100);
    link.send(propose("not accepted"));
    expect(unsent).toHaveLength(4);
    link.close();
    expect(unsent).toEqual(["too many", "waits", "waits, too", "not connected", "not accepted"]);
  });

  it("sends nothing but the hello before the peer has accepted, then what waited, in one frame", () => {
    const { link, dialer } = createLink();
    link.send(heartbeat(1, 2, 1));
    link.send(heartbeat(1, 2, 2));
    expect(dialer.last.written).toHaveLength(1);

    dialer.last.accept();

    expect(decodeMessagesHello(dialer.last.written[0]!)).toMatchObject({ toNodeId: 2, epoch: 1 });
    expect(dialer.last.frames).toEqual([
      { number: 1, messages: [heartbeat(1, 2, 1), heartbeat(1, 2, 2)] },
    ]);
    link.close();
  });

  it("puts all that is sent in one turn into one frame, and numbers frames without a gap", async () => {
    const { link, dialer } = createLink();
    dialer.last.accept();

    link.send(heartbeat(1, 2, 1));
    link.send(heartbeat(1, 2, 2));
    expect(dialer.last.frames).toEqual([]);
    await settle();
    link.send(heartbeat(1, 2, 3));
    await settle();

    expect(dialer.last.frames.map(({ number, messages }) => [number, messages.length])).toEqual([
      [1, 2],
      [2, 1],
    ]);
    link.close();
  });

  it("lets control messages pass entries that wait, and keeps the order of each kind", async () => {
    const { link, dialer } = createLink();
    dialer.last.accept();
    for (let n = 0; n < 8; n++) {
      link.send(append(n, 200 * 1024));
    }
    await settle();
    const before = dialer.last.frames.length;
    expect(before).toBeLessThan(8);

    link.send(heartbeat(1, 2, 5));
    link.send(heartbeat(1, 2, 6));
    dialer.last.take();

    const next = dialer.last.frames[before];
    expect(next?.messages.slice(0, 2)).toEqual([heartbeat(1, 2, 5), heartbeat(1, 2, 6)]);
    for (let n = 0; n < 8; n++) {
      dialer.last.take();
    }
    const indexes = dialer.last.frames
      .flatMap(({ messages }) => messages)
      .flatMap((message) => (message.type === "append" ? [message.index] : []));
    expect(indexes).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    link.close();
  });

  it("gives the connection no more than half a megabyte and a frame before that has taken it", async () => {
    const { link, dialer } = createLink();
    dialer.last.accept();

    for (let n = 0; n < 20; n++) {
      link.send(append(n, 250 * 1024));
    }
    await settle();

    const bytes = dialer.last.written.reduce((sum, { length }) => sum + length, 0);
    expect(bytes).toBeLessThan(800 * 1024);
    link.close();
  });

  it("sends nothing a second time after it has lost the connection", async () => {
    const { link, clock, dialer, unreachable } = createLink();
    dialer.last.accept();
    link.send(heartbeat(1, 2, 1));
    await settle();
    for (let n = 0; n < 8; n++) {
      link.send(append(n, 300 * 1024));
    }
    await settle();

    dialer.last.fail();
    clock.advance(100);
    dialer.last.accept();
    await settle();

    expect(dialer.calls.length).toBe(2);
    expect(dialer.last.frames).toEqual([]);
    expect(unreachable).toEqual([2]);
    link.close();
  });

  it("opens each stream with a newer epoch, above what the peer says it has seen", () => {
    const { link, clock, dialer } = createLink();
    dialer.last.fail(41);
    clock.advance(100);

    expect(decodeMessagesHello(dialer.last.written[0]!).epoch).toBe(42);
    link.close();
  });

  it("tells of a peer that will never have it, and not of one that is only away or has seen a newer stream", () => {
    const { link, clock, dialer, refusals } = createLink();
    dialer.last.fail(null, 14);
    clock.advance(100);
    dialer.last.fail(7, 9);
    clock.advance(150);
    expect(refusals).toEqual([]);

    dialer.last.fail(null, 9);
    clock.advance(300);
    dialer.last.fail(null, 12);

    expect(refusals).toEqual([
      [2, "because"],
      [2, "because"],
    ]);
    link.close();
  });

  it("waits ever longer for a peer that is gone, two seconds at most, and anew after a sign of life", () => {
    const { link, clock, dialer } = createLink();
    const openedAtMs: number[] = [];
    for (let attempt = 0; attempt < 10; attempt++) {
      const { length } = dialer.calls;
      dialer.last.fail();
      const startMs = clock.now();
      while (dialer.calls.length === length) {
        clock.advance(1);
      }
      openedAtMs.push(clock.now() - startMs);
    }
    expect(openedAtMs.slice(0, 7)).toEqual([50, 100, 200, 400, 800, 1600, 2000]);
    expect(openedAtMs.at(-1)).toBe(2000);

    dialer.last.fail();
    link.retryNow();

    expect(dialer.calls).toHaveLength(12);
    link.close();
  });

  it("drops what is sent to a peer that is gone, and reports it once a tick", () => {
    const { link, clock, dialer, unreachable } = createLink();
    dialer.last.fail();
    expect(unreachable).toEqual([2]);

    for (let n = 0; n < 50; n++) {
      link.send(heartbeat(1, 2, n));
    }
    expect(unreachable).toEqual([2]);
    clock.advance(TICK_MS);

    expect(unreachable).toEqual([2, 2]);
    clock.advance(10 * TICK_MS);
    expect(unreachable).toEqual([2, 2]);
    link.close();
  });

  it("reports what goes beyond its queue and keeps what is in it", async () => {
    const { link, dialer, unreachable } = createLink({ queueMessagesMax: 3 });

    for (let n = 1; n <= 5; n++) {
      link.send(heartbeat(1, 2, n));
    }
    dialer.last.accept();
    await settle();

    expect(unreachable).toEqual([2]);
    expect(dialer.last.frames[0]?.messages).toEqual([1, 2, 3].map((n) => heartbeat(1, 2, n)));
    link.close();
  });

  it("gives a sign of life while it has nothing to say", () => {
    const { link, clock, dialer } = createLink();
    dialer.last.accept();

    clock.advance(SILENCE_MS / 4);

    expect(dialer.last.frames).toEqual([{ number: 1, messages: [] }]);
    link.close();
  });

  it("gives a connection up on which nothing is heard, and tries another", () => {
    const { link, clock, dialer, unreachable } = createLink();
    dialer.last.accept();
    const [black] = dialer.calls;

    clock.advance(SILENCE_MS);

    expect(black?.isCancelled).toBe(true);
    expect(unreachable).toEqual([2]);
    clock.advance(100);
    expect(dialer.calls).toHaveLength(2);
    link.close();
  });

  it("gives a connection up that is not even made", () => {
    const { link, clock, dialer } = createLink();

    clock.advance(SILENCE_MS + 100);

    expect(dialer.calls[0]?.isCancelled).toBe(true);
    expect(dialer.calls).toHaveLength(2);
    link.close();
  });

  it("keeps a connection whose peer answers, however little there is to say", () => {
    const { link, clock, dialer } = createLink();
    dialer.last.accept();

    for (let n = 0; n < 40; n++) {
      clock.advance(SILENCE_MS / 4);
      dialer.last.take();
      dialer.last.listener.answered(encodeReceived(n));
    }

    expect(dialer.calls).toHaveLength(1);
    link.close();
  });

  it("does not take its own standstill for the peer's", () => {
    const { link, clock, dialer } = createLink();
    dialer.last.accept();
    clock.advance(SILENCE_MS / 4);

    clock.stall(10 * SILENCE_MS);

    expect(dialer.last.isCancelled).toBe(false);
    expect(dialer.calls).toHaveLength(1);
    link.close();
  });

  it("hears nothing of a call that it has given up", async () => {
    const { link, clock, dialer, unreachable } = createLink();
    dialer.last.accept();
    const [black] = dialer.calls;
    clock.advance(SILENCE_MS + 100);
    dialer.last.accept();
    const reports = unreachable.length;

    black?.fail();
    black?.take();
    link.send(heartbeat(1, 2, 1));
    await settle();

    expect(unreachable).toHaveLength(reports);
    expect(dialer.last.frames.at(-1)?.messages).toEqual([heartbeat(1, 2, 1)]);
    link.close();
  });

  it("leaves no timer and no call behind when it is closed", () => {
    const { link, clock, dialer } = createLink();
    dialer.last.fail();
    link.send(heartbeat(1, 2, 1));

    link.close();
    link.send(heartbeat(1, 2, 2));

    expect(clock.timerCount).toBe(0);
    clock.advance(10_000);
    expect(dialer.calls).toHaveLength(1);
  });
});
