import type { Duplex } from "node:stream";
import type { Clock } from "../../utils/clock.ts";
import type { DeadlineTimers } from "../../utils/deadline.ts";
import type { Logger } from "../../utils/logger.ts";
import { FrameOutput } from "./frame-output.ts";
import {
  DEFAULT_RECEIVE_WINDOWS,
  FrameReceiver,
  HEADER_LIST_BYTES_MAX,
  type ReceiveWindows,
  WORK,
} from "./frame-receiver.ts";
import { FrameSender } from "./frame-sender.ts";
import type { HeaderBlock } from "./hpack-encoder.ts";
import { Http2Error } from "./http2-error.ts";
import type { Http2Stream, ResponseStream, StreamOwner } from "./http2-stream.ts";
import { DEFAULT_WINDOW_BYTES, ERROR_CODE, type Http2ErrorCode, SETTING } from "./protocol.ts";
import type { RequestHeaders } from "./request-headers.ts";
import type { SlabPool } from "./slab-pool.ts";
import { type ClosedBy, StreamTable } from "./stream-table.ts";
import { WorkBudget } from "./work-budget.ts";

/** With as much unsent nothing more is read: a client that takes no answers gets to ask no more. */
const OUTPUT_PAUSE_BYTES = 512 * 1024;
const WORK_UNITS_PER_SECOND = 20_000;
/** What a client whose connection was ended may still send: closing on unread octets would take our last word from it. */
const LINGER_BYTES_MAX = 1024 * 1024;
const LINGER_MS = 1000;

export interface Http2ConnectionOptions {
  readonly streamsMax: number;
  /** DEFAULT_RECEIVE_WINDOWS where left out. */
  readonly windows?: ReceiveWindows;
  /** The client's address, for logs. */
  readonly peerName: string;
}

export interface Http2ConnectionDependencies {
  readonly socket: Duplex;
  readonly clock: Clock;
  readonly timers: DeadlineTimers;
  readonly slabs: SlabPool;
  readonly logger: Logger;
  /** A request has come. Never throws. */
  readonly onRequest: (stream: ResponseStream, headers: RequestHeaders) => void;
}

/**
 * One connection of an HTTP/2 server, RFC 9113: prior knowledge, no push, no priorities. What it keeps for a client is bounded: a cut frame, a cut header
 * block, the open windows, and the answers that were written. Beyond a limit a stream is reset or the connection ended by GOAWAY; nothing that a
 * client sends makes it throw.
 */
export class Http2Connection implements StreamOwner {
  readonly peerName: string;
  readonly #dependencies: Http2ConnectionDependencies;
  readonly #socket: Duplex;
  readonly #output: FrameOutput;
  readonly #sender: FrameSender;
  readonly #receiver: FrameReceiver;
  readonly #streams = new StreamTable();
  #chunkCount = 0;
  #isDraining = false;
  /** Nothing that comes is looked at any more. */
  #isEnded = false;
  #isPaused = false;
  #lingerBytes = 0;

  constructor(options: Http2ConnectionOptions, dependencies: Http2ConnectionDependencies) {
    this.#socket = dependencies.socket;
    this.peerName = options.peerName;
    this.#dependencies = dependencies;
    const windows = options.windows ?? DEFAULT_RECEIVE_WINDOWS;
    this.#output = new FrameOutput({
      socket: this.#socket,
      slabs: dependencies.slabs,
      onWritten: () => this.#written(),
    });
    this.#sender = new FrameSender({
      output: this.#output,
      onSmallFrame: () => this.#guard(() => this.#receiver.spend(WORK.smallFrame)),
      onEnded: (stream) => this.#localEnded(stream),
    });
    this.#receiver = new FrameReceiver(
      { ...options, windows },
      {
        owner: this,
        sender: this.#sender,
        streams: this.#streams,
        work: new WorkBudget({ unitsPerSecond: WORK_UNITS_PER_SECOND }, dependencies),
        onRequest: dependencies.onRequest,
        onReset: (stream, by) => this.#close(stream, by),
      },
    );
    this.#socket.on("data", (chunk: Buffer) => this.#receive(chunk));
    // A client that sends no more, not even windows, has lost what it asked for.
    this.#socket.once("end", () => this.#finish());
    // Its close follows, and tells the streams.
    this.#socket.on("error", () => this.#socket.destroy());
    this.#socket.once("close", () => this.#closed());
    this.#sender.settings([
      [SETTING.MAX_CONCURRENT_STREAMS, options.streamsMax],
      [SETTING.INITIAL_WINDOW_SIZE, windows.streamBytes],
      [SETTING.MAX_HEADER_LIST_SIZE, HEADER_LIST_BYTES_MAX],
    ]);
    this.#sender.updateWindow(0, windows.connectionBytes - DEFAULT_WINDOW_BYTES);
  }

  /** The client has said that it speaks HTTP/2. */
  get isEstablished(): boolean {
    return this.#receiver.isEstablished;
  }

  /** Grows with whatever the client sends. */
  get chunkCount(): number {
    return this.#chunkCount;
  }

  /** Answers that wait for the client. */
  get queuedBytes(): number {
    return this.#sender.queuedBytes;
  }

  /** Asks the client for a sign of life. */
  ping(): void {
    if (!this.#isEnded) {
      this.#sender.ping();
    }
  }

  /** Takes no more requests, RFC 9113 section 6.8, and closes when the last answer has left. Idempotent. */
  drain(): void {
    if (!this.#isDraining && !this.#isEnded) {
      this.#isDraining = true;
      this.#receiver.drain();
      this.#sender.goaway(this.#receiver.lastStreamId, ERROR_CODE.NO_ERROR);
      this.#settleDrain();
    }
  }

  /** At once: nothing leaves any more. */
  destroy(): void {
    this.#isEnded = true;
    this.#socket.destroy();
  }

  respond(stream: Http2Stream, block: HeaderBlock): void {
    this.#sender.respond(stream, block);
  }

  respondAndEnd(stream: Http2Stream, block: HeaderBlock): void {
    this.#sender.respondAndEnd(stream, block);
  }

  write(stream: Http2Stream, part: { readonly head: Uint8Array; readonly body: Uint8Array }): void {
    this.#sender.write(stream, part);
  }

  end(stream: Http2Stream, trailers: HeaderBlock | null): void {
    this.#sender.end(stream, trailers);
  }

  reset(stream: Http2Stream, code: Http2ErrorCode): void {
    this.#sender.reset(stream.id, code);
    this.#close(stream, "us");
  }

  consume(stream: Http2Stream, bytes: number): void {
    if (!this.#isEnded) {
      this.#receiver.consume(stream, bytes);
    }
  }

  released(): void {
    this.#streams.released();
  }

  #receive(chunk: Buffer): void {
    this.#chunkCount += 1;
    if (this.#isEnded) {
      this.#linger(chunk);
      return;
    }
    this.#guard(() => {
      this.#receiver.push(chunk);
      while (this.#receiveNext()) {
        // Until the chunk is used up or the connection has ended.
      }
    });
    if (this.#output.pendingBytes > OUTPUT_PAUSE_BYTES && !this.#isPaused) {
      this.#isPaused = true;
      this.#socket.pause();
    }
  }

  #receiveNext(): boolean {
    try {
      return !this.#isEnded && this.#receiver.receiveNext();
    } catch (error) {
      if (!(error instanceof Http2Error) || error.detail.scope === "connection") {
        throw error;
      }
      this.#resetFaulty(error.detail);
      return true;
    }
  }

  /** A stream that broke a rule; to make us reset streams costs a client as much as to reset them. */
  #resetFaulty({ streamId, code }: { streamId: number; code: Http2ErrorCode }): void {
    this.#receiver.spend(WORK.reset);
    const stream = this.#streams.get(streamId);
    if (stream === undefined) {
      this.#sender.reset(streamId, code);
    } else {
      this.reset(stream, code);
    }
  }

  /** What a client does wrong ends its connection; so does a bug of ours, which is told. */
  #guard(step: () => void): void {
    try {
      step();
    } catch (error) {
      if (!(error instanceof Http2Error)) {
        this.#dependencies.logger.error("HTTP/2 connection failed", { error, peer: this.peerName });
      }
      this.#fail(error instanceof Http2Error ? error.code : ERROR_CODE.INTERNAL_ERROR);
    }
  }

  /** RFC 9113 section 5.4.1: GOAWAY, then the end. */
  #fail(code: Http2ErrorCode): void {
    if (!this.#isEnded) {
      this.#sender.goaway(this.#receiver.lastStreamId, code);
      this.#finish();
    }
  }

  /** What is in the output leaves, where the client takes it in time; nothing else. */
  #finish(): void {
    if (this.#isEnded) {
      return;
    }
    this.#isEnded = true;
    const { clock, timers } = this.#dependencies;
    const timer = timers.add(clock.now() + LINGER_MS, () => this.#socket.destroy());
    this.#socket.once("close", () => timer[Symbol.dispose]());
    this.#output.afterWrite(() => this.#socket.end());
    if (this.#isPaused) {
      this.#socket.resume();
    }
    this.#closeStreams();
  }

  #linger(chunk: Buffer): void {
    this.#lingerBytes += chunk.length;
    if (this.#lingerBytes > LINGER_BYTES_MAX) {
      this.#socket.destroy();
    }
  }

  #closed(): void {
    this.#isEnded = true;
    this.#closeStreams();
    this.#output.close();
  }

  #closeStreams(): void {
    for (const stream of this.#streams.open) {
      this.#close(stream, "peer");
    }
  }

  #written(): void {
    this.#sender.pump();
    if (this.#isPaused && this.#output.pendingBytes <= OUTPUT_PAUSE_BYTES) {
      this.#isPaused = false;
      this.#socket.resume();
    }
  }

  /** A client that still sends to a stream that is answered is told that nobody reads on, RFC 9113 section 8.1. */
  #localEnded(stream: Http2Stream): void {
    if (!stream.isRemoteEnded) {
      this.#sender.reset(stream.id, ERROR_CODE.NO_ERROR);
    }
    this.#close(stream, stream.isRemoteEnded ? "peer" : "us");
  }

  #close(stream: Http2Stream, by: ClosedBy): void {
    if (!this.#streams.close(stream, by)) {
      return;
    }
    this.#sender.forget(stream);
    stream.listener?.closed();
    if (stream.isReferred && !this.#output.isIdle) {
      this.#output.afterWrite(() => stream.listener?.left());
    } else {
      stream.listener?.left();
    }
    this.#settleDrain();
  }

  #settleDrain(): void {
    if (this.#isDraining && !this.#isEnded && this.#streams.openCount === 0) {
      this.#finish();
    }
  }
}
