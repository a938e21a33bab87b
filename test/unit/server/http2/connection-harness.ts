import { Duplex } from "node:stream";
import { HeaderBlock } from "../../../../src/server/http2/hpack-encoder.ts";
import { Http2Connection } from "../../../../src/server/http2/http2-connection.ts";
import type {
  Http2StreamListener,
  ResponseStream,
} from "../../../../src/server/http2/http2-stream.ts";
import { FRAME, PREFACE } from "../../../../src/server/http2/protocol.ts";
import type { RequestHeaders } from "../../../../src/server/http2/request-headers.ts";
import { SlabPool } from "../../../../src/server/http2/slab-pool.ts";
import { DeadlineTimers } from "../../../../src/utils/deadline.ts";
import { SILENT_LOGGER } from "../../../../src/utils/logger.ts";
import { FakeClock } from "../fakes.ts";

export const OK_HEAD: HeaderBlock = new HeaderBlock({
  fields: [
    { name: ":status", value: "200" },
    { name: "content-type", value: "application/grpc", isRepeated: true },
  ],
  isShared: true,
});
export const OK_TRAILERS: HeaderBlock = new HeaderBlock({
  fields: [{ name: "grpc-status", value: "0", isRepeated: true }],
  isShared: true,
});
/** :method POST, :scheme http, :path /, all of the static table. */
export const REQUEST_BLOCK: Buffer = Buffer.of(0x83, 0x86, 0x84);

export interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly streamId: number;
  readonly payload: Buffer;
}

export function frameBytes(
  head: { readonly type: number; readonly flags?: number; readonly streamId?: number },
  payload: Uint8Array = new Uint8Array(0),
): Buffer {
  const bytes = Buffer.alloc(9);
  bytes.writeUIntBE(payload.length, 0, 3);
  bytes.writeUInt8(head.type, 3);
  bytes.writeUInt8(head.flags ?? 0, 4);
  bytes.writeUInt32BE(head.streamId ?? 0, 5);
  return Buffer.concat([bytes, payload]);
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export function settingsFrame(settings: Readonly<Record<number, number>> = {}): Buffer {
  const payload = Object.entries(settings).map(([identifier, value]) => {
    const bytes = Buffer.alloc(6);
    bytes.writeUInt16BE(Number(identifier));
    bytes.writeUInt32BE(value, 2);
    return bytes;
  });
  return frameBytes({ type: FRAME.SETTINGS }, Buffer.concat(payload));
}

/** A socket in memory: the test feeds it and sees what was written. */
export class MemorySocket extends Duplex {
  readonly written: Buffer[] = [];
  writeCount = 0;
  /** What is written stays with the socket, as with a peer that does not read. */
  isStuck = false;
  #release: (() => void)[] = [];

  override _read(): void {
    return;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#take([chunk], done);
  }

  override _writev(chunks: { readonly chunk: Buffer }[], done: () => void): void {
    this.#take(
      chunks.map(({ chunk }) => chunk),
      done,
    );
  }

  unstick(): void {
    this.isStuck = false;
    for (const done of this.#release.splice(0)) {
      done();
    }
  }

  #take(chunks: readonly Buffer[], done: () => void): void {
    this.writeCount += 1;
    // Copied: the connection uses its memory again when the write is done.
    this.written.push(...chunks.map((chunk) => Buffer.from(chunk)));
    if (this.isStuck) {
      this.#release.push(done);
    } else {
      done();
    }
  }
}

/** A request as the connection brought it, and what became of it. */
export class TestRequest implements Http2StreamListener {
  readonly stream: ResponseStream;
  readonly headers: RequestHeaders;
  body: Buffer = Buffer.alloc(0);
  readonly events: string[] = [];
  /** Gives credit for what comes. */
  isConsuming = true;

  constructor(stream: ResponseStream, headers: RequestHeaders) {
    this.stream = stream;
    this.headers = headers;
  }

  receiveData(bytes: Buffer): void {
    this.body = Buffer.concat([this.body, bytes]);
    if (this.isConsuming) {
      this.stream.consume(bytes.length);
    }
  }

  receiveEnd(): void {
    this.events.push("end");
  }

  drained(): void {
    this.events.push("drained");
  }

  closed(): void {
    this.events.push("closed");
  }

  left(): void {
    this.events.push("left");
  }

  answer(body: Uint8Array): void {
    this.stream.respond(OK_HEAD);
    this.stream.write({ head: Buffer.alloc(0), body });
    this.stream.end(OK_TRAILERS);
  }
}

/** A connection with a client that is the test. */
export class TestConnection {
  readonly socket: MemorySocket = new MemorySocket();
  readonly clock: FakeClock = new FakeClock();
  readonly requests: TestRequest[] = [];
  readonly connection: Http2Connection;
  onRequest: (request: TestRequest) => void = () => undefined;

  constructor(options: { readonly streamsMax?: number } = {}) {
    this.connection = new Http2Connection(
      { streamsMax: options.streamsMax ?? 10, peerName: "test" },
      {
        socket: this.socket,
        clock: this.clock,
        timers: new DeadlineTimers({ stepMs: 20 }, { clock: this.clock }),
        slabs: new SlabPool(),
        logger: SILENT_LOGGER,
        onRequest: (stream, headers) => {
          const request = new TestRequest(stream, headers);
          stream.listen(request);
          this.requests.push(request);
          this.onRequest(request);
        },
      },
    );
  }

  /** Past the preface and both sides' settings. */
  static async open(
    options: {
      readonly streamsMax?: number;
      readonly settings?: Readonly<Record<number, number>>;
    } = {},
  ): Promise<TestConnection> {
    const opened = new TestConnection(options);
    await opened.feed(PREFACE, settingsFrame(options.settings));
    opened.socket.written.length = 0;
    return opened;
  }

  /** What the connection does with it is done when this resolves. */
  async feed(...parts: readonly Uint8Array[]): Promise<void> {
    this.socket.push(Buffer.concat(parts));
    await turn();
  }

  async request(streamId: number, options: { readonly body?: Uint8Array } = {}): Promise<void> {
    const { body } = options;
    await this.feed(
      frameBytes(
        { type: FRAME.HEADERS, flags: body === undefined ? 5 : 4, streamId },
        REQUEST_BLOCK,
      ),
      ...(body === undefined ? [] : [frameBytes({ type: FRAME.DATA, flags: 1, streamId }, body)]),
    );
  }

  /** What the connection has sent since it was asked last. */
  frames(): readonly Frame[] {
    const bytes = Buffer.concat(this.socket.written.splice(0));
    return splitFrames(bytes);
  }

  /** The code of the GOAWAY, null where there was none. */
  goaway(): number | null {
    const frame = this.frames().find(({ type }) => type === FRAME.GOAWAY);
    return frame === undefined ? null : frame.payload.readUInt32BE(4);
  }

  /** Resets that were sent, as `stream: code`. */
  resets(): readonly string[] {
    return this.frames()
      .filter(({ type }) => type === FRAME.RST_STREAM)
      .map(({ streamId, payload }) => `${streamId}: ${payload.readUInt32BE(0)}`);
  }
}

export function splitFrames(bytes: Buffer): readonly Frame[] {
  const frames: Frame[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUIntBE(at, 3);
    const end = at + 9 + length;
    if (end > bytes.length) {
      throw new Error(`a frame of ${length} bytes is cut at the end of ${bytes.length}`);
    }
    frames.push({
      type: bytes.readUInt8(at + 3),
      flags: bytes.readUInt8(at + 4),
      streamId: bytes.readUInt32BE(at + 5),
      payload: bytes.subarray(at + 9, end),
    });
    at = end;
  }
  return frames;
}

/** Until the events of this turn and what they asked for are over. */
export async function turn(): Promise<void> {
  for (let count = 0; count < 3; count += 1) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}
