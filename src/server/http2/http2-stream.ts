import type { HeaderBlock } from "./hpack-encoder.ts";
import type { Http2ErrorCode } from "./protocol.ts";

/** Whoever answers a request. It is called within the turn that reads the socket, and never throws. */
export interface Http2StreamListener {
  /** A part of the request's body. It gives the octets back by `consume`, else the client stops sending. */
  receiveData(bytes: Buffer): void;
  /** The request is whole. */
  receiveEnd(): void;
  /** All that was written is in frames: the client takes more. */
  drained(): void;
  /** Nothing comes or goes on the stream any more: it is answered, or was reset, or the connection is gone. */
  closed(): void;
  /** Once, not before `closed`: nothing of its answers is in memory. */
  left(): void;
}

/** The answering side of a request. Where it is not open, what is sent goes nowhere. */
export interface ResponseStream {
  /** The client's address, for logs. */
  readonly peerName: string;
  /** Who is told what comes. What nobody listens for is passed over. */
  listen(listener: Http2StreamListener): void;
  readonly isOpen: boolean;
  readonly isRemoteEnded: boolean;
  /** Written, and not in frames: the client's windows are full or its socket is. */
  readonly queuedBytes: number;
  /** Once, before anything else. */
  respond(block: HeaderBlock): void;
  /** `head` and `body` one after the other; neither may change until the stream has left. */
  write(part: { readonly head: Uint8Array; readonly body: Uint8Array }): void;
  /** Behind all that was written; with trailers or without. A client that still sends is told that nobody reads on. */
  end(trailers: HeaderBlock | null): void;
  /** An answer without a body. */
  respondAndEnd(block: HeaderBlock): void;
  reset(code: Http2ErrorCode): void;
  /** So many octets of the request are in memory no more. */
  consume(bytes: number): void;
  /** Whoever answers is done with the request: until then it counts among the connection's streams, reset or not. */
  release(): void;
  /** Ends the whole connection. */
  destroyConnection(): void;
}

/** What a connection does for its streams. */
export interface StreamOwner {
  readonly peerName: string;
  respond(stream: Http2Stream, block: HeaderBlock): void;
  respondAndEnd(stream: Http2Stream, block: HeaderBlock): void;
  write(stream: Http2Stream, part: { readonly head: Uint8Array; readonly body: Uint8Array }): void;
  end(stream: Http2Stream, trailers: HeaderBlock | null): void;
  reset(stream: Http2Stream, code: Http2ErrorCode): void;
  consume(stream: Http2Stream, bytes: number): void;
  released(): void;
  destroy(): void;
}

/** A request and its answer. The fields are its connection's bookkeeping; who answers sees a `ResponseStream`. */
export class Http2Stream implements ResponseStream {
  readonly id: number;
  readonly #owner: StreamOwner;
  listener: Http2StreamListener | null = null;
  /** RFC 9113 section 5.1: half-closed by the client's END_STREAM, by ours, or gone. */
  isRemoteEnded = false;
  isLocalEnded = false;
  isClosed = false;
  #isReleased = false;
  /** What the client may send, and what of it was consumed since it was told last. */
  receiveWindow: number;
  consumedBytes = 0;
  /** As it announced, and as it came. */
  readonly contentLength: number | null;
  bodyBytes = 0;
  /** What we may send; below 0 after the client has made its windows smaller. */
  sendWindow: number;
  readonly queue: Uint8Array[] = [];
  queuedBytes = 0;
  /** What follows the queue. */
  ending: { readonly trailers: HeaderBlock | null } | null = null;
  /** A part of an answer went to the output by reference. */
  isReferred = false;

  constructor(
    options: {
      readonly id: number;
      readonly receiveWindow: number;
      readonly sendWindow: number;
      readonly contentLength: number | null;
    },
    dependencies: { readonly owner: StreamOwner },
  ) {
    this.id = options.id;
    this.receiveWindow = options.receiveWindow;
    this.sendWindow = options.sendWindow;
    this.contentLength = options.contentLength;
    this.#owner = dependencies.owner;
  }

  get isOpen(): boolean {
    return !this.isClosed && !this.isLocalEnded && this.ending === null;
  }

  get peerName(): string {
    return this.#owner.peerName;
  }

  listen(listener: Http2StreamListener): void {
    this.listener = listener;
  }

  get isReleased(): boolean {
    return this.#isReleased;
  }

  respond(block: HeaderBlock): void {
    if (this.isOpen) {
      this.#owner.respond(this, block);
    }
  }

  respondAndEnd(block: HeaderBlock): void {
    if (this.isOpen) {
      this.#owner.respondAndEnd(this, block);
    }
  }

  write(part: { readonly head: Uint8Array; readonly body: Uint8Array }): void {
    if (this.isOpen) {
      this.#owner.write(this, part);
    }
  }

  end(trailers: HeaderBlock | null): void {
    if (this.isOpen) {
      this.#owner.end(this, trailers);
    }
  }

  reset(code: Http2ErrorCode): void {
    if (!this.isClosed) {
      this.#owner.reset(this, code);
    }
  }

  consume(bytes: number): void {
    this.#owner.consume(this, bytes);
  }

  release(): void {
    if (!this.#isReleased) {
      this.#isReleased = true;
      if (this.isClosed) {
        this.#owner.released();
      }
    }
  }

  destroyConnection(): void {
    this.#owner.destroy();
  }
}
