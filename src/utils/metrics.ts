import { Counter, Gauge, Histogram, type Registry } from "prom-client";

/** From a batch that stays in the page cache to a disk that stalls. */
const DURATION_BUCKETS_SECONDS = [
  0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
];

/** The outcomes that `raft_proposals_total` counts apart. */
export type ProposalOutcome = "applied" | "rejected" | "dropped" | "failed" | "unknown";

/**
 * What one Raft node measures: the seed's five RaftMetrics and what an operator needs beside them. The registry is the process's and
 * is passed in; nothing is registered globally.
 */
export class NodeMetrics {
  /** Label `outcome`: how proposals ended. */
  readonly proposalsTotal: Counter<"outcome">;
  /** Label `type`: the protocol message's. */
  readonly messagesSentTotal: Counter<"type">;
  readonly messagesReceivedTotal: Counter<"type">;
  readonly persistDurationSeconds: Histogram;
  readonly applyDurationSeconds: Histogram;
  /** Protocol messages refused by the full inbox. */
  readonly messagesDroppedTotal: Counter;
  /** Snapshots that were not sent because the applied index had moved on; a newer one follows. */
  readonly snapshotsOutdatedTotal: Counter;
  /** Snapshots given to the transport; label `outcome`: finished or failed. */
  readonly snapshotsSentTotal: Counter<"outcome">;
  readonly snapshotBytesSentTotal: Counter;
  /** Snapshots that peers began to send; label `outcome`: arrived (verified) or failed. */
  readonly snapshotsReceivedTotal: Counter<"outcome">;
  readonly snapshotBytesReceivedTotal: Counter;
  /** Read points asked for; label `outcome`. */
  readonly readsTotal: Counter<"outcome">;
  /** Ticks that a stalled event loop swallowed; they are never made up for. */
  readonly ticksMissedTotal: Counter;
  readonly inboxDepth: Gauge;
  readonly proposalsPending: Gauge;
  readonly term: Gauge;
  readonly commitIndex: Gauge;
  readonly appliedIndex: Gauge;
  readonly isLeader: Gauge;
  readonly logEntries: Gauge;
  readonly logBytes: Gauge;
  readonly leaderChangesTotal: Counter;
  /** Members that cannot be dialled: the committed member book gives no address, and they have not introduced themselves. */
  readonly membersWithoutAddress: Gauge;

  constructor(dependencies: { readonly registry: Registry }) {
    const registers = [dependencies.registry];
    this.proposalsTotal = new Counter({
      name: "raft_proposals_total",
      help: "Proposals by outcome; one that a full queue refused is dropped",
      labelNames: ["outcome"],
      registers,
    });
    this.messagesSentTotal = new Counter({
      name: "raft_messages_sent_total",
      help: "Protocol messages given to the transport, by type",
      labelNames: ["type"],
      registers,
    });
    this.messagesReceivedTotal = new Counter({
      name: "raft_messages_received_total",
      help: "Protocol messages received from peers, by type",
      labelNames: ["type"],
      registers,
    });
    this.persistDurationSeconds = new Histogram({
      name: "raft_persist_duration_seconds",
      help: "Time to write one batch of entries and Raft state, its sync included",
      buckets: DURATION_BUCKETS_SECONDS,
      registers,
    });
    this.applyDurationSeconds = new Histogram({
      name: "raft_apply_duration_seconds",
      help: "Time to apply one batch of committed entries, its write included",
      buckets: DURATION_BUCKETS_SECONDS,
      registers,
    });
    this.messagesDroppedTotal = new Counter({
      name: "raft_messages_dropped_total",
      help: "Protocol messages from peers dropped because the inbox was full",
      registers,
    });
    this.snapshotsOutdatedTotal = new Counter({
      name: "raft_snapshots_outdated_total",
      help: "Snapshots not sent because the applied index had moved on since they were asked for",
      registers,
    });
    const outcomes = (name: string, help: string): Counter<"outcome"> =>
      new Counter({ name, help, labelNames: ["outcome"], registers });
    this.snapshotsSentTotal = outcomes(
      "raft_snapshots_sent_total",
      "Snapshots given to the transport, by outcome",
    );
    this.snapshotsReceivedTotal = outcomes(
      "raft_snapshots_received_total",
      "Snapshots that peers began to send, by outcome; one that arrived was verified",
    );
    this.snapshotBytesSentTotal = new Counter({
      name: "raft_snapshot_bytes_sent_total",
      help: "Bytes of state given to the transport",
      registers,
    });
    this.snapshotBytesReceivedTotal = new Counter({
      name: "raft_snapshot_bytes_received_total",
      help: "Bytes of state received from peers",
      registers,
    });
    this.readsTotal = new Counter({
      name: "raft_reads_total",
      help: "Linearizable read points by outcome",
      labelNames: ["outcome"],
      registers,
    });
    this.ticksMissedTotal = new Counter({
      name: "raft_ticks_missed_total",
      help: "Ticks lost to a stalled event loop, never replayed",
      registers,
    });
    this.leaderChangesTotal = new Counter({
      name: "raft_leader_changes_total",
      help: "Times this node saw another leader than before, losing one included",
      registers,
    });
    const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers });
    this.inboxDepth = gauge("raft_inbox_depth", "Inputs waiting for the run loop");
    this.proposalsPending = gauge("raft_proposals_pending", "Proposals without an answer yet");
    this.term = gauge("raft_term", "Current term");
    this.commitIndex = gauge("raft_commit_index", "Highest index known to be committed");
    this.appliedIndex = gauge("raft_applied_index", "Highest index applied to the state machine");
    this.logEntries = gauge("raft_log_entries", "Entries kept in the log");
    this.logBytes = gauge("raft_log_bytes", "Size of the entries kept in the log, estimated");
    this.membersWithoutAddress = gauge(
      "raft_members_without_address",
      "Members that are not dialled because no address is known for them",
    );
    this.isLeader = gauge("raft_is_leader", "1 on the leader, else 0");
  }
}
