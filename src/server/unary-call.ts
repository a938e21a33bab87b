import type { Buffer } from "node:buffer";
import { MessageReader, wholeMessage, type WireMessage } from "./grpc-wire.ts";
import { Http2Call, type Http2CallDependencies, type Http2CallOptions } from "./http2-call.ts";
import type { RequestMemory } from "./request-memory.ts";
import { RPC_CODE, RpcError } from "./rpc-error.ts";

/** Who serves a unary method's calls. */
export interface UnaryListener {
  /** The one request, when the client has said that it was the last. */
  requested(call: UnaryCall, request: Uint8Array): void;
  /** There is no such request: why. */
  failed(call: UnaryCall, error: unknown): void;
}

export interface UnaryCallDependencies extends Http2CallDependencies {
  readonly listener: UnaryListener;
  /** Of requests that do not come in one piece. */
  readonly memory: RequestMemory;
}

/** A call of one request. */
export class UnaryCall extends Http2Call {
  readonly #dependencies: UnaryCallDependencies;
  #heldBytes = 0;
  /** Null as long as every message has come whole in one piece. */
  #reader: MessageReader | null = null;
  #request: WireMessage | null = null;
  /** Its listener has heard of it, or will: the listener closes the call. Else the call's end does. */
  #isTold = false;

  constructor(options: Http2CallOptions, dependencies: UnaryCallDependencies) {
    super(options, dependencies);
    this.#dependencies = dependencies;
  }

  override receiveData(bytes: Buffer): void {
    this.stream.consume(bytes.length);
    if (this.#isTold) {
      return;
    }
    try {
      const whole = this.#reader === null ? wholeMessage(bytes, this.messageBytesMax) : null;
      if (whole !== null) {
        this.#take(whole);
        return;
      }
      this.#reader ??= new MessageReader({ messageBytesMax: this.messageBytesMax });
      for (const message of this.#reader.read(bytes)) {
        this.#take(message);
      }
      this.#hold(this.#reader.heldBytes + (this.#request?.bytes.byteLength ?? 0));
    } catch (error) {
      this.#refuse(error);
    }
  }

  override receiveEnd(): void {
    this.#hold(0);
    if (this.#isTold || !this.stream.isOpen) {
      return;
    }
    const request = this.#request;
    this.#request = null;
    if (request === null) {
      this.#refuse(
        new RpcError(
          RPC_CODE.UNIMPLEMENTED,
          `Received no request message for server streaming method ${this.path}`,
        ),
      );
      return;
    }
    this.#isTold = true;
    if (request.isCompressed) {
      this.decompress(request).then(
        (bytes) => this.#dependencies.listener.requested(this, bytes),
        (error: unknown) => this.#refuse(error),
      );
    } else {
      this.#dependencies.listener.requested(this, request.bytes);
    }
  }

  override closed(): void {
    super.closed();
    this.#hold(0);
    this.#reader = null;
    this.#request = null;
    if (!this.#isTold) {
      this.close();
    }
  }

  /** So much of the request is in memory. @throws RpcError RESOURCE_EXHAUSTED where all requests that come in take more than they may. */
  #hold(bytes: number): void {
    if (bytes === this.#heldBytes) {
      return;
    }
    const { memory } = this.#dependencies;
    if (!memory.take(bytes - this.#heldBytes)) {
      throw new RpcError(
        RPC_CODE.RESOURCE_EXHAUSTED,
        `requests that are still coming in take more than ${memory.bytesMax} bytes: try again later`,
      );
    }
    this.#heldBytes = bytes;
  }

  #take(message: WireMessage): void {
    if (this.#request !== null) {
      throw new RpcError(
        RPC_CODE.UNIMPLEMENTED,
        `Received a second request message for server streaming method ${this.path}`,
      );
    }
    this.#request = message;
  }

  #refuse(error: unknown): void {
    this.#isTold = true;
    this.#hold(0);
    this.#reader = null;
    this.#request = null;
    this.#dependencies.listener.failed(this, error);
  }
}
