import { type Server as NetServer, type Socket, createServer } from "node:net";
import {
  Metadata,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type sendUnaryData,
} from "@grpc/grpc-js";
import type { Clock } from "../utils/clock.ts";
import { DeadlineTimers } from "../utils/deadline.ts";
import type { Logger } from "../utils/logger.ts";
import { GrpcCallContext } from "./grpc-call-context.ts";
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
  /** Services of grpc-js's own libraries: health, reflection. */
  readonly extensions: readonly { addToServer(server: Server): void }[];
  readonly clock: Clock;
  /** Aborted when the process stops. */
  readonly stopping: AbortSignal;
  readonly metrics: ServerMetrics;
  readonly logger: Logger;
}

const passBytes = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * Maps grpc-js's calls onto RpcServices; nothing else in server/ knows grpc-js's call objects. The listening socket is our own, so that connections
 * are bounded and one that speaks something else than HTTP/2 is closed.
 */
export class GrpcFront {
  readonly #options: GrpcFrontOptions;
  readonly #dependencies: GrpcFrontDependencies;
  readonly #server: Server;
  readonly #listener: NetServer;
  readonly #sockets = new Set<Socket>();
  readonly #timers: DeadlineTimers;
  #callsInFlight = 0;
  /** While draining: called when the last call was answered, and when the last connection is closed. */
  #notifyAnswered: (() => void) | null = null;
  #notifyClosed: (() => void) | null = null;

  constructor(options: GrpcFrontOptions, dependencies: GrpcFrontDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
    this.#timers = new DeadlineTimers({ stepMs: 20 }, dependencies);
    this.#server = new Server({
      "grpc.max_receive_message_length": options.requestBytesMax + MESSAGE_OVERHEAD_BYTES,
      "grpc.max_concurrent_streams": options.connectionStreamsMax,
      "grpc.keepalive_time_ms": KEEPALIVE_MS,
      "grpc.keepalive_timeout_ms": KEEPALIVE_TIMEOUT_MS,
      "grpc-node.max_session_memory": SESSION_MEMORY_MIB,
      "grpc.enable_channelz": 0,
    });
    for (const service of dependencies.services) {
      this.#addService(service);
    }
    for (const extension of dependencies.extensions) {
      extension.addToServer(this.#server);
    }
    const injector = this.#server.createConnectionInjector(ServerCredentials.createInsecure());
    this.#listener = createServer({ noDelay: true }, (socket) => {
      this.#watch(socket);
      injector.injectConnection(socket);
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
    this.#listener.close();
    const answered = new Promise<void>((resolve) => {
      this.#notifyAnswered = resolve;
    });
    // Tells clients by GOAWAY to go elsewhere, and closes each connection after its last call.
    this.#server.tryShutdown(() => undefined);
    this.#settleDrain();
    await answered;
    // An answer given to grpc-js is not yet on the wire; a connection that is closed has sent it. Health watches never end, hence the limit.
    await new Promise<void>((resolve) => {
      this.#notifyClosed = resolve;
      this.#timers.add(this.#dependencies.clock.now() + FLUSH_TIMEOUT_MS, resolve);
      this.#settleDrain();
    });
  }

  /** Ends every connection at once. Idempotent. */
  close(): void {
    this.#listener.close();
    this.#server.forceShutdown();
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

  #addService(service: RpcService): void {
    const definition = Object.fromEntries(
      service.methods.map((method) => {
        const isStream = method.kind === "stream";
        return [
          method.name,
          {
            path: `/${service.name}/${method.name}`,
            requestStream: isStream,
            responseStream: isStream,
            requestSerialize: passBytes,
            requestDeserialize: passBytes,
            responseSerialize: passBytes,
            responseDeserialize: passBytes,
          },
        ];
      }),
    );
    const implementation = Object.fromEntries(
      service.methods.map((method) => [
        method.name,
        method.kind === "unary"
          ? this.#unary(service.name, method)
          : this.#stream(service.name, method),
      ]),
    );
    this.#server.addService(definition, implementation);
  }

  #begin(call: GrpcCallContext["call"]): GrpcCallContext {
    this.#callsInFlight += 1;
    this.#dependencies.metrics.inFlight.inc({ port: this.#options.port });
    return new GrpcCallContext(
      { requestTimeoutMs: this.#options.requestTimeoutMs },
      {
        call,
        clock: this.#dependencies.clock,
        timers: this.#timers,
        stopping: this.#dependencies.stopping,
      },
    );
  }

  #end(context: GrpcCallContext): void {
    context.close();
    if (context.isAnswerHeld) {
      this.#limitAnswer(context);
    }
    this.#callsInFlight -= 1;
    this.#dependencies.metrics.inFlight.dec({ port: this.#options.port });
    this.#settleDrain();
  }

  /** Who takes no answers would hold their memory for ever: grpc-js ends no stream, so its connection is ended. */
  #limitAnswer(context: GrpcCallContext): void {
    const timer = this.#timers.add(this.#dependencies.clock.now() + ANSWER_TIMEOUT_MS, () => {
      const peer = context.call.getPeer();
      this.#dependencies.logger.warn("connection closed: its client took no answer", {
        path: context.call.getPath(),
        peer,
        timeoutMs: ANSWER_TIMEOUT_MS,
      });
      for (const socket of this.#sockets) {
        if (`${socket.remoteAddress}:${socket.remotePort}` === peer) {
          socket.destroy();
        }
      }
    });
    context.onEnd(() => timer[Symbol.dispose]());
  }

  #failure(error: unknown, path: string): RpcError {
    const rpcError = toRpcError(error, "raft");
    // Both need a person, and the client that is told may be nobody's.
    if (rpcError.code === RPC_CODE.INTERNAL || rpcError.code === RPC_CODE.DATA_LOSS) {
      this.#dependencies.logger.error("call failed", { path, error: rpcError.cause ?? rpcError });
    }
    return rpcError;
  }

  #unary(service: string, method: Extract<RpcMethod, { readonly kind: "unary" }>) {
    const record = this.#dependencies.metrics.callRecorder(service, method.name);
    const { clock } = this.#dependencies;
    return (
      call: ServerUnaryCall<Uint8Array, Uint8Array>,
      callback: sendUnaryData<Uint8Array>,
    ): void => {
      const startedAtMs = clock.now();
      const context = this.#begin(call);
      method
        .call(call.request, context)
        .then(
          (response) => {
            record(RPC_CODE.OK, (clock.now() - startedAtMs) / 1000);
            callback(null, response, context.trailers);
          },
          (error: unknown) => {
            const failure = this.#failure(error, call.getPath());
            record(failure.code, (clock.now() - startedAtMs) / 1000);
            callback(toStatus(failure, context));
          },
        )
        .finally(() => this.#end(context))
        .catch((error: unknown) => {
          this.#dependencies.logger.error("answer not sent", { path: call.getPath(), error });
        });
    };
  }

  #stream(service: string, method: Extract<RpcMethod, { readonly kind: "stream" }>) {
    const record = this.#dependencies.metrics.callRecorder(service, method.name);
    return (call: ServerDuplexStream<Uint8Array, Uint8Array>): void => {
      const context = this.#begin(call);
      runStream(call, method, context)
        .then(
          () => {
            record(RPC_CODE.OK, null);
            call.end(context.trailers);
          },
          (error: unknown) => {
            const failure = this.#failure(error, call.getPath());
            record(failure.code, null);
            call.emit("error", toStatus(failure, context));
          },
        )
        .finally(() => this.#end(context))
        .catch((error: unknown) => {
          this.#dependencies.logger.error("stream not ended", { path: call.getPath(), error });
        });
    };
  }
}

function toStatus(
  error: RpcError,
  context: GrpcCallContext,
): { readonly code: number; readonly details: string; readonly metadata: Metadata } {
  for (const [name, value] of Object.entries(error.trailers)) {
    context.setTrailer(name, value);
  }
  return {
    code: error.code,
    details: error.message,
    metadata: context.trailers ?? new Metadata(),
  };
}

async function* readRequests(
  call: ServerDuplexStream<Uint8Array, Uint8Array>,
  context: GrpcCallContext,
): AsyncIterable<Uint8Array> {
  try {
    // The call is one duplex: leaving the loop early must not destroy its answering side.
    for await (const bytes of call.iterator({ destroyOnReturn: false })) {
      yield bytes;
    }
  } catch (error) {
    if (context.signal.aborted) {
      throw new RpcError(RPC_CODE.CANCELLED, "the client ended the stream", { cause: error });
    }
    throw error;
  }
}

async function runStream(
  call: ServerDuplexStream<Uint8Array, Uint8Array>,
  method: Extract<RpcMethod, { readonly kind: "stream" }>,
  context: GrpcCallContext,
): Promise<void> {
  let answersInFlight = 0;
  let notifyFlushed: (() => void) | null = null;
  const taken = (): void => {
    answersInFlight -= 1;
    if (answersInFlight === 0) {
      notifyFlushed?.();
    }
  };
  try {
    for await (const answer of method.call(readRequests(call, context), context)) {
      answersInFlight += 1;
      if (!call.write(answer, taken)) {
        await drainOf(call, context.signal);
      }
      if (context.signal.aborted) {
        throw new RpcError(RPC_CODE.CANCELLED, "the client ended the stream");
      }
    }
  } catch (error) {
    // The status of a failure destroys the stream of requests, and with it an answer that has not left, and then the status itself.
    if (answersInFlight > 0 && !context.signal.aborted) {
      await new Promise<void>((resolve) => {
        notifyFlushed = resolve;
        context.signal.addEventListener("abort", () => resolve(), { once: true });
      });
    }
    throw error;
  }
}

/** Resolves when the client has taken what was written, or is gone. */
async function drainOf(
  call: ServerDuplexStream<Uint8Array, Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  await new Promise<void>((resolve) => {
    const settle = (): void => {
      call.off("drain", settle);
      signal.removeEventListener("abort", settle);
      resolve();
    };
    call.once("drain", settle);
    signal.addEventListener("abort", settle, { once: true });
    if (signal.aborted) {
      settle();
    }
  });
}
