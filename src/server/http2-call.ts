import type { Buffer } from "node:buffer";
import type { DeadlineTimers } from "../utils/deadline.ts";
import { decompress, encodeStatusMessage, messagePrefix, type WireMessage } from "./grpc-wire.ts";
import { HeaderBlock, type ResponseField } from "./http2/hpack-encoder.ts";
import type { Http2StreamListener, ResponseStream } from "./http2/http2-stream.ts";
import type { RequestHeaders } from "./http2/request-headers.ts";
import type { RpcContext } from "./rpc.ts";
import { RPC_CODE, RpcError } from "./rpc-error.ts";

const HEAD_FIELDS: readonly ResponseField[] = [
  { name: ":status", value: "200" },
  { name: "content-type", value: "application/grpc", isRepeated: true },
];
const HEAD = new HeaderBlock({ fields: HEAD_FIELDS, isShared: true });
const OK_FIELD: ResponseField = { name: "grpc-status", value: "0", isRepeated: true };
const OK_TRAILERS = new HeaderBlock({ fields: [OK_FIELD], isShared: true });

export interface Http2CallOptions {
  readonly path: string;
  readonly deadlineMs: number;
  readonly messageBytesMax: number;
}

export interface Http2CallDependencies {
  readonly stream: ResponseStream;
  readonly headers: RequestHeaders;
  readonly timers: DeadlineTimers;
  readonly stopping: AbortSignal;
}

/** One gRPC call on an HTTP/2 stream. What most calls never ask for (the signal, timers, trailers) is made when asked for. */
export class Http2Call implements RpcContext, Http2StreamListener {
  readonly path: string;
  readonly deadlineMs: number;
  readonly stopping: AbortSignal;
  protected readonly stream: ResponseStream;
  protected readonly messageBytesMax: number;
  readonly #headers: RequestHeaders;
  readonly #timers: DeadlineTimers;
  #abort: AbortController | null = null;
  #signalTimer: Disposable | null = null;
  #clientTimer: Disposable | null = null;
  #trailers: ResponseField[] | null = null;
  /** Null: nobody asked. */
  #endCallbacks: (() => void)[] | null = null;
  #hasBegun = false;
  #isAnswered = false;
  #isClosed = false;
  #hasLeft = false;

  constructor(options: Http2CallOptions, dependencies: Http2CallDependencies) {
    this.path = options.path;
    this.deadlineMs = options.deadlineMs;
    this.messageBytesMax = options.messageBytesMax;
    this.stopping = dependencies.stopping;
    this.stream = dependencies.stream;
    this.#headers = dependencies.headers;
    this.#timers = dependencies.timers;
    this.stream.listen(this);
  }

  get signal(): AbortSignal {
    if (this.#abort === null) {
      const abort = new AbortController();
      this.#abort = abort;
      this.#signalTimer = this.#timers.add(this.deadlineMs, () =>
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
    return this.#headers.get(name);
  }

  setTrailer(name: string, value: string): void {
    this.#trailers ??= [];
    this.#trailers.push({ name, value });
  }

  onEnd(callback: () => void): void {
    this.#endCallbacks ??= [];
    this.#endCallbacks.push(callback);
    this.#settleEnd();
  }

  /** Somebody waits for the end of a call whose answer was given to the stream and has not left. */
  get isAnswerHeld(): boolean {
    return this.#endCallbacks !== null && this.#isAnswered && !this.#hasLeft;
  }

  /** The client's address, for logs. */
  get peer(): string {
    return this.stream.peerName;
  }

  protected get isClosed(): boolean {
    return this.#isClosed;
  }

  /** The call fails when the client's own deadline has passed. */
  limitBy(clientDeadlineMs: number): void {
    if (clientDeadlineMs === Number.POSITIVE_INFINITY) {
      return;
    }
    this.#clientTimer = this.#timers.add(clientDeadlineMs, () =>
      this.fail(new RpcError(RPC_CODE.DEADLINE_EXCEEDED, "Deadline exceeded")),
    );
  }

  /** The one answer of a unary call, and its status. */
  answer(message: Uint8Array): void {
    this.send(message);
    this.end();
  }

  /** The end of a call that went well. */
  end(): void {
    this.#begin();
    this.stream.end(
      this.#trailers === null
        ? OK_TRAILERS
        : new HeaderBlock({ fields: [...this.#trailers, OK_FIELD], isShared: false }),
    );
  }

  /** Behind the answers that were given before. Nothing where the last word is given. */
  fail(error: RpcError): void {
    if (!this.stream.isOpen) {
      return;
    }
    const fields = [
      ...(this.#trailers ?? []),
      ...Object.entries(error.trailers).map(([name, value]) => ({ name, value })),
      { name: "grpc-status", value: String(error.code) },
      { name: "grpc-message", value: encodeStatusMessage(error.message) },
    ];
    if (this.#hasBegun) {
      this.stream.end(new HeaderBlock({ fields, isShared: false }));
    } else {
      const block = new HeaderBlock({ fields: [...HEAD_FIELDS, ...fields], isShared: false });
      this.stream.respondAndEnd(block);
    }
  }

  /** The call's method is done with it. */
  close(): void {
    this.#signalTimer?.[Symbol.dispose]();
    this.#isAnswered = true;
    this.stream.release();
    this.#settleEnd();
  }

  /** Ends the whole connection: HTTP/2 would keep what waits for its client. */
  destroyConnection(): void {
    this.stream.destroyConnection();
  }

  receiveData(bytes: Buffer): void {
    this.stream.consume(bytes.length);
  }

  receiveEnd(): void {
    return;
  }

  drained(): void {
    return;
  }

  closed(): void {
    this.#isClosed = true;
    this.#clientTimer?.[Symbol.dispose]();
    if (!this.#isAnswered) {
      this.#cancel();
    }
  }

  left(): void {
    this.#hasLeft = true;
    this.#settleEnd();
  }

  protected send(message: Uint8Array): void {
    this.#begin();
    this.stream.write({ head: messagePrefix(message), body: message });
  }

  protected async decompress(message: WireMessage): Promise<Uint8Array> {
    return await decompress(message, {
      encoding: this.header("grpc-encoding") ?? "identity",
      messageBytesMax: this.messageBytesMax,
    });
  }

  #begin(): void {
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.stream.respond(HEAD);
    }
  }

  /** Whoever throws the signal's reason fails the call with a status, not as a bug. */
  #cancel(): void {
    this.#abort?.abort(new RpcError(RPC_CODE.CANCELLED, "the client ended the call"));
  }

  #settleEnd(): void {
    if (this.#isAnswered && this.#hasLeft && this.#endCallbacks !== null) {
      for (const callback of this.#endCallbacks.splice(0)) {
        callback();
      }
    }
  }
}
