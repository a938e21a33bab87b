import type { Message, NodeId } from "../../src/raft/index.ts";
import type {
  PeerAddress,
  PeerMessage,
  SnapshotTransfer,
  Transport,
  TransportReceiver,
} from "../../src/transport/types.ts";
import type { SimNetwork } from "./network.ts";
import type { Life } from "./node.ts";

/** One life's end of the simulated network. */
export class SimTransport implements Transport {
  readonly peer: PeerAddress;
  readonly clusterId: string;
  readonly life: Life;
  readonly #network: SimNetwork;
  /** Which life of each peer has introduced itself. */
  readonly #introduced = new Map<NodeId, Life>();
  #receiver: TransportReceiver | null = null;
  #peers: ReadonlyMap<NodeId, PeerAddress> = new Map();

  constructor(
    options: { readonly peer: PeerAddress; readonly clusterId: string },
    dependencies: { readonly life: Life; readonly network: SimNetwork },
  ) {
    this.peer = options.peer;
    this.clusterId = options.clusterId;
    this.life = dependencies.life;
    this.#network = dependencies.network;
  }

  /** Null before `start` and after `close`. */
  get receiver(): TransportReceiver | null {
    return this.life.isDead ? null : this.#receiver;
  }

  start(receiver: TransportReceiver): Promise<void> {
    this.#receiver = receiver;
    this.#network.attach(this);
    return Promise.resolve();
  }

  send(message: PeerMessage): void {
    if (this.receiver !== null) {
      this.#network.send(this, message, this.#peers.get(message.to));
    }
  }

  sendSnapshot(snapshot: SnapshotTransfer): void {
    this.#network.sendSnapshot(this, snapshot, this.#peers.get(snapshot.message.to));
  }

  setPeers(peers: readonly PeerAddress[]): void {
    this.#peers = new Map(peers.map((peer) => [peer.nodeId, peer]));
  }

  /** Called by the network: the sender's identity fits. */
  deliver(message: Message, sender: { readonly peer: PeerAddress; readonly life: Life }): void {
    if (this.#introduced.get(message.from) !== sender.life) {
      this.#introduced.set(message.from, sender.life);
      this.receiver?.discovered(sender.peer);
    }
    this.receiver?.receive(message);
  }

  close(): Promise<void> {
    this.#receiver = null;
    this.#network.detach(this);
    return Promise.resolve();
  }
}
