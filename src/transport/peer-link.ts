import type { MessageOf, NodeId } from "../raft/index.ts";
import { assertNever } from "../utils/assert.ts";
import type { Clock } from "../utils/clock.ts";
import type { Logger } from "../utils/logger.ts";
import type { Hello } from "./hello.ts";
import { sizeMessage } from "./message-codec.ts";
import { OutgoingQueue } from "./outgoing-queue.ts";
import type { PeerCall, PeerDialer } from "./peer-dialer.ts";
import type { ReconnectBackoff } from "./reconnect-backoff.ts";
import { decodeReceived, encodeFrame, encodeMessagesHello } from "./stream-codec.ts";
import { TransportError } from "./transport-error.ts";
import type { PeerMetrics } from "./transport-metrics.ts";
import type { PeerAddress, PeerMessage } from "./types.ts";

/** Entries beyond this wait for the next frame, so that control messages can pass them. One larger message is a frame by itself. */
const FRAME_BYTES = 256 * 1024;
/** Given to the connection and not yet taken by it: no more may stand before a heartbeat. */
const IN_FLIGHT_BYTES_MAX = 512 * 1024;
const IN_FLIGHT_FRAMES_MAX = 4;
/** What a peer refuses a hello with that it will never accept. */
const GRPC_FAILED_PRECONDITION = 9;
const GRPC_UNIMPLEMENTED = 12;

export interface PeerLinkOptions {
  readonly peer: PeerAddress;
  readonly queueMessagesMax: number;
  readonly queueBytesMax: number;
  /** A peer from which nothing is heard for so long is gone: the connection is given up. */
  readonly silenceMaxMs: number;
  /** Between two signs of life. */
  readonly pingIntervalMs: number;
  /** Between two reports that the peer cannot be reached. */
  readonly reportIntervalMs: number;
}

export interface PeerLinkDependencies {
  readonly dialer: PeerDialer;
  readonly backoff: ReconnectBackoff;
  readonly clock: Clock;
  readonly metrics: PeerMetrics;
  readonly logger: Logger;
  /** The hello of the next stream to the peer: each has an epoch of its own. */
  readonly createHello: (peer: PeerAddress) => Hello;
  /** The peer has seen this epoch of ours: the next one must be newer. */
  readonly sawEpoch: (epoch: number) => void;
  readonly unreachable: (nodeId: NodeId) => void;
  /** It was never given to a connection. */
  readonly unsent: (proposal: MessageOf<"propose">) => void;
  /** The peer has refused the stream for what the two of them are: its sentence. */
  readonly refused: (nodeId: NodeId, reason: string) => void;
}

/**
 *     waiting --timer, retryNow--> opening --accepted--> open
 *        ^                            |                   |
 *        +------ended, silent---------+-------------------+
 *     (closed is reached from everywhere)
 *
 * Messages queue while opening and open; while waiting they are dropped. Whatever was given to a connection is never given to another one.
 */
type LinkState =
  | { readonly name: "waiting"; readonly timer: Disposable }
  | { readonly name: "opening"; readonly call: PeerCall }
  | { readonly name: "open"; readonly call: PeerCall; readonly sinceMs: number }
  | { readonly name: "closed" };

/** The stream of messages to one peer: queue, frames, reconnecting and signs of life. */
export class PeerLink {
  readonly #options: PeerLinkOptions;
  readonly #dependencies: PeerLinkDependencies;
  readonly #queue: OutgoingQueue;
  readonly #watch: Disposable;
  #state: LinkState = { name: "closed" };
  #isFlushScheduled = false;
  #frameNumber = 0;
  #framesInFlight = 0;
  #bytesInFlight = 0;
  #heardAtMs = 0;
  #watchedAtMs = 0;
  #isSentSinceWatch = false;
  #reportedAtMs = Number.NEGATIVE_INFINITY;
  #reportTimer: Disposable | null = null;
  /** Of the last failure: the same one is logged once. */
  #loggedFailure: string | null = null;

  constructor(options: PeerLinkOptions, dependencies: PeerLinkDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
    this.#queue = new OutgoingQueue({
      itemsMax: options.queueMessagesMax,
      bytesMax: options.queueBytesMax,
    });
    this.#watch = dependencies.clock.every(options.pingIntervalMs, () => this.#watchPeer());
    this.#open();
  }

  get peer(): PeerAddress {
    return this.#options.peer;
  }

  send(message: PeerMessage): void {
    switch (this.#state.name) {
      case "open":
      case "opening": {
        if (this.#queue.push(message, sizeMessage(message))) {
          this.#scheduleFlush();
        } else {
          this.#dropOne(message);
        }
        return;
      }
      case "waiting":
        this.#dropOne(message);
        return;
      case "closed":
        return;
      default:
        assertNever(this.#state);
    }
  }

  /** The peer gave a sign of life: what it was tried in vain before counts no more. */
  retryNow(): void {
    this.#dependencies.backoff.reset();
    if (this.#state.name === "waiting") {
      this.#state.timer[Symbol.dispose]();
      this.#open();
    }
  }

  close(): void {
    const state = this.#state;
    this.#state = { name: "closed" };
    this.#watch[Symbol.dispose]();
    this.#reportTimer?.[Symbol.dispose]();
    this.#giveBack(this.#queue.clear().proposals);
    if (state.name === "waiting") {
      state.timer[Symbol.dispose]();
    } else if (state.name !== "closed") {
      state.call.cancel();
    }
  }

  #open(): void {
    const { dialer, clock, createHello } = this.#dependencies;
    this.#frameNumber = 0;
    this.#framesInFlight = 0;
    this.#bytesInFlight = 0;
    this.#heardAtMs = clock.now();
    this.#watchedAtMs = this.#heardAtMs;
    const call = dialer.open(
      { address: this.#options.peer.address, method: "Messages" },
      {
        answered: (bytes) => {
          if (this.#isCurrent(call)) {
            this.#receiveAnswer(call, bytes);
          }
        },
        ended: (error) => {
          if (this.#isCurrent(call)) {
            this.#lose(error);
          }
        },
      },
    );
    this.#state = { name: "opening", call };
    call.write(encodeMessagesHello(createHello(this.#options.peer)), () => undefined);
  }

  #isCurrent(call: PeerCall): boolean {
    const state = this.#state;
    return (state.name === "opening" || state.name === "open") && state.call === call;
  }

  #receiveAnswer(call: PeerCall, bytes: Uint8Array): void {
    const { clock, logger, metrics } = this.#dependencies;
    try {
      decodeReceived(bytes);
    } catch (error) {
      if (!(error instanceof TransportError)) {
        throw error;
      }
      call.cancel();
      this.#lose(error);
      return;
    }
    this.#heardAtMs = clock.now();
    if (this.#state.name === "opening") {
      this.#state = { name: "open", call, sinceMs: this.#heardAtMs };
      this.#loggedFailure = null;
      metrics.connected();
      logger.info("peer connected", { peer: this.peer.nodeId, address: this.peer.address });
      this.#flush();
    }
  }

  /** The stream is gone. Whether what was on its way has arrived is not known, and it is not sent again. */
  #lose(error: TransportError | null): void {
    const { backoff, clock, metrics, sawEpoch, refused } = this.#dependencies;
    const state = this.#state;
    if (state.name === "open") {
      metrics.disconnected();
      if (clock.now() - state.sinceMs >= this.#options.silenceMaxMs) {
        backoff.reset();
      }
    }
    this.#logFailure(error);
    if (error?.detail.code === "CALL_FAILED") {
      const { epoch, grpcCode, reason } = error.detail;
      if (epoch !== null) {
        sawEpoch(epoch);
      } else if (grpcCode === GRPC_FAILED_PRECONDITION || grpcCode === GRPC_UNIMPLEMENTED) {
        refused(this.peer.nodeId, reason);
      }
    }
    const delayMs = backoff.nextDelayMs();
    this.#state = { name: "waiting", timer: clock.after(delayMs, () => this.#open()) };
    const dropped = this.#queue.clear();
    this.#drop(dropped.count);
    this.#giveBack(dropped.proposals);
  }

  #logFailure(error: TransportError | null): void {
    const sentence = error?.message ?? "the peer ended the stream";
    const fields = { peer: this.peer.nodeId, address: this.peer.address, reason: sentence };
    if (sentence === this.#loggedFailure) {
      this.#dependencies.logger.debug("peer not reached", fields);
    } else {
      this.#loggedFailure = sentence;
      this.#dependencies.logger.warn("peer not reached", fields);
    }
  }

  #dropOne(message: PeerMessage): void {
    this.#drop(1);
    if (message.type === "propose") {
      this.#giveBack([message]);
    }
  }

  #giveBack(proposals: readonly MessageOf<"propose">[]): void {
    for (const proposal of proposals) {
      this.#dependencies.unsent(proposal);
    }
  }

  /** Counts what is lost, if anything, and reports the peer at most once in an interval: at once, or at the interval's end. */
  #drop(count: number): void {
    const { clock, metrics } = this.#dependencies;
    if (count > 0) {
      metrics.dropped(count);
    }
    metrics.queued(this.#queue.size);
    const waitMs = this.#reportedAtMs + this.#options.reportIntervalMs - clock.now();
    if (waitMs <= 0) {
      this.#report();
    } else {
      this.#reportTimer ??= clock.after(waitMs, () => this.#report());
    }
  }

  #report(): void {
    this.#reportTimer?.[Symbol.dispose]();
    this.#reportTimer = null;
    this.#reportedAtMs = this.#dependencies.clock.now();
    this.#dependencies.unreachable(this.peer.nodeId);
  }

  /** All that is sent in one turn shares a frame. */
  #scheduleFlush(): void {
    if (!this.#isFlushScheduled && this.#state.name === "open") {
      this.#isFlushScheduled = true;
      queueMicrotask(() => {
        this.#isFlushScheduled = false;
        this.#flush();
      });
    }
  }

  #flush(): void {
    while (
      this.#state.name === "open" &&
      this.#queue.size > 0 &&
      this.#framesInFlight < IN_FLIGHT_FRAMES_MAX &&
      this.#bytesInFlight < IN_FLIGHT_BYTES_MAX
    ) {
      this.#sendFrame(this.#state.call, this.#queue.take(FRAME_BYTES));
    }
    this.#dependencies.metrics.queued(this.#queue.size);
  }

  #sendFrame(call: PeerCall, messages: ReturnType<OutgoingQueue["take"]>): void {
    this.#frameNumber += 1;
    const bytes = encodeFrame({ number: this.#frameNumber, messages });
    this.#framesInFlight += 1;
    this.#bytesInFlight += bytes.length;
    this.#isSentSinceWatch = true;
    this.#dependencies.metrics.framesSent(bytes.length);
    call.write(bytes, () => {
      if (this.#isCurrent(call)) {
        this.#framesInFlight -= 1;
        this.#bytesInFlight -= bytes.length;
        this.#flush();
      }
    });
  }

  /** A connection that the network has forgotten looks like a quiet one: hence a sign of life in each interval, and an answer to it. */
  #watchPeer(): void {
    const { clock } = this.#dependencies;
    const state = this.#state;
    if (state.name !== "opening" && state.name !== "open") {
      return;
    }
    const now = clock.now();
    const isStalled = now - this.#watchedAtMs > 2 * this.#options.pingIntervalMs;
    this.#watchedAtMs = now;
    if (isStalled) {
      // This process stood still: answers may wait unread.
      this.#heardAtMs = now;
    }
    const silenceMs = now - this.#heardAtMs;
    if (silenceMs >= this.#options.silenceMaxMs) {
      state.call.cancel();
      this.#lose(
        new TransportError(
          `nothing was heard from ${this.peer.address} for ${Math.round(silenceMs)} ms`,
          { code: "SILENT", silenceMs },
        ),
      );
      return;
    }
    if (state.name === "open" && !this.#isSentSinceWatch && this.#framesInFlight === 0) {
      this.#sendFrame(state.call, []);
    }
    this.#isSentSinceWatch = false;
  }
}
