import type { Buffer } from "node:buffer";
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect as connectHttp2,
  type IncomingHttpHeaders,
} from "node:http2";
import { connect as connectTcp, type Socket } from "node:net";
import { GrpcAnswerReader, grpcPrefix } from "./grpc-answer-reader.ts";
import type { PeerCall, PeerCallListener, PeerDialer, PeerMethod } from "./peer-dialer.ts";
import { TransportError } from "./transport-error.ts";

/** Trailing metadata of a refused stream: the newest epoch that the peer has seen. */
export const EPOCH_TRAILER = "raft-stream-epoch";

const GRPC_OK = 0;
const GRPC_UNKNOWN = 2;
const GRPC_UNAVAILABLE = 14;
const ANSWER_BYTES_MAX = 64 * 1024;
/** A frame waits here while the peer's window is full; far above what a call has in flight. */
const SESSION_MEMORY_MIB = 256;

export interface Http2DialerDependencies {
  /** The value of the header `authorization`, asked for at each call: the token may change. */
  readonly authorization: () => string;
}

/**
 * PeerDialer that speaks gRPC over node:http2 itself. grpc-js's client copies every message once more, costs several times as much for each, and lets
 * go of a dead connection only when the kernel does (docs/adr).
 */
export class Http2Dialer implements PeerDialer {
  readonly #authorization: () => string;

  constructor(dependencies: Http2DialerDependencies) {
    this.#authorization = dependencies.authorization;
  }

  open(
    target: { readonly address: string; readonly method: PeerMethod },
    listener: PeerCallListener,
  ): PeerCall {
    const endpoint = parseEndpoint(target.address);
    if (endpoint === null) {
      return new ImpossibleCall(target.address, listener);
    }
    return new Http2PeerCall(
      { ...target, endpoint, authorization: this.#authorization() },
      { listener },
    );
  }
}

/** To an address that is none: ends at once, as a call to nobody does. */
class ImpossibleCall implements PeerCall {
  constructor(address: string, listener: PeerCallListener) {
    const reason = `a peer's address must be host:port, found ${JSON.stringify(address)}`;
    const error = new TransportError(reason, {
      code: "CALL_FAILED",
      grpcCode: GRPC_UNAVAILABLE,
      reason,
      epoch: null,
    });
    setImmediate(() => listener.ended(error));
  }

  write(): void {
    return;
  }

  end(): void {
    return;
  }

  cancel(): void {
    return;
  }
}

interface Endpoint {
  readonly host: string;
  readonly port: number;
}

interface CallOptions {
  readonly address: string;
  readonly endpoint: Endpoint;
  readonly method: PeerMethod;
  readonly authorization: string;
}

class Http2PeerCall implements PeerCall {
  readonly #address: string;
  readonly #listener: PeerCallListener;
  readonly #socket: Socket;
  readonly #session: ClientHttp2Session;
  readonly #stream: ClientHttp2Stream;
  readonly #answers = new GrpcAnswerReader({ answerBytesMax: ANSWER_BYTES_MAX });
  /** The headers that carry the status: the trailers, or the first ones where the call was refused at once. */
  #statusHeaders: IncomingHttpHeaders | null = null;
  /** What went wrong first; what follows are its consequences. */
  #failure: Error | null = null;
  #isEnded = false;

  constructor(options: CallOptions, dependencies: { readonly listener: PeerCallListener }) {
    this.#address = options.address;
    this.#listener = dependencies.listener;
    // The name is looked up here, each time.
    this.#socket = connectTcp({ ...options.endpoint, noDelay: true });
    // Told here first: the session and the stream would say only that they were cancelled.
    this.#socket.on("error", (error) => this.#fail(error));
    this.#session = connectHttp2("http://raft-peer", {
      createConnection: () => this.#socket,
      maxSessionMemory: SESSION_MEMORY_MIB,
      settings: { enablePush: false },
    });
    this.#session.on("error", (error) => this.#fail(error));
    this.#stream = this.#session.request({
      ":method": "POST",
      ":authority": options.address,
      ":path": `/raft.v1.Transport/${options.method}`,
      "content-type": "application/grpc",
      te: "trailers",
      authorization: options.authorization,
    });
    this.#listen();
  }

  write(bytes: Uint8Array, written: () => void): void {
    if (this.#isEnded || this.#stream.destroyed || this.#stream.writableEnded) {
      return;
    }
    // Corked, prefix and message leave together, and the message is not copied to put the one before the other.
    this.#stream.cork();
    this.#stream.write(grpcPrefix(bytes.length));
    this.#stream.write(bytes, (error) => {
      if (error === null || error === undefined) {
        written();
      }
    });
    this.#stream.uncork();
  }

  end(): void {
    this.#stream.end();
  }

  cancel(): void {
    this.#session.destroy();
    // A session that is still connecting does not own its socket yet.
    this.#socket.destroy();
  }

  #listen(): void {
    this.#stream.on("response", (headers) => {
      if (headers["grpc-status"] !== undefined || headers[":status"] !== 200) {
        this.#settle(headers);
      }
    });
    this.#stream.on("trailers", (headers) => this.#settle(headers));
    this.#stream.on("data", (bytes: Buffer) => this.#read(bytes));
    this.#stream.on("error", (error) => this.#fail(error));
    this.#stream.once("close", () => this.#close());
  }

  /** The peer has said its last word; a stream of ours that is still open would not close by itself. */
  #settle(headers: IncomingHttpHeaders): void {
    this.#statusHeaders ??= headers;
    this.cancel();
  }

  #read(bytes: Buffer): void {
    let answers: readonly Uint8Array[];
    try {
      answers = this.#answers.read(bytes);
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)));
      this.cancel();
      return;
    }
    for (const answer of answers) {
      this.#listener.answered(answer);
    }
  }

  #fail(error: Error): void {
    this.#failure ??= error;
  }

  #close(): void {
    this.#isEnded = true;
    this.cancel();
    const outcome = this.#outcome();
    this.#listener.ended(outcome);
  }

  #outcome(): TransportError | null {
    const headers = this.#statusHeaders;
    if (headers === null) {
      const reason = this.#failure?.message ?? "the connection was closed";
      return new TransportError(
        `the call to ${this.#address} ended: ${reason}`,
        { code: "CALL_FAILED", grpcCode: GRPC_UNAVAILABLE, reason, epoch: null },
        this.#failure === null ? {} : { cause: this.#failure },
      );
    }
    const grpcCode = Number(headers["grpc-status"] ?? GRPC_UNKNOWN);
    if (grpcCode === GRPC_OK) {
      return null;
    }
    const epoch = Number(headers[EPOCH_TRAILER] ?? Number.NaN);
    const reason = statusMessage(headers);
    return new TransportError(`${this.#address} ended the call: ${reason}`, {
      code: "CALL_FAILED",
      grpcCode: Number.isSafeInteger(grpcCode) ? grpcCode : GRPC_UNKNOWN,
      reason,
      epoch: Number.isSafeInteger(epoch) ? epoch : null,
    });
  }
}

/** gRPC escapes what is not printable ASCII as URLs do; whoever does not must not fail the reader. */
function statusMessage(headers: IncomingHttpHeaders): string {
  const text = headers["grpc-message"];
  if (typeof text !== "string") {
    return `HTTP status ${String(headers[":status"] ?? "unknown")}, no message`;
  }
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) {
      return text;
    }
    throw error;
  }
}

/** `[::1]:2380`, `10.0.0.1:2380` or `name:2380`; null for anything else. */
function parseEndpoint(address: string): Endpoint | null {
  const match = /^(?:\[(?<inner>[^\]]+)\]|(?<name>[^:[\]]+)):(?<port>\d{1,5})$/.exec(address);
  const host = match?.groups?.["inner"] ?? match?.groups?.["name"];
  const port = Number(match?.groups?.["port"]);
  return host === undefined || port < 1 || port > 65_535 ? null : { host, port };
}
