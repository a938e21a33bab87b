import type { Message } from "../raft/index.ts";
import type { Transport, TransportReceiver } from "../transport/types.ts";

/** The transport of a process that reaches no peer: whatever is addressed to one is reported as unreachable. */
export class SoleMemberTransport implements Transport {
  #receiver: TransportReceiver | null = null;

  async start(receiver: TransportReceiver): Promise<void> {
    this.#receiver = receiver;
  }

  send(message: Message): void {
    this.#receiver?.unreachable(message.to);
  }

  setPeers(): void {
    return;
  }

  async close(): Promise<void> {
    this.#receiver = null;
  }
}
