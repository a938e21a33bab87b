import type { NodeId } from "../raft/index.ts";

export type TransportErrorDetail =
  /** Bytes of a peer that are no message, or not one that may stand there. */
  | { readonly code: "MALFORMED"; readonly field: string }
  /** A hello that names another cluster, node or volume. */
  | { readonly code: "WRONG_IDENTITY"; readonly field: "clusterId" | "nodeId" | "storeId" }
  | { readonly code: "REMOVED"; readonly nodeId: NodeId }
  /** A stream of a life, or of a connection, that the peer has given up. `epoch` is the newest one seen. */
  | { readonly code: "STALE_STREAM"; readonly epoch: number }
  | { readonly code: "NEWER_FORMAT"; readonly min: number; readonly max: number }
  /** The node has not started yet, or is closed. */
  | { readonly code: "NOT_RUNNING" }
  /** A newer stream of the same peer, or a newer snapshot, has taken its place. */
  | { readonly code: "SUPERSEDED" }
  /** Nothing was heard for too long. */
  | { readonly code: "SILENT"; readonly silenceMs: number }
  /** More at a time than the limits allow. */
  | { readonly code: "TOO_MANY"; readonly limit: number }
  /** A snapshot was not taken: bad, cut short, or refused by the node. */
  | { readonly code: "SNAPSHOT_FAILED" }
  /** A call to a peer ended: the code and the sentence of its status. `epoch`: the newest one that the peer has seen, where it says so. */
  | {
      readonly code: "CALL_FAILED";
      readonly grpcCode: number;
      readonly reason: string;
      readonly epoch: number | null;
    };

export type TransportErrorCode = TransportErrorDetail["code"];

/** What goes wrong between two members. None of them is fatal to the node. */
export class TransportError extends Error {
  override readonly name = "TransportError";
  readonly detail: TransportErrorDetail;

  constructor(message: string, detail: TransportErrorDetail, options?: ErrorOptions) {
    super(message, options);
    this.detail = detail;
  }

  get code(): TransportErrorCode {
    return this.detail.code;
  }
}

export function malformed(field: string, problem: string, options?: ErrorOptions): TransportError {
  return new TransportError(`a peer's ${field} ${problem}`, { code: "MALFORMED", field }, options);
}
