import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ERROR_CODE,
  FLAG,
  FRAME,
  PREFACE,
  SETTING,
} from "../../../../src/server/http2/protocol.ts";
import {
  REQUEST_BLOCK,
  TestConnection,
  frameBytes,
  settingsFrame,
  turn,
  uint32,
} from "./connection-harness.ts";

const WHOLE = FLAG.END_HEADERS | FLAG.END_STREAM;

function headers(streamId: number, flags: number, block: Uint8Array = REQUEST_BLOCK): Buffer {
  return frameBytes({ type: FRAME.HEADERS, flags, streamId }, block);
}

function reset(streamId: number): Buffer {
  return frameBytes({ type: FRAME.RST_STREAM, streamId }, uint32(8));
}

function times(count: number, make: (at: number) => Buffer): Buffer {
  return Buffer.concat(Array.from({ length: count }, (_, at) => make(at)));
}

describe("what a client must not do ends its connection", () => {
  it.each<readonly [string, Buffer, number]>([
    ["DATA on no stream", frameBytes({ type: FRAME.DATA }), ERROR_CODE.PROTOCOL_ERROR],
    [
      "DATA on an idle stream",
      frameBytes({ type: FRAME.DATA, streamId: 1 }),
      ERROR_CODE.PROTOCOL_ERROR,
    ],
    ["HEADERS on no stream", headers(0, WHOLE), ERROR_CODE.PROTOCOL_ERROR],
    ["a stream of an even number", headers(2, WHOLE), ERROR_CODE.PROTOCOL_ERROR],
    [
      "a header block that does not decode",
      headers(1, WHOLE, Buffer.alloc(9, 0xff)),
      ERROR_CODE.COMPRESSION_ERROR,
    ],
    [
      "a frame within a header block",
      Buffer.concat([headers(1, 0), frameBytes({ type: FRAME.PING }, Buffer.alloc(8))]),
      ERROR_CODE.PROTOCOL_ERROR,
    ],
    [
      "a CONTINUATION of nothing",
      frameBytes({ type: FRAME.CONTINUATION, streamId: 1 }),
      ERROR_CODE.PROTOCOL_ERROR,
    ],
    [
      "PUSH_PROMISE",
      frameBytes({ type: FRAME.PUSH_PROMISE, streamId: 1 }),
      ERROR_CODE.PROTOCOL_ERROR,
    ],
    [
      "a frame over the limit",
      Buffer.of(0, 0x40, 1, 0, 0, 0, 0, 0, 1),
      ERROR_CODE.FRAME_SIZE_ERROR,
    ],
    [
      "a PING of 7 octets",
      frameBytes({ type: FRAME.PING }, Buffer.alloc(7)),
      ERROR_CODE.FRAME_SIZE_ERROR,
    ],
    [
      "SETTINGS of 5 octets",
      frameBytes({ type: FRAME.SETTINGS }, Buffer.alloc(5)),
      ERROR_CODE.FRAME_SIZE_ERROR,
    ],
    [
      "a window above 2^31-1",
      frameBytes({ type: FRAME.WINDOW_UPDATE }, uint32(0x7fff_ffff)),
      ERROR_CODE.FLOW_CONTROL_ERROR,
    ],
    [
      "a window of 0",
      frameBytes({ type: FRAME.WINDOW_UPDATE }, uint32(0)),
      ERROR_CODE.PROTOCOL_ERROR,
    ],
    [
      "a first window above 2^31-1",
      settingsFrame({ [SETTING.INITIAL_WINDOW_SIZE]: 0x8000_0000 }),
      ERROR_CODE.FLOW_CONTROL_ERROR,
    ],
    [
      "a frame size of 1",
      settingsFrame({ [SETTING.MAX_FRAME_SIZE]: 1 }),
      ERROR_CODE.PROTOCOL_ERROR,
    ],
    [
      "more padding than payload",
      frameBytes(
        { type: FRAME.HEADERS, flags: WHOLE | FLAG.PADDED, streamId: 1 },
        Buffer.of(9, 0x83),
      ),
      ERROR_CODE.PROTOCOL_ERROR,
    ],
    [
      "a header block above its limit",
      Buffer.concat([
        headers(1, 0, Buffer.alloc(16_000, 0x82)),
        times(2, () =>
          frameBytes({ type: FRAME.CONTINUATION, streamId: 1 }, Buffer.alloc(16_000, 0x82)),
        ),
      ]),
      ERROR_CODE.ENHANCE_YOUR_CALM,
    ],
    [
      "a header block of empty CONTINUATION frames",
      Buffer.concat([
        headers(1, 0),
        times(20, () => frameBytes({ type: FRAME.CONTINUATION, streamId: 1 })),
      ]),
      ERROR_CODE.ENHANCE_YOUR_CALM,
    ],
    ["a flood of SETTINGS", times(1000, () => settingsFrame()), ERROR_CODE.ENHANCE_YOUR_CALM],
    [
      "a flood of PING",
      times(30_000, () => frameBytes({ type: FRAME.PING }, Buffer.alloc(8))),
      ERROR_CODE.ENHANCE_YOUR_CALM,
    ],
    [
      "a flood of PRIORITY",
      times(30_000, () => frameBytes({ type: FRAME.PRIORITY, streamId: 1 }, Buffer.alloc(5))),
      ERROR_CODE.ENHANCE_YOUR_CALM,
    ],
    [
      "a flood of unknown frames",
      times(30_000, () => frameBytes({ type: 0xee })),
      ERROR_CODE.ENHANCE_YOUR_CALM,
    ],
    [
      "a flood of empty DATA",
      Buffer.concat([
        headers(1, FLAG.END_HEADERS),
        times(2000, () => frameBytes({ type: FRAME.DATA, streamId: 1 })),
      ]),
      ERROR_CODE.ENHANCE_YOUR_CALM,
    ],
    [
      "a flood of requests that are reset at once",
      times(2000, (at) => Buffer.concat([headers(2 * at + 1, WHOLE), reset(2 * at + 1)])),
      ERROR_CODE.ENHANCE_YOUR_CALM,
    ],
    [
      "a flood of requests that we must reset",
      times(2000, (at) => headers(2 * at + 1, WHOLE, Buffer.of(0x83))),
      ERROR_CODE.ENHANCE_YOUR_CALM,
    ],
    [
      "a flood of requests over the limit",
      times(9000, (at) => headers(2 * at + 1, WHOLE)),
      ERROR_CODE.ENHANCE_YOUR_CALM,
    ],
  ])("%s", async (_name, bytes, code) => {
    const opened = await TestConnection.open();

    await opened.feed(bytes);

    expect(opened.goaway()).toBe(code);
    expect(opened.socket.writableEnded).toBe(true);
  });

  it("another protocol, or HTTP/2 without SETTINGS first", async () => {
    for (const bytes of [
      Buffer.from("GET / HTTP/1.1\r\nhost: n\r\n\r\n"),
      Buffer.concat([PREFACE, frameBytes({ type: FRAME.PING }, Buffer.alloc(8))]),
    ]) {
      const opened = new TestConnection();
      await opened.feed(bytes);

      expect(opened.goaway()).toBe(ERROR_CODE.PROTOCOL_ERROR);
    }
  });

  it("a client that keeps a connection open that was ended is cut off", async () => {
    const opened = await TestConnection.open();
    await opened.feed(frameBytes({ type: FRAME.DATA }));
    expect(opened.socket.destroyed).toBe(false);

    opened.clock.advance(1020);

    expect(opened.socket.destroyed).toBe(true);
  });

  it("cheap frames at an honest pace are no flood", async () => {
    const opened = await TestConnection.open();
    for (let second = 0; second < 5; second += 1) {
      await opened.feed(times(10_000, () => frameBytes({ type: FRAME.PING }, Buffer.alloc(8))));
      opened.clock.advance(1000);
    }

    expect(opened.goaway()).toBeNull();
  });
});

describe("what a client does to one stream ends that stream", () => {
  it.each<readonly [string, Buffer, readonly string[]]>([
    ["headers without a method", headers(1, WHOLE, Buffer.of(0x86, 0x84)), ["1: 1"]],
    [
      "a second header section",
      Buffer.concat([headers(1, FLAG.END_HEADERS), headers(1, FLAG.END_HEADERS)]),
      ["1: 1"],
    ],
    [
      "DATA behind its end",
      Buffer.concat([
        headers(1, WHOLE),
        frameBytes({ type: FRAME.DATA, streamId: 1 }, Buffer.of(1)),
      ]),
      ["1: 5"],
    ],
    ["HEADERS behind its end", Buffer.concat([headers(1, WHOLE), headers(1, WHOLE)]), ["1: 5"]],
    [
      "a window of 0",
      Buffer.concat([
        headers(1, WHOLE),
        frameBytes({ type: FRAME.WINDOW_UPDATE, streamId: 1 }, uint32(0)),
      ]),
      ["1: 1"],
    ],
    [
      "a window above 2^31-1",
      Buffer.concat([
        headers(1, WHOLE),
        frameBytes({ type: FRAME.WINDOW_UPDATE, streamId: 1 }, uint32(0x7fff_ffff)),
      ]),
      ["1: 3"],
    ],
    [
      "a stream that depends on itself",
      headers(1, WHOLE | FLAG.PRIORITY, Buffer.concat([uint32(1), Buffer.of(0), REQUEST_BLOCK])),
      ["1: 1"],
    ],
    [
      "another length than announced",
      Buffer.concat([
        headers(
          1,
          FLAG.END_HEADERS,
          Buffer.concat([REQUEST_BLOCK, Buffer.from("\x0f\x0d\x012", "latin1")]),
        ),
        frameBytes({ type: FRAME.DATA, flags: FLAG.END_STREAM, streamId: 1 }, Buffer.of(1)),
      ]),
      ["1: 1"],
    ],
    [
      "a request over the limit of streams",
      times(11, (at) => headers(2 * at + 1, WHOLE)),
      ["21: 7"],
    ],
  ])("%s", async (_name, bytes, expected) => {
    const opened = await TestConnection.open();

    await opened.feed(bytes);
    const resets = opened.resets();
    await opened.feed(frameBytes({ type: FRAME.PING }, Buffer.alloc(8)));

    expect(resets).toEqual(expected);
    expect(opened.frames()).toMatchObject([{ type: FRAME.PING, flags: FLAG.ACK }]);
  });

  it("headers over the limit get status 431, and the next request is served", async () => {
    const opened = await TestConnection.open();
    const large = Buffer.concat([REQUEST_BLOCK, Buffer.alloc(1000, 0x90)]);

    await opened.feed(headers(1, WHOLE, large));
    await opened.request(3);

    const [answer] = opened.frames();
    expect(answer).toMatchObject({ type: FRAME.HEADERS, flags: WHOLE, streamId: 1 });
    expect(answer?.payload.toString("latin1")).toContain("431");
    expect(opened.requests.map(({ headers }) => headers.path)).toEqual(["/"]);
  });

  it("a stream that is reset counts until its work is done", async () => {
    const opened = await TestConnection.open({ streamsMax: 2 });
    await opened.feed(headers(1, WHOLE), headers(3, WHOLE), reset(1), reset(3));

    await opened.feed(headers(5, WHOLE));
    expect(opened.resets()).toEqual([`5: ${ERROR_CODE.REFUSED_STREAM}`]);
    opened.requests[0]?.stream.release();
    await opened.feed(headers(7, WHOLE));

    expect(opened.resets()).toEqual([]);
    expect(opened.requests).toHaveLength(3);
  });

  it("frames that were on their way to a stream that we have reset are passed over", async () => {
    const opened = await TestConnection.open();
    await opened.feed(headers(1, FLAG.END_HEADERS));
    opened.requests[0]?.stream.reset(ERROR_CODE.REFUSED_STREAM);
    opened.frames();

    await opened.feed(
      frameBytes({ type: FRAME.DATA, streamId: 1 }, Buffer.alloc(1000)),
      headers(1, WHOLE, Buffer.of(0x40, 1, 0x61, 1, 0x62)),
      headers(3, WHOLE, Buffer.concat([REQUEST_BLOCK, Buffer.of(0xbe)])),
    );

    expect(opened.resets()).toEqual(["1: 7"]);
    expect(opened.requests[1]?.headers.get("a")).toBe("b");
  });
});

describe("a client that takes no answers", () => {
  it("is not read from until it does", async () => {
    const opened = await TestConnection.open();
    opened.socket.isStuck = true;
    const pings = times(4000, () => frameBytes({ type: FRAME.PING }, Buffer.alloc(8)));
    for (let second = 0; second < 11; second += 1) {
      await opened.feed(pings);
      opened.clock.advance(1000);
    }

    expect(opened.socket.isPaused()).toBe(true);
    expect(opened.socket.readableLength).toBeGreaterThan(0);
    opened.socket.unstick();
    await turn();

    expect(opened.socket.isPaused()).toBe(false);
    expect(opened.frames()).toHaveLength(44_000);
  });

  it("makes us cut small frames only so often", async () => {
    const opened = await TestConnection.open({ settings: { [SETTING.INITIAL_WINDOW_SIZE]: 0 } });
    await opened.request(1);
    opened.requests[0]?.answer(Buffer.alloc(30_000));

    await opened.feed(
      times(10_000, () => frameBytes({ type: FRAME.WINDOW_UPDATE, streamId: 1 }, uint32(1))),
    );

    expect(opened.goaway()).toBe(ERROR_CODE.ENHANCE_YOUR_CALM);
  });
});

/** A frame of any kind, sound or not, on a stream that may be there. */
const anyFrame = fc
  .record({
    type: fc.oneof(fc.nat({ max: 10 }), fc.nat({ max: 255 })),
    flags: fc.oneof(fc.constantFrom(0, 1, 4, 5, 0x0c, 0x25), fc.nat({ max: 255 })),
    streamId: fc.oneof(fc.constantFrom(0, 1, 3, 5, 7, 9), fc.nat({ max: 0x7fff_ffff })),
    payload: fc.oneof(
      fc.constant(REQUEST_BLOCK),
      fc.constant(Buffer.alloc(8)),
      fc.constant(uint32(100)),
      fc.uint8Array({ maxLength: 40 }),
    ),
  })
  .map(({ payload, ...head }) => frameBytes(head, payload));

/** What clients send, in a changed order. */
const soundFrame = fc.constantFrom(
  headers(1, WHOLE),
  headers(3, FLAG.END_HEADERS),
  headers(5, FLAG.END_HEADERS),
  frameBytes({ type: FRAME.DATA, streamId: 3 }, Buffer.alloc(100)),
  frameBytes({ type: FRAME.DATA, flags: FLAG.END_STREAM, streamId: 3 }, Buffer.alloc(100)),
  reset(1),
  reset(3),
  frameBytes({ type: FRAME.WINDOW_UPDATE }, uint32(1000)),
  frameBytes({ type: FRAME.WINDOW_UPDATE, streamId: 1 }, uint32(1000)),
  settingsFrame({ [SETTING.INITIAL_WINDOW_SIZE]: 20 }),
  settingsFrame({ [SETTING.HEADER_TABLE_SIZE]: 0 }),
  frameBytes({ type: FRAME.PING }, Buffer.alloc(8)),
);

describe("whatever a client sends", () => {
  it("throws nothing, is answered in whole frames, and leaves no stream behind", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(soundFrame, soundFrame, anyFrame), { maxLength: 30 }),
        fc.array(fc.nat({ max: 400 }), { maxLength: 10 }),
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 2 }),
        async (frames, cuts, changes) => {
          const bytes = Buffer.concat([PREFACE, settingsFrame(), ...frames]);
          for (const [at, octet] of changes) {
            bytes[at % bytes.length] = octet;
          }
          const opened = new TestConnection();
          opened.onRequest = (request) => request.answer(Buffer.alloc(200));

          let from = 0;
          for (const length of cuts) {
            opened.socket.push(bytes.subarray(from, from + length));
            from += length;
            await turn();
          }
          opened.socket.push(bytes.subarray(from));
          opened.socket.push(null);
          await turn();
          await turn();

          opened.frames();
          for (const { events } of opened.requests) {
            expect(events.filter((event) => event === "closed")).toHaveLength(1);
            expect(events.filter((event) => event === "left")).toHaveLength(1);
            expect(events.at(-1)).toBe("left");
          }
          expect(opened.connection.queuedBytes).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });
});
