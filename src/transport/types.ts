import type { Message, MessageOf } from "../raft/message.ts";
import type { NodeId } from "../raft/types.ts";

/** Every message but a snapshot's, which goes by `sendSnapshot`. */
export type PeerMessage = Exclude<Message, { readonly type: "snapshot" }>;

/** A chunk of a snapshot holds at most this much. Many of a quarter of it need less memory on their way. */
export const SNAPSHOT_CHUNK_BYTES_MAX: number = 1024 * 1024;

/** On their way at a time, to all peers together: each reads the whole state and holds a view of it. A transport fails what is more. */
export const SNAPSHOTS_OUTGOING_MAX = 2;

export interface PeerAddress {
  readonly nodeId: NodeId;
  /** `host:port` of the peer port. */
  readonly address: string;
  readonly storeId: string;
}

/** What a transport tells its node. Calls never wait: the receiver enqueues. */
export interface TransportReceiver {
  /** A message from a peer whose identity was checked. Never a `propose` twice. */
  receive(message: Message): void;
  /** A peer has opened a stream and its identity was checked; comes before its first message. Its address counts until a member book names it. */
  discovered(peer: PeerAddress): void;
  unreachable(nodeId: NodeId): void;
  /** A proposal of this node was never given to a connection and never will be: it can be sent again without being there twice. */
  unsent?(proposal: MessageOf<"propose">): void;
  /** A peer has refused this node's stream for what the two of them are, and will again: the reason is its sentence. */
  refused?(nodeId: NodeId, reason: string): void;
  /**
   * True for a node that the committed configuration does not name any more and, as ids are never used again, never will: its streams are refused.
   * Without it nobody is.
   */
  isRemoved?(nodeId: NodeId): boolean;
  snapshotSent(nodeId: NodeId, outcome: "finished" | "failed"): void;
  /**
   * A peer sends a snapshot. Resolves when its state is staged and verified, and its message on its way to the algorithm; only then is the sender told
   * that it has arrived. Rejects when the chunks are bad or cut short, when the signal is aborted, or when a newer one takes its place: what was staged
   * is discarded then, and the node goes on.
   */
  receiveSnapshot(
    snapshot: SnapshotTransfer,
    options: { readonly signal: AbortSignal },
  ): Promise<void>;
}

/** The message says what the state is; the state itself comes in pieces, each of at most SNAPSHOT_CHUNK_BYTES_MAX. To be read once. */
export interface SnapshotTransfer {
  readonly message: MessageOf<"snapshot">;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/**
 * Carries protocol messages between members. `send` never waits for a peer and never throws: a message beyond a peer's bounded queue, or to a
 * peer that is not connected, is dropped and reported by `unreachable`; the algorithm repeats what matters. A proposal, which it does not repeat, is
 * given back by `unsent`.
 */
export interface Transport {
  /** Called once, before any `send`. */
  start(receiver: TransportReceiver): Promise<void>;
  send(message: PeerMessage): void;
  /**
   * Sends a whole state on a stream of its own; messages to the same peer overtake it. One at a time to a peer. The outcome is reported by
   * `snapshotSent`, always, and once; the chunks are read to their end or returned early, so that what they hold open is freed.
   */
  sendSnapshot(snapshot: SnapshotTransfer): void;
  /** Replaces the peers by the committed member book's. */
  setPeers(peers: readonly PeerAddress[]): void;
  close(): Promise<void>;
}
