import { createServer, type Server as NetServer, type Socket } from "node:net";
import type { Clock } from "../utils/clock.ts";
import { DeadlineTimers } from "../utils/deadline.ts";
import type { Logger } from "../utils/logger.ts";
import { CallServer } from "./call-server.ts";
import { collectExtensions, type GrpcExtension } from "./grpc-extensions.ts";
import type { ReceiveWindows } from "./http2/frame-receiver.ts";
import { Http2Connection } from "./http2/http2-connection.ts";
import { SlabPool } from "./http2/slab-pool.ts";
import { listen } from "./listen.ts";
import type { HostPort } from "./option-reader.ts";
import type { RpcService } from "./rpc.ts";
import type { ServerMetrics } from "./server-metrics.ts";

/** A request may be this much larger than its payload's limit: so that a too large one still reaches the service, which answers as etcd does. */
const MESSAGE_OVERHEAD_BYTES = 512 * 1024;
const KEEPALIVE_MS = 60_000;
const KEEPALIVE_TIMEOUT_MS = 20_000;
/** Whoever has not sent HTTP/2's preface and SETTINGS by then is no HTTP/2 client. */
const HANDSHAKE_TIMEOUT_MS = 10_000;
/** How long answers may take to leave when the process stops. */
const FLUSH_TIMEOUT_MS = 500;
export interface GrpcFrontOptions {
  /** For logs, metrics and errors: "client" or "admin". */
  readonly port: string;
  readonly address: HostPort;
  readonly requestBytesMax: number;
  readonly requestTimeoutMs: number;
  readonly connectionsMax: number;
  readonly connectionStreamsMax: number;
  /** DEFAULT_RECEIVE_WINDOWS where left out. */
  readonly windows?: ReceiveWindows;
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

interface Connection {
  readonly http2: Http2Connection;
  readonly socket: Socket;
  /** Of the handshake, then of the next sign of life. */
  timer: Disposable;
}

/**
 * Serves RpcServices as gRPC over connections of `http2/`; nothing else in server/ knows their streams. Connections are bounded, and one that
 * speaks something else than HTTP/2 is closed.
 */
export class GrpcFront {
  readonly #options: GrpcFrontOptions;
  readonly #dependencies: GrpcFrontDependencies;
  readonly #listener: NetServer;
  readonly #calls: CallServer;
  readonly #connections = new Set<Connection>();
  readonly #timers: DeadlineTimers;
  readonly #slabs = new SlabPool();
  #isDraining = false;
  /** While draining: called when the last call was answered, and when the last connection is closed. */
  #notifyAnswered: (() => void) | null = null;
  #notifyClosed: (() => void) | null = null;

  constructor(options: GrpcFrontOptions, dependencies: GrpcFrontDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
    this.#timers = new DeadlineTimers({ stepMs: 20 }, dependencies);
    this.#calls = new CallServer(
      {
        port: options.port,
        messageBytesMax: options.requestBytesMax + MESSAGE_OVERHEAD_BYTES,
        requestTimeoutMs: options.requestTimeoutMs,
      },
      { ...dependencies, timers: this.#timers, onIdle: () => this.#settleDrain() },
    );
    this.#calls.add(dependencies.services, { isCounted: true });
    this.#calls.add(collectExtensions(dependencies.extensions), { isCounted: false });
    this.#listener = createServer({ noDelay: true }, (socket) => this.#accept(socket));
    this.#listener.maxConnections = options.connectionsMax;
    this.#listener.on("drop", () => this.#countRefused());
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
    for (const { http2 } of this.#connections) {
      http2.drain();
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
    for (const { http2 } of this.#connections) {
      http2.destroy();
    }
    this.#timers.clear();
  }

  #settleDrain(): void {
    if (this.#calls.isIdle) {
      this.#notifyAnswered?.();
    }
    if (this.#connections.size === 0) {
      this.#notifyClosed?.();
    }
  }

  #accept(socket: Socket): void {
    const { clock, logger } = this.#dependencies;
    const http2 = new Http2Connection(
      {
        streamsMax: this.#options.connectionStreamsMax,
        ...(this.#options.windows === undefined ? {} : { windows: this.#options.windows }),
        peerName: `${socket.remoteAddress}:${socket.remotePort}`,
      },
      {
        socket,
        clock,
        timers: this.#timers,
        slabs: this.#slabs,
        logger,
        onRequest: (stream, headers) =>
          this.#calls.receive(stream, { headers, answersQueuedBytes: http2.queuedBytes }),
      },
    );
    const timer = this.#timers.add(clock.now() + HANDSHAKE_TIMEOUT_MS, () => {
      if (http2.isEstablished) {
        this.#awaitSign(connection);
      } else {
        this.#countRefused();
        http2.destroy();
      }
    });
    const connection: Connection = { http2, socket, timer };
    this.#connections.add(connection);
    socket.once("close", () => {
      connection.timer[Symbol.dispose]();
      this.#connections.delete(connection);
      this.#settleDrain();
    });
    if (this.#isDraining) {
      http2.drain();
    }
  }

  #countRefused(): void {
    this.#dependencies.metrics.connectionsRefused.inc({ port: this.#options.port });
  }

  /** A client that is gone without a word answers no ping. */
  #awaitSign(connection: Connection): void {
    const { clock } = this.#dependencies;
    const { http2 } = connection;
    const countBefore = http2.chunkCount;
    connection.timer = this.#timers.add(clock.now() + KEEPALIVE_MS, () => {
      if (http2.chunkCount !== countBefore) {
        this.#awaitSign(connection);
        return;
      }
      http2.ping();
      connection.timer = this.#timers.add(clock.now() + KEEPALIVE_TIMEOUT_MS, () => {
        if (http2.chunkCount === countBefore) {
          http2.destroy();
        } else {
          this.#awaitSign(connection);
        }
      });
    });
  }
}
