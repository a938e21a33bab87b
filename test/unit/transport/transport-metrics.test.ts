import { Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import { TransportMetrics } from "../../../src/transport/transport-metrics.ts";

describe("the transport's metrics", () => {
  it("count by peer, and keep nothing of a peer that left", async () => {
    const registry = new Registry();
    const metrics = new TransportMetrics({ registry });
    const second = metrics.ofPeer(2);
    metrics.ofPeer(3).framesSent(10);

    second.connected();
    second.framesSent(100);
    second.framesSent(50);
    second.framesReceived(7);
    second.dropped(3);
    second.queued(4);
    second.snapshotBytes(1000);
    second.snapshotSent("finished");

    const text = await registry.metrics();
    for (const row of [
      'raft_peer_connected{peer="2"} 1',
      'raft_peer_connects_total{peer="2"} 1',
      'raft_peer_frames_sent_total{peer="2"} 2',
      'raft_peer_sent_bytes_total{peer="2"} 150',
      'raft_peer_frames_received_total{peer="2"} 1',
      'raft_peer_received_bytes_total{peer="2"} 7',
      'raft_peer_messages_dropped_total{peer="2"} 3',
      'raft_peer_queue_messages{peer="2"} 4',
      'raft_peer_snapshot_sent_bytes_total{peer="2"} 1000',
      'raft_peer_snapshots_total{peer="2",outcome="finished"} 1',
    ]) {
      expect(text).toContain(row);
    }

    metrics.forget(2);

    const after = await registry.metrics();
    expect(after).not.toContain('peer="2"');
    expect(after).toContain('raft_peer_frames_sent_total{peer="3"} 1');
  });
});
