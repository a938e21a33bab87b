import type { MessageOf, NodeId } from "../raft/index.ts";
import type { StateMachine } from "../state-machine/types.ts";
import type { Storage } from "../storage/types.ts";
import { SNAPSHOT_CHUNK_BYTES_MAX, type Transport } from "../transport/types.ts";
import { assert } from "../utils/assert.ts";
import type { Clock } from "../utils/clock.ts";
import type { Logger } from "../utils/logger.ts";
import type { NodeMetrics } from "../utils/metrics.ts";
import { encodeSnapshotDescription } from "./snapshot-description.ts";

/** Several of them are on their way at a time, here, in the transport and in sockets: a quarter of what is allowed is as fast. */
const CHUNK_BYTES = SNAPSHOT_CHUNK_BYTES_MAX / 4;

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

/** Sends the present state to members that need it: frozen when the message is to leave, read as fast as its receiver takes it. */
export class OutgoingSnapshots {
  readonly #dependencies: OutgoingSnapshotsDependencies;
  readonly #closing = new AbortController();
  /** By receiver, as the algorithm and the transport send one at a time to each. */
  readonly #sending = new Map<NodeId, { readonly startMs: number; index: number; bytes: number }>();

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
      reportSnapshot(message.to, "failed");
      return;
    }
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
    reportSnapshot(nodeId, outcome);
  }

  /** Ends what is being read of the state. */
  close(): void {
    this.#closing.abort(new Error("the node stops: it sends no more of its snapshot"));
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
