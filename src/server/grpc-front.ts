import {
  createServer as createHttp2Server,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import { createServer, type Server as NetServer, type Socket } from "node:net";
import type { Clock } from "../utils/clock.ts";
import { DeadlineTimers } from "../utils/deadline.ts";
import type { Logger } from "../utils/logger.ts";
import { collectExtensions, type GrpcExtension } from "./grpc-extensions.ts";
import { parseTimeout } from "./grpc-wire.ts";
import { Http2Call } from "./http2-call.ts";
import { listen } from "./listen.ts";
import type { HostPort } from "./option-reader.ts";
import type { RpcMethod, RpcService } from "./rpc.ts";
import { RPC_CODE, RpcError } from "./rpc-error.ts";
import type { ServerMetrics } from "./server-metrics.ts";
import { toRpcError } from "./status.ts";

/** A request may be this much larger than its payload's limit: so that a too large one still reaches the service, which answers as etcd does. */
const MESSAGE_OVERHEAD_BYTES = 512 * 1024;
const KEEPALIVE_MS = 60_000;
const KEEPALIVE_TIMEOUT_MS = 20_000;
/** HTTP/2's preface and the first SETTINGS frame: whoever has not sent as much by then is no HTTP/2 client. */
const HANDSHAKE_BYTES = 24 + 9;
const HANDSHAKE_TIMEOUT_MS = 10_000;
/** How long answers may take to leave when the process stops. */
const FLUSH_TIMEOUT_MS = 500;
/** How long a client may take to receive an answer that others wait for the memory of. */
const ANSWER_TIMEOUT_MS = 30_000;
/** Queued answers of one connection; beyond it new calls there are refused by HTTP/2. */
const SESSION_MEMORY_MIB = 64;

export interface GrpcFrontOptions {
  /** For logs, metrics and errors: "client" or "admin". */
  readonly port: string;
  readonly address: HostPort;
  readonly requestBytesMax: number;
  readonly requestTimeoutMs: number;
  readonly connectionsMax: number;
  readonly connectionStreamsMax: number;
}

export interface GrpcFrontDependencies {
  readonly services: readonly RpcService[];
  /** Services of grpc-js's own libraries: health, reflection. Nobody waits for their calls to end. */
  readonly extensions: readonly GrpcExtension[];
  readonly clock: Clock;
  /** Aborted when the process stops. */
  readonly stopping: AbortSignal;
  readonly metrics: ServerMetrics;
  readonly logger: Logger;
}

/** A method that is served, as a path finds it. */
interface Route {
  readonly method: RpcMethod;
  readonly record: ReturnType<ServerMetrics["callRecorder"]>;
  /** A drain waits for its calls. */
  readonly isCounted: boolean;
}

/**
 * Serves RpcServices as gRPC over node:http2; nothing else in server/ knows its streams. The listening socket is our own, so that connections
 * are bounded and one that speaks something else than HTTP/2 is closed.
 */
export class GrpcFront {
  readonly #options: GrpcFrontOptions;
  readonly #dependencies: GrpcFrontDependencies;
  readonly #server: Http2Server;
  readonly #listener: NetServer;
  readonly #routes = new Map<string, Route>();
  readonly #sockets = new Set<Socket>();
  /** With the timer of its next sign of life. */
  readonly #sessions = new Map<ServerHttp2Session, Disposable>();
  readonly #timers: DeadlineTimers;
  readonly #inFlight: { inc(): void; dec(): void };
  readonly #messageBytesMax: number;
  #isDraining = false;
  #callsInFlight = 0;
  /** While draining: called when the last call was answered, and when the last connection is closed. */
  #notifyAnswered: (() => void) | null = null;
  #notifyClosed: (() => void) | null = null;

  constructor(options: GrpcFrontOptions, dependencies: GrpcFrontDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
    this.#timers = new DeadlineTimers({ stepMs: 20 }, dependencies);
    this.#inFlight = dependencies.metrics.inFlight.labels({ port: options.port });
    this.#messageBytesMax = options.requestBytesMax + MESSAGE_OVERHEAD_BYTES;
    this.#addRoutes(dependencies.services, { isCounted: true });
    this.#addRoutes(collectExtensions(dependencies.extensions), { isCounted: false });
    this.#server = createHttp2Server({
      maxSessionMemory: SESSION_MEMORY_MIB,
      settings: { maxConcurrentStreams: options.connectionStreamsMax, enablePush: false },
    });
    this.#server.on("session", (session) => this.#watchSession(session));
    this.#server.on("stream", (stream, headers) => this.#receive(stream, headers));
    this.#listener = createServer({ noDelay: true }, (socket) => {
      this.#watch(socket);
      this.#server.emit("connection", socket);
    });
    this.#listener.maxConnections = options.connectionsMax;
    this.#listener.on("drop", () => {
      dependencies.metrics.connectionsRefused.inc({ port: options.port });
    });
  }

  /** @throws ListenError */
  async start(): Promise<HostPort> {
    return await listen(this.#listener, {
      purpose: `${this.#options.port} gRPC`,
      address: this.#options.address,
    });
  }

  /** Takes no connection and no call any more; resolves when every call is answered and the answers have left. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    this.#listener.close();
    const answered = new Promise<void>((resolve) => {
      this.#notifyAnswered = resolve;
    });
    // Tells clients by GOAWAY to go elsewhere, and closes each connection after its last call.
    for (const session of this.#sessions.keys()) {
      session.close();
    }
    this.#settleDrain();
    await answered;
    // An answer given to a stream is not yet on the wire; a connection that is closed has sent it. Health watches never end, hence the limit.
    await new Promise<void>((resolve) => {
      this.#notifyClosed = resolve;
      this.#timers.add(this.#dependencies.clock.now() + FLUSH_TIMEOUT_MS, resolve);
      this.#settleDrain();
    });
  }

  /** Ends every connection at once. Idempotent. */
  close(): void {
    this.#listener.close();
    for (const session of this.#sessions.keys()) {
      session.destroy();
    }
    for (const socket of this.#sockets) {
      socket.destroy();
    }
    this.#timers.clear();
  }

  #settleDrain(): void {
    if (this.#callsInFlight === 0) {
      this.#notifyAnswered?.();
    }
    if (this.#sockets.size === 0) {
      this.#notifyClosed?.();
    }
  }

  #watch(socket: Socket): void {
    this.#sockets.add(socket);
    const { clock, metrics } = this.#dependencies;
    const handshake = this.#timers.add(clock.now() + HANDSHAKE_TIMEOUT_MS, () => {
      if (socket.bytesRead < HANDSHAKE_BYTES) {
        metrics.connectionsRefused.inc({ port: this.#options.port });
        socket.destroy();
      }
    });
    socket.once("close", () => {
      handshake[Symbol.dispose]();
      this.#sockets.delete(socket);
      this.#settleDrain();
    });
  }

  #watchSession(session: ServerHttp2Session): void {
    // Its streams hear of it by their own end.
    session.on("error", () => session.destroy());
    session.once("close", () => {
      this.#sessions.get(session)?.[Symbol.dispose]();
      this.#sessions.delete(session);
    });
    this.#awaitSign(session);
    if (this.#isDraining) {
      session.close();
    }
  }

  /** A client that is gone without a word answers no ping. */
  #awaitSign(session: ServerHttp2Session): void {
    const { clock } = this.#dependencies;
    const next = this.#timers.add(clock.now() + KEEPALIVE_MS, () => {
      const late = this.#timers.add(clock.now() + KEEPALIVE_TIMEOUT_MS, () => session.destroy());
      this.#sessions.set(session, late);
      const isSent = session.ping((error) => {
        late[Symbol.dispose]();
        if (error === null && !session.destroyed) {
          this.#awaitSign(session);
        }
      });
      if (!isSent) {
        session.destroy();
      }
    });
    this.#sessions.set(session, next);
  }

  #addRoutes(services: readonly RpcService[], kind: { readonly isCounted: boolean }): void {
    for (const { name, methods } of services) {
      for (const method of methods) {
        const record = this.#dependencies.metrics.callRecorder(name, method.name);
        this.#routes.set(`/${name}/${method.name}`, { method, record, ...kind });
      }
    }
  }

  #receive(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    // What a client does to its own stream is told by its end.
    stream.on("error", () => undefined);
    const path = headers[":path"] ?? "";
    if (headers["content-type"]?.startsWith("application/grpc") !== true) {
      stream.respond({ ":status": 415 }, { endStream: true });
      return;
    }
    const route = this.#routes.get(path);
    const call = this.#createCall(stream, { headers, path, route });
    if (call instanceof RpcError) {
      const refused = this.#newCall(stream, { headers, path, deadlineMs: 0 });
      refused.fail(call);
      return;
    }
    if (route === undefined) {
      const sentence = `The server does not implement the method ${path}`;
      call.fail(new RpcError(RPC_CODE.UNIMPLEMENTED, sentence));
    } else if (route.method.kind === "unary") {
      this.#receiveUnary(call, { ...route, method: route.method });
    } else {
      this.#receiveStream(call, { ...route, method: route.method });
    }
  }

  /** An RpcError where the client's deadline cannot be read. */
  #createCall(
    stream: ServerHttp2Stream,
    request: {
      readonly headers: IncomingHttpHeaders;
      readonly path: string;
      readonly route: Route | undefined;
    },
  ): Http2Call | RpcError {
    const timeout = request.headers["grpc-timeout"];
    const now = this.#dependencies.clock.now();
    // A stream lives as long as its client wants; the limit is for each request on it.
    const isStream = request.route?.method.kind === "stream";
    const ownMs = isStream ? Number.POSITIVE_INFINITY : this.#options.requestTimeoutMs;
    if (typeof timeout !== "string") {
      return this.#newCall(stream, { ...request, deadlineMs: now + ownMs });
    }
    let timeoutMs: number;
    try {
      timeoutMs = parseTimeout(timeout);
    } catch (error) {
      if (error instanceof RpcError) {
        return error;
      }
      throw error;
    }
    const call = this.#newCall(stream, {
      ...request,
      deadlineMs: now + Math.min(timeoutMs, ownMs),
    });
    const timer = this.#timers.add(now + timeoutMs, () =>
      call.fail(new RpcError(RPC_CODE.DEADLINE_EXCEEDED, "Deadline exceeded")),
    );
    stream.once("close", () => timer[Symbol.dispose]());
    return call;
  }

  #newCall(
    stream: ServerHttp2Stream,
    parts: {
      readonly headers: IncomingHttpHeaders;
      readonly path: string;
      readonly deadlineMs: number;
    },
  ): Http2Call {
    const { clock, stopping } = this.#dependencies;
    const { headers, path, deadlineMs } = parts;
    return new Http2Call(
      { path, deadlineMs, messageBytesMax: this.#messageBytesMax },
      { stream, headers, clock, timers: this.#timers, stopping },
    );
  }

  #receiveUnary(
    call: Http2Call,
    route: Route & { readonly method: Extract<RpcMethod, { readonly kind: "unary" }> },
  ): void {
    const { clock } = this.#dependencies;
    const { method, record } = route;
    call.readRequest(
      (request) => {
        const startedAtMs = clock.now();
        const seconds = (): number => (clock.now() - startedAtMs) / 1000;
        this.#begin(route);
        method
          .call(request, call)
          .then(
            (response) => {
              record(RPC_CODE.OK, seconds());
              call.answer(response);
            },
            (error: unknown) => {
              const failure = this.#failure(error, call.path);
              record(failure.code, seconds());
              call.fail(failure);
            },
          )
          .finally(() => this.#end(call, route))
          .catch((error: unknown) => {
            this.#dependencies.logger.error("call not ended", { path: call.path, error });
          });
      },
      (error) => call.fail(this.#failure(error, call.path)),
    );
  }

  #receiveStream(
    call: Http2Call,
    route: Route & { readonly method: Extract<RpcMethod, { readonly kind: "stream" }> },
  ): void {
    const { method, record } = route;
    this.#begin(route);
    runStream(call, method)
      .then(
        () => {
          record(RPC_CODE.OK, null);
          call.end();
        },
        (error: unknown) => {
          const failure = this.#failure(error, call.path);
          record(failure.code, null);
          call.fail(failure);
        },
      )
      .finally(() => this.#end(call, route))
      .catch((error: unknown) => {
        this.#dependencies.logger.error("stream not ended", { path: call.path, error });
      });
  }

  #begin({ isCounted }: Route): void {
    if (isCounted) {
      this.#callsInFlight += 1;
      this.#inFlight.inc();
    }
  }

  #end(call: Http2Call, { isCounted }: Route): void {
    call.close();
    if (call.isAnswerHeld) {
      this.#limitAnswer(call);
    }
    if (isCounted) {
      this.#callsInFlight -= 1;
      this.#inFlight.dec();
      this.#settleDrain();
    }
  }

  /** Who takes no answers would hold their memory for ever: its connection is ended. */
  #limitAnswer(call: Http2Call): void {
    const timer = this.#timers.add(this.#dependencies.clock.now() + ANSWER_TIMEOUT_MS, () => {
      this.#dependencies.logger.warn("connection closed: its client took no answer", {
        path: call.path,
        peer: call.peer,
        timeoutMs: ANSWER_TIMEOUT_MS,
      });
      call.destroyConnection();
    });
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

async function runStream(
  call: Http2Call,
  method: Extract<RpcMethod, { readonly kind: "stream" }>,
): Promise<void> {
  const { signal } = call;
  for await (const answer of method.call(call.readRequests(), call)) {
    await call.write(answer);
    if (signal.aborted) {
      throw new RpcError(RPC_CODE.CANCELLED, "the client ended the stream");
    }
  }
}
