import type { Message, NodeId } from "../../src/raft/index.ts";
import { decodeMessage, encodeMessage } from "../../src/transport/message-codec.ts";
import { endChunks } from "../../src/transport/chunks.ts";
import type { PeerAddress, PeerMessage, SnapshotTransfer } from "../../src/transport/types.ts";
import type { Random } from "../support/random.ts";
import type { NetworkOptions } from "./options.ts";
import type { Simulation } from "./simulation.ts";
import { SnapshotCarrier } from "./snapshot-carrier.ts";
import type { MessageFate } from "./trace.ts";
import type { SimTransport } from "./transport.ts";

/** A message that is late takes up to this many times the usual delay. */
const STALE_FACTOR = 300;
/** How often a sender that cannot reach a peer is told. */
const UNREACHABLE_PERCENT = 70;

/**
 * Carries messages between places: late, out of order, twice, or not at all; never a proposal twice. A message outlives its sender, and a restart of its
 * receiver, but reaches nobody else than the member on the volume that it was meant for.
 */
export class SimNetwork {
  readonly #options: NetworkOptions;
  readonly #simulation: Simulation;
  readonly #random: Random;
  readonly #snapshots: SnapshotCarrier;
  /** By place. */
  readonly #attached = new Map<number, SimTransport>();
  /** By address: which place it is. */
  readonly #places = new Map<string, number>();
  /** Directed links between places where nothing passes, `from * 100 + to`. */
  readonly #cut = new Set<number>();
  /** Directed links where everything waits until then. */
  readonly #clogged = new Map<number, number>();
  readonly #lastArrivalUs = new Map<number, number>();
  #extraLossPercent = 0;
  #isCalm = false;
  #delayMeanUs: number;

  constructor(options: NetworkOptions, dependencies: { readonly simulation: Simulation }) {
    this.#options = options;
    this.#delayMeanUs = options.delayMeanUs;
    this.#simulation = dependencies.simulation;
    this.#random = dependencies.simulation.world.random("network");
    this.#snapshots = new SnapshotCarrier(options, {
      simulation: dependencies.simulation,
      network: this,
    });
  }

  /** Whoever listens at the place that has the address. */
  registerAddress(address: string, place: number): void {
    this.#places.set(address, place);
  }

  attach(transport: SimTransport): void {
    this.#attached.set(transport.life.process.place, transport);
  }

  detach(transport: SimTransport): void {
    const { place } = transport.life.process;
    if (this.#attached.get(place) === transport) {
      this.#attached.delete(place);
      this.#snapshots.end(transport);
    }
  }

  /** Nothing passes from the one place to the other. */
  cut(from: number, to: number): void {
    this.#cut.add(linkOf(from, to));
  }

  mend(from: number, to: number): void {
    this.#cut.delete(linkOf(from, to));
  }

  isCut(from: number, to: number): boolean {
    return this.#cut.has(linkOf(from, to));
  }

  /** What is sent from now on arrives `durationUs` from now at the earliest. */
  clog(link: { readonly from: number; readonly to: number }, durationUs: number): void {
    this.#clogged.set(
      linkOf(link.from, link.to),
      this.#simulation.world.nowUs + Math.floor(durationUs),
    );
  }

  setExtraLoss(percent: number): void {
    this.#extraLossPercent = percent;
  }

  mendAll(): void {
    this.#cut.clear();
    this.#clogged.clear();
    this.#extraLossPercent = 0;
  }

  /** From now on nothing is lost, repeated or later than that on average. Cut links stay cut. */
  calm(options: { readonly delayMeanMaxUs: number }): void {
    this.#isCalm = true;
    this.#delayMeanUs = Math.min(this.#delayMeanUs, options.delayMeanMaxUs);
    this.#clogged.clear();
    this.#extraLossPercent = 0;
  }

  get isCalm(): boolean {
    return this.#isCalm;
  }

  /** Who is meant by a peer's address; null where nobody of that identity listens there. */
  find(sender: SimTransport, peer: PeerAddress): SimTransport | null {
    const found = this.#attached.get(this.#places.get(peer.address) ?? -1);
    return found !== undefined &&
      found.peer.nodeId === peer.nodeId &&
      found.peer.storeId === peer.storeId &&
      found.clusterId === sender.clusterId
      ? found
      : null;
  }

  send(sender: SimTransport, message: PeerMessage, peer: PeerAddress | undefined): void {
    const { world, checks } = this.#simulation;
    checks.sending(sender.life, message);
    const fate = peer === undefined ? "unreachable" : this.#drawFate(sender, peer);
    world.trace.emit({ kind: "sent", message, fate });
    if (peer === undefined) {
      sender.receiver?.unreachable(message.to);
      return;
    }
    if (fate !== "carried") {
      return;
    }
    const carried = this.#options.encodes ? decodeMessage(encodeMessage(message)) : message;
    this.#carry(sender, carried, peer);
    if (message.type !== "propose" && this.#isHit(this.#options.duplicatePercent)) {
      this.#carry(sender, carried, peer);
    }
  }

  sendSnapshot(
    sender: SimTransport,
    transfer: SnapshotTransfer,
    peer: PeerAddress | undefined,
  ): void {
    const { message } = transfer;
    this.#simulation.checks.sending(sender.life, message);
    if (peer === undefined || sender.receiver === null) {
      endChunks(transfer.chunks).catch(() => undefined);
      sender.life.schedule(0, () => sender.receiver?.snapshotSent(message.to, "failed"));
      return;
    }
    this.#snapshots.carry(sender, transfer, peer);
  }

  /** How long a packet takes now; infinity: it does not arrive. */
  drawDelayUs(from: number, to: number): number {
    const link = linkOf(from, to);
    if (this.#cut.has(link) || this.#isHit(this.#options.lossPercent + this.#extraLossPercent)) {
      return Number.POSITIVE_INFINITY;
    }
    const { delayLeastUs } = this.#options;
    const clogUs = (this.#clogged.get(link) ?? 0) - this.#simulation.world.nowUs;
    return Math.max(clogUs, 0) + delayLeastUs + this.#random.exponential(this.#delayMeanUs);
  }

  placeOf(address: string): number {
    return this.#places.get(address) ?? -1;
  }

  #drawFate(sender: SimTransport, peer: PeerAddress): MessageFate {
    const from = sender.life.process.place;
    const to = this.placeOf(peer.address);
    if (this.#cut.has(linkOf(from, to))) {
      this.#tellUnreachable(sender, peer.nodeId);
      return "cut";
    }
    return this.#isHit(this.#options.lossPercent + this.#extraLossPercent) ? "lost" : "carried";
  }

  #carry(sender: SimTransport, message: Message, peer: PeerAddress): void {
    const { world } = this.#simulation;
    const { delayLeastUs, stalePercent, reorders } = this.#options;
    const link = linkOf(sender.life.process.place, this.placeOf(peer.address));
    const isStale = message.type !== "propose" && this.#isHit(stalePercent);
    let delayUs = delayLeastUs + this.#random.exponential(this.#delayMeanUs);
    if (isStale) {
      delayUs *= 1 + this.#random.below(STALE_FACTOR);
    }
    delayUs = Math.max(delayUs, (this.#clogged.get(link) ?? 0) - world.nowUs);
    if (!reorders && !isStale) {
      const arrivalUs = Math.max(
        world.nowUs + Math.floor(delayUs),
        this.#lastArrivalUs.get(link) ?? 0,
      );
      this.#lastArrivalUs.set(link, arrivalUs);
      delayUs = arrivalUs - world.nowUs;
    }
    world.schedule(delayUs, () => this.#arrive(sender, message, peer));
  }

  /** Whoever lives there now gets it, when he is the one that is meant and does not stand still. */
  #arrive(sender: SimTransport, message: Message, peer: PeerAddress): void {
    const { world, coverage } = this.#simulation;
    const receiver = this.find(sender, peer);
    if (receiver === null) {
      this.#tellUnreachable(sender, peer.nodeId);
      return;
    }
    receiver.life.dispatch({
      run: () => {
        if (receiver.receiver?.isRemoved?.(message.from) === true) {
          const reason = `node ${message.from} was removed`;
          sender.life.schedule(0, () => sender.receiver?.refused?.(message.to, reason));
          return;
        }
        if (receiver.receiver !== null) {
          coverage.delivered(message.type);
          world.trace.emit({ kind: "delivered", message });
          receiver.deliver(message, sender);
        }
      },
    });
  }

  #tellUnreachable(sender: SimTransport, nodeId: NodeId): void {
    if (this.#random.chance(UNREACHABLE_PERCENT)) {
      sender.life.schedule(0, () => sender.receiver?.unreachable(nodeId));
    }
  }

  #isHit(percent: number): boolean {
    return !this.#isCalm && percent > 0 && this.#random.chance(percent);
  }
}

function linkOf(from: number, to: number): number {
  return from * 100 + to;
}
