import type { Message, NodeId } from "../raft/index.ts";
import { BoundedQueue } from "../utils/bounded-queue.ts";
import { endChunks } from "./chunks.ts";
import type {
  PeerAddress,
  PeerMessage,
  SnapshotTransfer,
  Transport,
  TransportReceiver,
} from "./types.ts";

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

/** A snapshot on its way. */
interface MemoryTransfer {
  readonly ends: Link["ends"];
  readonly abort: AbortController;
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
  /** By link: one at a time to a peer. */
  readonly #transfers = new Map<string, MemoryTransfer>();

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
      this.#transfers.get(link)?.abort.abort(new Error("the link was cut"));
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
    this.#endTransfers(nodeId);
  }

  detach(transport: MemoryTransport): void {
    const { nodeId } = transport.peer;
    if (this.#members.get(nodeId) === transport) {
      this.#members.delete(nodeId);
      this.#endTransfers(nodeId);
    }
  }

  /** False when the message is lost for certain: no such member on that volume, a cut link, a full queue. */
  carry(message: Message, to: PeerAddress): boolean {
    const name = linkName(message.from, message.to);
    if (!this.#isOpen(name, to)) {
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

  /** Rejects when the snapshot has not arrived. Its chunks are read to their end, or returned, either way. */
  async carrySnapshot(transfer: SnapshotTransfer, to: PeerAddress | undefined): Promise<void> {
    const { message, chunks } = transfer;
    const name = linkName(message.from, message.to);
    if (to === undefined || !this.#isOpen(name, to) || this.#transfers.has(name)) {
      await endChunks(chunks);
      throw new Error(`no snapshot can be sent to node ${message.to} now`);
    }
    const abort = new AbortController();
    this.#transfers.set(name, { ends: [message.from, message.to], abort });
    try {
      await new Promise<void>((resolve) => {
        this.#schedule(resolve);
      });
      abort.signal.throwIfAborted();
      await this.#members
        .get(message.to)
        ?.deliverSnapshot({ message, chunks: whileOpen(chunks, abort.signal) }, abort.signal);
      abort.signal.throwIfAborted();
    } finally {
      await endChunks(chunks);
      this.#transfers.delete(name);
    }
  }

  #isOpen(name: string, to: PeerAddress): boolean {
    return this.#members.get(to.nodeId)?.peer.storeId === to.storeId && !this.#cut.has(name);
  }

  #endTransfers(nodeId: NodeId): void {
    for (const { ends, abort } of this.#transfers.values()) {
      if (ends.includes(nodeId)) {
        abort.abort(new Error(`node ${nodeId} has left the network`));
      }
    }
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

  send(message: PeerMessage): void {
    if (this.#receiver === null) {
      return;
    }
    const peer = this.#peers.get(message.to);
    if (peer !== undefined && this.#network.carry(message, peer)) {
      return;
    }
    this.#receiver.unreachable(message.to);
    if (message.type === "propose") {
      this.#receiver.unsent?.(message);
    }
  }

  sendSnapshot(snapshot: SnapshotTransfer): void {
    const { to } = snapshot.message;
    if (this.#receiver === null) {
      endChunks(snapshot.chunks).catch(() => undefined);
      return;
    }
    this.#network.carrySnapshot(snapshot, this.#peers.get(to)).then(
      () => this.#receiver?.snapshotSent(to, "finished"),
      () => this.#receiver?.snapshotSent(to, "failed"),
    );
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

  /** Called by the network. */
  async deliverSnapshot(transfer: SnapshotTransfer, signal: AbortSignal): Promise<void> {
    if (this.#receiver === null) {
      throw new Error(`node ${this.peer.nodeId} is closed`);
    }
    await this.#receiver.receiveSnapshot(transfer, { signal });
  }

  close(): Promise<void> {
    this.#network.detach(this);
    this.#receiver = null;
    return Promise.resolve();
  }
}

async function* whileOpen(
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    signal.throwIfAborted();
    yield chunk;
  }
}

function linkName(from: NodeId, to: NodeId): string {
  return `${from}>${to}`;
}
