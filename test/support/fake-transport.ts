import type { Message } from "../../src/raft/message.ts";
import type {
  PeerAddress,
  PeerMessage,
  SnapshotTransfer,
  Transport,
  TransportReceiver,
} from "../../src/transport/types.ts";

/** Keeps what is sent; a test plays the peers. */
export class FakeTransport implements Transport {
  /** Snapshots' messages too. */
  readonly sent: Message[] = [];
  /** Their chunks are the test's to read. */
  readonly snapshots: SnapshotTransfer[] = [];
  peers: readonly PeerAddress[] = [];
  isClosed = false;
  onSend: (message: Message) => void = () => undefined;
  #receiver: TransportReceiver | null = null;

  get receiver(): TransportReceiver {
    if (this.#receiver === null) {
      throw new Error("the node has not started its transport");
    }
    return this.#receiver;
  }

  start(receiver: TransportReceiver): Promise<void> {
    this.#receiver = receiver;
    return Promise.resolve();
  }

  send(message: PeerMessage): void {
    this.sent.push(message);
    this.onSend(message);
  }

  sendSnapshot(snapshot: SnapshotTransfer): void {
    this.sent.push(snapshot.message);
    this.snapshots.push(snapshot);
    this.onSend(snapshot.message);
  }

  setPeers(peers: readonly PeerAddress[]): void {
    this.peers = peers;
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }

  ofType<T extends Message["type"]>(type: T): Extract<Message, { readonly type: T }>[] {
    return this.sent.filter(
      (message): message is Extract<Message, { readonly type: T }> => message.type === type,
    );
  }
}
