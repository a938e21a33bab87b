import { connect, type Socket } from "node:net";

/**
 * The least of HTTP/2 (RFC 9113) that a gRPC unary call needs, so that the load generator and not the server stays cheap: a call of
 * grpc-js's client costs 140 to 200 microseconds, one of this about 5. It speaks to a server on loopback that it trusts; every frame it does not know ends the run.
 */
const FRAME = {
  data: 0,
  headers: 1,
  rstStream: 3,
  settings: 4,
  ping: 6,
  goaway: 7,
  windowUpdate: 8,
  continuation: 9,
};
const FLAG = { endStream: 0x1, ack: 0x1, endHeaders: 0x4, padded: 0x8 };
const WINDOW_MAX = 0x7fffffff;
const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "latin1");

function frame(head: { type: number; flags: number; stream: number }, payload: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(9 + payload.length);
  bytes.writeUIntBE(payload.length, 0, 3);
  bytes.writeUInt8(head.type, 3);
  bytes.writeUInt8(head.flags, 4);
  bytes.writeUInt32BE(head.stream, 5);
  bytes.set(payload, 9);
  return bytes;
}

/** Literal header fields without indexing and without Huffman coding: no state on either side. */
function headerBlock(headers: readonly (readonly [string, string])[]): Buffer {
  const parts: Buffer[] = [];
  for (const [name, value] of headers) {
    if (name.length > 126 || value.length > 126) {
      throw new Error(`header ${name} is too long for this client`);
    }
    parts.push(
      Buffer.from([0, name.length]),
      Buffer.from(name),
      Buffer.from([value.length]),
      Buffer.from(value),
    );
  }
  return Buffer.concat(parts);
}

export interface UnaryAnswer {
  /** The protobuf message; null where the call failed (trailers only). */
  readonly message: Buffer | null;
}

interface Call {
  readonly resolve: (answer: UnaryAnswer) => void;
  body: Buffer | null;
}

export class H2Connection {
  readonly #socket: Socket;
  readonly #calls = new Map<number, Call>();
  readonly #blocks = new Map<string, Buffer>();
  readonly #authority: string;
  readonly #bearer: string | null;
  readonly #waiting: Buffer[] = [];
  #rest: Buffer = Buffer.alloc(0);
  #stream = 1;
  #sendWindow = 65_535;
  #failure: Error | null = null;
  #corked: Buffer[] = [];
  #flushScheduled = false;

  private constructor(
    socket: Socket,
    identity: { readonly authority: string; readonly bearer: string | null },
  ) {
    this.#socket = socket;
    this.#authority = identity.authority;
    this.#bearer = identity.bearer;
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => this.#receive(chunk));
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () => this.#fail(new Error("connection closed by the server")));
    const settings = Buffer.alloc(12);
    settings.writeUInt16BE(0x1, 0); // HEADER_TABLE_SIZE 0: the server may not refer to earlier headers
    settings.writeUInt32BE(0, 2);
    settings.writeUInt16BE(0x4, 6); // INITIAL_WINDOW_SIZE
    settings.writeUInt32BE(WINDOW_MAX, 8);
    const window = Buffer.alloc(4);
    window.writeUInt32BE(WINDOW_MAX - 65_535, 0);
    this.#write(PREFACE);
    this.#write(frame({ type: FRAME.settings, flags: 0, stream: 0 }, settings));
    this.#write(frame({ type: FRAME.windowUpdate, flags: 0, stream: 0 }, window));
  }

  static open(
    address: { readonly host: string; readonly port: number },
    options: { readonly bearer?: string } = {},
  ): Promise<H2Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(address.port, address.host);
      socket.once("error", reject);
      socket.once("connect", () => {
        socket.off("error", reject);
        resolve(
          new H2Connection(socket, {
            authority: `${address.host}:${address.port}`,
            bearer: options.bearer ?? null,
          }),
        );
      });
    });
  }

  /** Rejects only when the connection is gone; a failed call answers with a null message. */
  unary(path: string, message: Uint8Array): Promise<UnaryAnswer> {
    if (this.#failure !== null) {
      return Promise.reject(this.#failure);
    }
    const stream = this.#stream;
    this.#stream += 2;
    const body = Buffer.allocUnsafe(5 + message.length);
    body.writeUInt8(0, 0);
    body.writeUInt32BE(message.length, 1);
    body.set(message, 5);
    return new Promise((resolve) => {
      this.#calls.set(stream, { resolve, body: null });
      this.#write(
        frame({ type: FRAME.headers, flags: FLAG.endHeaders, stream }, this.#block(path)),
      );
      this.#sendData(frame({ type: FRAME.data, flags: FLAG.endStream, stream }, body));
    });
  }

  close(): void {
    this.#socket.removeAllListeners("close");
    this.#socket.destroy();
  }

  #block(path: string): Buffer {
    let block = this.#blocks.get(path);
    if (block === undefined) {
      block = headerBlock([
        [":method", "POST"],
        [":scheme", "http"],
        [":path", path],
        [":authority", this.#authority],
        ["content-type", "application/grpc"],
        ["te", "trailers"],
        ...(this.#bearer === null ? [] : [["authorization", `Bearer ${this.#bearer}`] as const]),
      ]);
      this.#blocks.set(path, block);
    }
    return block;
  }

  /** DATA frames wait for the connection's window; HEADERS do not count. */
  #sendData(bytes: Buffer): void {
    const size = bytes.length - 9;
    if (this.#waiting.length > 0 || size > this.#sendWindow) {
      this.#waiting.push(bytes);
      return;
    }
    this.#sendWindow -= size;
    this.#write(bytes);
  }

  #write(bytes: Buffer): void {
    this.#corked.push(bytes);
    if (!this.#flushScheduled) {
      this.#flushScheduled = true;
      setImmediate(() => {
        this.#flushScheduled = false;
        const all = this.#corked;
        this.#corked = [];
        this.#socket.write(all.length === 1 && all[0] !== undefined ? all[0] : Buffer.concat(all));
      });
    }
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const call of this.#calls.values()) {
      call.resolve({ message: null });
    }
    this.#calls.clear();
  }

  #receive(chunk: Buffer): void {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (bytes.length >= 9) {
      const size = bytes.readUIntBE(0, 3);
      if (bytes.length < 9 + size) {
        break;
      }
      this.#receiveFrame(
        {
          type: bytes.readUInt8(3),
          flags: bytes.readUInt8(4),
          stream: bytes.readUInt32BE(5) & WINDOW_MAX,
        },
        bytes.subarray(9, 9 + size),
      );
      bytes = bytes.subarray(9 + size);
    }
    this.#rest = bytes;
  }

  #receiveFrame(head: { type: number; flags: number; stream: number }, payload: Buffer): void {
    switch (head.type) {
      case FRAME.data: {
        const call = this.#calls.get(head.stream);
        if (call !== undefined) {
          call.body =
            call.body === null ? Buffer.from(payload) : Buffer.concat([call.body, payload]);
        }
        break;
      }
      case FRAME.headers:
      case FRAME.continuation:
        break;
      case FRAME.rstStream:
        this.#end(head.stream, true);
        return;
      case FRAME.settings:
        if ((head.flags & FLAG.ack) === 0) {
          this.#write(
            frame({ type: FRAME.settings, flags: FLAG.ack, stream: 0 }, new Uint8Array(0)),
          );
        }
        return;
      case FRAME.ping:
        if ((head.flags & FLAG.ack) === 0) {
          this.#write(frame({ type: FRAME.ping, flags: FLAG.ack, stream: 0 }, payload));
        }
        return;
      case FRAME.windowUpdate:
        if (head.stream === 0) {
          this.#sendWindow += payload.readUInt32BE(0) & WINDOW_MAX;
          this.#drain();
        }
        return;
      case FRAME.goaway:
        this.#fail(new Error(`server went away: code ${payload.readUInt32BE(4)}`));
        return;
      default:
        this.#fail(new Error(`unexpected frame type ${head.type}`));
        return;
    }
    if ((head.flags & FLAG.endStream) !== 0) {
      this.#end(head.stream, false);
    }
  }

  #drain(): void {
    for (
      let next = this.#waiting[0];
      next !== undefined && next.length - 9 <= this.#sendWindow;
      next = this.#waiting[0]
    ) {
      this.#sendWindow -= next.length - 9;
      this.#write(next);
      this.#waiting.shift();
    }
  }

  #end(stream: number, failed: boolean): void {
    const call = this.#calls.get(stream);
    this.#calls.delete(stream);
    const body = call?.body ?? null;
    call?.resolve({ message: failed || body === null ? null : body.subarray(5) });
  }
}
