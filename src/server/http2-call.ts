import type { Buffer } from "node:buffer";
import { constants, type IncomingHttpHeaders, type ServerHttp2Stream } from "node:http2";
import type { Clock } from "../utils/clock.ts";
import type { DeadlineTimers } from "../utils/deadline.ts";
import { decompress, encodeStatusMessage, frameMessage, MessageReader } from "./grpc-wire.ts";
import type { RpcContext } from "./rpc.ts";
import { RPC_CODE, RpcError } from "./rpc-error.ts";

const CONTENT_TYPE = "application/grpc+proto";
const OK_STATUS: Readonly<Record<string, string>> = { "grpc-status": "0" };

export interface Http2CallOptions {
  readonly path: string;
  readonly deadlineMs: number;
  readonly messageBytesMax: number;
}

export interface Http2CallDependencies {
  readonly stream: ServerHttp2Stream;
  readonly headers: IncomingHttpHeaders;
  readonly clock: Clock;
  readonly timers: DeadlineTimers;
  readonly stopping: AbortSignal;
}

/** One gRPC call on a stream of node:http2. What most calls never ask for (the signal, its timer, trailers) is made when asked for. */
export class Http2Call implements RpcContext {
  readonly path: string;
  readonly deadlineMs: number;
  readonly stopping: AbortSignal;
  readonly #stream: ServerHttp2Stream;
  readonly #headers: IncomingHttpHeaders;
  readonly #messageBytesMax: number;
  readonly #timers: DeadlineTimers;
  #abort: AbortController | null = null;
  #timer: Disposable | null = null;
  #trailers: Record<string, string> | null = null;
  /** Sent behind the last answer. */
  #status: Readonly<Record<string, string>> = OK_STATUS;
  /** Null: nobody asked. */
  #endCallbacks: (() => void)[] | null = null;
  /** Its last word is given: nothing may follow. */
  #hasStatus = false;
  #isAnswered = false;
  #isClosed = false;

  constructor(options: Http2CallOptions, dependencies: Http2CallDependencies) {
    this.path = options.path;
    this.deadlineMs = options.deadlineMs;
    this.stopping = dependencies.stopping;
    this.#messageBytesMax = options.messageBytesMax;
    this.#stream = dependencies.stream;
    this.#headers = dependencies.headers;
    this.#timers = dependencies.timers;
    this.#stream.once("close", () => this.#closed());
  }

  get signal(): AbortSignal {
    if (this.#abort === null) {
      const abort = new AbortController();
      this.#abort = abort;
      this.#timer = this.#timers.add(this.deadlineMs, () =>
        abort.abort(
          new RpcError(RPC_CODE.DEADLINE_EXCEEDED, "the call was not answered before its deadline"),
        ),
      );
      if (this.#isClosed) {
        this.#cancel();
      }
    }
    return this.#abort.signal;
  }

  header(name: string): string | null {
    const value = this.#headers[name];
    return (Array.isArray(value) ? value[0] : value) ?? null;
  }

  setTrailer(name: string, value: string): void {
    this.#trailers ??= {};
    this.#trailers[name] = value;
  }

  onEnd(callback: () => void): void {
    this.#endCallbacks ??= [];
    this.#endCallbacks.push(callback);
    this.#settleEnd();
  }

  /** Somebody waits for the end of a call whose answer was given to the stream and has not left. */
  get isAnswerHeld(): boolean {
    return this.#endCallbacks !== null && this.#isAnswered && !this.#isClosed;
  }

  /** The peer's address, for logs. */
  get peer(): string {
    const socket = this.#stream.session?.socket;
    return `${socket?.remoteAddress}:${socket?.remotePort}`;
  }

  /** The one request of a unary call, given when the client has said that it was the last. */
  readRequest(done: (request: Uint8Array) => void, fail: (error: unknown) => void): void {
    const reader = new MessageReader({ messageBytesMax: this.#messageBytesMax });
    let request: ReturnType<MessageReader["read"]>[number] | null = null;
    let isFailed = false;
    const refuse = (error: unknown): void => {
      isFailed = true;
      fail(error);
    };
    this.#stream.on("data", (chunk: Buffer) => {
      if (isFailed) {
        return;
      }
      try {
        for (const message of reader.read(chunk)) {
          if (request !== null) {
            throw new RpcError(
              RPC_CODE.UNIMPLEMENTED,
              `Received a second request message for server streaming method ${this.path}`,
            );
          }
          request = message;
        }
      } catch (error) {
        refuse(error);
      }
    });
    this.#stream.once("end", () => {
      if (isFailed || !this.#isOpen()) {
        return;
      }
      if (request === null) {
        refuse(
          new RpcError(
            RPC_CODE.UNIMPLEMENTED,
            `Received no request message for server streaming method ${this.path}`,
          ),
        );
      } else if (request.isCompressed) {
        this.#decompress(request).then(done, refuse);
      } else {
        done(request.bytes);
      }
    });
  }

  /** The requests of a stream, one at a time: what is not pulled waits at the client. */
  async *readRequests(): AsyncIterable<Uint8Array> {
    const { signal } = this;
    const reader = new MessageReader({ messageBytesMax: this.#messageBytesMax });
    try {
      // The call is one duplex: leaving the loop early must not destroy its answering side.
      const chunks: AsyncIterable<Buffer> = this.#stream.iterator({ destroyOnReturn: false });
      for await (const chunk of chunks) {
        for (const message of reader.read(chunk)) {
          yield message.isCompressed ? await this.#decompress(message) : message.bytes;
        }
      }
    } catch (error) {
      if (signal.aborted) {
        throw new RpcError(RPC_CODE.CANCELLED, "the client ended the stream", { cause: error });
      }
      throw error;
    }
  }

  /** Resolves when the client takes more. */
  async write(answer: Uint8Array): Promise<void> {
    if (!this.#isOpen()) {
      return;
    }
    this.#begin();
    if (!this.#stream.write(frameMessage(answer))) {
      await this.#drained();
    }
  }

  /** The one answer of a unary call, and its status. */
  answer(message: Uint8Array): void {
    if (this.#isOpen()) {
      this.#begin();
      this.#finish();
      this.#stream.end(frameMessage(message));
    }
  }

  /** The end of a stream that went well. */
  end(): void {
    if (this.#isOpen()) {
      this.#begin();
      this.#finish();
      this.#stream.end();
    }
  }

  /** Behind the answers that were given before. */
  fail(error: RpcError): void {
    if (!this.#isOpen()) {
      return;
    }
    this.#hasStatus = true;
    const status = {
      ...this.#trailers,
      ...error.trailers,
      "grpc-status": String(error.code),
      "grpc-message": encodeStatusMessage(error.message),
    };
    if (this.#stream.headersSent) {
      this.#status = status;
      this.#stream.end();
    } else {
      this.#stream.respond(
        { ":status": 200, "content-type": CONTENT_TYPE, ...status },
        { endStream: true },
      );
      this.#dismiss();
    }
  }

  /** The call is answered: its timer goes. */
  close(): void {
    this.#timer?.[Symbol.dispose]();
    this.#isAnswered = true;
    this.#settleEnd();
  }

  /** Ends the whole connection: HTTP/2 would keep what waits for its client. */
  destroyConnection(): void {
    this.#stream.session?.destroy();
  }

  /** False as well between a reset and the stream's own end, where node:http2 throws at whoever writes. */
  #isOpen(): boolean {
    return !this.#hasStatus && !this.#isClosed && !this.#stream.destroyed && !this.#stream.closed;
  }

  #finish(): void {
    this.#hasStatus = true;
    this.#status = this.#trailers === null ? OK_STATUS : { ...this.#trailers, ...OK_STATUS };
  }

  #begin(): void {
    if (this.#stream.headersSent) {
      return;
    }
    this.#stream.respond(
      { ":status": 200, "content-type": CONTENT_TYPE },
      { waitForTrailers: true },
    );
    this.#stream.once("wantTrailers", () => {
      this.#stream.sendTrailers(this.#status);
      this.#dismiss();
    });
  }

  /** A client that still sends is told that nobody reads on. */
  #dismiss(): void {
    if (!this.#stream.readableEnded) {
      this.#stream.resume();
      setImmediate(() => {
        if (!this.#stream.destroyed && !this.#stream.readableEnded) {
          this.#stream.close(constants.NGHTTP2_NO_ERROR);
        }
      });
    }
  }

  async #decompress(message: ReturnType<MessageReader["read"]>[number]): Promise<Uint8Array> {
    return await decompress(message, {
      encoding: this.header("grpc-encoding") ?? "identity",
      messageBytesMax: this.#messageBytesMax,
    });
  }

  async #drained(): Promise<void> {
    const { signal } = this;
    await new Promise<void>((resolve) => {
      const settle = (): void => {
        this.#stream.off("drain", settle);
        signal.removeEventListener("abort", settle);
        resolve();
      };
      this.#stream.once("drain", settle);
      signal.addEventListener("abort", settle, { once: true });
      if (signal.aborted) {
        settle();
      }
    });
  }

  #closed(): void {
    this.#isClosed = true;
    if (!this.#isAnswered) {
      this.#cancel();
    }
    this.#settleEnd();
  }

  /** Whoever throws the signal's reason fails the call with a status, not as a bug. */
  #cancel(): void {
    this.#abort?.abort(new RpcError(RPC_CODE.CANCELLED, "the client ended the call"));
  }

  #settleEnd(): void {
    if (this.#isAnswered && this.#isClosed) {
      for (const callback of this.#endCallbacks?.splice(0) ?? []) {
        callback();
      }
    }
  }
}
