import type {
  LogIndex,
  MessageOf,
  NodeId,
  Snapshot,
  SnapshotMetadata,
  Term,
} from "../raft/index.ts";
import type { StateMachine } from "../state-machine/types.ts";
import type { StagedSnapshot, StagedState, Storage } from "../storage/types.ts";
import { endChunks } from "../transport/chunks.ts";
import { SNAPSHOT_CHUNK_BYTES_MAX, type SnapshotTransfer } from "../transport/types.ts";
import { assert } from "../utils/assert.ts";
import type { Clock } from "../utils/clock.ts";
import type { CrashPointHook } from "../utils/crash-point.ts";
import type { Logger } from "../utils/logger.ts";
import type { NodeMetrics } from "../utils/metrics.ts";
import type { NodeCrashPoint } from "./crash-points.ts";
import { RaftError } from "./errors.ts";
import { decodeSnapshotDescription } from "./snapshot-description.ts";
import { untilAborted } from "./until-aborted.ts";

type SnapshotMessage = MessageOf<"snapshot">;

/** A whole state that was verified; whoever holds it discards it or has it become the state. */
interface Arrived {
  readonly message: SnapshotMessage;
  /** Null where the algorithm will have no use for it, so that nothing was staged. */
  readonly staged: { readonly snapshot: StagedSnapshot; readonly state: StagedState } | null;
}

/** A transfer from its first chunk to its last. */
interface Receiving {
  readonly message: SnapshotMessage;
  readonly progress: { bytes: number };
  readonly abort: AbortController;
  /** Settles, never rejects, when it holds nothing any more. */
  ended: Promise<void>;
}

/** A snapshot that a peer is sending at this moment. */
export interface IncomingSnapshot {
  readonly from: NodeId;
  readonly index: LogIndex;
  readonly bytesReceived: number;
}

export interface IncomingSnapshotsDependencies {
  readonly storage: Pick<Storage, "appliedIndex" | "stage">;
  readonly stateMachine: Pick<StateMachine, "applySnapshot">;
  readonly crashPoint: CrashPointHook<NodeCrashPoint>;
  /** One has arrived: its message is to be stepped soon. */
  readonly arrived: () => void;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: NodeMetrics;
}

/**
 * Snapshots that peers send, staged beside the running node while they arrive:
 *
 *     receiving --all chunks verified--> arrived --message stepped--> offered --accepted, step 2--> taken
 *         |--cut, bad, replaced-->x         |--replaced-->x              '--ignored-->x
 *
 * One is received at a time, and a newer one takes its place. x: what was staged is discarded, and nothing else has changed. Only a write that fails
 * stops the node, by the store's own rule.
 */
export class IncomingSnapshots {
  readonly #dependencies: IncomingSnapshotsDependencies;
  #receiving: Receiving | null = null;
  #arrived: Arrived | null = null;
  #offered: Arrived | null = null;
  #isClosed = false;

  constructor(dependencies: IncomingSnapshotsDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Resolves when the state is staged and verified and its message will be stepped.
   *
   * @throws SnapshotDescriptionError; RaftError TRANSPORT when it is replaced or one of its place is newer, STOPPED; whatever its chunks or the state
   * machine's check of them fail with.
   */
  async receive(
    transfer: SnapshotTransfer,
    options: { readonly signal: AbortSignal },
  ): Promise<void> {
    const abort = new AbortController();
    const receiving: Receiving = {
      message: transfer.message,
      progress: { bytes: 0 },
      abort,
      ended: Promise.resolve(),
    };
    const before = this.#takePlace(receiving);
    const received = this.#receive(transfer, {
      before,
      progress: receiving.progress,
      signal: AbortSignal.any([options.signal, abort.signal]),
    });
    receiving.ended = received.then(
      () => undefined,
      () => undefined,
    );
    try {
      await received;
    } finally {
      if (this.#receiving === receiving) {
        this.#receiving = null;
      }
    }
  }

  /** The one that is on its way; null where there is none. */
  get current(): IncomingSnapshot | null {
    if (this.#receiving === null) {
      return null;
    }
    const { message, progress } = this.#receiving;
    return { from: message.from, index: indexOf(message), bytesReceived: progress.bytes };
  }

  /** The message of the one that has arrived, for the algorithm; null where there is none. `settle` must follow when its output is done. */
  offer(): SnapshotMessage | null {
    assert(this.#offered === null, "one snapshot is offered at a time");
    this.#offered = this.#arrived;
    this.#arrived = null;
    return this.#offered?.message ?? null;
  }

  /** What is staged for the snapshot that the algorithm has accepted. */
  take(snapshot: Snapshot): StagedSnapshot {
    const staged = this.#offered?.staged ?? null;
    this.#offered = null;
    assert(
      staged !== null && isSame(staged.snapshot.metadata, snapshot.metadata),
      `the snapshot at index ${snapshot.metadata.index} was accepted without its state`,
    );
    return staged.snapshot;
  }

  /** The output that follows `offer` is done: what was not taken is of no use. */
  settle(): void {
    const offered = this.#offered;
    this.#offered = null;
    if (offered !== null) {
      this.#discard(offered, "the algorithm had no use for it");
    }
  }

  /** Ends what is on its way; resolves when nothing of it is written any more. What is staged is deleted at the next open. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#receiving?.abort.abort(
      new RaftError("the node stops: it receives no snapshot", { code: "STOPPED" }),
    );
    await this.#receiving?.ended;
  }

  /** Resolves when the one that was received before holds nothing any more. @throws RaftError TRANSPORT | STOPPED. */
  #takePlace(receiving: Receiving): Promise<void> {
    if (this.#isClosed) {
      throw new RaftError("the node stops: it receives no snapshot", { code: "STOPPED" });
    }
    const before = this.#receiving;
    if (before !== null) {
      if (isOlder(receiving.message, before.message)) {
        throw new RaftError(
          `the snapshot at index ${indexOf(receiving.message)} of term ${receiving.message.term} is refused: a newer one, at index ${indexOf(before.message)} of term ${before.message.term}, is being received`,
          { code: "TRANSPORT" },
        );
      }
      before.abort.abort(
        new RaftError(
          `the snapshot at index ${indexOf(before.message)} is replaced by one at index ${indexOf(receiving.message)}`,
          { code: "TRANSPORT" },
        ),
      );
    }
    this.#receiving = receiving;
    return before?.ended ?? Promise.resolve();
  }

  async #receive(
    { message, chunks }: SnapshotTransfer,
    {
      before,
      progress,
      signal,
    }: {
      readonly before: Promise<void>;
      readonly progress: { bytes: number };
      readonly signal: AbortSignal;
    },
  ): Promise<void> {
    const { storage, arrived, clock, logger, metrics } = this.#dependencies;
    const startMs = clock.now();
    const facts = { from: message.from, index: indexOf(message) };
    logger.info("a snapshot is being received", facts);
    let outcome: "arrived" | "failed" = "failed";
    try {
      await before;
      signal.throwIfAborted();
      const memberBook = decodeSnapshotDescription(message.snapshot.data);
      // It can only be ignored, now and later: its state would be staged for nothing. Its sender learns from the algorithm's answer where this node is.
      const isKnown = indexOf(message) <= storage.appliedIndex();
      const state = isKnown
        ? null
        : await this.#stage(countChunks(untilAborted(chunks, signal), progress));
      const { metadata } = message.snapshot;
      this.#replaceArrived({
        message,
        staged:
          state === null
            ? null
            : { state, snapshot: { metadata, memberBook, generation: state.generation } },
      });
      outcome = "arrived";
      arrived();
    } catch (err) {
      logger.warn("a snapshot did not arrive", { ...facts, ...progress, err });
      throw err;
    } finally {
      this.#end(chunks);
      const seconds = (clock.now() - startMs) / 1000;
      metrics.snapshotsReceivedTotal.inc({ outcome });
      metrics.snapshotBytesReceivedTotal.inc(progress.bytes);
      if (outcome === "arrived") {
        logger.info("a snapshot has arrived", { ...facts, ...progress, seconds });
      }
    }
  }

  /** Not waited for: a source whose next chunk never comes does not answer before it. */
  #end(chunks: AsyncIterable<Uint8Array>): void {
    endChunks(chunks).catch((err: unknown) => {
      this.#dependencies.logger.debug("the chunks of a snapshot did not end well", { err });
    });
  }

  /** @throws what the chunks fail with; nothing is left then but what the next open deletes. */
  async #stage(chunks: AsyncIterable<Uint8Array>): Promise<StagedState> {
    const { storage, stateMachine, crashPoint } = this.#dependencies;
    const state = await storage.stage();
    crashPoint("node-before-stage");
    try {
      await stateMachine.applySnapshot(chunks, state);
      crashPoint("node-after-stage");
      return state;
    } catch (error) {
      await this.#discardState(state);
      throw error;
    }
  }

  #replaceArrived(next: Arrived): void {
    const older = this.#arrived;
    this.#arrived = next;
    if (older !== null) {
      this.#discard(older, "a newer one has arrived");
    }
  }

  #discard({ message, staged }: Arrived, reason: string): void {
    this.#dependencies.logger.info("a snapshot is discarded", { index: indexOf(message), reason });
    if (staged !== null) {
      void this.#discardState(staged.state);
    }
  }

  /** Never rejects: a store that cannot write says so to the run loop's next write, and what is left is deleted at the next open. */
  async #discardState(state: StagedState): Promise<void> {
    try {
      await state.discard();
    } catch (err) {
      this.#dependencies.logger.error("what was staged of a snapshot cannot be deleted", { err });
    }
  }
}

async function* countChunks(
  chunks: AsyncIterable<Uint8Array>,
  progress: { bytes: number },
): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    if (chunk.length > SNAPSHOT_CHUNK_BYTES_MAX) {
      throw new RaftError(
        `a chunk of a snapshot has ${chunk.length} bytes, allowed are ${SNAPSHOT_CHUNK_BYTES_MAX}`,
        { code: "TRANSPORT" },
      );
    }
    progress.bytes += chunk.length;
    yield chunk;
  }
}

function indexOf(message: SnapshotMessage): LogIndex {
  return message.snapshot.metadata.index;
}

/** An equal one is newer: it was sent again. */
function isOlder(left: SnapshotMessage, right: SnapshotMessage): boolean {
  const order = (message: SnapshotMessage): readonly [Term, LogIndex] => [
    message.term,
    indexOf(message),
  ];
  const [leftTerm, leftIndex] = order(left);
  const [rightTerm, rightIndex] = order(right);
  return leftTerm < rightTerm || (leftTerm === rightTerm && leftIndex < rightIndex);
}

function isSame(left: SnapshotMetadata, right: SnapshotMetadata): boolean {
  return left.index === right.index && left.term === right.term;
}
