import type { MessageOf, NodeId } from "../raft/index.ts";
import type { StateMachine } from "../state-machine/types.ts";
import type { Storage } from "../storage/types.ts";
import {
  SNAPSHOT_CHUNK_BYTES_MAX,
  SNAPSHOTS_OUTGOING_MAX,
  type Transport,
} from "../transport/types.ts";
import { assert } from "../utils/assert.ts";
import type { Clock } from "../utils/clock.ts";
import type { Logger } from "../utils/logger.ts";
import type { NodeMetrics } from "../utils/metrics.ts";
import { encodeSnapshotDescription } from "./snapshot-description.ts";

/** Several of them are on their way at a time, here, in the transport and in sockets: a quarter of what is allowed is as fast. */
const CHUNK_BYTES = SNAPSHOT_CHUNK_BYTES_MAX / 4;
/** The first failure is told at once, each later one in a row after a pause twice as long. */
const RETRY_PAUSE_MS_MIN = 200;
const RETRY_PAUSE_MS_MAX = 5000;

export type SnapshotOutcome = "finished" | "failed";

export interface OutgoingSnapshotsDependencies {
  readonly storage: Pick<Storage, "appliedIndex" | "memberBook">;
  readonly stateMachine: Pick<StateMachine, "createSnapshot">;
  readonly transport: Pick<Transport, "sendSnapshot">;
  /** Tells the algorithm, before its next output, what became of a snapshot. */
  readonly reportSnapshot: (nodeId: NodeId, outcome: SnapshotOutcome) => void;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: NodeMetrics;
}

/** A transfer from its start to the transport's report. */
interface Sending {
  readonly startMs: number;
  readonly index: number;
  bytes: number;
}

/** To one member, in a row. */
interface Failures {
  readonly count: number;
  /** Of the last one's report, while it is put off. */
  readonly pause: Disposable | null;
}

/**
 * Sends the present state to members that need it: frozen when the message is to leave, read as fast as its receiver takes it.
 *
 * The algorithm asks for another snapshot soon after it is told that one failed. So it is told later where that would be in vain: when one of those that
 * are being sent has ended, or after a pause that grows with each failure.
 */
export class OutgoingSnapshots {
  readonly #dependencies: OutgoingSnapshotsDependencies;
  readonly #closing = new AbortController();
  /** By receiver, as the algorithm and the transport send one at a time to each. */
  readonly #sending = new Map<NodeId, Sending>();
  /** Bytes of the last one that each member was sent whole. */
  readonly #sentBytes = new Map<NodeId, number>();
  /** Their snapshots were not begun: as many as may be are being sent, or an older one to the same member. */
  readonly #waiting = new Set<NodeId>();
  /** Those who wait as the log knows it: until their turn comes, however often they are asked for in between. */
  readonly #toldWaiting = new Set<NodeId>();
  readonly #failures = new Map<NodeId, Failures>();

  constructor(dependencies: OutgoingSnapshotsDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * State and member book are only at hand as of the applied index. A message that was made before it moved on (while a configuration change was
   * applied, or before a received snapshot was installed) has no state to go with, and is not sent. The algorithm must be told, or it waits for that
   * peer for ever; it asks for a newer snapshot with the peer's next heartbeat response.
   */
  send(message: MessageOf<"snapshot">): void {
    const { storage, logger, metrics, reportSnapshot } = this.#dependencies;
    const { index } = message.snapshot.metadata;
    const appliedIndex = storage.appliedIndex();
    assert(
      index <= appliedIndex,
      `a snapshot is made at the applied index ${appliedIndex} or before, found ${index}`,
    );
    const facts = { to: message.to, index };
    if (index < appliedIndex) {
      logger.info("a snapshot is not sent: the state has moved on since it was asked for", {
        ...facts,
        appliedIndex,
      });
      metrics.snapshotsOutdatedTotal.inc();
      reportSnapshot(message.to, "failed");
      return;
    }
    this.#failures.get(message.to)?.pause?.[Symbol.dispose]();
    if (this.#sending.size >= SNAPSHOTS_OUTGOING_MAX || this.#sending.has(message.to)) {
      this.#wait(message.to);
      return;
    }
    let chunks: AsyncIterable<Uint8Array>;
    try {
      chunks = this.#dependencies.stateMachine.createSnapshot({
        chunkBytesMax: CHUNK_BYTES,
        signal: this.#closing.signal,
      });
    } catch (err) {
      // The node is sound, its log too: only who needs the state has to wait, and the next try may do better.
      logger.error("the state machine cannot make a snapshot", { ...facts, err });
      metrics.snapshotsSentTotal.inc({ outcome: "failed" });
      this.#fail(message.to);
      return;
    }
    this.#toldWaiting.delete(message.to);
    logger.info("a snapshot is being sent", facts);
    this.#transfer(message, chunks);
  }

  /** The transport says what became of one. */
  report(nodeId: NodeId, outcome: SnapshotOutcome): void {
    const { clock, logger, metrics, reportSnapshot } = this.#dependencies;
    const sent = this.#sending.get(nodeId);
    if (sent !== undefined) {
      this.#sending.delete(nodeId);
      const seconds = (clock.now() - sent.startMs) / 1000;
      const { index, bytes } = sent;
      logger.info("a snapshot's sending has ended", { to: nodeId, index, outcome, bytes, seconds });
    }
    metrics.snapshotsSentTotal.inc({ outcome });
    if (outcome === "finished") {
      this.#failures.delete(nodeId);
      this.#sentBytes.set(nodeId, sent?.bytes ?? 0);
      reportSnapshot(nodeId, outcome);
    } else {
      this.#fail(nodeId);
    }
    this.#recallWaiting();
  }

  /** Of the snapshot on its way to that member, so far, or of the last one that it was sent whole, whichever is more; 0 where there was none. */
  bytesSent(nodeId: NodeId): number {
    return Math.max(this.#sending.get(nodeId)?.bytes ?? 0, this.#sentBytes.get(nodeId) ?? 0);
  }

  /** Ends what is being read of the state. */
  close(): void {
    this.#closing.abort(new Error("the node stops: it sends no more of its snapshot"));
    for (const { pause } of this.#failures.values()) {
      pause?.[Symbol.dispose]();
    }
  }

  #wait(nodeId: NodeId): void {
    this.#waiting.add(nodeId);
    if (!this.#toldWaiting.has(nodeId)) {
      this.#toldWaiting.add(nodeId);
      this.#dependencies.logger.info("a snapshot waits until another one is sent", {
        to: nodeId,
        sending: [...this.#sending.keys()],
      });
    }
  }

  /** There is room: whoever still needs one is asked for anew, at the index of that moment. */
  #recallWaiting(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const nodeId of waiting) {
      this.#dependencies.reportSnapshot(nodeId, "failed");
    }
  }

  #fail(nodeId: NodeId): void {
    const { clock, reportSnapshot } = this.#dependencies;
    const count = (this.#failures.get(nodeId)?.count ?? 0) + 1;
    if (count === 1) {
      this.#failures.set(nodeId, { count, pause: null });
      reportSnapshot(nodeId, "failed");
      return;
    }
    const pauseMs = Math.min(RETRY_PAUSE_MS_MIN * 2 ** (count - 2), RETRY_PAUSE_MS_MAX);
    const pause = clock.after(pauseMs, () => reportSnapshot(nodeId, "failed"));
    this.#failures.set(nodeId, { count, pause });
  }

  #transfer(message: MessageOf<"snapshot">, chunks: AsyncIterable<Uint8Array>): void {
    const { storage, transport, clock, metrics } = this.#dependencies;
    const { metadata } = message.snapshot;
    const sending = { startMs: clock.now(), index: metadata.index, bytes: 0 };
    this.#sending.set(message.to, sending);
    metrics.messagesSentTotal.inc({ type: message.type });
    const data = encodeSnapshotDescription(storage.memberBook());
    transport.sendSnapshot({
      message: { ...message, snapshot: { metadata, data } },
      chunks: observed(chunks, (bytes) => {
        sending.bytes += bytes;
        metrics.snapshotBytesSentTotal.inc(bytes);
      }),
    });
  }
}

/** The same chunks, each told; like them it is ended by `return`, whether it was read or not. */
function observed(
  chunks: AsyncIterable<Uint8Array>,
  told: (bytes: number) => void,
): AsyncIterableIterator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: async () => {
      const step = await iterator.next();
      if (step.done !== true) {
        told(step.value.length);
      }
      return step;
    },
    return: async () => {
      await iterator.return?.();
      return { done: true, value: undefined };
    },
  };
}
