import type { NodeId } from "../raft/index.ts";
import type { PeerRequests } from "./peer-requests.ts";
import { TransportError } from "./transport-error.ts";

/** A stream that a peer has opened. */
export interface IncomingStream {
  readonly from: NodeId;
  readonly epoch: number;
  readonly requests: PeerRequests;
}

/**
 * The streams of one method that peers have open: one a peer, the newest. A stream that is not newer than one seen before, in whatever life of the peer, is
 * what the network kept of an old one.
 */
export class StreamRegistry {
  readonly #streamsMax: number;
  readonly #open = new Map<NodeId, IncomingStream>();
  readonly #epochs = new Map<NodeId, number>();

  constructor(options: { readonly streamsMax: number }) {
    this.#streamsMax = options.streamsMax;
  }

  /** Takes the place of the peer's stream before it, which ends. @throws TransportError STALE_STREAM | TOO_MANY */
  admit(stream: IncomingStream): void {
    const { from, epoch } = stream;
    const seen = this.#epochs.get(from) ?? 0;
    if (epoch <= seen) {
      throw new TransportError(
        `node ${from} opened a stream of epoch ${epoch}, the newest one seen is ${seen}: it is an old one`,
        { code: "STALE_STREAM", epoch: seen },
      );
    }
    if (this.#open.size >= this.#streamsMax && !this.#open.has(from)) {
      throw new TransportError(
        `${this.#streamsMax} peers have a stream open, which is the most allowed`,
        { code: "TOO_MANY", limit: this.#streamsMax },
      );
    }
    this.#epochs.set(from, epoch);
    this.#open
      .get(from)
      ?.requests.fail(
        new TransportError(`node ${from} has opened a newer stream`, { code: "SUPERSEDED" }),
      );
    this.#open.set(from, stream);
  }

  release(stream: IncomingStream): void {
    if (this.#open.get(stream.from) === stream) {
      this.#open.delete(stream.from);
    }
  }

  /** A removed node's streams end and what is known of it is forgotten: it is refused from now on. */
  forgetRemoved(isRemoved: (nodeId: NodeId) => boolean): void {
    for (const nodeId of [...this.#epochs.keys()].filter(isRemoved)) {
      this.#epochs.delete(nodeId);
      this.#open.get(nodeId)?.requests.fail(
        new TransportError(`node ${nodeId} was removed from the cluster`, {
          code: "REMOVED",
          nodeId,
        }),
      );
    }
  }

  /** Ends the streams on which nothing has come for so long. */
  failSilent(limits: { readonly nowMs: number; readonly silenceMaxMs: number }): void {
    for (const { from, requests } of this.#open.values()) {
      const silenceMs = limits.nowMs - (requests.waitingSinceMs ?? limits.nowMs);
      if (silenceMs >= limits.silenceMaxMs) {
        requests.fail(
          new TransportError(
            `nothing was heard from node ${from} for ${Math.round(silenceMs)} ms`,
            { code: "SILENT", silenceMs },
          ),
        );
      }
    }
  }

  failAll(error: TransportError): void {
    for (const { requests } of this.#open.values()) {
      requests.fail(error);
    }
  }
}
