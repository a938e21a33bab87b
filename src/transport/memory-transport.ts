import type { Message } from "../raft/index.ts";
import type { NodeId } from "../raft/index.ts";
import { BoundedQueue } from "../utils/bounded-queue.ts";
import type { PeerAddress, Transport, TransportReceiver } from "./types.ts";

export interface MemoryNetworkOptions {
  /** Messages on their way to one peer; more are dropped and reported, as on a real connection. */
  readonly queueMessagesMax: number;
}

export interface MemoryNetworkDependencies {
  /** Runs a delivery later, never within the call; `setImmediate`, or a simulation's choice. */
  readonly schedule: (deliver: () => void) => void;
}

interface Link {
  readonly ends: readonly [from: NodeId, to: NodeId];
  readonly queue: BoundedQueue<Message>;
  isScheduled: boolean;
  isIntroduced: boolean;
}

/**
 * The network of one process, for tests and simulation: every member's transport comes from here. Messages between two members arrive in order and
 * at most once, or not at all. A link that is cut loses what is on its way.
 */
export class MemoryNetwork {
  readonly #options: MemoryNetworkOptions;
  readonly #schedule: (deliver: () => void) => void;
  readonly #members = new Map<NodeId, MemoryTransport>();
  readonly #links = new Map<string, Link>();
  readonly #cut = new Set<string>();

  constructor(options: MemoryNetworkOptions, dependencies: MemoryNetworkDependencies) {
    this.#options = options;
    this.#schedule = dependencies.schedule;
  }

  /** A member's end of the network; it can be reached while it is started. */
  createTransport(peer: PeerAddress): MemoryTransport {
    return new MemoryTransport(peer, this);
  }

  /** Nothing passes between the two, in either direction, until `heal`. */
  cut(left: NodeId, right: NodeId): void {
    for (const link of [linkName(left, right), linkName(right, left)]) {
      this.#cut.add(link);
      this.#links.delete(link);
    }
  }

  heal(): void {
    this.#cut.clear();
  }

  /** @throws RangeError when another transport is started under the id. */
  attach(transport: MemoryTransport): void {
    const { nodeId } = transport.peer;
    if (this.#members.has(nodeId)) {
      throw new RangeError(`node ${nodeId} is on the network already`);
    }
    this.#members.set(nodeId, transport);
    // Its streams are new ones: what was on its way to or from its former life is lost.
    for (const [name, { ends }] of this.#links) {
      if (ends.includes(nodeId)) {
        this.#links.delete(name);
      }
    }
  }

  detach(transport: MemoryTransport): void {
    const { nodeId } = transport.peer;
    if (this.#members.get(nodeId) === transport) {
      this.#members.delete(nodeId);
    }
  }

  /** False when the message is lost for certain: no such member on that volume, a cut link, a full queue. */
  carry(message: Message, to: PeerAddress): boolean {
    const name = linkName(message.from, message.to);
    const isReachable = this.#members.get(message.to)?.peer.storeId === to.storeId;
    if (!isReachable || this.#cut.has(name)) {
      return false;
    }
    const link = this.#links.get(name) ?? this.#createLink(name, [message.from, message.to]);
    if (!link.queue.push(message, 1)) {
      return false;
    }
    if (!link.isScheduled) {
      link.isScheduled = true;
      this.#schedule(() => this.#deliver(name, link));
    }
    return true;
  }

  #createLink(name: string, ends: Link["ends"]): Link {
    const itemsMax = this.#options.queueMessagesMax;
    const queue = new BoundedQueue<Message>({ itemsMax, bytesMax: itemsMax });
    const link = { ends, queue, isScheduled: false, isIntroduced: false };
    this.#links.set(name, link);
    return link;
  }

  #deliver(name: string, link: Link): void {
    link.isScheduled = false;
    if (this.#links.get(name) !== link) {
      return;
    }
    const [from, to] = link.ends;
    const receiver = this.#members.get(to);
    const sender = this.#members.get(from);
    if (!link.isIntroduced && sender !== undefined) {
      link.isIntroduced = true;
      receiver?.introduce(sender.peer);
    }
    for (let message = link.queue.shift(); message !== undefined; message = link.queue.shift()) {
      receiver?.deliver(message);
    }
  }
}

/** One member's end of a MemoryNetwork. */
export class MemoryTransport implements Transport {
  readonly peer: PeerAddress;
  readonly #network: MemoryNetwork;
  #receiver: TransportReceiver | null = null;
  #peers: ReadonlyMap<NodeId, PeerAddress> = new Map();

  constructor(peer: PeerAddress, network: MemoryNetwork) {
    this.peer = peer;
    this.#network = network;
  }

  start(receiver: TransportReceiver): Promise<void> {
    this.#network.attach(this);
    this.#receiver = receiver;
    return Promise.resolve();
  }

  send(message: Message): void {
    if (this.#receiver === null) {
      return;
    }
    const peer = this.#peers.get(message.to);
    if (peer !== undefined && this.#network.carry(message, peer)) {
      return;
    }
    this.#receiver.unreachable(message.to);
    if (message.type === "snapshot") {
      this.#receiver.snapshotSent(message.to, "failed");
    }
  }

  setPeers(peers: readonly PeerAddress[]): void {
    this.#peers = new Map(peers.map((peer) => [peer.nodeId, peer]));
  }

  /** Called by the network, before a peer's first message. */
  introduce(peer: PeerAddress): void {
    this.#receiver?.discovered(peer);
  }

  /** Called by the network. What arrives after `close` is lost. */
  deliver(message: Message): void {
    this.#receiver?.receive(message);
  }

  close(): Promise<void> {
    this.#network.detach(this);
    this.#receiver = null;
    return Promise.resolve();
  }
}

function linkName(from: NodeId, to: NodeId): string {
  return `${from}>${to}`;
}
