import type { Clock } from "../utils/clock.ts";
import type { DeadlineTimers } from "../utils/deadline.ts";
import type { Logger } from "../utils/logger.ts";
import { parseTimeout } from "./grpc-wire.ts";
import { HeaderBlock } from "./http2/hpack-encoder.ts";
import type { Http2StreamListener, ResponseStream } from "./http2/http2-stream.ts";
import type { RequestHeaders } from "./http2/request-headers.ts";
import { Http2Call, type Http2CallOptions } from "./http2-call.ts";
import { RequestMemory } from "./request-memory.ts";
import type { RpcMethod, RpcService } from "./rpc.ts";
import { RPC_CODE, RpcError } from "./rpc-error.ts";
import type { ServerMetrics } from "./server-metrics.ts";
import { toRpcError } from "./status.ts";
import { StreamCall } from "./stream-call.ts";
import { UnaryCall, type UnaryListener } from "./unary-call.ts";

/** How long a client may take to receive an answer that others wait for the memory of. */
const ANSWER_TIMEOUT_MS = 30_000;
/** Answers of one connection that wait for its client; beyond it new calls there are refused. */
const CONNECTION_ANSWERS_BYTES_MAX = 64 * 1024 * 1024;
/** Requests that are still coming in, of all connections; a port with larger messages takes two of them. */
const REQUEST_MEMORY_BYTES = 64 * 1024 * 1024;
const NOT_GRPC = new HeaderBlock({
  fields: [
    { name: ":status", value: "415" },
    { name: "content-type", value: "text/plain" },
  ],
  isShared: true,
});
const NOT_GRPC_TEXT = Buffer.from("this port speaks gRPC: content-type must be application/grpc\n");
const NOTHING = Buffer.alloc(0);

type UnaryMethod = Extract<RpcMethod, { readonly kind: "unary" }>;
type StreamMethod = Extract<RpcMethod, { readonly kind: "stream" }>;

export interface CallServerOptions {
  /** For metrics: "client", "admin" or "peer". */
  readonly port: string;
  readonly messageBytesMax: number;
  readonly requestTimeoutMs: number;
}

export interface CallServerDependencies {
  readonly clock: Clock;
  readonly timers: DeadlineTimers;
  /** Aborted when the process stops. */
  readonly stopping: AbortSignal;
  readonly metrics: ServerMetrics;
  readonly logger: Logger;
  /** The last call that counts was answered. */
  readonly onIdle: () => void;
}

/** What every call of a service that is served has in common. */
interface ServedMethod {
  readonly path: string;
  readonly record: ReturnType<ServerMetrics["callRecorder"]>;
  /** A drain waits for its calls. */
  readonly isCounted: boolean;
}

/** A method that is served, as a path finds it. */
type Route = ServedMethod &
  (
    | { readonly kind: "unary"; readonly listener: UnaryListener }
    | { readonly kind: "stream"; readonly method: StreamMethod }
  );

/** A request as its connection brings it. */
export interface IncomingRequest {
  readonly headers: RequestHeaders;
  /** Answers of the connection that wait for its client. */
  readonly answersQueuedBytes: number;
}

/** Turns requests on HTTP/2 streams into calls of RpcServices: deadlines, limits, statuses, metrics. */
export class CallServer {
  readonly #options: CallServerOptions;
  readonly #dependencies: CallServerDependencies;
  readonly #routes = new Map<string, Route>();
  readonly #inFlight: { inc(): void; dec(): void };
  readonly #requestMemory: RequestMemory;
  #callsInFlight = 0;

  constructor(options: CallServerOptions, dependencies: CallServerDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
    this.#requestMemory = new RequestMemory({
      bytesMax: Math.max(REQUEST_MEMORY_BYTES, 2 * options.messageBytesMax),
    });
    this.#inFlight = dependencies.metrics.inFlight.labels({ port: options.port });
  }

  get isIdle(): boolean {
    return this.#callsInFlight === 0;
  }

  add(services: readonly RpcService[], kind: { readonly isCounted: boolean }): void {
    for (const { name, methods } of services) {
      for (const method of methods) {
        const served: ServedMethod = {
          path: `/${name}/${method.name}`,
          record: this.#dependencies.metrics.callRecorder(name, method.name),
          ...kind,
        };
        this.#routes.set(
          served.path,
          method.kind === "unary"
            ? { ...served, kind: "unary", listener: this.#unaryListener(served, method) }
            : { ...served, kind: "stream", method },
        );
      }
    }
  }

  receive(stream: ResponseStream, request: IncomingRequest): void {
    const { headers } = request;
    if (headers.get("content-type")?.startsWith("application/grpc") !== true) {
      stream.listen(new NotGrpcRequest(stream));
      return;
    }
    try {
      this.#openCall(stream, request);
    } catch (error) {
      const { timers, stopping } = this.#dependencies;
      const call = new Http2Call(
        { path: headers.path, deadlineMs: 0, messageBytesMax: 0 },
        { stream, headers, timers, stopping },
      );
      call.fail(this.#failure(error, headers.path));
      call.close();
    }
  }

  /** @throws RpcError where the request cannot be taken. */
  #openCall(stream: ResponseStream, { headers, answersQueuedBytes }: IncomingRequest): void {
    const { path } = headers;
    const timeout = headers.get("grpc-timeout");
    const timeoutMs = timeout === null ? Number.POSITIVE_INFINITY : parseTimeout(timeout);
    const route = this.#routes.get(path);
    if (route === undefined) {
      const sentence = `The server does not implement the method ${path}`;
      throw new RpcError(RPC_CODE.UNIMPLEMENTED, sentence);
    }
    if (answersQueuedBytes > CONNECTION_ANSWERS_BYTES_MAX) {
      throw new RpcError(
        RPC_CODE.RESOURCE_EXHAUSTED,
        `the connection has ${answersQueuedBytes} bytes of answers that its client does not take, at most ${CONNECTION_ANSWERS_BYTES_MAX} allowed`,
      );
    }
    const now = this.#dependencies.clock.now();
    // A stream lives as long as its client wants; the limit is for each request on it.
    const isUnary = route.kind === "unary";
    const ownMs = isUnary ? this.#options.requestTimeoutMs : Number.POSITIVE_INFINITY;
    const options: Http2CallOptions = {
      path,
      deadlineMs: now + Math.min(timeoutMs, ownMs),
      messageBytesMax: this.#options.messageBytesMax,
    };
    const clientDeadlineMs = now + timeoutMs;
    const { timers, stopping } = this.#dependencies;
    if (isUnary) {
      const { listener } = route;
      const memory = this.#requestMemory;
      new UnaryCall(options, { stream, headers, timers, stopping, listener, memory }).limitBy(
        clientDeadlineMs,
      );
    } else {
      const call = new StreamCall(options, { stream, headers, timers, stopping });
      call.limitBy(clientDeadlineMs);
      this.#serveStream(call, route);
    }
  }

  #unaryListener(served: ServedMethod, method: UnaryMethod): UnaryListener {
    const { clock } = this.#dependencies;
    return {
      requested: (call, request) => {
        const startedAtMs = clock.now();
        const seconds = (): number => (clock.now() - startedAtMs) / 1000;
        this.#begin(served);
        method
          .call(request, call)
          .then(
            (response) => {
              served.record(RPC_CODE.OK, seconds());
              call.answer(response);
            },
            (error: unknown) => {
              const failure = this.#failure(error, call.path);
              served.record(failure.code, seconds());
              call.fail(failure);
            },
          )
          .finally(() => this.#end(call, served))
          .catch((error: unknown) => this.#tellNotEnded(call, error));
      },
      failed: (call, error) => {
        call.fail(this.#failure(error, call.path));
        call.close();
      },
    };
  }

  #serveStream(call: StreamCall, route: ServedMethod & { readonly method: StreamMethod }): void {
    this.#begin(route);
    runStream(call, route.method)
      .then(
        () => {
          route.record(RPC_CODE.OK, null);
          call.end();
        },
        (error: unknown) => {
          const failure = this.#failure(error, call.path);
          route.record(failure.code, null);
          call.fail(failure);
        },
      )
      .finally(() => this.#end(call, route))
      .catch((error: unknown) => this.#tellNotEnded(call, error));
  }

  #tellNotEnded(call: Http2Call, error: unknown): void {
    this.#dependencies.logger.error("call not ended", { path: call.path, error });
  }

  #begin({ isCounted }: ServedMethod): void {
    if (isCounted) {
      this.#callsInFlight += 1;
      this.#inFlight.inc();
    }
  }

  #end(call: Http2Call, { isCounted }: ServedMethod): void {
    call.close();
    if (call.isAnswerHeld) {
      this.#limitAnswer(call);
    }
    if (isCounted) {
      this.#callsInFlight -= 1;
      this.#inFlight.dec();
      if (this.#callsInFlight === 0) {
        this.#dependencies.onIdle();
      }
    }
  }

  /** Who takes no answers would hold their memory for ever: its connection is ended. */
  #limitAnswer(call: Http2Call): void {
    const timer = this.#dependencies.timers.add(
      this.#dependencies.clock.now() + ANSWER_TIMEOUT_MS,
      () => {
        this.#dependencies.logger.warn("connection closed: its client took no answer", {
          path: call.path,
          peer: call.peer,
          timeoutMs: ANSWER_TIMEOUT_MS,
        });
        call.destroyConnection();
      },
    );
    call.onEnd(() => timer[Symbol.dispose]());
  }

  #failure(error: unknown, path: string): RpcError {
    const rpcError = toRpcError(error, "raft");
    // Both need a person, and the client that is told may be nobody's.
    if (rpcError.code === RPC_CODE.INTERNAL || rpcError.code === RPC_CODE.DATA_LOSS) {
      this.#dependencies.logger.error("call failed", { path, error: rpcError.cause ?? rpcError });
    }
    return rpcError;
  }
}

/** A request of something that is no gRPC client: taken to its end, and told so. */
class NotGrpcRequest implements Http2StreamListener {
  readonly #stream: ResponseStream;

  constructor(stream: ResponseStream) {
    this.#stream = stream;
  }

  receiveData(bytes: Buffer): void {
    this.#stream.consume(bytes.length);
  }

  receiveEnd(): void {
    this.#stream.respond(NOT_GRPC);
    this.#stream.write({ head: NOT_GRPC_TEXT, body: NOTHING });
    this.#stream.end(null);
  }

  drained(): void {
    return;
  }

  closed(): void {
    this.#stream.release();
  }

  left(): void {
    return;
  }
}

async function runStream(call: StreamCall, method: StreamMethod): Promise<void> {
  const { signal } = call;
  for await (const answer of method.call(call.readRequests(), call)) {
    const taken = call.write(answer);
    if (taken !== null) {
      await taken;
    }
    if (signal.aborted) {
      throw new RpcError(RPC_CODE.CANCELLED, "the client ended the stream");
    }
  }
}
