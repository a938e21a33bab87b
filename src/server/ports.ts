import { HealthImplementation } from "grpc-health-check";
import type { Registry } from "prom-client";
import type { Clock } from "../utils/clock.ts";
import type { Logger } from "../utils/logger.ts";
import { GrpcFront } from "./grpc-front.ts";
import type { ReceiveWindows } from "./http2/frame-receiver.ts";
import { HttpServer } from "./http-server.ts";
import { type HostPort, formatHostPort } from "./option-reader.ts";
import type { NodeProcessOptions } from "./options.ts";
import type { ReadinessResult } from "./readiness.ts";
import { createReflection } from "./reflection.ts";
import type { RpcService } from "./rpc.ts";
import type { ServerMetrics } from "./server-metrics.ts";

export interface PortsDependencies {
  readonly clientServices: readonly RpcService[];
  readonly adminServices: readonly RpcService[];
  readonly peerServices: readonly RpcService[];
  readonly readiness: () => ReadinessResult;
  readonly version: string;
  readonly registry: Registry;
  readonly metrics: ServerMetrics;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A peer's largest message is a frame with one entry, which is of at most the largest `--request-bytes-max` that any member may have. */
const PEER_REQUEST_BYTES_MAX = 72 * 1024 * 1024;
/** Peers have one stream a connection and all of the token. What a stream carries over a long link is one window each round trip. */
export const PEER_WINDOWS: ReceiveWindows = {
  streamBytes: 4 * 1024 * 1024,
  connectionBytes: 8 * 1024 * 1024,
};

/** Where the process was reached in the end, as `host:port`. */
export interface ListeningAddresses {
  readonly client: string;
  readonly http: string;
  readonly admin: string;
  readonly peer: string;
}

/** Everything that listens: opened together, drained in the order that clients need. */
export class Ports {
  readonly #dependencies: PortsDependencies;
  readonly #client: GrpcFront;
  readonly #admin: GrpcFront;
  readonly #peer: GrpcFront;
  readonly #http: HttpServer;
  readonly #health: HealthImplementation;
  readonly #healthNames: readonly string[];
  readonly #stopping = new AbortController();
  #isServing = false;

  constructor(options: NodeProcessOptions, dependencies: PortsDependencies) {
    this.#dependencies = dependencies;
    const names = dependencies.clientServices.map((service) => service.name);
    this.#healthNames = ["", ...names];
    this.#health = new HealthImplementation(
      Object.fromEntries(this.#healthNames.map((name) => [name, "NOT_SERVING"])),
    );
    const front = (port: "client" | "admin" | "peer", address: HostPort): GrpcFront =>
      new GrpcFront(
        {
          port,
          address,
          requestBytesMax:
            port === "peer" ? PEER_REQUEST_BYTES_MAX : options.limits.requestBytesMax,
          requestTimeoutMs: options.requestTimeoutMs,
          connectionsMax: options.limits.connectionsMax,
          connectionStreamsMax: options.limits.connectionStreamsMax,
          ...(port === "peer" ? { windows: PEER_WINDOWS } : {}),
        },
        {
          services: dependencies[`${port}Services`],
          extensions: port === "client" ? [this.#health, createReflection(names)] : [],
          clock: dependencies.clock,
          stopping: this.#stopping.signal,
          metrics: dependencies.metrics,
          logger: dependencies.logger,
        },
      );
    this.#client = front("client", options.listen.client);
    this.#admin = front("admin", options.listen.admin);
    this.#peer = front("peer", options.listen.peer);
    this.#http = new HttpServer(
      { address: options.listen.http, connectionsMax: options.limits.connectionsMax },
      {
        registry: dependencies.registry,
        readiness: dependencies.readiness,
        version: () => ({ version: dependencies.version, node: process.version }),
        logger: dependencies.logger,
      },
    );
  }

  /** @throws ListenError; what was opened before is closed again by `close`. */
  async open(): Promise<ListeningAddresses> {
    const http = await this.#http.start();
    const admin = await this.#admin.start();
    const peer = await this.#peer.start();
    const client = await this.#client.start();
    return {
      client: formatHostPort(client),
      http: formatHostPort(http),
      admin: formatHostPort(admin),
      peer: formatHostPort(peer),
    };
  }

  /** Tells health watchers. */
  publishReadiness(): ReadinessResult {
    const result = this.#dependencies.readiness();
    if (result.ready !== this.#isServing) {
      this.#isServing = result.ready;
      for (const name of this.#healthNames) {
        this.#health.setStatus(name, result.ready ? "SERVING" : "NOT_SERVING");
      }
    }
    return result;
  }

  /** Takes nothing new; resolves when all that was taken is answered. Peers, metrics and probes go on: without peers nothing would be answered. */
  async drain(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([this.#client.drain(), this.#admin.drain()]);
  }

  /** Not one more byte leaves the gRPC ports. */
  cut(): void {
    this.#stopping.abort();
    this.#client.close();
    this.#admin.close();
    this.#peer.close();
  }

  async close(): Promise<void> {
    this.cut();
    await this.#http.close();
  }
}
