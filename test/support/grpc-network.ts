import { Registry } from "prom-client";
import { GrpcFront } from "../../src/server/grpc-front.ts";
import { createPeerService } from "../../src/server/peer-service.ts";
import { requireToken } from "../../src/server/admin-token.ts";
import { PEER_WINDOWS } from "../../src/server/ports.ts";
import { ServerMetrics } from "../../src/server/server-metrics.ts";
import {
  GrpcTransport,
  type GrpcTransportDependencies,
  type GrpcTransportOptions,
} from "../../src/transport/grpc-transport.ts";
import { Http2Dialer } from "../../src/transport/http2-dialer.ts";
import { TransportMetrics } from "../../src/transport/transport-metrics.ts";
import type { PeerAddress } from "../../src/transport/types.ts";
import { SystemClock } from "../../src/utils/clock.ts";
import { type Logger, SILENT_LOGGER } from "../../src/utils/logger.ts";

export const TEST_TOKEN = "Bearer 0123456789abcdef";

export interface GrpcPeerOptions {
  readonly nodeId: number;
  readonly storeId?: string;
  readonly clusterId?: string;
  /** Below the socket's, which is free where left out. */
  readonly port?: number;
  /** What it tells others; where it listens where left out. */
  readonly address?: string;
  readonly transport?: Partial<GrpcTransportOptions>;
  readonly dependencies?: Partial<GrpcTransportDependencies>;
  readonly authorization?: () => string;
  readonly logger?: Logger;
}

/** A GrpcTransport behind a real front on a loopback socket, as a process has it. */
export interface GrpcPeer {
  readonly transport: GrpcTransport;
  readonly peer: PeerAddress;
  readonly port: number;
  readonly registry: Registry;
  readonly front: GrpcFront;
  close(): Promise<void>;
}

let epochStart = 1;

export async function createGrpcPeer(options: GrpcPeerOptions): Promise<GrpcPeer> {
  const clock = new SystemClock();
  const registry = new Registry();
  const logger = options.logger ?? SILENT_LOGGER;
  const metrics = new ServerMetrics({
    registry,
    storageUsage: () => ({ diskBytes: 0, memoryBytes: 0 }),
    version: "test",
  });
  let transport: GrpcTransport | null = null;
  const stopping = new AbortController();
  const service = createPeerService({
    transport: () => {
      if (transport === null) {
        throw new Error("the transport is not made yet");
      }
      return transport;
    },
  });
  const front = new GrpcFront(
    {
      port: "peer",
      address: { host: "127.0.0.1", port: options.port ?? 0 },
      requestBytesMax: 72 * 1024 * 1024,
      requestTimeoutMs: 5000,
      connectionsMax: 100,
      connectionStreamsMax: 100,
      windows: PEER_WINDOWS,
    },
    {
      services: [
        requireToken(service, { accepts: (authorization) => authorization === TEST_TOKEN }),
      ],
      extensions: [],
      clock,
      stopping: stopping.signal,
      metrics,
      logger,
    },
  );
  const { port } = await front.start();
  const peer = {
    nodeId: options.nodeId,
    address: options.address ?? `127.0.0.1:${port}`,
    storeId: options.storeId ?? `store-${options.nodeId}`,
  };
  epochStart += 1_000_000;
  transport = new GrpcTransport(
    {
      clusterId: options.clusterId ?? "cluster-1",
      self: peer,
      versions: { min: 1, max: 1 },
      tickMs: 10,
      electionTimeoutMs: 100,
      queueMessagesMax: 256,
      queueBytesMax: 8 * 1024 * 1024,
      epochStart,
      ...options.transport,
    },
    {
      dialer: new Http2Dialer({ authorization: options.authorization ?? (() => TEST_TOKEN) }),
      clock,
      random: (bound) => Math.floor(Math.random() * bound),
      logger,
      metrics: new TransportMetrics({ registry }),
      ...options.dependencies,
    },
  );
  const made = transport;
  return {
    transport: made,
    peer,
    port,
    registry,
    front,
    close: async () => {
      await made.close();
      stopping.abort();
      front.close();
    },
  };
}

/** Until it is so, however long sockets take. */
export async function untilReal(condition: () => boolean, timeoutMs = 10_000): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > endMs) {
      throw new Error(`still not so after ${timeoutMs} ms: ${condition.toString()}`);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 2);
    });
  }
}
