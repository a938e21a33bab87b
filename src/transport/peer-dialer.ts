import type { TransportError } from "./transport-error.ts";

export type PeerMethod = "Messages" | "SendSnapshot";

/** What a call to a peer tells. Never from within `open` or `write`. */
export interface PeerCallListener {
  answered(bytes: Uint8Array): void;
  /** Once, last: null where the peer ended it with success. */
  ended(error: TransportError | null): void;
}

/** A stream of bytes to a peer and of answers from it. */
export interface PeerCall {
  /** `written` is called when the bytes have been taken by the connection, whose windows hold it up; never where the call ends before. */
  write(bytes: Uint8Array, written: () => void): void;
  /** Nothing more will be written; the peer may still answer. */
  end(): void;
  /** Ends the call and its connection at once; `ended` follows. Idempotent. */
  cancel(): void;
}

/** Opens calls to peers, each on a connection of its own: names are resolved anew, and no call waits behind another's bytes. */
export interface PeerDialer {
  open(
    target: { readonly address: string; readonly method: PeerMethod },
    listener: PeerCallListener,
  ): PeerCall;
}
