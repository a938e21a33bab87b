import type { NodeId } from "../raft/index.ts";
import type { Clock } from "../utils/clock.ts";
import { createDeferred } from "../utils/deferred.ts";
import type { Logger } from "../utils/logger.ts";
import { endChunks } from "./chunks.ts";
import type { Hello } from "./hello.ts";
import { sizeMessage } from "./message-codec.ts";
import type { PeerCall, PeerDialer } from "./peer-dialer.ts";
import { encodeChunks } from "./snapshot-chunks.ts";
import { encodeSnapshotHello, encodeSnapshotMessage } from "./stream-codec.ts";
import { TransportError } from "./transport-error.ts";
import type { PeerMetrics } from "./transport-metrics.ts";
import type { PeerAddress, SnapshotTransfer } from "./types.ts";

export interface SnapshotSenderOptions {
  /** At a time, to all peers together; each holds a view of the state. */
  readonly transfersMax: number;
  /** A peer that neither takes a chunk nor answers for so long is given up. */
  readonly silenceMaxMs: number;
}

export interface SnapshotSenderDependencies {
  readonly dialer: PeerDialer;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: (nodeId: NodeId) => PeerMetrics;
  readonly createHello: (peer: PeerAddress) => Hello;
  readonly sawEpoch: (epoch: number) => void;
}

/** Sends snapshots, one at a time to a peer. */
export class SnapshotSender {
  readonly #options: SnapshotSenderOptions;
  readonly #dependencies: SnapshotSenderDependencies;
  readonly #transfers = new Map<NodeId, OutgoingTransfer>();

  constructor(options: SnapshotSenderOptions, dependencies: SnapshotSenderDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
  }

  /** Resolves to whether it has arrived; never rejects. The chunks are read to their end or returned. */
  async send(
    transfer: SnapshotTransfer,
    peer: PeerAddress | undefined,
  ): Promise<"finished" | "failed"> {
    const { to, snapshot } = transfer.message;
    const { logger, clock, metrics } = this.#dependencies;
    const startMs = clock.now();
    const fields = { peer: to, index: snapshot.metadata.index };
    let outcome: "finished" | "failed" = "failed";
    try {
      const sent = await this.#transfer(transfer, peer);
      outcome = "finished";
      logger.info("snapshot sent", { ...fields, ...sent, durationMs: clock.now() - startMs });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      logger.warn("snapshot not sent", { ...fields, reason });
    }
    metrics(to).snapshotSent(outcome);
    return outcome;
  }

  /** Fails a transfer to a peer that left, or on whose address another one listens now. */
  cancel(nodeId: NodeId): void {
    this.#transfers.get(nodeId)?.fail(
      new TransportError(`node ${nodeId} is no longer reached under its address`, {
        code: "SNAPSHOT_FAILED",
      }),
    );
  }

  close(): void {
    for (const transfer of this.#transfers.values()) {
      transfer.fail(new TransportError("this node is stopping", { code: "NOT_RUNNING" }));
    }
  }

  async #transfer(
    { message, chunks }: SnapshotTransfer,
    peer: PeerAddress | undefined,
  ): Promise<{ readonly bytes: number }> {
    const { to } = message;
    const { transfersMax } = this.#options;
    try {
      if (peer === undefined) {
        throw new TransportError(`no address is known of node ${to}`, { code: "SNAPSHOT_FAILED" });
      }
      if (this.#transfers.has(to) || this.#transfers.size >= transfersMax) {
        throw new TransportError(
          `${this.#transfers.size} snapshots are being sent, allowed are ${transfersMax} and one to each peer`,
          { code: "TOO_MANY", limit: transfersMax },
        );
      }
      const transfer = new OutgoingTransfer(
        { peer, silenceMaxMs: this.#options.silenceMaxMs },
        this.#dependencies,
      );
      this.#transfers.set(to, transfer);
      try {
        return { bytes: await transfer.run({ message, chunks }) };
      } finally {
        transfer.close();
        this.#transfers.delete(to);
      }
    } finally {
      await endChunks(chunks);
    }
  }
}

/** One call that carries one snapshot. */
class OutgoingTransfer {
  readonly #peer: PeerAddress;
  readonly #silenceMaxMs: number;
  readonly #dependencies: SnapshotSenderDependencies;
  readonly #call: PeerCall;
  readonly #watch: Disposable;
  readonly #accepted = createDeferred<void>();
  readonly #ended = createDeferred<void>();
  readonly #abort = new AbortController();
  #movedAtMs: number;

  constructor(
    options: { readonly peer: PeerAddress; readonly silenceMaxMs: number },
    dependencies: SnapshotSenderDependencies,
  ) {
    const { dialer, clock, createHello } = dependencies;
    this.#peer = options.peer;
    this.#silenceMaxMs = options.silenceMaxMs;
    this.#dependencies = dependencies;
    this.#movedAtMs = clock.now();
    // Whoever waits for them sees how they fail; where nobody does yet, that is no unhandled rejection.
    this.#accepted.promise.catch(() => undefined);
    this.#ended.promise.catch(() => undefined);
    this.#call = dialer.open(
      { address: options.peer.address, method: "SendSnapshot" },
      {
        answered: () => {
          this.#movedAtMs = clock.now();
          this.#accepted.resolve();
        },
        ended: (error) => this.#end(error),
      },
    );
    this.#watch = clock.every(options.silenceMaxMs / 4, () => this.#checkProgress());
    this.#call.write(encodeSnapshotHello(createHello(options.peer)), () => undefined);
  }

  /** Gives the bytes that were sent, once the peer has taken all of it. */
  async run({ message, chunks }: SnapshotTransfer): Promise<number> {
    await this.#accepted.promise;
    await this.#write(encodeSnapshotMessage(sizeMessage(message)));
    const metrics = this.#dependencies.metrics(this.#peer.nodeId);
    let bytes = 0;
    for await (const request of encodeChunks(chunks)) {
      await this.#write(request);
      bytes += request.length;
      metrics.snapshotBytes(request.length);
    }
    this.#call.end();
    await this.#ended.promise;
    return bytes;
  }

  fail(error: TransportError): void {
    this.#accepted.reject(error);
    this.#ended.reject(error);
    this.#abort.abort(error);
    this.#call.cancel();
  }

  close(): void {
    this.#watch[Symbol.dispose]();
    this.#call.cancel();
  }

  #end(error: TransportError | null): void {
    if (error === null) {
      const early = new TransportError("the peer ended the call before it had all", {
        code: "SNAPSHOT_FAILED",
      });
      this.#accepted.reject(early);
      this.#abort.abort(early);
      this.#ended.resolve();
      return;
    }
    if (error.detail.code === "CALL_FAILED" && error.detail.epoch !== null) {
      this.#dependencies.sawEpoch(error.detail.epoch);
    }
    this.fail(error);
  }

  #checkProgress(): void {
    const silenceMs = this.#dependencies.clock.now() - this.#movedAtMs;
    if (silenceMs >= this.#silenceMaxMs) {
      this.fail(
        new TransportError(
          `${this.#peer.address} has neither taken a chunk nor answered for ${Math.round(silenceMs)} ms`,
          { code: "SILENT", silenceMs },
        ),
      );
    }
  }

  /** Resolves when the connection has taken the bytes: no more than one request waits in memory. */
  async #write(bytes: Uint8Array): Promise<void> {
    const { signal } = this.#abort;
    signal.throwIfAborted();
    const written = createDeferred<void>();
    const fail = (): void => {
      const reason: unknown = signal.reason;
      written.reject(reason instanceof Error ? reason : new Error(String(reason)));
    };
    signal.addEventListener("abort", fail, { once: true });
    try {
      this.#call.write(bytes, () => {
        this.#movedAtMs = this.#dependencies.clock.now();
        written.resolve();
      });
      await written.promise;
    } finally {
      signal.removeEventListener("abort", fail);
    }
  }
}
