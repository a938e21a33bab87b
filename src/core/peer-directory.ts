import type { NodeId } from "../raft/index.ts";
import type { MemberBook } from "../storage/types.ts";
import type { PeerAddress, Transport } from "../transport/types.ts";
import type { Logger } from "../utils/logger.ts";
import type { NodeMetrics } from "../utils/metrics.ts";

/** Peers that are known by their own word only; more than a cluster's size is never of use. */
const DISCOVERED_MAX = 16;

export interface PeerDirectoryDependencies {
  readonly transport: Transport;
  readonly logger: Logger;
  readonly metrics: NodeMetrics;
}

/**
 * Tells the transport whom to reach. The committed member book is the source; a peer that has introduced itself on a checked stream counts only until a
 * book names it: a new member needs one to answer whoever brings it the book.
 */
export class PeerDirectory {
  readonly #nodeId: NodeId;
  readonly #dependencies: PeerDirectoryDependencies;
  readonly #discovered = new Map<NodeId, PeerAddress>();
  #book: readonly PeerAddress[] = [];
  /** Members that the book gives no address: nobody can dial them before they introduce themselves. */
  #unaddressed: ReadonlySet<NodeId> = new Set();
  #refusal: string | null = null;

  constructor(options: { readonly nodeId: NodeId }, dependencies: PeerDirectoryDependencies) {
    this.#nodeId = options.nodeId;
    this.#dependencies = dependencies;
  }

  /** The book as of the last applied configuration change. */
  update(book: MemberBook): void {
    const others = book.members.filter(({ nodeId }) => nodeId !== this.#nodeId);
    this.#book = others.filter(({ address }) => address !== "");
    this.#observeUnaddressed(others.filter(({ address }) => address === ""));
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

  #observeUnaddressed(members: readonly PeerAddress[]): void {
    for (const { nodeId } of members) {
      if (!this.#unaddressed.has(nodeId)) {
        this.#dependencies.logger.warn(
          "a member has no address and is not dialled until it introduces itself: add it again, with AddLearnerNode, under the same id and volume with an address",
          { peer: nodeId },
        );
      }
    }
    this.#unaddressed = new Set(members.map(({ nodeId }) => nodeId));
  }

  #publish(): void {
    const { transport, metrics } = this.#dependencies;
    transport.setPeers([...this.#book, ...this.#discovered.values()]);
    const unreachable = [...this.#unaddressed].filter((nodeId) => !this.#discovered.has(nodeId));
    metrics.membersWithoutAddress.set(unreachable.length);
  }
}
