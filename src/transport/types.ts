import type { Message } from "../raft/message.ts";
import type { NodeId } from "../raft/types.ts";

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
  snapshotSent(nodeId: NodeId, outcome: "finished" | "failed"): void;
}

/**
 * Carries protocol messages between members. `send` never waits for a peer and never throws: a message beyond a peer's bounded queue, or to a
 * peer that is not connected, is dropped and reported by `unreachable`; the algorithm repeats what matters.
 */
export interface Transport {
  /** Called once, before any `send`. */
  start(receiver: TransportReceiver): Promise<void>;
  send(message: Message): void;
  /** Replaces the peers by the committed member book's. */
  setPeers(peers: readonly PeerAddress[]): void;
  close(): Promise<void>;
}
