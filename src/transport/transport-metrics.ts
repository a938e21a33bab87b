import { Counter, Gauge, type Registry } from "prom-client";
import type { NodeId } from "../raft/index.ts";

/** What is counted for one peer. */
export interface PeerMetrics {
  framesSent(bytes: number): void;
  framesReceived(bytes: number): void;
  connected(): void;
  disconnected(): void;
  dropped(count: number): void;
  queued(messages: number): void;
  snapshotSent(outcome: "finished" | "failed"): void;
  snapshotBytes(bytes: number): void;
}

/** The traffic between members, by peer. The registry is the process's. */
export class TransportMetrics {
  readonly #framesSentTotal: Counter<"peer">;
  readonly #bytesSentTotal: Counter<"peer">;
  readonly #framesReceivedTotal: Counter<"peer">;
  readonly #bytesReceivedTotal: Counter<"peer">;
  readonly #connectsTotal: Counter<"peer">;
  readonly #connected: Gauge<"peer">;
  readonly #droppedTotal: Counter<"peer">;
  readonly #queueMessages: Gauge<"peer">;
  readonly #snapshotsTotal: Counter<"peer" | "outcome">;
  readonly #snapshotBytesTotal: Counter<"peer">;

  constructor(dependencies: { readonly registry: Registry }) {
    const registers = [dependencies.registry];
    const labelNames = ["peer"] as const;
    const counter = (name: string, help: string): Counter<"peer"> =>
      new Counter({ name, help, labelNames, registers });
    const gauge = (name: string, help: string): Gauge<"peer"> =>
      new Gauge({ name, help, labelNames, registers });
    this.#framesSentTotal = counter(
      "raft_peer_frames_sent_total",
      "Frames sent to a peer; one holds many messages",
    );
    this.#bytesSentTotal = counter("raft_peer_sent_bytes_total", "Bytes of frames sent to a peer");
    this.#framesReceivedTotal = counter(
      "raft_peer_frames_received_total",
      "Frames received from a peer",
    );
    this.#bytesReceivedTotal = counter(
      "raft_peer_received_bytes_total",
      "Bytes of frames received from a peer",
    );
    this.#connectsTotal = counter(
      "raft_peer_connects_total",
      "Streams to a peer that it has accepted; more than one means that it had to be reconnected",
    );
    this.#connected = gauge("raft_peer_connected", "1 while a stream to the peer is open, else 0");
    this.#droppedTotal = counter(
      "raft_peer_messages_dropped_total",
      "Messages not sent: the peer's queue was full, or it was not connected",
    );
    this.#queueMessages = gauge("raft_peer_queue_messages", "Messages that wait for the peer");
    this.#snapshotBytesTotal = counter(
      "raft_peer_snapshot_sent_bytes_total",
      "Bytes of snapshots' chunks sent to a peer",
    );
    this.#snapshotsTotal = new Counter({
      name: "raft_peer_snapshots_total",
      help: "Snapshots sent to a peer, by outcome",
      labelNames: ["peer", "outcome"],
      registers,
    });
  }

  ofPeer(nodeId: NodeId): PeerMetrics {
    const peer = String(nodeId);
    const labels = { peer };
    const framesSent = this.#framesSentTotal.labels(labels);
    const bytesSent = this.#bytesSentTotal.labels(labels);
    const framesReceived = this.#framesReceivedTotal.labels(labels);
    const bytesReceived = this.#bytesReceivedTotal.labels(labels);
    const connects = this.#connectsTotal.labels(labels);
    const connected = this.#connected.labels(labels);
    const dropped = this.#droppedTotal.labels(labels);
    const queue = this.#queueMessages.labels(labels);
    const snapshotBytes = this.#snapshotBytesTotal.labels(labels);
    return {
      framesSent: (bytes) => {
        framesSent.inc();
        bytesSent.inc(bytes);
      },
      framesReceived: (bytes) => {
        framesReceived.inc();
        bytesReceived.inc(bytes);
      },
      connected: () => {
        connects.inc();
        connected.set(1);
      },
      disconnected: () => connected.set(0),
      dropped: (count) => dropped.inc(count),
      queued: (messages) => queue.set(messages),
      snapshotSent: (outcome) => this.#snapshotsTotal.inc({ peer, outcome }),
      snapshotBytes: (bytes) => snapshotBytes.inc(bytes),
    };
  }

  /** A peer that left must not stand in the metrics for ever. */
  forget(nodeId: NodeId): void {
    const labels = { peer: String(nodeId) };
    for (const metric of [
      this.#framesSentTotal,
      this.#bytesSentTotal,
      this.#framesReceivedTotal,
      this.#bytesReceivedTotal,
      this.#connectsTotal,
      this.#connected,
      this.#droppedTotal,
      this.#queueMessages,
      this.#snapshotBytesTotal,
    ]) {
      metric.remove(labels);
    }
    for (const outcome of ["finished", "failed"]) {
      this.#snapshotsTotal.remove({ ...labels, outcome });
    }
  }
}
