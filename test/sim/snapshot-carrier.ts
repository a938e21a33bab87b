import { endChunks } from "../../src/transport/chunks.ts";
import type { PeerAddress, SnapshotTransfer } from "../../src/transport/types.ts";
import type { Random } from "../support/random.ts";
import type { SimNetwork } from "./network.ts";
import type { NetworkOptions } from "./options.ts";
import type { Simulation } from "./simulation.ts";
import type { SimTransport } from "./transport.ts";

/** A snapshot that is repeated comes up to this many usual delays later. */
const REPEAT_FACTOR = 100;
/** A packet of a transfer that is lost is sent again, as a connection does, this many times. */
const RETRIES_MAX = 8;

interface Transfer {
  readonly ends: readonly [SimTransport, SimTransport];
  readonly abort: AbortController;
}

/** Carries states in chunks: each takes its time, and a transfer may be cut between two, or lose the news of its success. */
export class SnapshotCarrier {
  readonly #options: NetworkOptions;
  readonly #simulation: Simulation;
  readonly #network: SimNetwork;
  readonly #random: Random;
  readonly #transfers = new Set<Transfer>();

  constructor(
    options: NetworkOptions,
    dependencies: { readonly simulation: Simulation; readonly network: SimNetwork },
  ) {
    this.#options = options;
    this.#simulation = dependencies.simulation;
    this.#network = dependencies.network;
    this.#random = dependencies.simulation.world.random("snapshots");
  }

  /** One of the two is gone. */
  end(transport: SimTransport): void {
    for (const { ends, abort } of this.#transfers) {
      if (ends.includes(transport)) {
        abort.abort(new Error("one end of the transfer is gone"));
      }
    }
  }

  carry(sender: SimTransport, transfer: SnapshotTransfer, peer: PeerAddress): void {
    const { message } = transfer;
    this.#emit(message, "begun");
    const done = (outcome: "finished" | "failed"): void => {
      this.#emit(message, outcome === "finished" ? "arrived" : "failed");
      sender.life.schedule(0, () => sender.receiver?.snapshotSent(message.to, outcome));
    };
    this.#transfer(sender, transfer, peer).then(
      () => done(this.#isCut() ? "failed" : "finished"),
      () => done("failed"),
    );
  }

  async #transfer(
    sender: SimTransport,
    { message, chunks }: SnapshotTransfer,
    peer: PeerAddress,
  ): Promise<void> {
    const abort = new AbortController();
    const read: Uint8Array[] = [];
    try {
      await this.#pass(sender, peer);
      const receiver = this.#network.find(sender, peer);
      if (receiver?.receiver === null || receiver === null) {
        throw new Error("nobody is there to receive the snapshot");
      }
      const transfer: Transfer = { ends: [sender, receiver], abort };
      this.#transfers.add(transfer);
      try {
        const arriving = this.#arriving({ sender, peer, chunks, read, signal: abort.signal });
        await this.#receive(receiver, { message, chunks: arriving }, abort.signal);
        abort.signal.throwIfAborted();
      } finally {
        this.#transfers.delete(transfer);
      }
    } finally {
      // Not waited for: what a dead sender's state stands for does not answer.
      endChunks(chunks).catch(() => undefined);
    }
    this.#repeatSometimes(sender, { message, peer, read });
  }

  /** In the receiver's own time: it may stand still. */
  async #receive(
    receiver: SimTransport,
    transfer: SnapshotTransfer,
    signal: AbortSignal,
  ): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      // A receiver that dies never answers.
      signal.addEventListener("abort", () => reject(new Error("the transfer has ended")));
      receiver.life.dispatch({
        run: () => {
          if (receiver.receiver === null) {
            reject(new Error("the receiver is closed"));
            return;
          }
          receiver.receiver.receiveSnapshot(transfer, { signal }).then(
            () => {
              this.#simulation.coverage.delivered("snapshot");
              resolve();
            },
            (error: unknown) => reject(new Error("the snapshot was not taken", { cause: error })),
          );
        },
      });
    });
  }

  async *#arriving(transfer: {
    readonly sender: SimTransport;
    readonly peer: PeerAddress;
    readonly chunks: AsyncIterable<Uint8Array>;
    readonly read: Uint8Array[];
    readonly signal: AbortSignal;
  }): AsyncGenerator<Uint8Array, void, void> {
    const { sender, peer, chunks, read, signal } = transfer;
    for await (const chunk of chunks) {
      await this.#pass(sender, peer);
      signal.throwIfAborted();
      if (this.#isCut()) {
        throw new Error("the transfer was cut");
      }
      read.push(chunk);
      yield chunk;
    }
  }

  async #pass(sender: SimTransport, peer: PeerAddress): Promise<void> {
    const { world } = this.#simulation;
    const from = sender.life.process.place;
    const to = this.#network.placeOf(peer.address);
    for (let tries = 0; tries < RETRIES_MAX; tries++) {
      const delayUs = this.#network.drawDelayUs(from, to);
      const isLost = delayUs === Number.POSITIVE_INFINITY;
      await new Promise<void>((resolve) => {
        world.schedule(isLost ? this.#options.delayMeanUs * 4 : delayUs, resolve);
      });
      if (!isLost) {
        return;
      }
    }
    throw new Error("the connection is lost");
  }

  /** As when the sender has not heard that it arrived, and sends it again. */
  #repeatSometimes(
    sender: SimTransport,
    sent: {
      readonly message: SnapshotTransfer["message"];
      readonly peer: PeerAddress;
      readonly read: readonly Uint8Array[];
    },
  ): void {
    if (this.#network.isCalm || !this.#random.chance(this.#options.duplicatePercent)) {
      return;
    }
    const { message, peer, read } = sent;
    const delayUs = this.#options.delayMeanUs * (1 + this.#random.below(REPEAT_FACTOR));
    this.#simulation.world.schedule(delayUs, () => {
      const receiver = this.#network.find(sender, peer);
      if (receiver !== null) {
        const abort = new AbortController();
        this.#receive(receiver, { message, chunks: chunksOf(read) }, abort.signal).catch(
          () => undefined,
        );
      }
    });
  }

  #isCut(): boolean {
    return !this.#network.isCalm && this.#random.chance(this.#options.cutPercent);
  }

  #emit(message: SnapshotTransfer["message"], outcome: "begun" | "arrived" | "failed"): void {
    const { index } = message.snapshot.metadata;
    this.#simulation.world.trace.emit({
      kind: "snapshot",
      from: message.from,
      to: message.to,
      index,
      outcome,
    });
  }
}

async function* chunksOf(read: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void, void> {
  yield* read;
}
