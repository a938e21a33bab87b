import { type ClientHttp2Session, connect, constants, type IncomingHttpHeaders } from "node:http2";

export type GrpcAnswer =
  | { readonly kind: "answered"; readonly message: Buffer }
  | {
      readonly kind: "failed";
      readonly code: number;
      readonly message: string;
      readonly trailers: Readonly<IncomingHttpHeaders>;
    }
  /** The connection ended, or nothing came in time. Without `mayBeSent` the server has certainly not seen the request. */
  | { readonly kind: "lost"; readonly mayBeSent: boolean };

/** Unary gRPC calls with their status, over the HTTP/2 of Node.js: for clients of a few hundred calls a second that must know why one failed. */
export class GrpcChannel {
  readonly #session: ClientHttp2Session;
  readonly #bearer: string | null;
  #isConnected = false;

  private constructor(session: ClientHttp2Session, bearer: string | null) {
    this.#session = session;
    this.#bearer = bearer;
    session.once("connect", () => {
      this.#isConnected = true;
    });
    // Every call that is open hears of it by its own "close".
    session.on("error", () => session.destroy());
  }

  /** Connects in the background; calls that come before wait for it. */
  static open(address: string, options: { readonly bearer?: string } = {}): GrpcChannel {
    return new GrpcChannel(connect(`http://${address}`), options.bearer ?? null);
  }

  get isClosed(): boolean {
    return this.#session.destroyed || this.#session.closed;
  }

  unary(
    path: string,
    request: Uint8Array,
    options: { readonly timeoutMs: number },
  ): Promise<GrpcAnswer> {
    if (this.isClosed) {
      return Promise.resolve({ kind: "lost", mayBeSent: false });
    }
    return new Promise((resolve) => {
      const stream = this.#session.request({
        [constants.HTTP2_HEADER_METHOD]: "POST",
        [constants.HTTP2_HEADER_PATH]: path,
        "content-type": "application/grpc",
        te: "trailers",
        "grpc-timeout": `${options.timeoutMs}m`,
        ...(this.#bearer === null ? {} : { authorization: `Bearer ${this.#bearer}` }),
      });
      const parts: Buffer[] = [];
      let trailers: IncomingHttpHeaders = {};
      const timer = setTimeout(
        () => stream.close(constants.NGHTTP2_CANCEL),
        options.timeoutMs + LATE_ANSWER_MS,
      );
      const note = (headers: IncomingHttpHeaders): void => {
        trailers = { ...trailers, ...headers };
      };
      stream.on("response", note);
      stream.on("trailers", note);
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("error", () => stream.destroy());
      stream.on("close", () => {
        clearTimeout(timer);
        resolve(
          toAnswer(Buffer.concat(parts), trailers) ?? {
            kind: "lost",
            mayBeSent: this.#isConnected,
          },
        );
      });
      const head = Buffer.alloc(5);
      head.writeUInt32BE(request.length, 1);
      stream.end(Buffer.concat([head, request]));
    });
  }

  close(): void {
    this.#session.destroy();
  }
}

/** A server answers at the deadline; what comes a little later is still its word. */
const LATE_ANSWER_MS = 500;

function toAnswer(body: Buffer, trailers: IncomingHttpHeaders): GrpcAnswer | null {
  const status = trailers["grpc-status"];
  if (typeof status !== "string") {
    return null;
  }
  if (status === "0" && body.length >= 5) {
    return { kind: "answered", message: body.subarray(5, 5 + body.readUInt32BE(1)) };
  }
  const message = trailers["grpc-message"];
  return {
    kind: "failed",
    code: Number(status),
    message: typeof message === "string" ? decodeURIComponent(message) : "",
    trailers,
  };
}
