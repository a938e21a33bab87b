import type { NodeId } from "../raft/index.ts";
import type { Clock } from "../utils/clock.ts";
import type { Logger } from "../utils/logger.ts";
import { endChunks } from "./chunks.ts";
import { checkHello, type Hello, type HelloPolicy, type VersionRange } from "./hello.ts";
import { receiveMessages } from "./message-receiver.ts";
import type { PeerDialer } from "./peer-dialer.ts";
import { PeerLink } from "./peer-link.ts";
import { type PeerCallContext, PeerRequests } from "./peer-requests.ts";
import { ReconnectBackoff } from "./reconnect-backoff.ts";
import { SnapshotReceiver } from "./snapshot-receiver.ts";
import { SnapshotSender } from "./snapshot-sender.ts";
import { decodeMessagesHello, decodeSnapshotHello } from "./stream-codec.ts";
import { type IncomingStream, StreamRegistry } from "./stream-registry.ts";
import { EPOCH_TRAILER } from "./http2-dialer.ts";
import { malformed, TransportError } from "./transport-error.ts";
import type { PeerMetrics, TransportMetrics } from "./transport-metrics.ts";
import {
  type PeerAddress,
  type PeerMessage,
  SNAPSHOTS_OUTGOING_MAX,
  type SnapshotTransfer,
  type Transport,
  type TransportReceiver,
} from "./types.ts";

/** Streams of one method that peers have open; far more than members a cluster can have. */
const INCOMING_STREAMS_MAX = 64;
const BACKOFF_BASE_MS = 50;
const BACKOFF_MAX_MS = 2000;
/** A machine that is busy is not gone. */
const SILENCE_MS_MIN = 1000;
const SNAPSHOT_SILENCE_MS_DEFAULT = 30_000;

export interface GrpcTransportOptions {
  readonly clusterId: string;
  /** This node; the address is how peers reach it, empty where it does not know. */
  readonly self: PeerAddress;
  readonly versions: VersionRange;
  readonly tickMs: number;
  readonly electionTimeoutMs: number;
  /** Messages that wait for one peer, in each of its two lanes. */
  readonly queueMessagesMax: number;
  readonly queueBytesMax: number;
  /** Where this life's stream epochs begin: above those of lives before, near enough; the wall clock in microseconds. */
  readonly epochStart: number;
  /** 30 seconds where left out. */
  readonly snapshotSilenceMaxMs?: number;
}

export interface GrpcTransportDependencies {
  readonly dialer: PeerDialer;
  readonly clock: Clock;
  /** A uniform integer in [0, bound). */
  readonly random: (bound: number) => number;
  readonly logger: Logger;
  readonly metrics: TransportMetrics;
}

interface Timings {
  readonly silenceMaxMs: number;
  readonly intervalMs: number;
}

/**
 * The transport of a process: `raft.v1.Transport`. Messages go out on a stream to each peer, which this side opens, and come in on one from each, which server/
 * serves by `serveMessages`; snapshots on streams of their own. Every stream begins with a hello, and one whose identities do not fit is refused.
 */
export class GrpcTransport implements Transport {
  readonly #options: GrpcTransportOptions;
  readonly #dependencies: GrpcTransportDependencies;
  readonly #timings: Timings;
  readonly #links = new Map<NodeId, PeerLink>();
  readonly #metrics = new Map<NodeId, PeerMetrics>();
  readonly #messageStreams = new StreamRegistry({ streamsMax: INCOMING_STREAMS_MAX });
  readonly #snapshotStreams = new StreamRegistry({ streamsMax: INCOMING_STREAMS_MAX });
  readonly #snapshotSender: SnapshotSender;
  readonly #snapshotReceiver: SnapshotReceiver;
  readonly #watch: Disposable;
  #watchedAtMs: number;
  #receiver: TransportReceiver | null = null;
  #isClosed = false;
  #epoch: number;

  constructor(options: GrpcTransportOptions, dependencies: GrpcTransportDependencies) {
    const { clock, dialer, logger } = dependencies;
    this.#options = options;
    this.#dependencies = dependencies;
    this.#epoch = options.epochStart;
    const silenceMaxMs = Math.max(SILENCE_MS_MIN, 2 * options.electionTimeoutMs);
    this.#timings = { silenceMaxMs, intervalMs: silenceMaxMs / 4 };
    const hellos = {
      createHello: (peer: PeerAddress) => this.#createHello(peer),
      sawEpoch: (epoch: number) => this.#raiseEpoch(epoch),
    };
    const snapshotSilenceMaxMs = options.snapshotSilenceMaxMs ?? SNAPSHOT_SILENCE_MS_DEFAULT;
    this.#snapshotSender = new SnapshotSender(
      { transfersMax: SNAPSHOTS_OUTGOING_MAX, silenceMaxMs: snapshotSilenceMaxMs },
      { dialer, clock, logger, metrics: (nodeId) => this.#metricsOf(nodeId), ...hellos },
    );
    this.#snapshotReceiver = new SnapshotReceiver(
      { nodeId: options.self.nodeId, answerIntervalMs: this.#timings.intervalMs },
      { clock },
    );
    this.#watchedAtMs = clock.now();
    this.#watch = clock.every(this.#timings.intervalMs, () => {
      this.#watchStreams(snapshotSilenceMaxMs);
    });
  }

  async start(receiver: TransportReceiver): Promise<void> {
    this.#receiver = receiver;
  }

  send(message: PeerMessage): void {
    if (this.#receiver === null) {
      return;
    }
    const link = this.#links.get(message.to);
    if (link === undefined) {
      this.#receiver.unreachable(message.to);
      if (message.type === "propose") {
        this.#receiver.unsent?.(message);
      }
    } else {
      link.send(message);
    }
  }

  sendSnapshot(snapshot: SnapshotTransfer): void {
    const { to } = snapshot.message;
    if (this.#receiver === null) {
      endChunks(snapshot.chunks).catch((error: unknown) => this.#logChunksError(error));
      return;
    }
    this.#snapshotSender.send(snapshot, this.#links.get(to)?.peer).then(
      (outcome) => this.#receiver?.snapshotSent(to, outcome),
      (error: unknown) => {
        this.#logChunksError(error);
        this.#receiver?.snapshotSent(to, "failed");
      },
    );
  }

  setPeers(peers: readonly PeerAddress[]): void {
    if (this.#isClosed) {
      return;
    }
    const wanted = new Map(
      peers
        .filter(({ nodeId }) => nodeId !== this.#options.self.nodeId)
        .map((peer) => [peer.nodeId, peer]),
    );
    for (const [nodeId, link] of this.#links) {
      const peer = wanted.get(nodeId);
      if (peer?.address !== link.peer.address || peer.storeId !== link.peer.storeId) {
        link.close();
        this.#links.delete(nodeId);
        this.#snapshotSender.cancel(nodeId);
        if (peer === undefined) {
          this.#metrics.delete(nodeId);
          this.#dependencies.metrics.forget(nodeId);
        }
      }
    }
    for (const [nodeId, peer] of wanted) {
      if (!this.#links.has(nodeId)) {
        this.#links.set(nodeId, this.#createLink(peer));
      }
    }
    const isRemoved = (nodeId: NodeId): boolean => this.#isRemoved(nodeId);
    this.#messageStreams.forgetRemoved(isRemoved);
    this.#snapshotStreams.forgetRemoved(isRemoved);
  }

  /** One call of the method Messages. @throws TransportError with the reason that the stream ends for. */
  async *serveMessages(
    requests: AsyncIterable<Uint8Array>,
    context: PeerCallContext,
  ): AsyncIterable<Uint8Array> {
    const source = new PeerRequests(requests, this.#dependencies);
    const hello = await this.#readHello(source, decodeMessagesHello);
    const stream = this.#admit(this.#messageStreams, { hello, source, context });
    try {
      if (hello.from.address !== "") {
        this.#receiver?.discovered(hello.from);
      }
      this.#links.get(hello.from.nodeId)?.retryNow();
      yield* receiveMessages(
        {
          nodeId: this.#options.self.nodeId,
          hello,
          answerIntervalMs: this.#timings.intervalMs / 2,
        },
        {
          requests: source,
          clock: this.#dependencies.clock,
          metrics: this.#metricsOf(hello.from.nodeId),
          receive: (message) => this.#receiver?.receive(message),
        },
      );
    } finally {
      this.#messageStreams.release(stream);
    }
  }

  /** One call of the method SendSnapshot. @throws TransportError with the reason that the snapshot is not taken for. */
  async *serveSnapshot(
    requests: AsyncIterable<Uint8Array>,
    context: PeerCallContext,
  ): AsyncIterable<Uint8Array> {
    const source = new PeerRequests(requests, this.#dependencies);
    const hello = await this.#readHello(source, decodeSnapshotHello);
    const receiver = this.#running();
    const stream = this.#admit(this.#snapshotStreams, { hello, source, context });
    try {
      yield* this.#snapshotReceiver.receive(hello, {
        requests: source,
        receiver,
        signal: context.signal,
      });
    } finally {
      this.#snapshotStreams.release(stream);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#receiver = null;
    this.#watch[Symbol.dispose]();
    for (const link of this.#links.values()) {
      link.close();
    }
    this.#links.clear();
    this.#snapshotSender.close();
    const error = new TransportError("this node is stopping", { code: "NOT_RUNNING" });
    this.#messageStreams.failAll(error);
    this.#snapshotStreams.failAll(error);
    await this.#snapshotReceiver.close(error);
  }

  #createLink(peer: PeerAddress): PeerLink {
    const { dialer, clock, random, logger } = this.#dependencies;
    const { queueMessagesMax, queueBytesMax, tickMs } = this.#options;
    return new PeerLink(
      {
        peer,
        queueMessagesMax,
        queueBytesMax,
        silenceMaxMs: this.#timings.silenceMaxMs,
        pingIntervalMs: this.#timings.intervalMs,
        reportIntervalMs: tickMs,
      },
      {
        dialer,
        backoff: new ReconnectBackoff(
          { baseMs: BACKOFF_BASE_MS, maxMs: BACKOFF_MAX_MS },
          { random },
        ),
        clock,
        metrics: this.#metricsOf(peer.nodeId),
        logger,
        createHello: (to) => this.#createHello(to),
        sawEpoch: (epoch) => this.#raiseEpoch(epoch),
        unreachable: (nodeId) => this.#receiver?.unreachable(nodeId),
        unsent: (proposal) => this.#receiver?.unsent?.(proposal),
        refused: (nodeId, reason) => this.#receiver?.refused?.(nodeId, reason),
      },
    );
  }

  #createHello(peer: PeerAddress): Hello {
    this.#epoch += 1;
    const { clusterId, self, versions } = this.#options;
    return {
      clusterId,
      from: self,
      toNodeId: peer.nodeId,
      toStoreId: peer.storeId,
      versions,
      epoch: this.#epoch,
    };
  }

  #raiseEpoch(seen: number): void {
    this.#epoch = Math.max(this.#epoch, seen);
  }

  #running(): TransportReceiver {
    if (this.#receiver === null) {
      throw new TransportError(
        this.#isClosed ? "this node is stopping" : "this node has not started yet",
        { code: "NOT_RUNNING" },
      );
    }
    return this.#receiver;
  }

  async #readHello(source: PeerRequests, decode: (bytes: Uint8Array) => Hello): Promise<Hello> {
    this.#running();
    const timer = this.#dependencies.clock.after(this.#timings.silenceMaxMs, () => {
      const silenceMs = this.#timings.silenceMaxMs;
      source.fail(
        new TransportError(`no hello came within ${silenceMs} ms`, { code: "SILENT", silenceMs }),
      );
    });
    try {
      const bytes = await source.next();
      if (bytes === null) {
        throw malformed("stream", "must begin with a hello, it ended before");
      }
      return decode(bytes);
    } finally {
      timer[Symbol.dispose]();
    }
  }

  #admit(
    registry: StreamRegistry,
    parts: {
      readonly hello: Hello;
      readonly source: PeerRequests;
      readonly context: PeerCallContext;
    },
  ): IncomingStream {
    const { hello, source, context } = parts;
    this.#running();
    const stream = { from: hello.from.nodeId, epoch: hello.epoch, requests: source };
    try {
      checkHello(hello, this.#policy());
      registry.admit(stream);
    } catch (error) {
      if (error instanceof TransportError) {
        this.#dependencies.logger.warn("peer refused", {
          peer: hello.from.nodeId,
          address: hello.from.address,
          reason: error.message,
        });
        if (error.detail.code === "STALE_STREAM") {
          context.setTrailer(EPOCH_TRAILER, String(error.detail.epoch));
        }
      }
      throw error;
    }
    return stream;
  }

  #policy(): HelloPolicy {
    const { clusterId, self, versions } = this.#options;
    return {
      clusterId,
      nodeId: self.nodeId,
      storeId: self.storeId,
      versions,
      peer: (nodeId) => this.#links.get(nodeId)?.peer,
      isRemoved: (nodeId) => this.#isRemoved(nodeId),
    };
  }

  #isRemoved(nodeId: NodeId): boolean {
    return this.#receiver?.isRemoved?.(nodeId) ?? false;
  }

  #metricsOf(nodeId: NodeId): PeerMetrics {
    const known = this.#metrics.get(nodeId);
    if (known !== undefined) {
      return known;
    }
    const metrics = this.#dependencies.metrics.ofPeer(nodeId);
    this.#metrics.set(nodeId, metrics);
    return metrics;
  }

  /** Half-open connections: the peer gives a sign of life in each interval, so silence means that it is gone. */
  #watchStreams(snapshotSilenceMaxMs: number): void {
    const nowMs = this.#dependencies.clock.now();
    const isStalled = nowMs - this.#watchedAtMs > 2 * this.#timings.intervalMs;
    this.#watchedAtMs = nowMs;
    if (!isStalled) {
      const silenceMaxMs = this.#timings.silenceMaxMs + this.#timings.intervalMs;
      this.#messageStreams.failSilent({ nowMs, silenceMaxMs });
      this.#snapshotStreams.failSilent({ nowMs, silenceMaxMs: snapshotSilenceMaxMs });
    }
  }

  #logChunksError(error: unknown): void {
    this.#dependencies.logger.warn("snapshot's source not closed", { error });
  }
}
