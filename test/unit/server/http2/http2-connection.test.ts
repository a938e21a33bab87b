import { describe, expect, it } from "vitest";
import {
  ERROR_CODE,
  FLAG,
  FRAME,
  PREFACE,
  SETTING,
} from "../../../../src/server/http2/protocol.ts";
import {
  type Frame,
  OK_HEAD,
  REQUEST_BLOCK,
  TestConnection,
  frameBytes,
  settingsFrame,
  turn,
  uint32,
} from "./connection-harness.ts";

function headers(streamId: number, flags: number, block: Uint8Array = REQUEST_BLOCK): Buffer {
  return frameBytes({ type: FRAME.HEADERS, flags, streamId }, block);
}

function data(streamId: number, body: Uint8Array, flags: number = FLAG.NONE): Buffer {
  return frameBytes({ type: FRAME.DATA, flags, streamId }, body);
}

function bodyOf(frames: readonly Frame[]): Buffer {
  return Buffer.concat(frames.filter(({ type }) => type === FRAME.DATA).map((f) => f.payload));
}

const WHOLE = FLAG.END_HEADERS | FLAG.END_STREAM;

describe("an HTTP/2 connection", () => {
  it("tells its settings and its window at once", async () => {
    const opened = new TestConnection({ streamsMax: 7 });
    await turn();

    const [settings, window] = opened.frames();

    expect(settings).toMatchObject({ type: FRAME.SETTINGS, flags: 0, streamId: 0 });
    expect(settings?.payload.readUInt16BE(0)).toBe(SETTING.MAX_CONCURRENT_STREAMS);
    expect(settings?.payload.readUInt32BE(2)).toBe(7);
    expect(window).toMatchObject({ type: FRAME.WINDOW_UPDATE, streamId: 0 });
  });

  it("answers a request in one write", async () => {
    const opened = await TestConnection.open();
    opened.onRequest = (request) => request.answer(Buffer.from("answer"));
    opened.socket.writeCount = 0;

    await opened.request(1, { body: Buffer.from("question") });

    const frames = opened.frames();
    expect(opened.requests[0]?.headers.path).toBe("/");
    expect(frames.map(({ type, flags }) => [type, flags])).toEqual([
      [FRAME.HEADERS, FLAG.END_HEADERS],
      [FRAME.DATA, 0],
      [FRAME.HEADERS, WHOLE],
      // Answered when the headers came: the client need not send its body.
      [FRAME.RST_STREAM, 0],
    ]);
    expect(bodyOf(frames).toString()).toBe("answer");
    expect(opened.socket.writeCount).toBe(1);
    expect(opened.requests[0]?.events).toEqual(["closed", "left"]);
  });

  it("acknowledges SETTINGS and PING, and not their acknowledgements", async () => {
    const opened = await TestConnection.open();
    const payload = Buffer.from("12345678");

    await opened.feed(
      settingsFrame({ [SETTING.ENABLE_PUSH]: 0 }),
      frameBytes({ type: FRAME.PING }, payload),
      frameBytes({ type: FRAME.PING, flags: FLAG.ACK }, payload),
      frameBytes({ type: FRAME.SETTINGS, flags: FLAG.ACK }),
    );

    expect(opened.frames()).toEqual([
      { type: FRAME.SETTINGS, flags: FLAG.ACK, streamId: 0, payload: Buffer.alloc(0) },
      { type: FRAME.PING, flags: FLAG.ACK, streamId: 0, payload },
    ]);
  });

  it("takes a request however it is cut, with padding, priority, continuations and trailers", async () => {
    const bytes = Buffer.concat([
      PREFACE,
      settingsFrame(),
      headers(1, FLAG.PADDED | FLAG.PRIORITY, Buffer.of(2, 0, 0, 0, 0, 9, 0x83, 0, 0)),
      frameBytes({ type: FRAME.CONTINUATION, streamId: 1 }, Buffer.of(0x86)),
      frameBytes(
        { type: FRAME.CONTINUATION, flags: FLAG.END_HEADERS, streamId: 1 },
        Buffer.of(0x84),
      ),
      data(1, Buffer.from("\x03body\0\0\0"), FLAG.PADDED),
      frameBytes({ type: 0x77, streamId: 1 }, Buffer.from("of another time")),
      headers(1, WHOLE, Buffer.of(0, 1, 0x61, 1, 0x62)),
    ]);
    for (let cut = 1; cut < bytes.length; cut += 1) {
      const opened = new TestConnection();
      await opened.feed(bytes.subarray(0, cut));
      await opened.feed(bytes.subarray(cut));

      expect(opened.requests[0]?.body.toString()).toBe("body");
      expect(opened.requests[0]?.events).toEqual(["end"]);
      expect(opened.goaway()).toBeNull();
    }
  });

  it("gives credit for what was consumed, on the stream and on the connection", async () => {
    const opened = await TestConnection.open();
    await opened.feed(headers(1, FLAG.END_HEADERS));

    for (let count = 0; count < 160; count += 1) {
      await opened.feed(data(1, Buffer.alloc(16_384)));
    }

    const updates = opened.frames().filter(({ type }) => type === FRAME.WINDOW_UPDATE);
    const creditOf = (streamId: number): number =>
      updates
        .filter((frame) => frame.streamId === streamId)
        .reduce((sum, { payload }) => sum + payload.readUInt32BE(0), 0);
    expect(creditOf(1)).toBe(160 * 16_384);
    expect(creditOf(0)).toBe(128 * 16_384);
  });

  it("ends a stream whose client sends beyond a window that nobody reads from", async () => {
    const opened = await TestConnection.open();
    opened.onRequest = (request) => {
      request.isConsuming = false;
    };
    await opened.feed(headers(1, FLAG.END_HEADERS));

    for (let count = 0; count < 33; count += 1) {
      await opened.feed(data(1, Buffer.alloc(16_384)));
    }

    expect(opened.resets()).toEqual([`1: ${ERROR_CODE.FLOW_CONTROL_ERROR}`]);
    expect(opened.requests[0]?.body.length).toBe(512 * 1024);
    expect(opened.requests[0]?.events).toEqual(["closed", "left"]);
  });

  it("drains: answers what it took, refuses what comes later, then closes", async () => {
    const opened = await TestConnection.open();
    await opened.request(1);

    opened.connection.drain();
    await opened.feed(headers(3, WHOLE));
    const frames = opened.frames();
    opened.requests[0]?.answer(Buffer.from("late"));
    await turn();

    expect(frames[0]).toMatchObject({ type: FRAME.GOAWAY });
    expect(frames[0]?.payload.readUInt32BE(0)).toBe(1);
    expect(frames[1]).toMatchObject({ type: FRAME.RST_STREAM, streamId: 3 });
    expect(opened.requests).toHaveLength(1);
    expect(bodyOf(opened.frames()).toString()).toBe("late");
    expect(opened.socket.writableFinished).toBe(true);
  });

  it("tells every stream when the socket is gone, and sends nothing more", async () => {
    const opened = await TestConnection.open();
    await opened.request(1);
    opened.socket.destroy();
    await turn();

    opened.requests[0]?.answer(Buffer.from("to nobody"));
    await turn();

    expect(opened.requests[0]?.events).toEqual(["end", "closed", "left"]);
    expect(opened.frames()).toEqual([]);
  });
});

describe("the sending side", () => {
  it("sends no more than the client's windows, and the rest when they open", async () => {
    const opened = await TestConnection.open({ settings: { [SETTING.INITIAL_WINDOW_SIZE]: 10 } });
    await opened.request(1);
    const answer = Buffer.from("a longer answer than ten octets");
    opened.requests[0]?.answer(answer);
    await turn();
    const first = opened.frames();

    await opened.feed(settingsFrame({ [SETTING.INITIAL_WINDOW_SIZE]: 15 }));
    const second = opened.frames();
    await opened.feed(frameBytes({ type: FRAME.WINDOW_UPDATE, streamId: 1 }, uint32(1000)));
    const third = opened.frames();

    expect(bodyOf(first).toString()).toBe("a longer a");
    expect(bodyOf(second).toString()).toBe("nswer");
    expect(bodyOf(third)).toEqual(answer.subarray(15));
    expect(third.at(-1)).toMatchObject({ type: FRAME.HEADERS, flags: WHOLE });
    expect(opened.requests[0]?.events).toEqual(["end", "closed", "left"]);
  });

  it("waits for the connection's window, and gives streams their turns", async () => {
    const opened = await TestConnection.open({
      settings: { [SETTING.INITIAL_WINDOW_SIZE]: 1_000_000 },
    });
    await opened.request(1);
    await opened.request(3);
    opened.requests[0]?.answer(Buffer.alloc(100_000, 1));
    opened.requests[1]?.answer(Buffer.alloc(100_000, 3));
    await turn();
    expect(bodyOf(opened.frames())).toHaveLength(65_535);

    await opened.feed(frameBytes({ type: FRAME.WINDOW_UPDATE }, uint32(1_000_000)));

    const frames = opened.frames();
    const turns = frames.filter(({ type }) => type === FRAME.DATA).map(({ streamId }) => streamId);
    expect(turns.slice(0, 4)).toEqual([1, 3, 1, 3]);
    expect(bodyOf(frames)).toHaveLength(200_000 - 65_535);
  });

  it("takes a window below 0 when the client makes its windows smaller", async () => {
    const opened = await TestConnection.open({ settings: { [SETTING.INITIAL_WINDOW_SIZE]: 10 } });
    await opened.request(1);
    opened.requests[0]?.answer(Buffer.from("0123456789abcdef"));
    await opened.feed(settingsFrame({ [SETTING.INITIAL_WINDOW_SIZE]: 2 }));
    opened.frames();

    await opened.feed(frameBytes({ type: FRAME.WINDOW_UPDATE, streamId: 1 }, uint32(8)));
    expect(bodyOf(opened.frames())).toHaveLength(0);
    await opened.feed(frameBytes({ type: FRAME.WINDOW_UPDATE, streamId: 1 }, uint32(1)));

    expect(bodyOf(opened.frames()).toString()).toBe("a");
  });

  it("keeps an answer in its stream while the socket takes nothing, and tells when it has left", async () => {
    const opened = await TestConnection.open({
      settings: { [SETTING.INITIAL_WINDOW_SIZE]: 0x7fff_ffff },
    });
    await opened.feed(frameBytes({ type: FRAME.WINDOW_UPDATE }, uint32(0x7fff_0000)));
    await opened.request(1);
    opened.socket.isStuck = true;
    opened.requests[0]?.answer(Buffer.alloc(3_000_000, 7));
    await turn();
    const inOutput = 3_000_000 - (opened.requests[0]?.stream.queuedBytes ?? 0);
    expect(inOutput).toBeLessThan(512 * 1024);

    opened.socket.unstick();
    await turn();

    expect(bodyOf(opened.frames())).toHaveLength(3_000_000);
    expect(opened.requests[0]?.events).toEqual(["end", "closed", "left"]);
  });

  it("tells that a large answer has left only when the socket has taken it", async () => {
    const opened = await TestConnection.open();
    await opened.request(1);
    opened.socket.isStuck = true;
    opened.requests[0]?.answer(Buffer.alloc(10_000));
    await turn();
    expect(opened.requests[0]?.events).toEqual(["end", "closed"]);

    opened.socket.unstick();
    await turn();

    expect(opened.requests[0]?.events).toEqual(["end", "closed", "left"]);
  });

  it("forgets what a stream had queued when its client resets it", async () => {
    const opened = await TestConnection.open({ settings: { [SETTING.INITIAL_WINDOW_SIZE]: 10 } });
    await opened.request(1);
    opened.requests[0]?.answer(Buffer.alloc(1000));
    await turn();
    opened.frames();

    await opened.feed(
      frameBytes({ type: FRAME.RST_STREAM, streamId: 1 }, uint32(8)),
      frameBytes({ type: FRAME.WINDOW_UPDATE, streamId: 1 }, uint32(1000)),
    );

    expect(opened.frames()).toEqual([]);
    expect(opened.connection.queuedBytes).toBe(0);
    expect(opened.requests[0]?.events).toEqual(["end", "closed", "left"]);
  });

  it("goes on in CONTINUATION frames where a header block is too long for one", async () => {
    const opened = await TestConnection.open();
    await opened.request(1);
    opened.requests[0]?.stream.respond(OK_HEAD);
    const { HeaderBlock } = await import("../../../../src/server/http2/hpack-encoder.ts");
    const fields = [{ name: "grpc-message", value: "x".repeat(40_000) }];
    opened.requests[0]?.stream.end(new HeaderBlock({ fields, isShared: false }));
    await turn();

    const frames = opened.frames().slice(1);

    expect(frames.map(({ type, flags }) => [type, flags])).toEqual([
      [FRAME.HEADERS, FLAG.END_STREAM],
      [FRAME.CONTINUATION, 0],
      [FRAME.CONTINUATION, FLAG.END_HEADERS],
    ]);
  });
});
