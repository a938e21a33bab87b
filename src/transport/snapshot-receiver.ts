import type { MessageOf, NodeId } from "../raft/index.ts";
import type { Clock } from "../utils/clock.ts";
import type { Hello } from "./hello.ts";
import type { PeerRequests } from "./peer-requests.ts";
import { ChunkReader } from "./snapshot-chunks.ts";
import { decodeSnapshotPart, encodeReceived } from "./stream-codec.ts";
import { malformed, TransportError } from "./transport-error.ts";
import type { TransportReceiver } from "./types.ts";

interface Arrival {
  readonly message: MessageOf<"snapshot">;
  readonly requests: PeerRequests;
  readonly abort: AbortController;
  /** Resolves when the node has let go of it. */
  readonly settled: Promise<void>;
}

/** Takes snapshots in, one at a time: a newer one ends the one before it, an older one is refused. */
export class SnapshotReceiver {
  readonly #options: { readonly nodeId: NodeId; readonly answerIntervalMs: number };
  readonly #clock: Clock;
  #current: Arrival | null = null;

  constructor(
    options: { readonly nodeId: NodeId; readonly answerIntervalMs: number },
    dependencies: { readonly clock: Clock },
  ) {
    this.#options = options;
    this.#clock = dependencies.clock;
  }

  /**
   * What follows an accepted hello: message, chunks, end. Answers now and then while the node takes them and checks the state.
   *
   * @throws TransportError SNAPSHOT_FAILED with what the node, the chunks or the connection failed with.
   */
  async *receive(
    hello: Hello,
    dependencies: {
      readonly requests: PeerRequests;
      readonly receiver: Pick<TransportReceiver, "receiveSnapshot">;
      /** Aborted when the caller is gone. */
      readonly signal: AbortSignal;
    },
  ): AsyncIterable<Uint8Array> {
    const { requests, receiver, signal } = dependencies;
    yield encodeReceived(0);
    const message = await this.#readMessage(requests, hello);
    await this.#replace(message);
    const abort = new AbortController();
    const stop = (): void =>
      abort.abort(new TransportError("the sender is gone", { code: "SNAPSHOT_FAILED" }));
    signal.addEventListener("abort", stop, { once: true });
    const chunks = new ChunkReader({ requests });
    const outcome: { isSettled: boolean; error: Error | null } = { isSettled: false, error: null };
    const settled = receiver
      .receiveSnapshot({ message, chunks }, { signal: abort.signal })
      .catch((error: unknown) => {
        outcome.error =
          error instanceof Error ? error : new Error("the node gave no reason", { cause: error });
      })
      .finally(() => {
        outcome.isSettled = true;
      });
    const arrival = { message, requests, abort, settled };
    this.#current = arrival;
    try {
      while (!outcome.isSettled) {
        await this.#interval(settled);
        yield encodeReceived(chunks.chunksReceived);
      }
      checkOutcome(message, outcome.error, chunks);
    } finally {
      // The front has left where the caller is gone: what the node has begun it must end.
      const ended = new TransportError("the stream has ended", { code: "SNAPSHOT_FAILED" });
      abort.abort(ended);
      requests.fail(ended);
      signal.removeEventListener("abort", stop);
      await settled;
      if (this.#current === arrival) {
        this.#current = null;
      }
    }
  }

  /** Resolves when the node has let go of what was being received. */
  async close(error: TransportError): Promise<void> {
    await this.#end(error);
  }

  async #readMessage(requests: PeerRequests, hello: Hello): Promise<MessageOf<"snapshot">> {
    const bytes = await requests.next();
    const part = bytes === null ? null : decodeSnapshotPart(bytes);
    if (part?.kind !== "message") {
      throw malformed("snapshot", "must begin with its message");
    }
    const { from, to } = part.message;
    if (from !== hello.from.nodeId || to !== this.#options.nodeId) {
      throw malformed(
        "snapshot's message",
        `must go from node ${hello.from.nodeId} to node ${this.#options.nodeId}, found ${from} to ${to}`,
      );
    }
    return part.message;
  }

  async #replace(message: MessageOf<"snapshot">): Promise<void> {
    for (let current = this.#current; current !== null; current = this.#current) {
      if (message.term < current.message.term) {
        throw new TransportError(
          `a snapshot of term ${message.term} came while one of term ${current.message.term} is being received`,
          { code: "SUPERSEDED" },
        );
      }
      await this.#end(
        new TransportError(
          `a newer snapshot from node ${message.from}, at index ${message.snapshot.metadata.index}, takes its place`,
          { code: "SUPERSEDED" },
        ),
      );
    }
  }

  async #end(error: TransportError): Promise<void> {
    const current = this.#current;
    if (current !== null) {
      current.abort.abort(error);
      current.requests.fail(error);
      await current.settled;
      if (this.#current === current) {
        this.#current = null;
      }
    }
  }

  async #interval(settled: Promise<void>): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = this.#clock.after(this.#options.answerIntervalMs, resolve);
      settled
        .finally(() => {
          timer[Symbol.dispose]();
          resolve();
        })
        .catch(() => undefined);
    });
  }
}

function checkOutcome(
  message: MessageOf<"snapshot">,
  error: Error | null,
  chunks: ChunkReader,
): void {
  const what = `the snapshot at index ${message.snapshot.metadata.index}`;
  if (error !== null) {
    throw new TransportError(
      `${what} was not taken: ${error.message}`,
      { code: "SNAPSHOT_FAILED" },
      { cause: error },
    );
  }
  if (!chunks.isComplete) {
    throw new TransportError(`${what} was taken without all of its chunks`, {
      code: "SNAPSHOT_FAILED",
    });
  }
}
