import type { NodeId } from "../raft/index.ts";
import type { MemberBook } from "../storage/types.ts";
import type { PeerAddress, Transport } from "../transport/types.ts";

/** Peers that are known by their own word only; more than a cluster's size is never of use. */
const DISCOVERED_MAX = 16;

/**
 * Tells the transport whom to reach. The committed member book is the source; a peer that has introduced itself on a checked stream counts only until a
 * book names it: a new member needs one to answer whoever brings it the book.
 */
export class PeerDirectory {
  readonly #nodeId: NodeId;
  readonly #transport: Transport;
  readonly #discovered = new Map<NodeId, PeerAddress>();
  #book: readonly PeerAddress[] = [];
  #refusal: string | null = null;

  constructor(
    options: { readonly nodeId: NodeId },
    dependencies: { readonly transport: Transport },
  ) {
    this.#nodeId = options.nodeId;
    this.#transport = dependencies.transport;
  }

  /** The book as of the last applied configuration change. */
  update(book: MemberBook): void {
    this.#book = book.members.filter(
      ({ nodeId, address }) => nodeId !== this.#nodeId && address !== "",
    );
    for (const { nodeId } of this.#book) {
      this.#discovered.delete(nodeId);
    }
    this.#publish();
  }

  /** Returns false for a peer that the book names, and past the bound. */
  discover(peer: PeerAddress): boolean {
    const isKnown =
      peer.nodeId === this.#nodeId || this.#book.some(({ nodeId }) => nodeId === peer.nodeId);
    if (
      isKnown ||
      (this.#discovered.size >= DISCOVERED_MAX && !this.#discovered.has(peer.nodeId))
    ) {
      return false;
    }
    this.#discovered.set(peer.nodeId, peer);
    this.#publish();
    return true;
  }

  /** A peer has refused this node's stream, because of who this node is. */
  refused(nodeId: NodeId, reason: string): void {
    this.#refusal = `node ${nodeId} refuses this node: ${reason}`;
  }

  /** The last refusal, of interest to a node that finds no leader: one that was removed while it was away learns it in no other way. */
  get refusal(): string | null {
    return this.#refusal;
  }

  #publish(): void {
    this.#transport.setPeers([...this.#book, ...this.#discovered.values()]);
  }
}
